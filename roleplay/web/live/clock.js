// Server time on this device, the time left, and the current stage.
// The server's deadline is the truth; this only draws it, even without a network.

import { STAGES } from "../../room/stages.js";

const APART = 250; // milliseconds: a larger difference means that a clock was set, or the device slept
const SLEPT = 2000;

// The server's time, counted on a clock that nobody can set: the page's own, which starts when the page loads. The
// device's clock is only there to notice sleep, during which the page's own clock may stop.
export class ServerTime {
  constructor(wall, own) {
    this.wall = wall;
    this.own = own;
    this.offset = null;
    this.unsure = false;
    this.doubt = false;
    this.meet();
  }

  meet() {
    this.wallThen = this.wall();
    this.ownThen = this.own();
  }

  // Messages only ever arrive late, so the largest difference is the best one. It shrinks by a millisecond a second, so
  // that a device whose clock runs fast doesn't stay ahead for ever.
  heard(serverNow) {
    this.look();
    const own = this.own();
    const seen = serverNow - own;
    const first = this.offset === null || this.unsure;
    this.offset = first ? seen : Math.max(seen, this.offset - (own - this.heardAt) / 1000);
    this.heardAt = own;
    this.unsure = false;
    this.meet();
  }

  // If the two clocks have drifted apart, the device's was set, or the device slept: only the server knows which. Until
  // it tells us, a jump ahead of more than two seconds counts as sleep, anything else as a clock that was set.
  look() {
    const apart = this.wall() - this.wallThen - (this.own() - this.ownThen);
    if (Math.abs(apart) < APART) return;
    this.doubt = true;
    this.meet();
    if (apart > SLEPT && this.offset !== null) {
      this.offset += apart;
      this.unsure = true;
    }
  }

  // Whether there is a new reason to ask the server for the time.
  doubts() {
    this.look();
    const doubt = this.doubt;
    this.doubt = false;
    return doubt;
  }

  now() {
    this.look();
    return Math.round(this.offset === null ? this.wall() : this.own() + this.offset);
  }
}

// The stage as it is now, and how much of it is gone. It has moved on from the last view if its deadline has passed and
// nothing is on hold.
export function stageNow(top, now) {
  let { stage, number } = top;
  let { deadline, length, ahead } = top.clock;
  let walked = 0;
  while (!top.held && deadline !== null && deadline <= now && STAGES[stage].ends_by_itself && ahead.length) {
    [[stage, length]] = ahead;
    deadline += length;
    ahead = ahead.slice(1);
    number += 1;
    walked += 1;
  }
  const running = deadline === null ? null : Math.max(0, deadline - now);
  const left = top.held ? top.clock.remaining : running;
  const gone = left === null || length === null ? null : length - left;
  return { stage, number, deadline, length, gone, left: STAGES[stage].unhurried ? null : left, walked };
}

// Milliseconds into the station, as pins and the story map count them; null before and after it.
export function elapsed(top, at) {
  const { stage, left, length } = stageNow(top, at);
  return stage === "station" && left !== null ? length - left : null;
}

// The latest warning passed in the station, in milliseconds before its end; null before the first.
export function warningPassed(top, { stage, left }) {
  if (stage !== "station" || top.held || !left) return null;
  const passed = top.clock.warnings.filter((warning) => left <= warning);
  return passed.length ? Math.min(...passed) : null;
}

export function clockText(left) {
  return minutesAndSeconds(Math.ceil(left / 1000));
}

export function minutesAndSeconds(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
