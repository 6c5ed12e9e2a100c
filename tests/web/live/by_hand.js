// A fake device: a storage that can be full, and a time that passes when a test says so.

export class Storage {
  #full = false;

  // Like a browser's: the stored keys are its own properties.
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

  // Like the page's: returns a function that cancels it.
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

// Lets everything that waits for an answer continue.
export function settled() {
  return new Promise((resolve) => setImmediate(resolve));
}
