// Next steps: which one the student works on, what observers saw of it, and what a new one is about.

import { OUTCOMES } from "../../../shared_words.js";
import { button, fold, h, isolated, paragraph } from "../dom.js";

// Skills to choose from; the others are folded away.
const SHOWN = 5;
const ONLY = "Your observer looks out for this one only. The others stay open.";

// For the student who has several open, one to choose; for everybody else the one that was chosen.
export function drawGoal(view, role, room) {
  if (role === "student" && view.steps?.length > 1) return drawFocus(view, room);
  if (!view.goal) return null;
  const whose = role === "student" ? "Your next step: " : "Look out for their next step: ";
  return paragraph("note", h("strong", {}, whose), view.goal);
}

function drawFocus({ steps, goal, top }, room) {
  const choose = (step) => room.tap({ kind: "chose_focus", step, round: top.round });
  const buttons = steps.map((text, i) =>
    button(`focus-${i}`, isolated(text), () => choose(i), { "aria-pressed": String(text === goal), class: "wide" }),
  );
  return [
    h("h3", { id: "focus" }, "Which next step will you work on?"),
    h("div", { class: "list", role: "group", "aria-labelledby": "focus" }, buttons),
    paragraph("quiet", ONLY),
  ];
}

export function drawOutcome({ goal, goal_outcome: chosen }, heading, name, rate) {
  const key = `${name}-goal`;
  const buttons = Object.entries(OUTCOMES).map(([outcome, word]) =>
    button(`${key}-${outcome}`, word, () => rate("rated_goal", { outcome }), {
      "aria-pressed": String(chosen === outcome),
    }),
  );
  return [
    h("h3", { id: key }, `${heading}: “${isolated(goal)}”`),
    h("div", { class: "choices", role: "group", "aria-labelledby": key }, buttons),
  ];
}

// Below a new next step: another wording, offered and never asked for, and the skill that it is about. Both are there
// from the start, so that nothing moves while it is written.
export function drawAbout({ about, next_step: step, top }, room) {
  if (!about) return null;
  const reword = () => room.sentences.use(asPlan(room.sentences.written("next_step")), "…");
  return [
    button("as-plan", "Word it as “If …, I will …”", reword, { class: "wide", disabled: isPlan(step) }),
    about.offered.length ? drawSkills(about, top.round, room) : null,
  ];
}

function drawSkills({ chosen, offered }, round, room) {
  const draw = ([tag, name]) =>
    button(`skill-${tag}`, name, () => room.tap({ kind: "chose_skill", skill: tag === chosen ? "" : tag, round }), {
      "aria-pressed": String(tag === chosen),
    });
  const first = offered.filter(([tag], i) => i < SHOWN || tag === chosen);
  const rest = offered.filter((one) => !first.includes(one));
  const group = (some) => h("div", { class: "choices", role: "group", "aria-labelledby": "about" }, some.map(draw));
  return [
    h("h3", { id: "about" }, "What is it about?"),
    group(first),
    rest.length ? fold("more-skills", "Another skill", [group(rest)]) : null,
  ];
}

export function isPlan(step) {
  return /^\s*if\b/i.test(step);
}

// "Wait" becomes "If …, I will wait".
export function asPlan(step) {
  const said = step.trim().replace(/^(next time,?\s*)?i\s+will\s+/i, "");
  return `If …, I will ${said.charAt(0).toLowerCase()}${said.slice(1)}`;
}
