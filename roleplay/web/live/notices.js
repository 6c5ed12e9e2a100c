// What is shown above everything else: what isn't stored or saved, what is on hold, and questions.

import { STANDING, STEP_BEFORE } from "../../shared_words.js";
import { button, fill, h, isolated } from "./dom.js";
import { HELD } from "./words.js";

const NOT_KEPT =
  "This device can’t store what you tap and write: its storage is full, or turned off as in a private window. " +
  "It’s still being sent. Keep this page open while something is waiting.";
const TAKES_YOURS = "Somebody on another phone wants to take your place. If that isn’t you, say no.";

// Shown for as long as it's true. The table clock has nothing to store.
export function drawNotKept(box, room) {
  const { works } = room.kept;
  fill(box, [works], () => (works || room.data.table ? null : h("p", { class: "notice", role: "alert" }, NOT_KEPT)));
}

export function drawNotSaved(box, view, queue) {
  const { refused } = queue;
  fill(box, [refused], () => {
    if (!refused.length) return null;
    const lines = refused.map(({ tap, say }) => h("li", {}, h("strong", {}, tapWords(tap, view)), h("div", {}, say)));
    const them = refused.length === 1 ? "it" : "them";
    return h(
      "details",
      { class: "notice" },
      h("summary", { "data-key": "not-saved" }, `${refused.length} not saved. Look at ${them}`),
      h("ul", {}, lines),
      button("not-saved-seen", "I’ve seen this", () => queue.seen(), { class: "wide" }),
    );
  });
}

// A tap that wasn't accepted, in the words of its owner's screen.
function tapWords(tap, view) {
  if (tap.move === "stop") return "STOP";
  if (tap.kind === "broken") return tap.text;
  if (tap.kind === "wrote") return tap.text ? `“${tap.text}”` : "An empty sentence";
  const found = (list, id, name) => (list ?? []).find((one) => one.id === id)?.[name];
  const words = {
    marked: found(view.sheet?.items, tap.item, "text"),
    fact_came: found(view.part?.story, tap.fact, "say"),
    released: found(view.sheet?.findings ?? view.cards, tap.finding, "ask"),
    rated_domain: found(view.form?.domains ?? view.observer_form?.domains, tap.domain, "name"),
    pinned: "A pinned moment",
    rated_overall: STANDING,
    rated_statement: found(view.form?.statements, tap.statement, "text"),
    rated_goal: STEP_BEFORE,
    rated_try: "Whether it happened",
    chose_focus: "The next step you work on",
    chose_skill: "What your next step is about",
  };
  return words[tap.kind] ?? "A tap from another round";
}

export function drawNotices(box, top, room) {
  const held = top.held && top.held.kind !== "stop" ? top.held : null;
  fill(box, [held, top.claims], () => [
    held ? drawHeld(HELD[held.kind]) : null,
    top.claims.map((claim) => drawClaim(claim, room)),
  ]);
}

function drawHeld([head, words]) {
  return h("div", { class: "notice", role: "status" }, h("strong", {}, head), h("p", {}, words));
}

function drawClaim({ id, yours, name }, room) {
  const who = isolated(name);
  const question = `Somebody on another phone wants to take ${who}’s place back. Is that really ${who}?`;
  const letIn = () => room.move("let_in", { claim: id });
  return h(
    "div",
    { class: "notice", role: "alert" },
    h("p", {}, yours ? TAKES_YOURS : question),
    h(
      "div",
      { class: "buttons" },
      yours ? null : button(`let-${id}`, `Yes, let ${who} in`, letIn),
      button(`keep-${id}`, "No", () => room.move("keep_out", { claim: id })),
    ),
  );
}
