// For somebody who came while a round is being played: who plays what, and to wait outside or to ask to watch. Nothing
// of the case but its kind: they may still be its student.

import { STAGES } from "../../../room/stages.js";
import { A_STATION } from "../../../shared_words.js";
import { button, h, isolated, paragraph, spoken } from "../dom.js";
import { icon } from "../element.js";
import { doesWords, MOVE } from "../words.js";
import { drawOnline } from "./online.js";

const OUTSIDE = "wait outside: you can still do this case later, and you’ll be in the next round";
const WAIT = {
  asked: `We’ve asked. The patient or an observer will answer on their own screen. Until then, ${OUTSIDE}.`,
  no: `Not this round. Please ${OUTSIDE}.`,
  passed: `You share a phone with somebody in this round, so please ${OUTSIDE}.`,
};
const MAY = "Wait outside (you can still do this case later), or ask to watch. You’ll be in the next round either way.";
const ENDED = "The station is over and the others are talking about it. You’ll be in the next round.";

export function drawOutside({ top, watch }, room) {
  const asks = top.moves.includes("watch");
  const [symbol, words] = MOVE.watch;
  return [
    paragraph("note", `Round ${top.round} is running: ${A_STATION[top.kind]}.`),
    drawCast(top),
    spoken("note", waitWords(top, watch, asks)),
    asks ? button("watch", [icon(symbol), words], () => room.move("watch"), { class: "wide" }) : null,
    drawOnline(top),
  ];
}

function waitWords({ stage }, watch, asks) {
  if (!STAGES[stage].before_the_bell) return ENDED;
  return WAIT[watch] ?? (asks ? MAY : `Please ${OUTSIDE}.`);
}

function drawCast({ people, kind }) {
  const playing = people.filter(({ roles }) => roles.length);
  const lines = playing.map(({ name, roles }) => {
    const does = roles.map((role) => doesWords(role, kind)).join(" and ");
    return h("li", {}, icon("person"), h("span", {}, `${isolated(name)} ${does}`));
  });
  return lines.length ? [h("h2", {}, "In this round"), h("ul", { class: "people" }, lines)] : null;
}
