// The sentences that people write: fields that store every key press, and save when the typing pauses.

import { LISTENERS_SENTENCE, NO_REAL, SENTENCES } from "../../shared_words.js";
import { setText } from "./band.js";
import { minutesAndSeconds, stageNow } from "./clock.js";
import { Coaching } from "./coaching.js";
import { later } from "./device.js";
import { button, h } from "./dom.js";
import { post } from "./post.js";
import { aboutThing } from "./queue.js";
import { hears, PIN } from "./words.js";
import { WordsStay } from "./words_stay.js";

export const MOST_WRITTEN = 500;
// The pins whose moments begin a sentence.
const PIN_OF = { saw_or_heard: "worked", one_to_try: "try" };
// A hint on this device only; it never blocks and is reported nowhere.
const REAL = /\b(Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sister|Nurse)\.?\s+[A-Z][a-z]+|\b\d{3}[ -]?\d{3}[ -]?\d{4}\b/;

export class Sentences {
  constructor(room, drafts) {
    this.room = room;
    this.drafts = drafts;
    this.areas = {};
    const left = () => stageNow(room.message.view.top, room.time.now()).left;
    const { code, seat, words_stay: stays } = room.data;
    this.wordsStay = new WordsStay({
      stays,
      post: (wanted) => post(`/rooms/${code}/words-stay`, { seat, stays: wanted }),
      say: (text) => room.say(text),
    });
    this.coaching = new Coaching({ ...room.data, kept: room.kept, later, left });
  }

  // Every sentence that a view asks for; `isTurn` if it is finished while its writer speaks.
  of({ top, form, observer_form: observerForm, next_step: step, sheet, pins, you_speak: youSpeak }) {
    const next = { words: "next_step", text: step, limit: MOST_WRITTEN, round: top.round };
    const isTurn = (words) => words === "one_to_try" && top.turn === "observer" && Boolean(youSpeak);
    const momentsOf = (words) => (sheet?.pins ?? pins ?? []).filter(({ pin }) => pin === PIN_OF[words]);
    const inForms = [form, observerForm]
      .filter(Boolean)
      .flatMap(({ sentences, round }) => sentences.map((one) => ({ ...one, round })));
    return [...(top.stage === "next" && typeof step === "string" ? [next] : []), ...inForms].map((one) => ({
      ...one,
      isTurn: isTurn(one.words),
      pins: momentsOf(one.words),
    }));
  }

  drawField(sentence) {
    const { words, round } = sentence;
    const isListener = words === "sentence" && hears(this.room.message.view.top, "patient");
    const [label, hint] = isListener ? LISTENERS_SENTENCE : SENTENCES[words];
    const id = `text-${words}`;
    const area = h("textarea", {
      id,
      "data-key": id,
      placeholder: hint,
      "aria-describedby": `${id}-needs ${id}-note`,
      oninput: () => this.typed(sentence),
      onblur: () => this.drafts.settle(words, round),
    });
    const needs = h("p", { class: "needs", id: `${id}-needs`, hidden: true });
    const note = h("p", { class: "quiet", id: `${id}-note`, "aria-live": "polite" }, NO_REAL);
    this.areas[words] = area;
    const shared = this.coaching.helps(words) ? this.wordsStay.draw(words, this.student()) : null;
    const pins = this.drawPins(sentence);
    return h("div", { class: "text" }, h("label", { for: id }, label), needs, pins, area, note, shared);
  }

  student() {
    const { people } = this.room.message.view.top;
    return people.find(({ roles }) => roles.includes("student"))?.name ?? "";
  }

  // A pin holds no words: here its moment begins the sentence.
  drawPins(sentence) {
    const { pins, words } = sentence;
    if (!pins.length) return null;
    const buttons = pins.map(({ seconds, pin }, i) => {
      const time = minutesAndSeconds(seconds);
      const moment = `${time} ${PIN[pin][1].toLowerCase()}`;
      const props = { "aria-label": `Write about your pin: ${moment}` };
      return button(`use-pin-${words}-${i}`, moment, () => this.begin(sentence, time), props);
    });
    return h("div", { class: "choices pinned" }, buttons);
  }

  begin(sentence, time) {
    const area = this.areas[sentence.words];
    area.value = `${area.value.trim()} At ${time} `.trimStart();
    this.typed(sentence);
    area.focus();
  }

  // What a field needs is said beside it. Once it is filled in, the place stays empty, so that nothing moves.
  need(words, says) {
    const area = this.areas[words];
    const needs = area?.getRootNode().getElementById?.(`${area.id}-needs`);
    if (!needs) return;
    needs.hidden = false;
    needs.textContent = says;
    if (says) area.setAttribute("aria-invalid", "true");
    else area.removeAttribute("aria-invalid");
  }

  typed(sentence) {
    const { words, limit, round } = sentence;
    const area = this.areas[words];
    this.drafts.typed(words, round, area.value, limit);
    this.coaching.typed(words, area.value, () => this.note(sentence));
    this.note(sentence);
    this.room.forms.nameMissing();
    this.room.screen.drawState();
  }

  // What stands below a field.
  note({ words, limit, pins }) {
    const area = this.areas[words];
    const note = area.getRootNode().getElementById?.(`${area.id}-note`);
    if (note) setText(note, remark(area.value, limit) ?? this.coaching.says(words, area.value, pins) ?? NO_REAL);
  }

  // Show what the server has in a field that nobody is typing in; what was cut off can be continued.
  refresh(sentence) {
    const { words, text, limit, round } = sentence;
    const area = this.areas[words];
    if (!area || this.drafts.isPending(words, round) || area.getRootNode().activeElement === area) return;
    const draft = this.drafts.text(words, round);
    const waiting = this.room.queue.overlay().get(aboutThing("wrote", round, words));
    const newest = draft ?? waiting?.text ?? text;
    if (area.value !== newest) area.value = newest;
    if (draft !== undefined && draft.trim().length <= limit) this.typed(sentence);
  }

  // A tap makes "One to try" the next step, or another wording; `gap` is what is to be typed over first.
  use(text, gap = "") {
    const next = this.of(this.room.message.view).find(({ words }) => words === "next_step");
    this.areas.next_step.value = text;
    this.typed(next);
    this.areas.next_step.focus();
    const at = gap ? text.indexOf(gap) : -1;
    if (at >= 0) this.areas.next_step.setSelectionRange(at, at + gap.length);
  }

  written(words) {
    return this.areas[words]?.value.trim() ?? "";
  }

  // Text that is too long isn't saved, and the screen says so.
  isTooLong() {
    const { message } = this.room;
    if (!message) return false;
    return this.of(message.view).some(({ words, limit }) => this.written(words).length > limit);
  }
}

function remark(text, limit) {
  if (text.length > limit) {
    return `${text.length} characters; up to ${limit} can be saved. Shorten it and it’ll be saved.`;
  }
  return REAL.test(text) ? "Is this a real person? Leave out names and numbers." : null;
}

export function tooLong(length) {
  return (
    `This is ${length} characters from an earlier round, and up to ${MOST_WRITTEN} can be saved, so it wasn’t saved. ` +
    "Copy what you need from here."
  );
}
