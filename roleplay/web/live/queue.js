// What was tapped and is not acknowledged yet: kept on the device under (practice, seat), sent until the server answers.

function token() {
  // getRandomValues, as crypto.randomUUID is missing where a page comes over plain HTTP.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

const MOST = 100;

// Two taps about the same thing: only the later one counts on the screen.
function about(tap) {
  return [tap.kind, tap.round, tap.item ?? tap.fact ?? tap.domain ?? tap.statement ?? tap.words ?? tap.finding ?? ""].join("|");
}

class Queue {
  constructor(code, seat, hooks) {
    this.place = `kit:${code}:${seat}`; this.url = `/rooms/${code}/taps`; this.seat = seat;
    this.hooks = hooks; this.most = MOST; this.busy = false; this.fails = 0; this.timer = null;
    this.drafts = this.load("drafts", {}); this.refused = this.load("refused", []);
    this.waiting = this.stored(); this.nth = Math.max(0, ...this.waiting.map((tap) => tap.nth ?? 0));
  }
  // Each tap has a place of its own in the storage, so that two pages of one seat never overwrite each other's. They are
  // in the order in which they were made, whatever the device's clock said.
  stored() {
    const keys = kept.keys(`${this.place}:tap:`);
    return keys.map((key) => this.read(key)).filter(Boolean).sort((a, b) => (a.nth ?? 0) - (b.nth ?? 0) || a.kept - b.kept);
  }
  // One that cannot be read hides none of the others: it is laid aside, and shown to its owner as it stands.
  read(key) {
    const text = kept.read(key);
    try { const tap = JSON.parse(text); if (typeof tap.token === "string") return tap; } catch { /* laid aside below */ }
    kept.remove(key);
    this.setAside({ kind: "broken", text }, "This phone kept it in a form that can no longer be read, so it was not saved.");
    return null;
  }
  store(tap) { kept.write(`${this.place}:tap:${tap.token}`, JSON.stringify(tap)); }
  forget(tap) { kept.remove(`${this.place}:tap:${tap.token}`); }
  load(name, empty) {
    try { return JSON.parse(kept.read(`${this.place}:${name}`)) ?? empty; } catch { return empty; }
  }
  keep(name, value) {
    const empty = Array.isArray(value) ? !value.length : !Object.keys(value).length;
    if (empty) kept.remove(`${this.place}:${name}`); else kept.write(`${this.place}:${name}`, JSON.stringify(value));
  }
  // Whether something of this seat would be gone with the page: the device could not keep it, nor has the server it yet.
  get loose() { return [...kept.loose.keys()].some((key) => key.startsWith(`${this.place}:`)); }
  // Try the storage again, as somebody may have made room, and the server.
  again() {
    if (!kept.works && kept.retry()) this.hooks.changed();
    this.send();
  }
  draft(words, round, text) {
    if (text === null) delete this.drafts[`${round}|${words}`]; else this.drafts[`${round}|${words}`] = text;
    this.keep("drafts", this.drafts);
  }
  drafted(words, round) { return this.drafts[`${round}|${words}`]; }
  add(tap) {
    const waiting = { ...tap, token: token(), kept: Date.now(), nth: ++this.nth };
    this.waiting.push(waiting); this.store(waiting); this.send();
  }
  // The last waiting tap about each thing, to be drawn over the server's view.
  overlay() { return new Map(this.waiting.filter((tap) => tap.kind !== "move").map((tap) => [about(tap), tap])); }
  async send() {
    if (this.busy || !this.waiting.length || (this.until ?? 0) > Date.now()) return;
    clearTimeout(this.timer);
    this.busy = true;
    // STOP goes first and alone: nothing beside it in the log may tell who pressed.
    const { stop } = this, batch = (stop ? [stop] : this.waiting.slice(0, this.most)).map(({ kept, nth, ...tap }) => tap);
    const { ok, status, body } = await post(this.url, { seat: this.seat, taps: batch });
    this.busy = false;
    if (ok) this.answered(body, batch); else this.failed(status, body, batch);
    this.hooks.changed();
    if (this.waiting.length) this.timer = setTimeout(() => this.send(), ok ? 0 : this.pause());
  }
  answered(body, batch) {
    this.fails = 0; this.most = MOST;
    const done = new Set(body.answers.map((answer) => answer.token));
    this.waiting.filter((tap) => done.has(tap.token)).forEach((tap) => this.forget(tap));
    this.waiting = this.waiting.filter((tap) => !done.has(tap.token));
    for (const answer of body.answers) if (answer.result === "refused") this.refuse(batch.find((tap) => tap.token === answer.token), answer.say);
    this.hooks.heard(body);
  }
  // What the server does not take stays here, with its sentence, until its owner has seen it.
  refuse(tap, say) {
    if (tap && (tap.kind !== "move" || tap.move === "stop")) this.setAside(tap, say);
    this.hooks.say(say);
  }
  setAside(tap, say) { this.refused = [...this.refused, { tap, say }]; this.keep("refused", this.refused); }
  get stop() { return this.waiting.find((tap) => tap.move === "stop"); }
  takeBackStop() {
    const stops = this.waiting.filter((tap) => tap.move === "stop");
    stops.forEach((tap) => this.forget(tap));
    this.waiting = this.waiting.filter((tap) => !stops.includes(tap));
    this.hooks.changed();
  }
  seen() { this.refused = []; this.keep("refused", this.refused); this.hooks.changed(); }
  failed(status, body, sent) {
    this.fails += 1;
    // A message that can never be taken must not hold up the ones behind it: halve it until the tap that is to blame
    // stands alone, and give up that one, with its sentence.
    if (status === 400 || status === 413) {
      if (sent.length > 1) { this.most = Math.ceil(sent.length / 2); this.fails = 0; return; }
      const [tap] = sent;
      this.waiting = this.waiting.filter((one) => one.token !== tap.token);
      this.forget(tap); this.most = MOST;
      this.refuse(tap, body?.say ?? "The kit could not read that, so it was not saved.");
      return;
    }
    if (status === 429) this.until = Date.now() + 1000 * Math.min(body?.wait ?? 5, 60);
    if (status >= 400 && body?.say) this.hooks.say(body.say);
  }
  pause() { return Math.max(Math.min(500 * 2 ** Math.min(this.fails, 4), 5000), (this.until ?? 0) - Date.now()); }
}

async function post(url, message) {
  let late = false;
  const giveUp = new AbortController(), timer = setTimeout(() => { late = true; giveUp.abort(); }, 8000);
  try {
    const response = await fetch(url, {
      method: "POST", credentials: "same-origin", signal: giveUp.signal,
      headers: { "Content-Type": "application/json" }, body: JSON.stringify(message),
    });
    const body = await response.json().catch(() => null);
    return { ok: response.ok && body !== null, status: response.status, body };
  } catch { return { ok: false, status: 0, body: null, late }; } finally { clearTimeout(timer); }
}
