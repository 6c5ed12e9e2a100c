import assert from "node:assert/strict";
import { test } from "node:test";
import { Streamlit } from "../../../roleplay/web/live/streamlit.js";
import { Time } from "./by_hand.js";

const OPENING = "opening 10 Anna";
const ROUND = "round 00 ";

// A page of Streamlit's: `runs` are the reruns it was asked for, and `loads` how often it was loaded again.
class Page {
  time = new Time();
  runs = [];
  reloads = 0;

  constructor(drawn, more = {}) {
    this.streamlit = new Streamlit({
      later: this.time.later,
      isOver: () => false,
      wouldLose: () => true, // so that a reload is only asked about
      leave: () => {},
    });
    this.streamlit.loadAgain = (isWanted) => (this.reloads += isWanted() ? 1 : 0);
    this.draws(drawn, more);
  }

  draws(drawn, more = {}) {
    this.streamlit.mounted({ drawn, follows: false, planning: false, ...more }, (event) => this.runs.push(event));
  }

  hears(part, ...moments) {
    for (const moment of moments) this.streamlit.follow({ around: [part, String(moment)] });
    return this;
  }
}

test("a whole round asks for no rerun", () => {
  const page = new Page(ROUND).hears(ROUND, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

  assert.deepEqual(page.runs, []);
});

test("what is to be drawn anew is asked for once, however often it is heard", () => {
  const page = new Page(OPENING).hears(ROUND, 1, 1, 2, 3);

  assert.deepEqual(page.runs, ["around"]);
});

test("a page that also follows the moment is drawn at each", () => {
  const page = new Page(`${ROUND} 1`, { follows: true }).hears(ROUND, 1, 2, 2, 3);

  assert.deepEqual(page.runs, ["around", "around"]);
});

test("what was asked for, was no longer to be drawn and is again is asked for again", () => {
  const page = new Page(OPENING).hears(ROUND, 1).hears(OPENING, 1).hears(ROUND, 1);

  assert.deepEqual(page.runs, ["around", "around"]);
});

test("a page that does not draw what it was asked for is loaded again", () => {
  const page = new Page(OPENING).hears(ROUND, 1);

  page.time.pass(7000);

  assert.equal(page.reloads, 1);
});

test("a page that has drawn it, or follows no more, is not loaded again", () => {
  const quick = new Page(OPENING).hears(ROUND, 1);
  const accepted = new Page(`${ROUND} 1`, { follows: true }).hears(ROUND, 2);

  for (const page of [quick, accepted]) {
    page.draws(ROUND);
    page.time.pass(7000);
  }

  assert.deepEqual([quick.reloads, accepted.reloads], [0, 0]);
});

test("who wants to change the plan gets its fields, or the page again", () => {
  const shown = new Page(ROUND).hears(ROUND, 1);
  const dead = new Page(ROUND).hears(ROUND, 1);

  for (const page of [shown, dead]) page.streamlit.asksForPlan();
  shown.draws(`${ROUND} 1`, { follows: true, planning: true });
  for (const page of [shown, dead]) page.time.pass(7000);

  assert.deepEqual([shown.runs, dead.runs], [["plan"], ["plan"]]);
  assert.deepEqual([shown.reloads, dead.reloads], [0, 1]);
});

test("who wants to say what is wrong with the case gets the form, or the page again", () => {
  const shown = new Page(ROUND).hears(ROUND, 1);
  const dead = new Page(ROUND).hears(ROUND, 1);

  for (const page of [shown, dead]) page.streamlit.asksForReport();
  shown.draws(`${ROUND} 1`, { follows: true, reporting: true });
  for (const page of [shown, dead]) page.time.pass(7000);

  assert.deepEqual([shown.runs, dead.runs], [["report"], ["report"]]);
  assert.deepEqual([shown.reloads, dead.reloads], [0, 1]);
});
