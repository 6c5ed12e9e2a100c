// Who is here, and what is said when that changes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Company } from "../../../roleplay/web/live/company.js";
import { awayWords, longAway } from "../../../roleplay/web/live/here.js";
import { Time } from "./by_hand.js";

const MINUTE = 60_000;
const NOW = 10 * MINUTE;

function top(names, more = {}) {
  const people = names.map((name) => ({ name, you: name === "Ana" }));
  return { people, left: [], did: null, stage: "opening", ...more };
}

// What Ana's screen says after these frames, one after the other: [top, away].
function saysAfter(...frames) {
  const time = new Time();
  const company = new Company({ later: time.later, draw() {} });
  let before;
  for (const [view, away] of frames) {
    company.hears({ view: { top: view }, here: away && { away, table: false } }, before);
    before = view;
  }
  return { company, time };
}

test("somebody is here, away, or away for so many minutes", () => {
  const words = [undefined, NOW - 30_000, NOW - MINUTE, NOW - 3.5 * MINUTE].map((since) => awayWords(since, NOW));

  assert.deepEqual(words, ["here", "away", "away 1 min", "away 3 min"]);
});

test("after two minutes people are asked about", () => {
  const away = { Eve: NOW - 2 * MINUTE, Max: NOW - 2 * MINUTE + 1 };

  assert.deepEqual(longAway(["Ana", "Eve", "Max"], away, NOW), ["Eve"]);
});

test("joining, leaving and coming back are said in one line", () => {
  const said = (...frames) => saysAfter(...frames).company.news;
  const both = top(["Ana", "Eve"]);
  const gone = top(["Ana"], { left: ["Eve"] });

  assert.equal(said([top(["Ana"])], [both]), "Eve has joined.");
  assert.equal(said([both], [gone]), "Eve has left.");
  assert.equal(said([gone], [both]), "Eve is back.");
  assert.equal(said([both, { Eve: 1 }], [both, {}]), "Eve is back.");
});

test("the line goes by itself, and the page that has just opened says nothing", () => {
  const { company, time } = saysAfter([top(["Ana"])], [top(["Ana", "Eve"])]);
  time.pass(6000);

  assert.equal(company.news, "");
  assert.equal(saysAfter([top(["Ana", "Eve"])]).company.news, "");
});

test("people in their roles aren't told who comes and goes", () => {
  const [one, two] = [top(["Ana"], { stage: "station" }), top(["Ana", "Eve"], { stage: "station" })];

  assert.equal(saysAfter([one], [two]).company.news, "");
});

test("what somebody else did is said once, with their name", () => {
  const did = { move: "undo", name: "Max", you: false, number: 4 };
  const before = top(["Ana", "Max"], { stage: "station" });
  const after = { ...before, did };

  assert.equal(saysAfter([before], [after]).company.news, "Max undid that.");
  assert.equal(saysAfter([after], [after]).company.news, "");
  assert.equal(saysAfter([before], [{ ...before, did: { ...did, you: true } }]).company.news, "");
});

test("a frame that says nothing about it leaves who is away as it was", () => {
  const { company } = saysAfter([top(["Ana", "Eve"]), { Eve: 7 }], [top(["Ana", "Eve"])]);

  assert.deepEqual({ ...company.away }, { Eve: 7 });
});

test("somebody is here whatever they are called", () => {
  for (const name of ["constructor", "toString", "__proto__"]) {
    const { company } = saysAfter([top(["Ana", name]), {}]);

    assert.equal(awayWords(company.away[name], NOW), "here");
    assert.equal(awayWords(new Company({}).away[name], NOW), "here");
  }
});
