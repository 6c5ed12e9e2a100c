import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Kept } from "../../../roleplay/web/live/kept.js";
import { CheckIn, PLACE } from "../../../roleplay/web/wellbeing/check_in.js";
import { Storage, Time } from "./by_hand.js";

const WELLBEING = new URL("../../../roleplay/web/wellbeing/", import.meta.url);
const SENDS = /fetch|XMLHttpRequest|WebSocket|sendBeacon|EventSource|set(Trigger|State)Value|post\(|\.cookie|location/;

function open() {
  const storage = new Storage();
  const time = new Time();
  return { storage, time, checkIn: new CheckIn(new Kept(() => storage), () => time.now) };
}

function stored({ storage }) {
  return storage.getItem(PLACE);
}

test("a check-in is off, and keeps nothing, until somebody switches it on", () => {
  const page = open();

  page.checkIn.tap("how", 3);

  assert.equal(page.checkIn.get(), null);
  assert.equal(stored(page), null);
});

test("what is tapped stays on the device and is there when the page is opened again", () => {
  const page = open();
  page.checkIn.switchOn();

  page.checkIn.tap("how", 2);
  page.checkIn.tap("wish", "pause");

  const again = new CheckIn(new Kept(() => page.storage), () => 0);
  assert.deepEqual(again.get(), { on: true, how: 2, wish: "pause", at: page.time.now });
});

test("only the last check-in is kept", () => {
  const page = open();
  page.checkIn.switchOn();

  page.checkIn.tap("how", 2);
  page.checkIn.tap("how", 5);

  assert.deepEqual(JSON.parse(stored(page)), { on: true, how: 5, at: page.time.now });
});

test("a second tap on an answer takes it back", () => {
  const page = open();
  page.checkIn.switchOn();

  page.checkIn.tap("wish", "swap");
  page.checkIn.tap("wish", "swap");

  assert.equal(page.checkIn.get().wish, undefined);
});

test("deleting leaves nothing on the device", () => {
  const page = open();
  page.checkIn.switchOn();
  page.checkIn.tap("how", 1);

  page.checkIn.delete();

  assert.deepEqual(Object.keys(page.storage), []);
  assert.equal(page.checkIn.get(), null);
});

test("what somebody else wrote in its place is no check-in", () => {
  const page = open();

  for (const text of ["1", '"on"', "[]", "{", '{"on": "yes"}']) {
    page.storage.setItem(PLACE, text);
    assert.equal(page.checkIn.get(), null, text);
  }
});

test("every part of a page that shows it is told of a change", () => {
  const page = open();
  let seen = 0;
  const leave = page.checkIn.watch(() => (seen += 1));

  page.checkIn.switchOn();
  leave();
  page.checkIn.tap("how", 4);

  assert.equal(seen, 1);
});

test("no module of it can send anything", () => {
  const files = readdirSync(WELLBEING).filter((name) => name.endsWith(".js"));

  const found = files.filter((name) => SENDS.test(readFileSync(new URL(name, WELLBEING), "utf8")));

  assert.ok(files.includes("check_in.js"));
  assert.deepEqual(found, []);
});
