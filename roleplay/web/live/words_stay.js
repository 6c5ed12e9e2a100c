// Below a comment: that the student may show it to a mentor, and a switch against it. It is the writer's private
// setting, for all that they write; nobody else learns of it.

import { DONT_SHARE_MINE } from "../../shared_words.js";
import { button, h, isolated } from "./dom.js";

const NOT_SAVED = "That wasn’t saved. Try again in a moment.";

export class WordsStay {
  // `stays` is what the server says, null on a device that isn't the writer's own; `post` saves it, `say` shows a
  // sentence.
  constructor({ stays, post, say }) {
    Object.assign(this, { stays, post, say });
    this.lines = [];
  }

  // The line for one field; it follows the switch in every other.
  draw(words, student) {
    if (this.stays === null || this.stays === undefined) return null;
    const who = student ? isolated(student) : "The student";
    const note = h("span", { dir: "auto" });
    const press = button(`words-stay-${words}`, DONT_SHARE_MINE, () => this.turn());
    const line = { note, press, who };
    this.lines = [...this.lines.filter((one) => one.note.isConnected), line];
    this.show(line);
    return h("div", { class: "words-stay quiet" }, note, press);
  }

  async turn() {
    this.set(!this.stays);
    const { ok, body } = await this.post(this.stays);
    if (ok) return;
    this.set(!this.stays);
    this.say(body?.say ?? NOT_SAVED);
  }

  set(stays) {
    this.stays = stays;
    for (const line of this.lines) this.show(line);
  }

  show({ note, press, who }) {
    note.textContent = saysOf(who, this.stays);
    press.setAttribute("aria-pressed", String(this.stays));
  }
}

export function saysOf(who, stays) {
  return stays ? `${who} can’t share this with a mentor.` : `${who} may share this with a mentor.`;
}
