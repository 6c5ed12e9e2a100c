// The quiet minute: your own view of the station.

import { AGREE, BETWEEN, STEP_BEFORE } from "../../../shared_words.js";
import { button, capital, h } from "../dom.js";
import { drawOutcome } from "./steps.js";

const TAP_ONE = "Tap a number to see what it means.";

// `name` keeps the keys of two forms on one screen apart; `named` has the fields that were empty at the last try to
// submit, with what is said beside them.
export function drawForm(form, room, name, named) {
  const rate = (kind, answer) => room.tap({ kind, ...answer, round: form.round });
  return [
    form.goal ? drawOutcome(form, STEP_BEFORE, name, rate) : null,
    form.statements.map((statement) => drawStatement(statement, form, name, rate, named)),
    form.domains.map((domain) => drawDomain(domain, form, name, rate, named)),
    form.scale.length ? drawOverall(form, name, rate, named) : null,
  ];
}

function drawStatement({ id, text }, { answers }, name, rate, named) {
  const key = `${name}-${id}`;
  const ends = [h("span", {}, AGREE[0]), h("span", {}, AGREE[4])];
  return [
    field(key, text, named, {
      kind: "numbers",
      buttons: numbers(key, answers[id], AGREE, (value) => rate("rated_statement", { statement: id, value })),
    }),
    h("div", { class: "ends", "aria-hidden": "true" }, ends),
  ];
}

function drawDomain({ id, name: heading, anchors }, { ratings }, name, rate, named) {
  const key = `${name}-${id}`;
  const [one, three, five] = anchors;
  const words = [one, BETWEEN[0], three, BETWEEN[1], five];
  return [
    field(key, heading, named, {
      kind: "numbers",
      buttons: numbers(key, ratings[id], words, (value) => rate("rated_domain", { domain: id, value })),
    }),
    drawAnchors(words, ratings[id]),
  ];
}

// Only what the chosen number means is seen, but all have their room: choosing another moves nothing.
function drawAnchors(words, chosen) {
  const says = [TAP_ONE, ...words.map((each, i) => (i % 2 ? capital(each) : each))];
  const lines = says.map((each, value) => h("span", value === (chosen ?? 0) ? {} : { class: "unseen" }, each));
  return h("p", { class: "anchor" }, lines);
}

function drawOverall({ ask, scale, overall }, name, rate, named) {
  const key = `${name}-overall`;
  const buttons = scale.map((word, value) =>
    button(`${key}-${value}`, word, () => rate("rated_overall", { value }), pressed(overall === value)),
  );
  return field(key, ask, named, { kind: "words", buttons });
}

function numbers(key, chosen, words, choose) {
  return [1, 2, 3, 4, 5].map((value) =>
    button(`${key}-${value}`, String(value), () => choose(value), {
      ...pressed(chosen === value),
      "aria-label": words[value - 1] ? `${value}: ${words[value - 1]}` : String(value),
    }),
  );
}

// A heading and its buttons. Once what was missing is filled in, the place where that was said stays, so that nothing
// moves under a thumb.
function field(key, heading, named, { kind, buttons }) {
  const needs = named.get(key);
  const props = { class: kind, role: "group", "aria-labelledby": key, "data-field": key };
  if (needs) Object.assign(props, { "aria-invalid": "true", "aria-describedby": `${key}-needs` });
  return [
    h("h3", { id: key }, heading),
    needs === undefined ? null : h("p", { class: "needs", id: `${key}-needs` }, needs),
    h("div", props, buttons),
  ];
}

function pressed(is) {
  return { "aria-pressed": String(is) };
}
