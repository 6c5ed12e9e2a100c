// Reads lines aloud where the device can. Each person has a pitch of their own, as a device may have one voice only.

const PITCH = { student: 1.15, patient: 0.85, observer: 1 };

export class Voice {
  // `synthesis` and `Utterance` are the browser's; either may be missing.
  constructor({ synthesis, Utterance }) {
    Object.assign(this, { synthesis, Utterance });
    this.on = false;
    this.reads = null;
  }

  isThere() {
    return Boolean(this.synthesis && this.Utterance);
  }

  isSpeaking() {
    return this.on && this.reads !== null;
  }

  say({ who, say }) {
    this.stop();
    if (!this.on || !say) return;
    const reads = new this.Utterance(say);
    reads.lang = "en-GB";
    reads.pitch = PITCH[who];
    // A line that was cut off ends later than the next one begins.
    const done = () => {
      if (this.reads === reads) this.reads = null;
    };
    reads.onend = done;
    reads.onerror = done;
    this.reads = reads;
    this.synthesis.speak(reads);
  }

  stop() {
    this.reads = null;
    this.synthesis?.cancel();
  }
}
