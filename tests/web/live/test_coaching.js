import assert from "node:assert/strict";
import { test } from "node:test";
import { Coaching } from "../../../roleplay/web/live/coaching.js";
import { Kept } from "../../../roleplay/web/live/kept.js";
import { Storage, Time } from "./by_hand.js";

const VAGUE = "Show more empathy";
const WHAT = "What would we see or hear?";
const WHEN = "Ask about red flags";

class Writer {
  time = new Time();
  left = null;

  constructor(storage = new Storage()) {
    const kept = new Kept(() => storage);
    const left = () => this.left;
    this.coaching = new Coaching({ kept, code: "ABCDEF", seat: "seat", later: this.time.later, left });
  }

  types(text, { words = "one_to_try", after = 1000, pins = [] } = {}) {
    this.coaching.typed(words, text, () => {});
    this.time.pass(after);
    return this.coaching.says(words, text, pins);
  }
}

test("a hint comes a second after the typing stops, and not before", () => {
  const writer = new Writer();
  assert.equal(writer.types(VAGUE, { after: 999 }), null);
  writer.time.pass(1);
  assert.equal(writer.coaching.says("one_to_try", VAGUE, []), WHAT);
});

test("it stays while the sentence still lacks the same, and goes with its cause", () => {
  const writer = new Writer();
  assert.equal(writer.types(VAGUE), WHAT);
  assert.equal(writer.types(`${VAGUE} please`, { after: 0 }), WHAT);
  assert.equal(writer.types("When she cried, show that you noticed", { after: 0 }), null);
});

test("nobody gets more than two in a session, even after a reload", () => {
  const storage = new Storage();
  assert.equal(new Writer(storage).types(VAGUE), WHAT);
  assert.ok(new Writer(storage).types(WHEN));
  assert.equal(new Writer(storage).types(VAGUE), null);
});

test("in a form's last 20 seconds there is none", () => {
  const writer = new Writer();
  writer.left = 19999;
  assert.equal(writer.types(VAGUE), null);
  writer.left = 20000;
  assert.equal(writer.types(VAGUE), WHAT);
});

test("what people write about themselves is left alone", () => {
  for (const words of ["line", "next_step"]) assert.equal(new Writer().types(VAGUE, { words }), null);
});

test("who has turned hints off gets none, in later sessions neither", () => {
  const storage = new Storage();
  new Writer(storage).coaching.turn(true);
  const writer = new Writer(storage);
  assert.equal(writer.types(VAGUE), null);

  writer.coaching.turn(false);
  assert.equal(writer.types(VAGUE), WHAT);
});

test("where a moment is missing, the writer's own pins are offered", () => {
  const at = (seconds) => ({ seconds, pin: "try" });
  assert.equal(new Writer().types(WHEN, { pins: [at(141)] }), "Can you say when? You pinned 2:21.");
  const pins = [at(141), at(141), at(200)];
  assert.equal(new Writer().types(WHEN, { pins }), "Can you say when? You pinned 2:21, 3:20.");
});
