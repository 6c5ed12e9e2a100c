// The quiet minute: your own view of the station.

import { AGREE, BETWEEN, MARKS, STEP_BEFORE } from "../../../shared_words.js";
import { bullets, button, fold, h, isolated, paragraph } from "../dom.js";

const GOAL = { tried: "Tried", partly: MARKS.partly, no_chance: MARKS.na };

// `name` keeps the keys of two forms on one screen apart.
export function drawForm(form, room, name) {
  const rate = (kind, answer) => room.tap({ kind, ...answer, round: form.round });
  return [
    form.goal ? drawGoalOutcome(form, name, rate) : null,
    form.statements.map((statement) => drawStatement(statement, form, name, rate)),
    form.domains.map((domain) => drawDomain(domain, form, name, rate)),
    form.scale.length ? drawOverall(form, name, rate) : null,
  ];
}

function drawGoalOutcome({ goal, goal_outcome: chosen }, name, rate) {
  const buttons = Object.entries(GOAL).map(([outcome, word]) =>
    button(`${name}-goal-${outcome}`, word, () => rate("rated_goal", { outcome }), pressed(chosen === outcome)),
  );
  return [
    h("h3", { id: `${name}-goal` }, `${STEP_BEFORE}: “${isolated(goal)}”`),
    group("choices", `${name}-goal`, buttons),
  ];
}

function drawStatement({ id, text }, { answers }, name, rate) {
  const key = `${name}-${id}`;
  const ends = [h("span", {}, AGREE[0]), h("span", {}, AGREE[4])];
  return [
    h("h3", { id: key }, text),
    numbers(key, answers[id], AGREE, (value) => rate("rated_statement", { statement: id, value })),
    h("div", { class: "ends", "aria-hidden": "true" }, ends),
  ];
}

function drawDomain({ id, name: heading, anchors }, { ratings }, name, rate) {
  const key = `${name}-${id}`;
  const value = ratings[id];
  const [one, three, five] = anchors;
  const words = [one, BETWEEN[0], three, BETWEEN[1], five];
  const chosenWords = value ? words[value - 1] : "";
  const help = bullets([`1: ${isolated(one)}`, `3: ${isolated(three)}`, `5: ${isolated(five)}`]);
  return [
    h("h3", { id: key }, heading),
    numbers(key, value, words, (chosen) => rate("rated_domain", { domain: id, value: chosen })),
    chosenWords
      ? paragraph("anchor", value % 2 ? chosenWords : capital(chosenWords))
      : fold(`${key}-help`, "What 1, 3 and 5 look like", help),
  ];
}

function drawOverall({ ask, scale, overall }, name, rate) {
  const key = `${name}-overall`;
  const buttons = scale.map((word, value) =>
    button(`${key}-${value}`, word, () => rate("rated_overall", { value }), pressed(overall === value)),
  );
  return [h("h3", { id: key }, ask), group("words", key, buttons)];
}

function numbers(key, chosen, words, choose) {
  const buttons = [1, 2, 3, 4, 5].map((value) =>
    button(`${key}-${value}`, String(value), () => choose(value), {
      ...pressed(chosen === value),
      "aria-label": words[value - 1] ? `${value}: ${words[value - 1]}` : String(value),
    }),
  );
  return group("numbers", key, buttons);
}

function group(kind, labelledBy, buttons) {
  return h("div", { class: kind, role: "group", "aria-labelledby": labelledBy }, buttons);
}

function pressed(is) {
  return { "aria-pressed": String(is) };
}

function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
