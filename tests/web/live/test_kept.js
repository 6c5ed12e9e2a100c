import assert from "node:assert/strict";
import { test } from "node:test";
import { Kept } from "../../../roleplay/web/live/kept.js";
import { Storage } from "./by_hand.js";

function device() {
  const storage = new Storage();
  return { storage, kept: new Kept(() => storage) };
}

test("what is written is there after a reload", () => {
  const { storage, kept } = device();

  kept.write("kit:a", "one");

  assert.equal(new Kept(() => storage).read("kit:a"), "one");
  assert.equal(kept.works, true);
});

test("what does not fit into a full storage stays with the page", () => {
  const { storage, kept } = device();
  storage.fillUp();

  kept.write("kit:a:tap", "one");

  assert.equal(kept.read("kit:a:tap"), "one");
  assert.deepEqual([kept.works, kept.isLoose("kit:a"), kept.isLoose("kit:b")], [false, true, false]);
});

test("once there is room, everything still missing is written", () => {
  const { storage, kept } = device();
  storage.fillUp();
  kept.write("kit:a:tap", "one");
  storage.makeRoom();

  assert.equal(kept.retry(), true);

  assert.equal(storage.getItem("kit:a:tap"), "one");
  assert.deepEqual([kept.works, kept.isLoose("kit:a")], [true, false]);
});

test("a storage that is full from the start is noticed before anything is lost", () => {
  const storage = new Storage();
  storage.fillUp();

  assert.equal(new Kept(() => storage).works, false);
});

test("if a browser refuses storage altogether, everything works while the page is open", () => {
  const kept = new Kept(() => {
    throw new Error("SecurityError");
  });

  kept.write("kit:a:tap", "one");

  assert.deepEqual([kept.read("kit:a:tap"), kept.keys("kit:a"), kept.read("kit:b")], ["one", ["kit:a:tap"], null]);
});

test("what is stored and what is loose are listed together, each once", () => {
  const { storage, kept } = device();
  kept.write("kit:a:1", "one");
  storage.fillUp();
  kept.write("kit:a:1", "changed");
  kept.write("kit:a:2", "two");

  assert.deepEqual(kept.keys("kit:a:"), ["kit:a:1", "kit:a:2"]);
  assert.equal(kept.read("kit:a:1"), "changed");
});

test("what is removed is gone from both", () => {
  const { storage, kept } = device();
  kept.write("kit:a", "one");
  storage.fillUp();
  kept.write("kit:a", "two");

  kept.remove("kit:a");

  assert.deepEqual([kept.read("kit:a"), kept.isLoose("kit")], [null, false]);
});

test("an empty list leaves nothing behind, and what cannot be read counts as empty", () => {
  const { storage, kept } = device();
  kept.keep("kit:a", ["one"]);
  kept.keep("kit:a", []);
  storage.setItem("kit:b", "{no json");

  assert.deepEqual([storage.getItem("kit:a"), kept.load("kit:a", []), kept.load("kit:b", {})], [null, [], {}]);
});
