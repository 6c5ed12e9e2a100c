// Where an example station is: it runs at the pace at which people speak, is paused, and goes back a line at a time.

const JUST_BEGUN = 2000; // milliseconds into a line, within which "back" means the line before
const PATIENCE = 10000; // milliseconds that a line waits for the voice before it, which may never say that it ended

export class Playback {
  // `lines` begin at their `at`, `ends` is when the last one is over; all in milliseconds.
  constructor({ lines, ends }) {
    Object.assign(this, { lines, ends });
    this.at = 0;
    this.playing = false;
    this.waited = 0;
  }

  // The line that is being said.
  current() {
    return this.lines.findLastIndex((line) => line.at <= this.at);
  }

  shown() {
    return this.lines.slice(0, this.current() + 1);
  }

  isOver() {
    return this.at >= this.ends;
  }

  hasBegun() {
    return this.playing || this.at > 0;
  }

  play() {
    if (this.isOver()) this.at = 0;
    this.playing = true;
  }

  pause() {
    this.playing = false;
  }

  // Time goes by. While a voice still reads a line, the next one waits.
  pass(milliseconds, isSpeaking = false) {
    if (!this.playing) return;
    const next = this.lines[this.current() + 1]?.at ?? this.ends;
    const to = this.at + milliseconds;
    if (isSpeaking && to >= next && this.waited < PATIENCE) {
      this.waited += milliseconds;
      this.at = next - 1;
      return;
    }
    if (to >= next) this.waited = 0;
    this.at = Math.min(to, this.ends);
    if (this.isOver()) this.playing = false;
  }

  back() {
    const now = this.current();
    const begun = this.isOver() || this.at - this.lines[now].at < JUST_BEGUN;
    this.at = this.lines[Math.max(0, begun ? now - 1 : now)].at;
    this.waited = 0;
  }
}
