// A bell of three partials; soft for a warning. It needs one touch of the screen first: browsers insist on that.

const PARTIALS = [
  [880, 1],
  [1760, 0.4],
  [2637, 0.2],
];
const LOUD = 0.3;
const SOFT = 0.1;
const FADES = 1.8; // seconds

export class Sound {
  // `open` makes an audio context, `vibrate` is the device's own, if it has one; `rang` is called at every bell.
  constructor({ open, vibrate, rang }) {
    this.open = open;
    this.vibrate = vibrate;
    this.rang = rang;
    this.context = null;
  }

  wake() {
    try {
      this.context ??= this.open();
      if (!this.ready()) this.context.resume();
    } catch {
      this.context = null;
    }
  }

  ready() {
    return this.context?.state === "running";
  }

  ring(soft) {
    this.rang();
    if (!this.ready()) return;
    for (const [pitch, share] of PARTIALS) this.play(pitch, share * (soft ? SOFT : LOUD));
  }

  play(pitch, loudness) {
    const start = this.context.currentTime;
    const tone = this.context.createOscillator();
    const gain = this.context.createGain();
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(loudness, start);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + FADES);
    tone.connect(gain).connect(this.context.destination);
    tone.start(start);
    tone.stop(start + FADES + 0.1);
  }

  buzz(pattern) {
    try {
      this.vibrate?.(pattern);
    } catch {
      // Some browsers forbid it.
    }
  }
}
