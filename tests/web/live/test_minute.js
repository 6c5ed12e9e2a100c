import assert from "node:assert/strict";
import { test } from "node:test";
import { Minute } from "../../../roleplay/web/wellbeing/minute.js";
import { Time } from "./by_hand.js";

function open() {
  const time = new Time();
  const seen = [];
  const minute = new Minute({ now: () => time.now, later: time.later, changed: () => seen.push(minute.left()) });
  return { time, seen, minute };
}

test("a minute shows each of its seconds once and then ends", () => {
  const { time, seen, minute } = open();

  minute.start();
  time.pass(120000);

  assert.deepEqual(
    seen,
    Array.from({ length: 61 }, (_, i) => 60 - i),
  );
  assert.ok(minute.isOver());
});

test("a phone that slept shows the right second", () => {
  const { time, minute } = open();
  minute.start();

  time.now += 45500;

  assert.equal(minute.left(), 15);
  assert.ok(minute.isRunning());
});

test("a minute that is started again is a whole one", () => {
  const { time, minute } = open();
  minute.start();
  time.pass(30000);

  minute.start();
  time.pass(31000);

  assert.equal(minute.left(), 29);
});

test("after it was stopped nothing is shown any more", () => {
  const { time, seen, minute } = open();
  minute.start();

  minute.stop();
  time.pass(120000);

  assert.deepEqual(seen, [60]);
  assert.ok(!minute.isOver());
});

test("a clock of another length runs that long", () => {
  const time = new Time();
  const clock = new Minute({ now: () => time.now, later: time.later, changed: () => {}, length: 300 });

  clock.start();
  time.pass(299000);

  assert.deepEqual([clock.left(), clock.isOver()], [1, false]);
});
