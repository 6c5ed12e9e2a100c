// What a seat reads and never taps: candidate instructions, script, tasks, everyone’s feedback. It comes once over the
// socket, and from then on is only named.

import { CASE_IS_WRONG } from "../../shared_words.js";
import { button, fill, h } from "./dom.js";
import { drawPicture } from "./screens/findings.js";
import { stageWords } from "./words.js";

export class Handout {
  constructor(room) {
    this.room = room;
    this.held = null;
    this.paper = h("div", { class: "paper" });
    this.feedback = h("details", { class: "feedback" }, h("summary", {}, stageWords("sheets")));
    // The page around us draws the form, for whoever asks for it.
    this.report = button("report", CASE_IS_WRONG, () => room.streamlit.asksForReport(), { class: "wide" });
    this.box = h("div", { class: "handout" }, this.feedback);
  }

  // It may come with a screen that is already out of date; a later one then only names it.
  heard({ handout, parts }) {
    if (parts) this.held = { name: handout, parts };
  }

  draw({ handout, screen, view }) {
    const parts = handout && this.held?.name === handout ? this.held.parts : [];
    const isFeedback = screen === "SheetsView";
    fill(this.paper, [parts.length ? handout : ""], () => this.nodes(parts), this.room.press);
    const place = isFeedback ? this.feedback : this.box;
    if (this.paper.parentElement !== place) place.append(this.paper);
    this.report.hidden = !isFeedback || this.room.data.reporting;
    this.feedback.hidden = !isFeedback || !parts.length;
    // While they talk about it, it is the screen; afterwards it is there to be looked up.
    const isOpen = view.top.stage === "sheets";
    this.feedback.classList.toggle("whole", isOpen);
    if (this.stage !== view.top.stage) this.feedback.open = isOpen;
    this.stage = view.top.stage;
  }

  nodes(parts) {
    return parts.map((part) => (typeof part === "string" ? part : this.node(part)));
  }

  node([tag, ...inner]) {
    const [first] = inner;
    const hasProps = first && typeof first === "object" && !Array.isArray(first);
    const props = hasProps ? { ...inner.shift() } : {};
    if (tag === "img") return drawPicture(props.src, props.alt, this.room);
    // Whoever has unfolded something keeps it unfolded when somebody's words arrive.
    if (tag === "summary") props["data-key"] = `read-${inner.join("").split(":")[0]}`;
    return h(tag, props, this.nodes(inner));
  }
}
