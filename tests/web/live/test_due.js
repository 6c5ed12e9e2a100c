// What the band says is due now.

import assert from "node:assert/strict";
import { test } from "node:test";
import { dueNow } from "../../../roleplay/web/live/due.js";

const COUGH = { minute: 2, do: "Cough.", unless: "told" };
const KNOCK = { minute: 2, do: "Knock.", unless: null };
const NOTHING_SEEN = new Set();

function seen(view, minute, { stage = "station", looked = NOTHING_SEEN, held = null, roles = ["patient"] } = {}) {
  return dueNow({ top: { held, round: 3, roles }, ...view }, stage, minute, looked)?.words ?? null;
}

test("a timed line is due from its minute on", () => {
  const at = [1.9, 2, 7].map((minute) => seen({ events: [COUGH] }, minute));

  assert.deepEqual(at, [null, "Now: Cough.", "Now: Cough."]);
});

test("what has already happened is not due", () => {
  assert.equal(seen({ events: [COUGH], came: ["told"] }, 3), null);
});

test("a line that was looked at makes room for the next", () => {
  const looked = new Set([
    dueNow({ top: { held: null, round: 3, roles: [] }, events: [COUGH] }, "station", 2, NOTHING_SEEN).key,
  ]);

  assert.equal(seen({ events: [COUGH, KNOCK] }, 2, { looked }), "Now: Knock.");
});

test("what was looked at in one round is due again in the next", () => {
  const looked = new Set([
    dueNow({ top: { held: null, round: 2, roles: [] }, events: [COUGH] }, "station", 2, NOTHING_SEEN).key,
  ]);

  assert.equal(seen({ events: [COUGH] }, 2, { looked }), "Now: Cough.");
});

test("the observer is told to ask, and the student that questions come", () => {
  const viva = { at_minute: 6, questions: [] };

  assert.equal(seen({ sheet: { events: [], viva } }, 6, { roles: ["observer"] }), "Ask the questions now");
  assert.equal(seen({ questions_at: 6 }, 6, { roles: ["student"] }), "Questions now");
  assert.equal(seen({ questions_at: null }, 6, { roles: ["student"] }), null);
});

test("a clock that is held comes before everything else, and cannot be put aside", () => {
  const looked = new Set(["held|time_out"]);
  const words = ["time_out", "pause", "stop"].map((kind) => seen({ events: [COUGH] }, 3, { held: { kind }, looked }));

  assert.deepEqual(words, ["Time out: the clock is held", "Paused: the clock is held", "Stopped"]);
});

test("once the student has asked, the patient alone is told that an answer is due", () => {
  const consent = { asked: true };
  const told = (roles, stage = "consent") => seen({ consent }, -1, { roles, stage });

  assert.equal(told(["patient"]), "You’ve been asked: is it all right?");
  assert.deepEqual([told(["student"]), told(["observer"]), told(["patient"], "station")], [null, null, null]);
});
