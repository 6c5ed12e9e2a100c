import assert from "node:assert/strict";
import { test } from "node:test";
import { asPlan, isPlan } from "../../../roleplay/web/live/screens/steps.js";

test("a next step becomes a plan with a gap for its moment", () => {
  assert.equal(asPlan("Wait four seconds"), "If …, I will wait four seconds");
  assert.equal(asPlan("  Next time, I will sum up "), "If …, I will sum up");
});

test("what begins with an if is a plan already", () => {
  assert.deepEqual(["If she cries, I will wait", " if …", "Iffy"].map(isPlan), [true, true, false]);
});
