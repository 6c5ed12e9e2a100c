// The patient's screen: the script, fact by fact.

import { AT_ITS_TIME, RULES, WHO_YOU_ARE } from "../../../shared_words.js";
import { bullets, button, fold, h, isolated, paragraph, spoken } from "../dom.js";
import { icon } from "../element.js";
import { drawCards, drawViva } from "./findings.js";
import { drawReady } from "./preparing.js";

const HEADINGS = { ...RULES, cue: "Only if they pick up on the cue" };

export function drawPart(view, room, stage) {
  const { part, cards, released, viva } = view;
  const came = new Set(view.came);
  const isLive = stage === "station";
  return [
    drawReady(view, stage),
    stage === "prepare" && part.you_are ? drawWho(view) : null,
    drawEvents(view.events, room, stage, part.story, came),
    cards.length ? drawCards({ findings: cards, released, others: [] }, room, isLive) : null,
    part.opening ? [h("h3", {}, "Say this first, word for word"), paragraph("opening", part.opening)] : null,
    Object.entries(HEADINGS).map(([rule, heading]) => {
      const facts = part.story.filter((fact) => fact.when.rule === rule);
      return facts.length ? [h("h3", {}, heading), drawFacts(facts, view, room, came, isLive)] : null;
    }),
    isLive && part.story.length ? paragraph("quiet", "Tapping is optional: tap a fact when you’ve told them.") : null,
    drawViva(viva),
  ];
}

function drawWho({ part, top }) {
  const name = top.plays ? h("p", {}, h("strong", {}, top.plays)) : null;
  return [h("h3", {}, WHO_YOU_ARE), name, h("p", {}, part.you_are)];
}

// In the quiet minute: a list to check once, made from your own taps.
export function drawCame(view, room) {
  const came = new Set(view.came);
  const { story } = view.part;
  if (!story.length) return null;
  return fold(
    "came",
    `What did you tell them? ${came.size} of ${story.length}`,
    drawFacts(story, view, room, came, true),
  );
}

function drawFacts(facts, view, room, came, isLive) {
  const lines = facts.map((fact) => drawFact(fact, view, room, came.has(fact.id), isLive));
  return h("div", { class: "list" }, lines);
}

function drawFact(fact, view, room, came, isLive) {
  const cue = fact.when.cue ? view.part.cues.find((one) => one.id === fact.when.cue) : null;
  const shown = cue ? [" ", h("span", { class: "quiet" }, `(${cue.show})`)] : null;
  const words = h("span", { class: "fact" }, fact.say, shown);
  if (!isLive) return h("div", { class: "line" }, words);
  const says = [h("span", { class: "tick" }, icon(came ? "check_circle" : "circle")), words];
  const tap = () => room.tap({ kind: "fact_came", fact: fact.id, came: !came });
  return h("div", { class: "line" }, button(`fact-${fact.id}`, says, tap, { "aria-pressed": String(came) }));
}

// Timed lines: all of them while preparing; in the station, each when its minute comes. The fact that makes one
// unnecessary is named only if the view holds it: only the patient's does.
export function drawEvents(events, room, stage, story = [], came = new Set()) {
  if (!events.length || stage === "quiet") return null;
  const factOf = (event) => story.find((one) => one.id === event.unless)?.say;
  if (stage !== "station") {
    const lines = events.map((event) => `Minute ${event.minute}: ${isolated(event.do)}${exception(factOf(event))}`);
    return [h("h3", {}, AT_ITS_TIME), bullets(lines)];
  }
  const due = events.filter((event) => event.minute <= room.minute());
  return due.map((event) => {
    const happened = came.has(event.unless);
    const head = happened ? "Already happened: " : instruction(factOf(event));
    return spoken(happened ? "note quiet" : "note", h("strong", {}, head), event.do);
  });
}

function exception(fact) {
  return fact ? ` Not if this has been said: ${isolated(fact)}` : "";
}

function instruction(fact) {
  return fact ? `Now, unless this has been said (${isolated(fact)}): ` : "Now, unless it’s already happened: ";
}
