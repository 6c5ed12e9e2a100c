// What people fill in about a round, and can change until the practice closes.

import { fill, h, spoken } from "./dom.js";
import { drawForm } from "./screens/form.js";

const TOO_LONG = "Your sentence is too long to save, so nothing was submitted. Shorten it, then submit.";

export class Forms {
  constructor(room) {
    this.room = room;
    this.next = h("div");
    this.title = h("summary", {}, "Finish or change what you wrote");
    this.ratings = h("div");
    this.texts = h("div");
    this.box = h("details", { class: "forms" }, this.title, this.ratings, this.texts);
    this.foot = h("div");
  }

  draw(view, stage) {
    const { room } = this;
    const forms = ["form", "observer_form"].filter((name) => view[name]).map((name) => [name, view[name]]);
    const isLate = stage !== "quiet";
    const rated = forms.map(([, { text, ...form }]) => form);
    fill(this.ratings, [isLate, rated], () => forms.map(([name, form]) => drawForm(form, room, name)), room.press);
    this.box.hidden = !forms.length;
    this.title.hidden = !isLate;
    if (this.wasLate !== isLate) this.box.open = !isLate;
    this.wasLate = isLate;
    this.drawTexts(view, isLate);
    const isHandedIn = !isLate && forms.length > 0 && forms[0][1].handed_in;
    fill(this.foot, [isHandedIn], () =>
      isHandedIn ? spoken("quiet", "Submitted. We’ll move on when everybody has.") : null,
    );
  }

  drawTexts(view, isLate) {
    const { sentences } = this.room;
    const all = sentences.of(view);
    const next = all.filter(({ name }) => name === "next");
    const rest = all.filter(({ name }) => name !== "next");
    const fields = (list) => list.map((sentence) => sentences.drawField(sentence));
    fill(this.next, [next.length, view.top.round], () => fields(next));
    fill(this.texts, [isLate, rest.map(({ name, words, round }) => [name, words, round])], () => fields(rest));
    for (const sentence of all) sentences.refresh(sentence);
  }

  // The round that the quiet minute's primary button submits: your own form's, unless you have submitted it.
  handsIn(stage) {
    const form = this.room.shown?.view.form;
    return stage === "quiet" && form && !form.handed_in ? form.round : null;
  }

  handIn(round) {
    const { room } = this;
    room.drafts.flush();
    if (room.sentences.isTooLong()) room.say(TOO_LONG);
    else room.tap({ kind: "handed_in", round });
  }
}
