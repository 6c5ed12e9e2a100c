import assert from "node:assert/strict";
import { test } from "node:test";
import { Press } from "../../../roleplay/web/live/press.js";
import { Time } from "./by_hand.js";

const button = { closest: (selector) => (selector.includes("button") ? button : null) };
const box = { contains: (one) => one === button };
const elsewhere = { contains: () => false };

class Finger {
  time = new Time();
  drawn = 0;
  step = "station";
  #hear = {};

  constructor() {
    const root = { addEventListener: (name, hear) => (this.#hear[name] = hear) };
    this.press = new Press(root, {
      step: () => this.step,
      draw: () => (this.drawn += 1),
      later: this.time.later,
    });
  }

  does(name, event = {}) {
    this.#hear[name]({ composedPath: () => [button], ...event });
    return this;
  }
}

test("the box with the button under a finger waits until the finger has lifted", () => {
  const finger = new Finger().does("pointerdown");
  assert.equal(finger.press.holds(box), true);

  finger.does("pointerup").does("click");
  assert.equal(finger.press.holds(box), false);
  finger.time.pass(0);

  assert.equal(finger.drawn, 1);
});

test("other boxes are drawn in the meantime", () => {
  const finger = new Finger().does("pointerdown");

  assert.equal(finger.press.holds(elsewhere), false);
});

test("another step of the practice is drawn at once, as there the button means something else", () => {
  const finger = new Finger().does("pointerdown");

  finger.step = "quiet";

  assert.equal(finger.press.holds(box), false);
});

test("a touch waits for its click, which comes a moment later", () => {
  const finger = new Finger().does("pointerdown").does("pointerup");

  finger.time.pass(100);
  assert.equal(finger.press.holds(box), true);
  finger.time.pass(100);

  assert.deepEqual([finger.press.holds(box), finger.drawn], [false, 1]);
});

test("a finger that stays down does not hold things up for ever", () => {
  const finger = new Finger().does("pointerdown");
  finger.press.holds(box);

  finger.time.pass(1500);

  assert.deepEqual([finger.press.holds(box), finger.drawn], [false, 1]);
});

test("a swipe that started on a button is not a press", () => {
  const finger = new Finger().does("pointerdown").does("pointercancel");

  assert.equal(finger.press.holds(box), false);
});

test("the space key presses like a finger, and other keys do not", () => {
  assert.equal(new Finger().does("keydown", { key: " " }).press.holds(box), true);
  assert.equal(new Finger().does("keydown", { key: "a" }).press.holds(box), false);
});

test("nothing is drawn after a press that held nothing up", () => {
  const finger = new Finger().does("pointerdown").does("pointerup").does("click");

  finger.time.pass(5000);

  assert.equal(finger.drawn, 0);
});
