// Before the first round and between rounds.

import { NOT_REACHED, OTHER_PHONE } from "../../../shared_words.js";
import { h, paragraph } from "../dom.js";
import { drawHere } from "../here.js";
import { drawArriving } from "./arriving.js";
import { drawOnline } from "./online.js";
import { drawChange, drawPlan } from "./plan.js";

const HELP = [
  ...NOT_REACHED,
  `Try another address: they’re below the QR code, under “${OTHER_PHONE}”.`,
  "Or pass one device round: add the others by name below.",
];
const HELP_ONLINE = [
  "Send the others the address above in your call.",
  "If it doesn’t open for them, this kit runs where only its own network reaches it: start on a server instead.",
];
const THREE = "Three is best: a student, a patient and an observer. Two can practise as well.";

export function drawLobby(view, room) {
  const { top } = view;
  if (top.stage === "over") {
    const over = "This session is over. Leave your roles here and use your own names.";
    return [h("p", {}, over), drawPlan(view.plan)];
  }
  if (!top.people.some((person) => person.you)) {
    return paragraph("note", "You’ve left this session. The others can carry on.");
  }
  const people = top.stage === "opening" ? drawOpening(view, room) : drawPresence(top, room);
  return [drawOnline(top), people, drawPlan(view.plan, room), drawChange(view, room)];
}

function drawOpening({ top, arriving }, room) {
  return [
    arriving && top.people.length > 1 ? drawArriving(room) : null,
    drawPeople(top, room),
    top.people.length === 1 && room.main.isAlone() ? drawHelp(top.online ? HELP_ONLINE : HELP) : null,
    top.people.length < 3 ? paragraph("quiet", THREE) : null,
    room.readyCheck.draw(),
  ];
}

export function drawPeople(top, room) {
  return [h("h2", {}, `In the room: ${top.people.length}`), drawPresence(top, room)];
}

export function drawPresence(top, room) {
  return drawHere(top, room.company.away, room.time.now());
}

function drawHelp(help) {
  const lines = help.map((line) => h("li", {}, line));
  return h("div", { class: "notice", role: "status" }, h("strong", {}, "Nobody here yet?"), h("ol", {}, lines));
}
