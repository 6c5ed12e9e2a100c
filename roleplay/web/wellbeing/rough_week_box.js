// "Rough week?", and beside it the private check-in for whoever has switched it on.

import { button, h } from "../live/dom.js";
import { copied } from "../widgets/copied.js";
import { CheckInBox } from "./check_in_box.js";
import { pass, WORDS } from "./rough_week.js";

const SAID = {
  shared: "",
  left: "",
  copied: `Copied: “${WORDS}” Send it to somebody you like.`,
  failed: `Write to somebody you like: “${WORDS}”`,
};

export class RoughWeekBox {
  constructor(checkIn) {
    this.said = h("p", { role: "status" });
    this.checkIn = new CheckInBox(checkIn);
    const press = button("rough-week", "Rough week?", () => this.ask(), { title: `Send a friend: ${WORDS}` });
    this.root = h("div", { class: "wellbeing" }, press, this.said, this.checkIn.root);
  }

  async ask() {
    const share = navigator.share?.bind(navigator);
    this.said.textContent = SAID[await pass({ share, copy: (words) => copied(words, document) })];
  }

  close() {
    this.checkIn.close();
  }
}
