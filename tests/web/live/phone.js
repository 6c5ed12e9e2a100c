// A seat's phone with its queue, and a server that answers as it is told.

import { Kept } from "../../../roleplay/web/live/kept.js";
import { Queue } from "../../../roleplay/web/live/queue.js";
import { settled, Storage, Time } from "./by_hand.js";

export const PLACE = "kit:ABCDEF:seat";
export const OFFLINE = { ok: false, status: 0, body: null };

// A seat's phone: `answer` is what the server says from now on, `sent` the messages it received.
export class Phone {
  storage = new Storage();
  time = new Time();
  sent = [];
  said = [];
  tokens = 0;
  answer = accept;

  constructor() {
    this.open();
  }

  // Open the page again: only what is stored remains.
  open() {
    this.kept = new Kept(() => this.storage);
    this.queue = new Queue({
      place: PLACE,
      kept: this.kept,
      now: () => this.time.now,
      later: this.time.later,
      token: () => `t${(this.tokens += 1)}`,
      post: async (taps) => {
        this.sent.push(taps);
        return this.answer(taps);
      },
      hooks: { say: (text) => this.said.push(text), heard: () => {}, changed: () => {} },
    });
  }

  async tap(...items) {
    for (const item of items) this.queue.add({ kind: "marked", round: 1, item, mark: "done" });
    await settled();
  }

  async passes(ms) {
    this.time.pass(ms);
    await settled();
  }

  get items() {
    return this.sent.map((taps) => taps.map((tap) => tap.item ?? tap.move));
  }

  get waiting() {
    return this.queue.waiting.map((tap) => tap.item ?? tap.move);
  }
}

export function accept(taps) {
  return { ok: true, status: 200, body: { answers: taps.map(({ token }) => ({ token, result: "accepted" })) } };
}
