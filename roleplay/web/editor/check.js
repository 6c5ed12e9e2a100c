// Asks the kit what is wrong with the text. Only the answer to the latest question counts.

import { CASE_TOO_LARGE } from "../../shared_words.js";

const LARGEST = 256 * 1024; // bytes
const AGAIN = 3; // seconds
const AWAY = "Not checked: the kit isn’t answering. What you write is kept here.";

export class Check {
  // `heard(faults)`, `unchecked(words)`, and `again(ms)`, which asks again after so long.
  constructor({ heard, unchecked, again }) {
    Object.assign(this, { heard, unchecked, again });
    this.asked = 0;
    this.isOver = false;
  }

  async ask(text) {
    this.asked += 1;
    const number = this.asked;
    this.abort?.abort();
    if (new Blob([text]).size > LARGEST) {
      this.unchecked(CASE_TOO_LARGE);
      return;
    }
    this.abort = new AbortController();
    const isOld = () => this.isOver || number !== this.asked;
    try {
      const { ok, status, told } = await fetchCheck(text, this.abort.signal);
      if (!isOld()) this.answered(ok, status, told);
    } catch {
      if (isOld()) return;
      this.unchecked(AWAY);
      this.again(1000 * AGAIN);
    }
  }

  answered(ok, status, told) {
    if (ok) {
      this.heard(told.faults);
      return;
    }
    this.unchecked(told.say);
    if (status === 429) this.again(1000 * (told.wait ?? AGAIN));
  }
}

async function fetchCheck(text, signal) {
  const answer = await fetch("/author/check", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ text }),
    signal,
  });
  return { ok: answer.ok, status: answer.status, told: await answer.json() };
}
