// Before the first round, between rounds, and for whom a round is shut.

import { NOT_REACHED, OTHER_PHONE } from "../../../shared_words.js";
import { button, h, isolated, paragraph, spoken } from "../dom.js";
import { icon } from "../element.js";
import { MOVE } from "../words.js";
import { drawPlan } from "./plan.js";

const HELP = [
  ...NOT_REACHED,
  `Try another address: they stand near the QR code, under “${OTHER_PHONE}”.`,
  "Or pass one device round: add the others by name below.",
];
const FRESH = "this case stays fresh for you";
const LATE = {
  may: "A round is going on. Wait outside (you can still do this case later), or ask to watch.",
  asked: `Asked. Whoever plays or watches answers on their own screen. Until then wait outside: ${FRESH}.`,
  no: `Not this round. Wait outside: ${FRESH}, and the next round counts you in.`,
  wait: `A round is going on. Wait outside: ${FRESH}, and the next round counts you in.`,
};
const THREE = "Three is best: one sees the patient, one plays, one watches. Two can practise as well.";

export function drawLobby(view, room) {
  const { top } = view;
  if (top.stage === "over") {
    const over = "This practice is over. Leave the part here; use your own names.";
    return [h("p", {}, over), drawPlan(view.plan)];
  }
  if (!top.people.some((person) => person.you)) {
    return paragraph("note", "You have left this practice. The others can go on.");
  }
  const late = top.round > 0 && top.stage !== "next";
  return [
    late ? drawLate(view, room) : null,
    top.stage === "opening" ? drawOpening(top, room) : null,
    late ? null : drawPlan(view.plan),
  ];
}

function drawOpening(top, room) {
  return [
    h("h2", {}, `In the room: ${top.people.length}`),
    h("ul", { class: "people" }, top.people.map(drawPerson)),
    top.people.length === 1 && room.main.isAlone() ? drawHelp() : null,
    top.people.length < 3 ? paragraph("quiet", THREE) : null,
    room.readyCheck.draw(),
  ];
}

function drawPerson({ name, you }) {
  return h("li", {}, icon("person"), h("span", {}, you ? `${isolated(name)} (you)` : name));
}

function drawHelp() {
  const lines = HELP.map((line) => h("li", {}, line));
  return h("div", { class: "notice", role: "status" }, h("strong", {}, "Nobody here yet?"), h("ol", {}, lines));
}

function drawLate({ top, watch }, room) {
  const asks = top.moves.includes("watch");
  const [symbol, words] = MOVE.watch;
  return [
    spoken("note", LATE[watch || (asks ? "may" : "wait")]),
    asks ? button("watch", [icon(symbol), words], () => room.move("watch"), { class: "wide" }) : null,
  ];
}
