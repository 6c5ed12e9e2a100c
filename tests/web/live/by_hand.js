// A device by hand: a storage that may be full, and a time that passes when a test says so.

export class Storage {
  #full = false;

  // As a browser's: what is kept are its own properties.
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }

  setItem(key, text) {
    if (this.#full) throw new Error("QuotaExceededError");
    this[key] = String(text);
  }

  removeItem(key) {
    delete this[key];
  }

  fillUp() {
    this.#full = true;
  }

  makeRoom() {
    this.#full = false;
  }
}

export class Time {
  now = 1_000_000;
  #due = [];

  // As the page's: answers how to call it off.
  later = (work, ms) => {
    const timer = { at: this.now + ms, work };
    this.#due.push(timer);
    return () => this.#due.splice(0, Infinity, ...this.#due.filter((one) => one !== timer));
  };

  pass(ms) {
    const end = this.now + ms;
    for (;;) {
      const next = this.#due.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#due = this.#due.filter((timer) => timer !== next);
      this.now = Math.max(this.now, next.at);
      next.work();
    }
    this.now = end;
  }
}

// Lets what waits for an answer go on.
export function settled() {
  return new Promise((resolve) => setImmediate(resolve));
}
