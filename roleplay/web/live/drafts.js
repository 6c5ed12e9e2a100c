// Sentences being typed. Each is stored on the device from the first key press, and saved one second after the last.

const PAUSE = 1000;

export class Drafts {
  // `save(words, round, text)` is called once the typing pauses.
  constructor({ kept, place, later, save }) {
    this.kept = kept;
    this.key = `${place}:drafts`;
    this.later = later;
    this.save = save;
    this.texts = kept.load(this.key, {});
    this.pending = new Map();
  }

  // Text that is too long to save stays here for its owner to shorten.
  typed(words, round, text, limit) {
    const slot = slotOf(words, round);
    this.texts[slot] = text;
    this.store();
    this.pending.get(slot)?.cancel();
    const settle = () => {
      this.stopWaiting(slot);
      if (text.trim().length > limit) return;
      this.forget(slot);
      this.save(words, round, text);
    };
    this.pending.set(slot, { settle, cancel: this.later(settle, PAUSE) });
  }

  text(words, round) {
    return this.texts[slotOf(words, round)];
  }

  isPending(words, round) {
    return this.pending.has(slotOf(words, round));
  }

  // Save at once, without waiting for a pause.
  settle(words, round) {
    this.pending.get(slotOf(words, round))?.settle();
  }

  flush() {
    for (const { settle } of [...this.pending.values()]) settle();
  }

  // Hand over what was cut off in forms that are no longer on the screen; `here` lists the [words, round] of those that
  // are.
  takeStrays(here) {
    const shown = new Set(here.map(([words, round]) => slotOf(words, round)));
    const strays = Object.entries(this.texts).filter(([slot]) => !shown.has(slot));
    for (const [slot] of strays) {
      this.stopWaiting(slot);
      this.forget(slot);
    }
    return strays.map(([slot, text]) => {
      const [round, words] = slot.split("|");
      return { words, round: Number(round), text };
    });
  }

  stopWaiting(slot) {
    this.pending.get(slot)?.cancel();
    this.pending.delete(slot);
  }

  forget(slot) {
    delete this.texts[slot];
    this.store();
  }

  store() {
    this.kept.keep(this.key, this.texts);
  }
}

function slotOf(words, round) {
  return `${round}|${words}`;
}
