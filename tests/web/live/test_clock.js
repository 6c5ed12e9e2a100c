// The server's time on a device, right to the second whatever happens to the device's own clock; and the current stage.

import assert from "node:assert/strict";
import { test } from "node:test";
import { clockText, elapsed, ServerTime, stageNow, warningPassed } from "../../../roleplay/web/live/clock.js";

const SECOND = 1000;
const HOUR = 3600 * SECOND;

// A device whose clock is an hour behind the server's; it has just been told the time.
class Device {
  wall = 1_700_000_000_000;
  own = 5;
  server = this.wall + HOUR;

  constructor() {
    this.time = new ServerTime(
      () => this.wall,
      () => this.own,
    );
    this.told();
  }

  passes(ms) {
    this.own += ms;
    return this.sleeps(ms);
  }

  sleeps(ms) {
    this.wall += ms;
    this.server += ms;
    return this;
  }

  told(journey = 0) {
    this.time.heard(this.server - journey);
  }

  // Milliseconds by which its time differs from the server's.
  get wrong() {
    return this.time.now() - this.server;
  }
}

function setBy(ms) {
  const device = new Device().passes(SECOND);
  device.wall += ms;
  return device.passes(200);
}

test("setting the clock does not change the time shown, and the server is asked once", () => {
  for (const by of [-HOUR, -1500, -300, 300, 1500]) {
    const device = setBy(by);

    assert.deepEqual([device.wrong, device.time.doubts(), device.time.doubts()], [0, true, false], `set by ${by}`);
  }
});

test("the next message is believed after a clock was set", () => {
  for (const by of [-HOUR, -1500, 1500, HOUR]) {
    const device = setBy(by);

    device.told();

    assert.equal(device.wrong, 0, `set by ${by}`);
  }
});

test("after sleep the time is right before the server has said it", () => {
  const device = new Device()
    .passes(SECOND)
    .sleeps(600 * SECOND)
    .passes(200);

  assert.deepEqual([device.wrong, device.time.doubts()], [0, true]);
});

test("a message that arrived during sleep is put right by the next one", () => {
  const device = new Device()
    .passes(SECOND)
    .sleeps(600 * SECOND)
    .passes(200);

  device.told(600 * SECOND);
  assert.equal(device.time.doubts(), true);
  device.passes(40).told();

  assert.equal(device.wrong, 0);
});

test("a message that took a long time changes next to nothing", () => {
  const device = new Device().passes(10 * SECOND);

  device.told(8 * SECOND);

  assert.equal(device.wrong, -10);
});

test("a device whose clock runs fast stays right for hours", () => {
  const device = new Device();

  for (let i = 0; i < 1080; i += 1) {
    device.passes(10 * SECOND);
    device.own += 2;
    device.wall += 2;
    device.told();
  }

  assert.equal(device.wrong, 0);
});

test("nothing is asked while the clocks agree", () => {
  const device = new Device().passes(HOUR);

  assert.deepEqual([device.wrong, device.time.doubts()], [0, false]);
});

test("until the server has said anything, the device's own clock counts", () => {
  const time = new ServerTime(
    () => 42,
    () => 5,
  );

  assert.equal(time.now(), 42);
});

// The reading time ends at 100 s; a station of eight minutes follows, then the quiet minute, which has no clock.
function reading(more = {}) {
  const ahead = [
    ["station", 480 * SECOND],
    ["quiet", 60 * SECOND],
  ];
  const clock = {
    deadline: 100 * SECOND,
    length: 60 * SECOND,
    remaining: null,
    ahead,
    warnings: [120 * SECOND, 60 * SECOND],
  };
  return { stage: "reading", number: 4, held: null, clock, ...more };
}

test("without a network the stages move on by themselves, each at its deadline", () => {
  const [before, after, later] = [99, 100, 600].map((seconds) => stageNow(reading(), seconds * SECOND));

  assert.deepEqual([before.stage, before.left, before.number], ["reading", SECOND, 4]);
  assert.deepEqual([after.stage, after.left, after.number, after.walked], ["station", 480 * SECOND, 5, 1]);
  assert.deepEqual([later.stage, later.left, later.walked], ["quiet", 40 * SECOND, 2]);
});

test("a stage that waits for people does not end by itself", () => {
  const now = stageNow(reading({ stage: "quiet" }), HOUR);

  assert.deepEqual([now.stage, now.left, now.walked], ["quiet", 0, 0]);
});

test("a clock on hold stands still, and shows what was left", () => {
  const top = reading({ held: { kind: "pause" } });
  top.clock.remaining = 30 * SECOND;

  assert.deepEqual([stageNow(top, HOUR).stage, stageNow(top, HOUR).left], ["reading", 30 * SECOND]);
});

test("a stage without a deadline has no time left to show", () => {
  const top = reading();
  top.clock.deadline = null;

  assert.equal(stageNow(top, HOUR).left, null);
});

test("the latest warning passed counts, in a station that is running", () => {
  const top = reading();
  const left = (seconds, stage = "station") => warningPassed(top, { stage, left: seconds * SECOND });

  assert.deepEqual([left(121), left(120), left(60), left(0), left(60, "reading")], [null, 120_000, 60_000, null, null]);
  assert.equal(warningPassed(reading({ held: { kind: "pause" } }), { stage: "station", left: 1 }), null);
});

test("the clock shows each second until it is over", () => {
  assert.deepEqual(
    [clockText(480_000), clockText(60_500), clockText(1), clockText(0)],
    ["8:00", "1:01", "0:01", "0:00"],
  );
});

test("nothing counts down while everyone’s feedback is read, or the next step is written", () => {
  const top = (stage) => ({ stage, number: 1, held: null, clock: { deadline: 60_000, length: 60_000, ahead: [] } });

  const left = ["debrief", "sheets", "next"].map((stage) => stageNow(top(stage), 0).left);

  assert.deepEqual(left, [60_000, null, null]);
});

test("how much of a stage is gone is known of every stage with a length", () => {
  const top = (stage) => ({ stage, number: 1, held: null, clock: { deadline: 60_000, length: 60_000, ahead: [] } });

  assert.deepEqual([stageNow(top("next"), 20_000).gone, stageNow(top("again"), 90_000).gone], [20_000, 60_000]);
});

test("a pin's time is what has passed of the station, however long it was held", () => {
  const clock = { deadline: 900_000, length: 480_000, remaining: null, warnings: [], ahead: [] };
  const top = { stage: "station", number: 4, held: null, clock };

  assert.equal(elapsed(top, 561_000), 141_000);
  assert.equal(elapsed({ ...top, held: { kind: "pause" }, clock: { ...clock, remaining: 339_000 } }, 0), 141_000);
  assert.equal(elapsed({ ...top, stage: "quiet" }, 561_000), null);
});
