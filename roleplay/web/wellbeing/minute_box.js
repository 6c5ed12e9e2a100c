// A minute as a button, a number, and a word at its end.

import { later } from "../live/device.js";
import { button, h } from "../live/dom.js";
import { Minute } from "./minute.js";

export class MinuteBox {
  constructor() {
    this.minute = new Minute({ now: () => Date.now(), later, changed: () => this.draw() });
    this.left = h("span", { class: "left", role: "timer" });
    this.said = h("span", { role: "status" });
    this.press = button("minute", "Start the minute", () => this.minute.start());
    this.root = h("div", { class: "wellbeing minute" }, this.press, this.left, this.said);
    this.draw();
  }

  draw() {
    const { minute } = this;
    this.press.textContent = minute.ends === null ? "Start the minute" : "Start again";
    this.left.textContent = minute.isRunning() ? String(minute.left()) : "";
    this.said.textContent = minute.isOver() ? "That’s the minute." : "";
  }

  close() {
    this.minute.stop();
  }
}
