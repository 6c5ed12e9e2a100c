// Server time on this device, what is left, and which stage it is.
// The server's deadline is the truth; this only draws it, also without network.

export const WALKS = new Set(["prepare", "reading", "station"]);

const APART = 250; // milliseconds by which two clocks differ before one was set, or slept
const SLEPT = 2000;

// The server's time on a clock that nobody can set: the page's own, which counts from its loading. The device's clock
// only tells whether the device slept, for in sleep the page's own may stand still.
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

  // A message is never older than its journey, so the largest difference is the best one. It yields by a millisecond a
  // second, lest a device that runs fast stays ahead for ever.
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

  // Where the two clocks have gone apart the device's was set, or the device slept: only the server knows. Until it
  // says, a leap of more than two seconds is taken for sleep, anything else for a clock that was set.
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

  // Whether the server is to be asked since this was asked last.
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

// The stage as it is now, walked on from the last view if its deadline has passed and nothing is held.
export function stageNow(top, now) {
  let { stage, number } = top;
  let { deadline, length, ahead } = top.clock;
  let walked = 0;
  while (!top.held && deadline !== null && deadline <= now && WALKS.has(stage) && ahead.length) {
    [[stage, length]] = ahead;
    deadline += length;
    ahead = ahead.slice(1);
    number += 1;
    walked += 1;
  }
  const running = deadline === null ? null : Math.max(0, deadline - now);
  return { stage, number, deadline, length, left: top.held ? top.clock.remaining : running, walked };
}

// The last warning of the station that has been passed, in milliseconds before its end; null before the first.
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
