// What is asked before a move, and whose turn it is on a phone that is passed round.

import assert from "node:assert/strict";
import { test } from "node:test";
import { askedBefore, isAsked, nextOnThisPhone } from "../../../roleplay/web/live/sure.js";

const NOW = 10 * 60_000;
const GONE = { Eve: NOW - 120_000 };

function people(...writers) {
  return ["Ana", "Max", "Eve"].map((name) => ({
    name,
    you: name === "Ana",
    writes: writers.includes(name),
    roles: ["student"],
    done: false,
  }));
}

function asked(move, { stage = "next", turn = "", writers = [], planned = [], away = {} } = {}) {
  return askedBefore(move, { top: { people: people(...writers), turn }, stage, planned, away, now: NOW });
}

test("nobody moves on over somebody's sentence without being told whose", () => {
  const over = [
    asked("begin", { writers: ["Max"] }),
    asked("finish", { writers: ["Max"] }),
    asked("go_on_without", { stage: "quiet", writers: ["Max"] }),
    asked("go_on", { stage: "debrief", turn: "observer", writers: ["Max"] }),
  ];

  assert.deepEqual(
    over.map(({ writing }) => writing),
    [["Max"], ["Max"], ["Max"], ["Max"]],
  );
});

test("a move that opens and ends nothing, and your own sentence, are not asked about", () => {
  const free = [
    asked("go_on", { stage: "debrief", turn: "student", writers: ["Max"] }),
    asked("begin", { stage: "opening", writers: ["Max"] }),
    asked("stop", { writers: ["Max"] }),
    asked("begin", { writers: ["Ana"] }),
  ];

  assert.deepEqual(free.map(isAsked), [false, false, false, false]);
});

test("somebody who has been away is asked about before they are given a role", () => {
  assert.deepEqual(asked("begin", { planned: ["Ana", "Eve"], away: GONE }).away, ["Eve"]);
  assert.deepEqual(asked("begin", { stage: "opening", planned: ["Ana", "Eve"], away: GONE }).away, ["Eve"]);
});

test("nobody is asked about who has no role to come, or for another move", () => {
  assert.deepEqual(asked("begin", { planned: ["Ana", "Max"], away: GONE }).away, []);
  assert.deepEqual(asked("finish", { planned: ["Ana", "Eve"], away: GONE }).away, []);
});

function turn(me, others, { stage = "quiet", waitsFor = "handed_in", consent = null } = {}) {
  const all = [
    { name: "Ana", you: true, roles: ["student"], ...me },
    ...others.map((other) => ({ you: false, roles: ["patient"], ...other })),
  ];
  return nextOnThisPhone([{ name: "Max" }, { name: "Eve" }], { top: { people: all }, stage, consent }, waitsFor);
}

test("after each form the phone goes to the next who has not done theirs", () => {
  const max = { name: "Max", done: true };
  const eve = { name: "Eve", done: false };

  assert.equal(turn({ done: true }, [max, eve]), "Eve");
});

test("it stays with whoever is not done, and goes to nobody who has no part or another phone", () => {
  assert.equal(turn({ done: false }, [{ name: "Max", done: false }]), null);
  assert.equal(turn({ done: true }, [{ name: "Max", done: false, roles: [] }]), null);
  assert.equal(turn({ done: true }, [{ name: "Dee", done: false }]), null);
});

test("before the next round it goes to the student, who writes", () => {
  const at = { stage: "next", waitsFor: null };

  assert.equal(turn({ writes: false }, [{ name: "Max", writes: true }], at), "Max");
  assert.equal(turn({ writes: true }, [{ name: "Max", writes: false }], at), null);
});

test("for a consent it goes from the student, once they asked, to the patient", () => {
  const at = (asked) => ({ stage: "consent", waitsFor: null, consent: { asked } });

  assert.equal(turn({}, [{ name: "Max" }], at(false)), null);
  assert.equal(turn({}, [{ name: "Max" }], at(true)), "Max");
});
