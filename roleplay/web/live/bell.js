// Whether this device rings, and when.
// One device in the room rings: the first observer's or, in a pair, the patient's. In a quiet room none does.

import { STAGES } from "../../room/stages.js";
import { warningPassed } from "./clock.js";
import { stageWords } from "./words.js";

const LATE = 3000; // milliseconds after which it's too late to ring

export class Bell {
  // `announce(words)` is for people who can't see the screen.
  constructor({ kept, sound, place, isTable, announce }) {
    Object.assign(this, { kept, sound, place, isTable, announce });
    this.stage = null;
    this.warned = new Set();
    this.hasLooked = false;
  }

  // A choice made on a device holds for it throughout the practice. Turning its bell on silences no other.
  isOn(top) {
    return !top.muted && (this.chosen() ?? isFirst(top));
  }

  chosen() {
    const chosen = this.kept.read(this.place);
    return chosen === null ? null : chosen === "1";
  }

  choose(on) {
    this.kept.write(this.place, on ? "1" : "0");
    this.sound.wake();
  }

  // What the button says: [symbol, words].
  words(top) {
    const here = this.isTable ? "here" : "on this phone";
    if (this.isOn(top)) return ["notifications_active", this.isTable ? "It rings here" : "This phone rings"];
    return ["notifications_off", isFirst(top) ? `Ring ${here}` : `Ring ${here} too`];
  }

  // The bell marks the moment a stage begins: a page opened later, or a phone that was asleep, stays silent.
  ringStage(top, { stage, left, length }) {
    const before = this.stage;
    this.stage = stage;
    if (before === null || before === stage || !STAGES[stage].rings) return;
    if (left !== null && length !== null && length - left > LATE) return;
    if (this.isOn(top)) this.sound.ring(false);
    this.sound.buzz([300, 120, 300]);
    this.announce(stageWords(stage));
  }

  // With the clock hidden the bell still rings, if this is the phone that rings; there's no other sign of the time.
  warn(top, now, isHidden, words) {
    const least = warningPassed(top, now);
    const isFirstLook = !this.hasLooked;
    this.hasLooked = true;
    if (least === null) return;
    // A stage that was extended reaches its warnings again.
    const warning = `${top.number}|${now.length}|${least}`;
    if (this.warned.has(warning)) return;
    this.warned.add(warning);
    if (isFirstLook || now.left <= least - LATE) return;
    const isOn = this.isOn(top);
    if (isOn) this.sound.ring(true);
    if (isOn || !isHidden) this.sound.buzz(150);
    if (!isHidden) this.announce(words);
  }
}

function isFirst(top) {
  const among = (role) => top.people.find((person) => person.roles.includes(role));
  return Boolean((among("observer") ?? among("patient"))?.you);
}
