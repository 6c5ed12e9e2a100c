import assert from "node:assert/strict";
import { test } from "node:test";
import { Drafts } from "../../../roleplay/web/live/drafts.js";
import { Kept } from "../../../roleplay/web/live/kept.js";
import { Storage, Time } from "./by_hand.js";

const LIMIT = 20;

class Phone {
  storage = new Storage();
  time = new Time();
  saved = [];

  constructor() {
    this.open();
  }

  // Open the page again: only what is stored remains.
  open() {
    this.drafts = new Drafts({
      kept: new Kept(() => this.storage),
      place: "kit:ABCDEF:seat",
      later: this.time.later,
      save: (words, round, text) => this.saved.push([words, round, text]),
    });
  }

  types(text, round = 1) {
    this.drafts.typed("line", round, text, LIMIT);
  }
}

test("a sentence is saved one second after the last key, once", () => {
  const phone = new Phone();

  phone.types("I li");
  phone.time.pass(900);
  phone.types("I listened");
  phone.time.pass(999);
  assert.deepEqual(phone.saved, []);
  phone.time.pass(5000);

  assert.deepEqual(phone.saved, [["line", 1, "I listened"]]);
});

test("a reload between two keys loses none of them", () => {
  const phone = new Phone();
  phone.types("I listen");

  phone.open();

  assert.equal(phone.drafts.text("line", 1), "I listen");
});

test("what was saved is no longer a draft", () => {
  const phone = new Phone();
  phone.types("I listened");
  phone.time.pass(1000);

  phone.open();

  assert.equal(phone.drafts.text("line", 1), undefined);
});

test("leaving the field or the page saves at once, and not again later", () => {
  const phone = new Phone();
  phone.types("left the field");
  phone.drafts.settle("line", 1);
  phone.types("left the page", 2);
  phone.drafts.flush();

  phone.time.pass(5000);

  assert.deepEqual(
    phone.saved.map(([, , text]) => text),
    ["left the field", "left the page"],
  );
});

test("text that is too long is not saved, and stays to be shortened", () => {
  const phone = new Phone();
  phone.types("x".repeat(LIMIT + 1));
  phone.time.pass(1000);
  assert.deepEqual([phone.saved, phone.drafts.isPending("line", 1)], [[], false]);

  phone.open();

  assert.equal(phone.drafts.text("line", 1).length, LIMIT + 1);
});

test("sentences of two rounds do not get in each other's way", () => {
  const phone = new Phone();
  phone.types("of the first", 1);
  phone.types("of the second", 2);

  phone.time.pass(1000);

  assert.deepEqual(phone.saved, [
    ["line", 1, "of the first"],
    ["line", 2, "of the second"],
  ]);
});

test("what was cut off in an earlier round is handed over once; what is on the screen can be continued", () => {
  const phone = new Phone();
  phone.types("of the first", 1);
  phone.types("of the second", 2);
  phone.open();

  const strays = phone.drafts.takeStrays([["line", 2]]);

  assert.deepEqual(strays, [{ words: "line", round: 1, text: "of the first" }]);
  assert.deepEqual([phone.drafts.takeStrays([["line", 2]]), phone.drafts.text("line", 2)], [[], "of the second"]);
});

test("what was handed over is not saved a second time", () => {
  const phone = new Phone();
  phone.types("of the first", 1);

  phone.drafts.takeStrays([]);
  phone.time.pass(1000);

  assert.deepEqual(phone.saved, []);
});

test("a full storage loses no sentence while the page is open", () => {
  const phone = new Phone();
  phone.storage.fillUp();
  phone.types("I listened");

  phone.time.pass(1000);

  assert.deepEqual(phone.saved, [["line", 1, "I listened"]]);
});
