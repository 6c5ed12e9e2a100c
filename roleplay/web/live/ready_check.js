// Once per device, ten seconds: the bell, and a screen that stays on.

import { button, choices, h, paragraph } from "./dom.js";
import { icon } from "./element.js";

const DONE = "kit:checked";
const STAYS_ON = "The screen will stay on during a round.";
const LOCKS = "We can’t keep this phone’s screen on: set auto-lock to 5 minutes for tonight.";

export class ReadyCheck {
  constructor(room) {
    this.room = room;
    this.awake = undefined; // until the bell has been played
  }

  isDone() {
    return this.room.kept.read(DONE) === "1";
  }

  finish() {
    this.room.kept.write(DONE, "1");
    setTimeout(() => this.room.draw());
  }

  async play() {
    const { sound, wakefulness } = this.room;
    sound.wake();
    setTimeout(() => sound.ring(false), 150);
    this.awake = await wakefulness.hold();
    this.room.draw();
  }

  draw() {
    if (this.isDone()) return null;
    const hasPlayed = this.awake !== undefined;
    const heard = this.awake ? "I heard it" : "I heard it, and auto-lock is set";
    return h(
      "div",
      { class: "note" },
      h("p", {}, "Check this phone (10 seconds): is the sound on?"),
      choices(
        button("check", [icon("notifications"), "Play the bell"], () => this.play()),
        hasPlayed ? button("checked", heard, () => this.finish()) : null,
      ),
      hasPlayed ? paragraph("quiet", this.awake ? STAYS_ON : LOCKS) : null,
    );
  }
}
