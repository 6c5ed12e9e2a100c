// Taps not acknowledged yet: stored on the device under (practice, seat), and sent until the server answers.

const MOST = 100; // taps in one message
const SLOWEST = 5000; // milliseconds between two tries
const LONGEST_WAIT = 60; // seconds that a server may make us wait
const EACH_ITS_OWN = ["pinned", "move"]; // a later one doesn't stand for an earlier one
const BROKEN = "This phone stored it in a form that can no longer be read, so it wasn’t saved.";
const UNREAD = "The kit couldn’t read that, so it wasn’t saved.";

export class Queue {
  // `post(taps)` returns {ok, status, body}; `later(work, ms)` returns a function that cancels it; `hooks` hear how it
  // went.
  constructor({ place, kept, post, now, later, token, hooks }) {
    Object.assign(this, { place, kept, post, now, later, token, hooks });
    this.most = MOST;
    this.busy = false;
    this.fails = 0;
    this.until = 0;
    this.callOff = () => {};
    this.refused = kept.load(`${place}:refused`, []);
    this.waiting = this.stored();
    this.nth = Math.max(0, ...this.waiting.map((tap) => tap.nth ?? 0));
  }

  // Each tap has its own key in the storage, so that two pages of one seat never overwrite each other's taps. They come
  // back in the order in which they were made, whatever the device's clock said.
  stored() {
    const taps = this.kept.keys(`${this.place}:tap:`).map((key) => this.read(key));
    return taps.filter(Boolean).sort((a, b) => (a.nth ?? 0) - (b.nth ?? 0) || a.kept - b.kept);
  }

  // A tap that can't be read doesn't hide the others: it is set aside and shown to its owner as it is.
  read(key) {
    const text = this.kept.read(key);
    try {
      const tap = JSON.parse(text);
      if (typeof tap.token === "string") return tap;
    } catch {
      // Set aside below.
    }
    this.kept.remove(key);
    this.setAside({ kind: "broken", text }, BROKEN);
    return null;
  }

  add(tap) {
    this.nth += 1;
    const waiting = { ...tap, token: this.token(), kept: this.now(), nth: this.nth };
    this.waiting.push(waiting);
    this.kept.write(this.keyOf(waiting), JSON.stringify(waiting));
    this.send();
  }

  // The latest waiting tap about each thing, drawn on top of the server's view.
  overlay() {
    return new Map(this.waiting.filter((tap) => tap.kind !== "move").map((tap) => [about(tap), tap]));
  }

  async send() {
    if (this.busy || !this.waiting.length || this.until > this.now()) return;
    this.callOff();
    this.busy = true;
    // STOP goes first and alone: nothing next to it in the log may show who pressed it.
    const taps = this.stop ? [this.stop] : this.waiting.slice(0, this.most);
    const batch = taps.map(({ kept, nth, ...tap }) => tap);
    const { ok, status, body } = await this.post(batch);
    this.busy = false;
    if (ok) this.answered(body, batch);
    else this.failed(status, body, batch);
    this.hooks.changed();
    if (this.waiting.length) this.callOff = this.later(() => this.send(), ok ? 0 : this.pause());
  }

  answered(body, batch) {
    this.fails = 0;
    this.most = MOST;
    this.drop(new Set(body.answers.map((answer) => answer.token)));
    for (const { result, token, say } of body.answers) {
      const tap = batch.find((one) => one.token === token);
      if (result === "refused") this.refuse(tap, say);
      else if (tap) this.settle(tap);
    }
    this.hooks.heard(body);
  }

  failed(status, body, batch) {
    this.fails += 1;
    if (status === 400 || status === 413) {
      this.narrow(body, batch);
      return;
    }
    if (status === 429) this.until = this.now() + 1000 * Math.min(body?.wait ?? 5, LONGEST_WAIT);
    if (status >= 400 && body?.say) this.hooks.say(body.say);
  }

  // A message that can never be accepted mustn't hold up the ones behind it: halve it until the faulty tap is alone,
  // and refuse that one, with the server's sentence.
  narrow(body, batch) {
    if (batch.length > 1) {
      this.most = Math.ceil(batch.length / 2);
      this.fails = 0;
      return;
    }
    const [tap] = batch;
    this.drop(new Set([tap.token]));
    this.most = MOST;
    this.refuse(tap, body?.say ?? UNREAD);
  }

  pause() {
    const backoff = Math.min(500 * 2 ** Math.min(this.fails, 4), SLOWEST);
    return Math.max(backoff, this.until - this.now());
  }

  // What the server refuses stays here, with its sentence, until its owner has seen it or has had it saved after all.
  // A form that can't be submitted yet loses nothing.
  refuse(tap, say) {
    const isLost = tap && (tap.kind === "move" ? tap.move === "stop" : tap.kind !== "handed_in");
    if (isLost) this.setAside(tap, say);
    this.hooks.say(say);
  }

  // Saved: what was refused about the same thing before is no longer missing.
  settle(tap) {
    if (EACH_ITS_OWN.includes(tap.kind)) return;
    const still = this.refused.filter((one) => about(one.tap) !== about(tap));
    if (still.length < this.refused.length) this.keepRefused(still);
  }

  setAside(tap, say) {
    this.keepRefused([...this.refused, { tap, say }]);
  }

  seen() {
    this.keepRefused([]);
    this.hooks.changed();
  }

  keepRefused(refused) {
    this.refused = refused;
    this.kept.keep(`${this.place}:refused`, refused);
  }

  get stop() {
    return this.waiting.find((tap) => tap.move === "stop");
  }

  takeBackStop() {
    this.drop(new Set(this.waiting.filter((tap) => tap.move === "stop").map((tap) => tap.token)));
    this.hooks.changed();
  }

  // Try the storage again, as somebody may have freed some space, and the server.
  again() {
    if (!this.kept.works && this.kept.retry()) this.hooks.changed();
    this.send();
  }

  // The network is back: don't wait any longer for the next try.
  hurry() {
    this.fails = 0;
    this.send();
  }

  drop(tokens) {
    for (const tap of this.waiting) if (tokens.has(tap.token)) this.kept.remove(this.keyOf(tap));
    this.waiting = this.waiting.filter((tap) => !tokens.has(tap.token));
  }

  keyOf(tap) {
    return `${this.place}:tap:${tap.token}`;
  }
}

// Two taps about the same thing: only the later one counts on the screen.
export function about(tap) {
  const thing = tap.item ?? tap.fact ?? tap.domain ?? tap.statement ?? tap.words ?? tap.finding ?? "";
  return aboutThing(tap.kind, tap.round, thing);
}

export function aboutThing(kind, round, thing) {
  return [kind, round, thing].join("|");
}
