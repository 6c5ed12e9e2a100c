// When a comment's hint is shown: a second after its typing stops, at most twice a session, never in a form's last
// moments, and not at all where its writer has turned hints off.

import { minutesAndSeconds } from "./clock.js";
import { hintFor } from "./coach.js";

const PAUSE = 1000; // milliseconds
const TOO_LATE = 20000;
const MOST = 2;
const OFF = "kit:hints:off";
// What is written about somebody else.
const COMMENTS = new Set(["saw_or_heard", "one_to_try", "sentence"]);

export class Coaching {
  // `left()` is the time left in the stage in milliseconds, or null if nothing hurries.
  constructor({ kept, code, seat, later, left }) {
    Object.assign(this, { kept, later, left, shown: new Map() });
    this.key = `kit:hints:${code}:${seat}`;
    this.cancel = () => {};
  }

  isOff() {
    return this.kept.read(OFF) === "1";
  }

  turn(isOff) {
    if (isOff) this.kept.write(OFF, "1");
    else this.kept.remove(OFF);
    this.shown.clear();
  }

  // Whether this field is about somebody else.
  helps(words) {
    return COMMENTS.has(words);
  }

  // `show()` draws the field's note again.
  typed(words, text, show) {
    this.cancel();
    if (!this.helps(words)) return;
    if (this.shown.get(words) !== hintFor(text)?.rule) this.shown.delete(words);
    this.cancel = this.later(() => this.stopped(words, text, show), PAUSE);
  }

  stopped(words, text, show) {
    const rule = hintFor(text)?.rule;
    const left = this.left();
    const given = Number(this.kept.read(this.key) ?? 0);
    if (!rule || this.shown.has(words) || this.isOff() || given >= MOST) return;
    if (left !== null && left < TOO_LATE) return;
    this.kept.write(this.key, String(given + 1));
    this.shown.set(words, rule);
    show();
  }

  // What stands beside this field now, or null. `pins` are the writer's own.
  says(words, text, pins) {
    const hint = this.shown.has(words) ? hintFor(text) : null;
    if (!hint) return null;
    const moments = [...new Set(pins.map(({ seconds }) => minutesAndSeconds(seconds)))];
    return hint.rule === "moment" && moments.length ? `${hint.says} You pinned ${moments.join(", ")}.` : hint.says;
  }
}
