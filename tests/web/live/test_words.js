// What the screens call stages and moves, from the room's own table.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  doesWords,
  fromWords,
  hears,
  moveWords,
  ROLE,
  soonWords,
  stageWords,
} from "../../../roleplay/web/live/words.js";

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
      ["skip_next", "See feedback"],
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

test("the band has room for the name of whoever is played, not for more about them", () => {
  const top = { kind: "interview", plays: "Gareth Pugh, 38" };
  assert.equal(ROLE.patient.says(top), "You play Gareth Pugh");
});

test("what is about to happen says whose tap it was, to them and to the others", () => {
  const asked = { move: "end_early", due: 5000, by: "Ben" };
  const seenBy = (name) => soonWords({ asked, people: [{ name: "Ben" }, { name: "Eve" }].map(meAs(name)) }, 1000);

  assert.equal(seenBy("Ben"), "You’re ending the station in 4");
  assert.equal(seenBy("Eve"), "Ben is ending the station in 4");
});

test("where nobody may be named, nobody is", () => {
  const asked = { move: "another", due: 5000, by: "" };

  assert.equal(soonWords({ asked, people: [{ name: "Ben", you: true }] }, 1000), "Swapping the case in 4");
});

test("another go says from where it starts, and that it is what ends", () => {
  const people = [{ name: "Ben" }, { name: "Eve", you: true }];
  const says = (asked) => soonWords({ asked: { due: 5000, by: "Ben", ...asked }, people, stage: "again" }, 1000);

  assert.deepEqual([fromWords(141), fromWords(0)], ["from 2:21", "from the start"]);
  assert.equal(says({ move: "again", second: 141 }), "Ben is going again from 2:21 in 4");
  assert.equal(says({ move: "end_early" }), "Ben is ending this go in 4");
});

function meAs(me) {
  return ({ name }) => ({ name, you: name === me });
}
