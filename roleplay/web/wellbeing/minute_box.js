// A minute, or some, as a button, a number, and a word at its end.

import { later } from "../live/device.js";
import { button, h } from "../live/dom.js";
import { Minute } from "./minute.js";

const MINUTE = { seconds: 60, start: "Start the minute", over: "That’s the minute." };

// 59 or 1:05.
function asClock(seconds) {
  if (seconds <= 60) return String(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export class MinuteBox {
  constructor({ seconds, start, over } = MINUTE) {
    this.words = { start, over };
    this.minute = new Minute({ now: () => Date.now(), later, changed: () => this.draw(), length: seconds });
    this.left = h("span", { class: "left", role: "timer" });
    this.said = h("span", { role: "status" });
    this.press = button("minute", start, () => this.minute.start());
    this.root = h("div", { class: "wellbeing minute" }, this.press, this.left, this.said);
    this.draw();
  }

  draw() {
    const { minute } = this;
    this.press.textContent = minute.ends === null ? this.words.start : "Start again";
    this.left.textContent = minute.isRunning() ? asClock(minute.left()) : "";
    this.said.textContent = minute.isOver() ? this.words.over : "";
  }

  close() {
    this.minute.stop();
  }
}
