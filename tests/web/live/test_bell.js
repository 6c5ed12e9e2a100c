// Which device rings, and when.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Bell } from "../../../roleplay/web/live/bell.js";
import { Kept } from "../../../roleplay/web/live/kept.js";
import { Storage } from "./by_hand.js";

const ROLES = [["student"], ["patient"], ["observer"], ["observer"]];

function bell(storage = new Storage()) {
  const rung = [];
  const sound = { wake() {}, ring: (soft) => rung.push(soft ? "soft" : "loud"), buzz: () => rung.push("buzz") };
  const announce = (words) => rung.push(words);
  return {
    rung,
    bell: new Bell({ kept: new Kept(() => storage), sound, place: "kit:ring:ABCDEF", isTable: false, announce }),
  };
}

// The room as the person with this number sees it.
function seenBy(me, more = {}) {
  const people = ROLES.map((roles, i) => ({ roles, you: i === me }));
  return { people, muted: false, number: 5, held: null, clock: { warnings: [120_000, 60_000] }, ...more };
}

function stage(name, gone = 0, length = 480_000) {
  return { stage: name, length, left: length - gone };
}

test("one device in the room rings: the first observer's", () => {
  assert.deepEqual(
    [0, 1, 2, 3].map((me) => bell().bell.isOn(seenBy(me))),
    [false, false, true, false],
  );
});

test("in a pair the patient's phone rings", () => {
  const people = [{ roles: ["student"] }, { roles: ["patient"], you: true }];

  assert.equal(bell().bell.isOn({ people, muted: false }), true);
});

test("in a quiet room nothing rings, whatever was chosen", () => {
  const one = bell().bell;
  one.choose(true);

  assert.equal(one.isOn(seenBy(2, { muted: true })), false);
});

test("what was chosen on a device holds after a reload", () => {
  const storage = new Storage();
  bell(storage).bell.choose(true);

  assert.equal(bell(storage).bell.isOn(seenBy(0)), true);
});

test("the bell rings at the moment a stage begins", () => {
  const { rung, bell: one } = bell();

  for (const now of [stage("reading"), stage("reading", 5000), stage("station"), stage("station", 200)]) {
    one.ringStage(seenBy(2), now);
  }

  assert.deepEqual(rung, ["loud", "buzz", "Station"]);
});

test("a page opened later, and a phone that was asleep, stay silent", () => {
  const { rung, bell: one } = bell();
  one.ringStage(seenBy(2), stage("station"));
  one.ringStage(seenBy(2), stage("quiet", 3001));

  assert.deepEqual(rung, []);
});

test("each warning rings once, softly, and again if the stage was extended", () => {
  const { rung, bell: one } = bell();
  const warn = (left, length) => one.warn(seenBy(2), { stage: "station", left, length }, false, "last");

  for (const left of [121_000, 120_000, 119_000]) warn(left, 480_000);
  warn(120_000, 540_000);

  assert.deepEqual(rung, ["soft", "buzz", "last", "soft", "buzz", "last"]);
});

test("a page opened after a warning does not ring it", () => {
  const { rung, bell: one } = bell();

  one.warn(seenBy(2), { stage: "station", left: 119_000, length: 480_000 }, false, "last");

  assert.deepEqual(rung, []);
});

test("with the clock hidden, the bell is the only sign of the time", () => {
  const [ringing, silent] = [bell(), bell()];
  ringing.bell.choose(true);
  for (const { bell: one } of [ringing, silent]) {
    for (const left of [121_000, 120_000])
      one.warn(seenBy(0), { stage: "station", left, length: 480_000 }, true, "last");
  }

  assert.deepEqual([ringing.rung, silent.rung], [["soft", "buzz"], []]);
});
