// What the screens call stages and moves, from the room's own table.

import assert from "node:assert/strict";
import { test } from "node:test";
import { doesWords, hears, moveWords, ROLE, stageWords } from "../../../roleplay/web/live/words.js";

test("a stage has the name that the room gives it, and a turn of the debrief its own", () => {
  assert.deepEqual(
    [stageWords("quiet", ""), stageWords("debrief", "out_of_role"), stageWords("debrief", "observer")],
    ["Quiet minute", "Out of role", "Debrief"],
  );
});

test("moving on is called after where it leads", () => {
  assert.deepEqual(
    [moveWords("go_on", "reading", ""), moveWords("go_on", "debrief", "observer"), moveWords("go_on", "sheets", "")],
    [
      ["skip_next", "Start now"],
      ["skip_next", "See everyone’s feedback"],
      ["skip_next", "Next step"],
    ],
  );
});

test("any other move is called the same at every stage", () => {
  assert.deepEqual(moveWords("pause", "reading", ""), moveWords("pause", "quiet", ""));
});

test("whoever hears a presentation is never called a patient", () => {
  const top = { kind: "presentation", plays: "" };
  assert.equal(hears(top, "patient"), true);
  assert.deepEqual([ROLE.patient.says(top), doesWords("patient", "presentation")], ["You’re listening", "listens"]);
});

test("whoever plays in any other kind of case is a patient", () => {
  const top = { kind: "interview", plays: "" };
  assert.equal(hears(top, "patient"), false);
  assert.equal(ROLE.patient.says(top), "You play the patient");
});
