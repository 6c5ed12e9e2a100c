// The sentences that one writes: fields that keep every key and save when one pauses.

import { NO_REAL, SENTENCES } from "../../shared_words.js";
import { h } from "./dom.js";
import { aboutThing } from "./queue.js";

export const MOST_WRITTEN = 500;
// A hint on this device only; it never blocks and is told to nobody.
const REAL = /\b(Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sister|Nurse)\.?\s+[A-Z][a-z]+|\b\d{3}[ -]?\d{3}[ -]?\d{4}\b/;

export class Sentences {
  constructor(room, drafts) {
    this.room = room;
    this.drafts = drafts;
    this.areas = {};
  }

  // Every sentence that a view takes.
  of({ top, form, observer_form: observerForm, next_step: step }) {
    const next = { name: "next", words: "next_step", text: step, limit: MOST_WRITTEN, round: top.round };
    return [
      ...(top.stage === "next" && typeof step === "string" ? [next] : []),
      ...(form ? [{ ...form, name: "form" }] : []),
      ...(observerForm ? [{ ...observerForm, name: "observer_form" }] : []),
    ].map(({ name, words, text, limit, round }) => ({ name, words, text, limit, round }));
  }

  drawField(sentence) {
    const { name, words, round } = sentence;
    const [label, hint] = SENTENCES[words];
    const id = `text-${name}`;
    const area = h("textarea", {
      id,
      "data-key": id,
      placeholder: hint,
      "aria-describedby": `${id}-note`,
      oninput: () => this.typed(sentence),
      onblur: () => this.drafts.settle(words, round),
    });
    const note = h("p", { class: "quiet", id: `${id}-note` }, NO_REAL);
    this.areas[name] = area;
    return h("div", { class: "text" }, h("label", { for: id }, label), area, note);
  }

  typed({ name, words, limit, round }) {
    const area = this.areas[name];
    this.drafts.typed(words, round, area.value, limit);
    const note = area.getRootNode().getElementById?.(`${area.id}-note`);
    if (note) note.textContent = remark(area.value, limit);
    this.room.screen.drawState();
  }

  // What the server holds comes into a field that nobody is typing in; what was cut off is typed on.
  refresh(sentence) {
    const { name, words, text, limit, round } = sentence;
    const area = this.areas[name];
    if (!area || this.drafts.isPending(words, round) || area.getRootNode().activeElement === area) return;
    const draft = this.drafts.text(words, round);
    const waiting = this.room.queue.overlay().get(aboutThing("wrote", round, words));
    const newest = draft ?? waiting?.text ?? text;
    if (area.value !== newest) area.value = newest;
    if (draft !== undefined && draft.trim().length <= limit) this.typed(sentence);
  }

  // "One to try" becomes the next step by a tap, and can be reworded.
  use(text) {
    const [next] = this.of(this.room.message.view);
    this.areas.next.value = text;
    this.typed(next);
    this.areas.next.focus();
  }

  // What is longer than can be kept is not saved, and says so.
  isTooLong() {
    const { message } = this.room;
    if (!message) return false;
    return this.of(message.view).some(({ name, limit }) => (this.areas[name]?.value.trim().length ?? 0) > limit);
  }
}

function remark(text, limit) {
  if (text.length > limit) {
    return `${text.length} characters; up to ${limit} can be kept. Shorten it and it is saved.`;
  }
  return REAL.test(text) ? "Is this somebody real? Leave names and numbers out." : NO_REAL;
}

export function tooLong(length) {
  return (
    `These are ${length} characters of an earlier round, and up to ${MOST_WRITTEN} can be kept, so they were not ` +
    "saved. Copy what you need from here."
  );
}
