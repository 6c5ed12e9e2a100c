// The sentences that people write: fields that store every key press, and save when the typing pauses.

import { LISTENERS_SENTENCE, NO_REAL, SENTENCES } from "../../shared_words.js";
import { h } from "./dom.js";
import { aboutThing } from "./queue.js";
import { hears } from "./words.js";

export const MOST_WRITTEN = 500;
// A hint on this device only; it never blocks and is reported nowhere.
const REAL = /\b(Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sister|Nurse)\.?\s+[A-Z][a-z]+|\b\d{3}[ -]?\d{3}[ -]?\d{4}\b/;

export class Sentences {
  constructor(room, drafts) {
    this.room = room;
    this.drafts = drafts;
    this.areas = {};
  }

  // Every sentence that a view asks for.
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
    const isListener = words === "sentence" && hears(this.room.message.view.top, "patient");
    const [label, hint] = isListener ? LISTENERS_SENTENCE : SENTENCES[words];
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

  // Show what the server has in a field that nobody is typing in; what was cut off can be continued.
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

  // A tap makes "One to try" the next step; it can be reworded.
  use(text) {
    const [next] = this.of(this.room.message.view);
    this.areas.next.value = text;
    this.typed(next);
    this.areas.next.focus();
  }

  // Text that is too long isn't saved, and the screen says so.
  isTooLong() {
    const { message } = this.room;
    if (!message) return false;
    return this.of(message.view).some(({ name, limit }) => (this.areas[name]?.value.trim().length ?? 0) > limit);
  }
}

function remark(text, limit) {
  if (text.length > limit) {
    return `${text.length} characters; up to ${limit} can be saved. Shorten it and it’ll be saved.`;
  }
  return REAL.test(text) ? "Is this a real person? Leave out names and numbers." : NO_REAL;
}

export function tooLong(length) {
  return (
    `This is ${length} characters from an earlier round, and up to ${MOST_WRITTEN} can be saved, so it wasn’t saved. ` +
    "Copy what you need from here."
  );
}
