import assert from "node:assert/strict";
import { test } from "node:test";
import { missingFrom } from "../../../roleplay/web/live/missing.js";

const CHOOSE = "Still to do: choose one.";
const EMPTY = { statements: [], answers: null, domains: [], ratings: null, scale: [], overall: null, sentences: [] };

function named(form, written = {}) {
  return Object.fromEntries(missingFrom([["form", { ...EMPTY, ...form }]], (words) => written[words] ?? ""));
}

test("every empty field of a form is named by itself", () => {
  const form = {
    domains: [{ id: "gather" }, { id: "relate" }],
    ratings: { gather: 3, relate: null },
    scale: ["Not yet", "Nearly"],
    sentences: [{ words: "line", limit: 500 }],
  };

  assert.deepEqual(named(form), {
    "form-relate": CHOOSE,
    "form-overall": CHOOSE,
    "text-line": "Still to do: write one sentence.",
  });
});

test("a zero is an answer", () => {
  assert.deepEqual(named({ scale: ["Not yet", "Nearly"], overall: 0 }), {});
});

test("each statement that has no answer is named", () => {
  const form = { statements: [{ id: "one" }, { id: "two" }], answers: { one: 5, two: null } };

  assert.deepEqual(Object.keys(named(form)), ["form-two"]);
});

test("a sentence that is too long to save is named until it is short enough", () => {
  const form = { sentences: [{ words: "line", limit: 3 }] };

  assert.deepEqual(named(form, { line: "four" }), { "text-line": "Too long to save. Shorten it, then submit." });
  assert.deepEqual(named(form, { line: "now" }), {});
});

test("what became of a goal is not asked for", () => {
  assert.deepEqual(named({ goal: "Wait longer", goal_outcome: null }), {});
});
