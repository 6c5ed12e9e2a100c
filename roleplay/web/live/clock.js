// The clock: server time on this device, what is left, which stage it is, and the bell.
// The server's deadline is the truth; this only draws it, also without network.

const WALKS = new Set(["prepare", "reading", "station"]);

// The server's time on a clock that nobody can set: the page's own, which counts from its loading. The device's clock only
// tells whether the device slept, for in sleep the page's own may stand still.
class ServerTime {
  constructor(wall = () => Date.now(), own = () => performance.now()) {
    this.wall = wall; this.own = own; this.offset = null; this.unsure = this.doubt = false; this.meet();
  }
  meet() { this.wallThen = this.wall(); this.ownThen = this.own(); }
  heard(serverNow) {
    this.look();
    const own = this.own(), seen = serverNow - own;
    // A message is never older than its journey, so the largest difference is the best one. It yields by a millisecond a
    // second, lest a device that runs fast stays ahead for ever.
    const best = this.offset === null || this.unsure ? seen : Math.max(seen, this.offset - (own - this.heardAt) / 1000);
    this.offset = best; this.heardAt = own; this.unsure = false; this.meet();
  }
  // Where the two clocks have gone apart the device's was set, or the device slept: only the server knows. Until it says,
  // a leap of more than two seconds is taken for sleep, anything else for a clock that was set.
  look() {
    const apart = this.wall() - this.wallThen - (this.own() - this.ownThen);
    if (Math.abs(apart) < 250) return;
    this.doubt = true; this.meet();
    if (apart > 2000 && this.offset !== null) { this.offset += apart; this.unsure = true; }
  }
  // Whether the server is to be asked since this was asked last.
  doubts() { this.look(); const doubt = this.doubt; this.doubt = false; return doubt; }
  now() { this.look(); return Math.round(this.offset === null ? this.wall() : this.own() + this.offset); }
}

// The stage as it is now, walked on from the last view if its deadline has passed and nothing is held.
function stageNow(top, now) {
  let { stage, number } = top, { deadline, length, remaining, ahead } = top.clock, walked = 0;
  while (!top.held && deadline !== null && deadline <= now && WALKS.has(stage) && ahead.length) {
    const [next, ms] = ahead[0];
    stage = next; number += 1; walked += 1; length = ms; deadline += ms; ahead = ahead.slice(1);
  }
  const left = top.held ? remaining : deadline === null ? null : Math.max(0, deadline - now);
  return { stage, number, deadline, length, left, walked };
}

function clockText(left) {
  const seconds = Math.ceil(left / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

// A bell of three partials; soft for a warning. It needs one touch of the screen first: browsers ask for that.
const sound = {
  context: null,
  wake() {
    try {
      this.context = this.context || new (window.AudioContext || window.webkitAudioContext)();
      if (this.context.state !== "running") this.context.resume();
    } catch { this.context = null; }
  },
  ready() { return this.context !== null && this.context.state === "running"; },
  ring(soft) {
    window.__kitBells = (window.__kitBells || 0) + 1;
    if (!this.ready()) return;
    const start = this.context.currentTime, loud = soft ? 0.1 : 0.3;
    for (const [pitch, part] of [[880, 1], [1760, 0.4], [2637, 0.2]]) {
      const tone = this.context.createOscillator(), gain = this.context.createGain();
      tone.frequency.value = pitch;
      gain.gain.setValueAtTime(loud * part, start);
      gain.gain.exponentialRampToValueAtTime(0.0001, start + 1.8);
      tone.connect(gain).connect(this.context.destination);
      tone.start(start); tone.stop(start + 1.9);
    }
  },
  buzz(pattern) { if (navigator.vibrate) try { navigator.vibrate(pattern); } catch { /* some browsers forbid it */ } },
};
