// When this device rings. Which one does is the server's to say.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Bell, bellWords } from "../../../roleplay/web/live/bell.js";

function bell() {
  const rung = [];
  const sound = { wake() {}, ring: (soft) => rung.push(soft ? "soft" : "loud"), buzz: () => rung.push("buzz") };
  const announce = (words) => rung.push(words);
  return { rung, bell: new Bell({ sound, announce }) };
}

const RINGS = { muted: false, rings: true, bell: "Cem", number: 5, held: null, clock: { warnings: [120_000, 60_000] } };
const SILENT = { ...RINGS, rings: false };

function stage(name, gone = 0, length = 480_000) {
  return { stage: name, length, gone, left: length - gone };
}

test("the device that the server named rings, and no other", () => {
  assert.deepEqual(
    [RINGS, SILENT].map((top) => bell().bell.isOn(top)),
    [true, false],
  );
});

test("in a quiet room nothing rings, whatever was chosen", () => {
  assert.equal(bell().bell.isOn({ ...RINGS, muted: true }), false);
});

test("the bell rings at the moment a stage begins", () => {
  const { rung, bell: one } = bell();

  for (const now of [stage("reading"), stage("reading", 5000), stage("station"), stage("station", 200)]) {
    one.ringStage(RINGS, now);
  }

  assert.deepEqual(rung, ["loud", "buzz", "Station"]);
});

test("on the other devices the stage begins without a bell", () => {
  const { rung, bell: one } = bell();

  for (const now of [stage("reading"), stage("station")]) one.ringStage(SILENT, now);

  assert.deepEqual(rung, ["buzz", "Station"]);
});

test("a page opened later, and a phone that was asleep, stay silent", () => {
  const { rung, bell: one } = bell();
  one.ringStage(RINGS, stage("station"));
  one.ringStage(RINGS, stage("quiet", 3001));

  assert.deepEqual(rung, []);
});

test("each warning rings once, softly, and again if the stage was extended", () => {
  const { rung, bell: one } = bell();
  const warn = (left, length) => one.warn(RINGS, { stage: "station", left, length }, false, "last");

  for (const left of [121_000, 120_000, 119_000]) warn(left, 480_000);
  warn(120_000, 540_000);

  assert.deepEqual(rung, ["soft", "buzz", "last", "soft", "buzz", "last"]);
});

test("a page opened after a warning does not ring it", () => {
  const { rung, bell: one } = bell();

  one.warn(RINGS, { stage: "station", left: 119_000, length: 480_000 }, false, "last");

  assert.deepEqual(rung, []);
});

test("another go ends with the bell too, and what comes after it in other ways begins without", () => {
  const { rung, bell: one } = bell();

  for (const now of [stage("sheets"), stage("again"), stage("next", 10, 30_000)]) one.ringStage(RINGS, now);
  const skipped = bell();
  for (const now of [stage("sheets"), stage("next")]) skipped.bell.ringStage(RINGS, now);

  assert.deepEqual(rung, ["loud", "buzz", "Another go", "loud", "buzz", "Next step"]);
  assert.deepEqual(skipped.rung, []);
});

test("with the clock hidden, the bell is the only sign of the time", () => {
  const [ringing, silent] = [bell(), bell()];
  for (const [{ bell: one }, top] of [
    [ringing, RINGS],
    [silent, SILENT],
  ]) {
    for (const left of [121_000, 120_000]) one.warn(top, { stage: "station", left, length: 480_000 }, true, "last");
  }

  assert.deepEqual([ringing.rung, silent.rung], [["soft", "buzz"], []]);
});

test("everybody is told where the bell is", () => {
  const words = [
    { rings: true, bell: "Cem" },
    { rings: false, bell: "Cem" },
    { rings: false, bell: "the table clock" },
    { rings: false, bell: "" },
    { rings: true, bell: "Cem", muted: true },
  ].map(bellWords);

  assert.deepEqual(words, [
    "The bell rings here.",
    "The bell rings on Cem’s phone.",
    "The bell rings on the table clock.",
    "The bell will ring on the observer’s phone.",
    "Quiet room: nothing rings.",
  ]);
});
