// How the private check-in looks: the questions where it is switched on, and the switch that says where it lives.

import { button, h } from "../live/dom.js";
import { MOST, WISHES } from "./check_in.js";

const LIVES =
  "Private check-in. It lives in this browser on this device, and nowhere else: it isn’t sent to the kit or to " +
  "anybody, it’s in no record and no backup, and the kit never uses it.";
const WHO_SEES = "Whoever uses this browser can see it. If the browser’s data is cleared, it’s gone.";
const WISHES_SAID =
  "To pause or swap, say so, or press “More” in the session. You don’t need a reason. Only you can see what you tap.";
const USUAL =
  "How are you right now? A number, and whether you’d like to carry on, pause or swap. It’s off unless you " +
  "switch it on.";

class Box {
  constructor(checkIn) {
    this.checkIn = checkIn;
    this.root = h("div", { class: "wellbeing" });
    this.close = checkIn.watch(() => this.draw());
    this.draw();
  }

  // The focus stays on the button that was pressed.
  draw() {
    const focused = this.root.getRootNode().activeElement?.dataset?.key;
    this.root.replaceChildren(...this.parts(this.checkIn.get()).flat(Infinity));
    if (focused) this.root.querySelector(`[data-key="${focused}"]`)?.focus({ preventScroll: true });
  }

  deleting() {
    return button("check-in-delete", "Switch off and delete", () => this.checkIn.delete());
  }
}

export class CheckInBox extends Box {
  parts(held) {
    if (!held) return [];
    const numbers = Array.from({ length: MOST }, (_, i) => i + 1);
    return [
      h("h2", { id: "check-in-how" }, "How are you right now?"),
      this.choices(
        "check-in-how",
        "how",
        numbers.map((n) => [n, String(n)]),
        held,
      ),
      h("div", { class: "ends" }, h("span", {}, "1: rough"), h("span", {}, "5: fine")),
      h("h2", { id: "check-in-wish" }, "Carry on, pause or swap?"),
      this.choices("check-in-wish", "wish", Object.entries(WISHES), held),
      h("p", { class: "quiet" }, WISHES_SAID),
      h("p", { class: "quiet" }, LIVES),
      this.deleting(),
    ];
  }

  choices(labelled, name, answers, held) {
    const chosen = (value) => String(held[name] === value);
    const buttons = answers.map(([value, words]) =>
      button(`check-in-${name}-${value}`, words, () => this.checkIn.tap(name, value), {
        "aria-pressed": chosen(value),
      }),
    );
    return h("div", { class: "choices", role: "group", "aria-labelledby": labelled }, buttons);
  }
}

export class SwitchBox extends Box {
  parts(held) {
    const said = [LIVES, WHO_SEES].map((sentence) => h("p", {}, sentence));
    if (held) return [h("p", { role: "status" }, "It’s on in this browser."), said, this.deleting()];
    const on = button("check-in-on", "Switch it on in this browser", () => this.checkIn.switchOn());
    return [h("p", {}, USUAL), said, on];
  }
}
