// The clock: server time on this device, what is left, which stage it is, and the bell.
// The server's deadline is the truth; this only draws it, also without network.

const WALKS = new Set(["prepare", "reading", "station"]);

// Server time minus device time. A message is never older than its journey, so the largest difference is the best one;
// a jump of more than two seconds means that the device's own clock was set, and we start again.
class ServerTime {
  constructor() { this.offset = null; this.mono = performance.now(); this.wall = Date.now(); }
  heard(serverNow) {
    const seen = serverNow - Date.now();
    if (this.offset === null || Math.abs(seen - this.offset) > 2000) this.offset = seen;
    else this.offset = Math.max(this.offset, seen);
    this.mono = performance.now(); this.wall = Date.now();
  }
  // True when the device's clock was set since the last message (sleep also shows here, and also wants a fresh look).
  jumped() { return Math.abs((Date.now() - this.wall) - (performance.now() - this.mono)) > 2000; }
  now() { return Math.round(Date.now() + (this.offset ?? 0)); }
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
