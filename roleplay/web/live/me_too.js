// "Me too": after somebody's next step, to them alone and once. The server keeps it only until it is shown.

import { button, isolated, paragraph } from "./dom.js";

const NOT_SENT = "That didn’t get through. Say it aloud.";

export class MeToo {
  // `post` sends it, `say` shows a sentence, `changed` draws again.
  constructor({ post, say, changed }) {
    Object.assign(this, { post, say, changed });
    this.said = 0;
  }

  async tell(round) {
    this.said = round;
    this.changed();
    const { ok, body } = await this.post();
    if (ok) return;
    this.said = 0;
    this.say(body?.say ?? NOT_SENT);
  }

  // Somebody has told the student on this screen.
  heard({ me_too: names }) {
    if (names) this.say(`${names.map(isolated).join(" and ")}: me too.`);
  }
}

// What everybody but its writer sees of a next step: that it was written.
export function drawTheirs({ opened, top }, meToo) {
  const who = isolated(opened.student);
  if (!opened.next_step) return paragraph("note", `${who} is writing a next step.`);
  const note = paragraph("note", `${who} has written a next step, and may read it out.`);
  if (meToo.said === top.round) return [note, paragraph("quiet", `${who} knows. Nobody else was told.`)];
  const press = button("me-too", "Me too", () => meToo.tell(top.round), { class: "wide" });
  const why = `If you struggle with the same. It shows ${who} your name once, tells nobody else and isn’t stored.`;
  return [note, press, paragraph("quiet", why)];
}
