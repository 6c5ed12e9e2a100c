// Faults where they are: a symbol at the line, and the words beside it if there is room, or else in a list below.

import { element as h, icon } from "../live/element.js";
import { KIND, sentence } from "./faults.js";

const FIRST_SHOWN = 6;
const WIDE = 860; // pixels
const GAP = 6;
const LABEL = "Notes on the lines";

export class Remarks {
  // `caretLine()` returns the line being typed in; `go(fault)` goes to a fault.
  constructor({ lines, caretLine, go }) {
    Object.assign(this, { lines, caretLine, go });
    this.faults = [];
    this.showsAll = false;
    this.notes = h("ol", { class: "notes", "aria-label": LABEL });
    this.list = h("ol", { class: "list", "aria-label": LABEL });
    this.here = h("p", { class: "here", hidden: true });
    this.more = h("button", { type: "button", class: "more", hidden: true, onclick: () => this.showAll() });
  }

  // `root` and `sheet` contain them.
  standIn(root, sheet) {
    this.root = root;
    this.sheet = sheet;
  }

  show(faults) {
    this.faults = faults;
    this.lines.unmark();
    for (const kind of ["hint", "todo", "bad"]) {
      const [symbol] = KIND[kind];
      for (const fault of faults) if (fault.kind === kind) this.lines.mark(fault.line, kind, icon(symbol));
    }
    this.drawLists();
    this.sayHere();
  }

  showAll() {
    this.showsAll = true;
    this.drawLists();
  }

  drawLists() {
    const most = this.showsAll ? this.faults.length : FIRST_SHOWN;
    this.list.replaceChildren(...this.faults.slice(0, most).map((fault) => this.drawFault(fault)));
    this.notes.replaceChildren(...this.faults.map((fault) => this.drawFault(fault)));
    this.more.textContent = `Show all ${this.faults.length}`;
    this.isWide = null;
    this.arrange();
  }

  drawFault(fault) {
    const { kind, line, where, message } = fault;
    const [symbol, name] = KIND[kind];
    const place = h("span", {}, `Line ${line}${where ? ` · ${where}` : ""}`);
    const head = h("span", { class: "where" }, icon(symbol), h("span", { class: "hide" }, name), place);
    const words = h("span", { class: "what", dir: "auto" }, sentence(message));
    return h("li", { class: kind }, h("button", { type: "button", onclick: () => this.go(fault) }, head, words));
  }

  // Beside their lines if there is room, so that they move with the text; or else in a list below it.
  arrange() {
    const isWide = this.root.clientWidth >= WIDE;
    if (isWide !== this.isWide) this.setWide(isWide);
    this.sheet.style.minHeight = isWide ? `${this.stack()}px` : "";
  }

  setWide(isWide) {
    this.isWide = isWide;
    this.root.classList.toggle("wide", isWide);
    this.list.hidden = isWide;
    this.notes.hidden = !isWide;
    this.more.hidden = isWide || this.showsAll || this.faults.length <= FIRST_SHOWN;
    this.sayHere();
  }

  // Without overlaps. Returns how far down they reach.
  stack() {
    const boxes = [...this.notes.children];
    const tops = this.faults.map((fault) => this.lines.at(fault.line)?.offsetTop ?? 0);
    const heights = boxes.map((box) => box.offsetHeight);
    let free = 0;
    boxes.forEach((box, n) => {
      const top = Math.max(tops[n], free);
      box.style.top = `${top}px`;
      free = top + heights[n] + GAP;
    });
    return free;
  }

  // What is wrong in the line being typed in.
  sayHere() {
    const line = this.caretLine();
    const place = this.faults.findIndex((fault) => fault.line === line);
    const fault = this.faults[place];
    for (const note of this.notes.querySelectorAll(".now")) note.classList.remove("now");
    this.notes.children[place]?.classList.add("now");
    this.here.hidden = this.isWide || !fault;
    if (!fault || this.isWide) return;
    const [symbol] = KIND[fault.kind];
    this.here.className = `here ${fault.kind}`;
    this.here.replaceChildren(icon(symbol), h("span", {}, `Line ${line}: ${sentence(fault.message)}`));
  }

  // The next one after the caret, or else the first; hints only if there is nothing else.
  next() {
    const line = this.caretLine();
    const weighty = this.faults.filter((fault) => fault.error);
    const among = weighty.length ? weighty : this.faults;
    return among.find((fault) => fault.line > line) ?? among[0];
  }
}
