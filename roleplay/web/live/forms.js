// What people fill in about a round, and can change until the practice closes.

import { fill, h, spoken } from "./dom.js";
import { missingFrom } from "./missing.js";
import { drawForm } from "./screens/form.js";

const TEXT = "text-";
const SUBMITTED = "Submitted. We’ll move on when everybody has.";

export class Forms {
  constructor(room) {
    this.room = room;
    this.next = h("div");
    this.turn = h("div");
    this.title = h("summary", {}, "Finish or change what you wrote");
    this.ratings = h("div");
    this.texts = h("div");
    this.box = h("details", { class: "forms" }, this.title, this.ratings, this.texts);
    this.foot = h("div");
    this.named = new Map(); // the fields that were empty when somebody submitted, and what is said beside them
  }

  draw(view, stage) {
    const { room } = this;
    const forms = formsOf(view);
    const isLate = stage !== "quiet";
    const rated = forms.map(([, { sentences, ...form }]) => form);
    this.follow(isLate ? null : view.top.round);
    const build = () => forms.map(([name, form]) => drawForm(form, room, name, this.named));
    fill(this.ratings, [isLate, rated, [...this.named]], build, room.press);
    this.box.hidden = !forms.length;
    this.title.hidden = !isLate;
    if (this.wasLate !== isLate) this.box.open = !isLate;
    this.wasLate = isLate;
    this.drawTexts(view, isLate);
    const isHandedIn = !isLate && forms.length > 0 && forms[0][1].handed_in;
    fill(this.foot, [isLate, isHandedIn, forms.length], () => {
      if (isHandedIn) return spoken("quiet", SUBMITTED);
      return isLate || !forms.length ? null : h("p", { class: "unseen" }, SUBMITTED); // keeps its place
    });
  }

  drawTexts(view, isLate) {
    const { sentences } = this.room;
    const all = sentences.of(view);
    const next = all.filter(({ words }) => words === "next_step");
    const turn = all.filter(({ isTurn }) => isTurn);
    const rest = all.filter(({ words, isTurn }) => words !== "next_step" && !isTurn);
    const fields = (list) => list.map((sentence) => sentences.drawField(sentence));
    const asks = (list) => list.map(({ words, round, pins }) => [words, round, pins]);
    fill(this.next, asks(next), () => fields(next));
    fill(this.turn, asks(turn), () => fields(turn));
    fill(this.texts, [isLate, asks(rest)], () => fields(rest));
    for (const sentence of all) sentences.refresh(sentence);
    this.nameMissing();
  }

  // The round that the quiet minute's primary button submits: your own form's, unless you have submitted it.
  handsIn(stage) {
    const form = this.room.shown?.view.form;
    return stage === "quiet" && form && !form.handed_in ? form.round : null;
  }

  handIn(round) {
    const { room } = this;
    room.drafts.flush();
    this.named = this.missing();
    if (!this.named.size) {
      room.tap({ kind: "handed_in", round });
      return;
    }
    room.draw();
    this.focus([...this.named.keys()][0]);
  }

  missing() {
    const { shown, sentences } = this.room;
    return missingFrom(formsOf(shown.view), (words) => sentences.written(words));
  }

  // A field that was named and is filled in by now is no longer named.
  nameMissing() {
    if (!this.named.size) return;
    const missing = this.missing();
    this.named = new Map([...this.named.keys()].map((key) => [key, missing.get(key) ?? ""]));
    for (const [key, says] of this.named) {
      if (key.startsWith(TEXT)) this.room.sentences.need(key.slice(TEXT.length), says);
    }
  }

  // A form of another round, or one that can no longer be submitted, has no field to name.
  follow(round) {
    if (this.round === round) this.nameMissing();
    else this.named = new Map();
    this.round = round;
  }

  focus(key) {
    const field = this.box.querySelector(`[data-field="${key}"] button, textarea[data-key="${key}"]`);
    field?.scrollIntoView({ block: "center" });
    field?.focus({ preventScroll: true });
  }
}

function formsOf(view) {
  return ["form", "observer_form"].filter((name) => view[name]).map((name) => [name, view[name]]);
}
