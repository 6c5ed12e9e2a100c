// Whether this device rings, and when.
// One device in the room rings, and the server says which (`room/ringing.py`). In a quiet room none does.

import { TABLE_CLOCK_RINGS } from "../../room/ringing.js";
import { STAGES } from "../../room/stages.js";
import { warningPassed } from "./clock.js";
import { isolated } from "./dom.js";
import { stageWords } from "./words.js";

const LATE = 3000; // milliseconds after which it's too late to ring

export class Bell {
  // `announce(words)` is for people who can't see the screen.
  constructor({ sound, announce }) {
    Object.assign(this, { sound, announce });
    this.stage = null;
    this.warned = new Set();
    this.hasLooked = false;
  }

  isOn(top) {
    return !top.muted && top.rings;
  }

  // The bell marks the moment a stage begins: a page opened later, or a phone that was asleep, stays silent.
  ringStage(top, { stage, gone }) {
    const before = this.stage;
    this.stage = stage;
    if (before === null || before === stage) return;
    if (!STAGES[stage].rings && !STAGES[before].rings_out) return;
    if (gone !== null && gone > LATE) return;
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

// Where the bell is, in a sentence.
export function bellWords({ muted, rings, bell }) {
  if (muted) return "Quiet room: nothing rings.";
  if (rings) return "The bell rings here.";
  return bell ? `The bell rings on ${whose(bell)}.` : "The bell will ring on the observer’s phone.";
}

function whose(bell) {
  return bell === TABLE_CLOCK_RINGS ? TABLE_CLOCK_RINGS : `${isolated(bell)}’s phone`;
}
