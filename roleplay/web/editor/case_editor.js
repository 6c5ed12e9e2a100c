// The text of a case and everything around it.

import { element as h, icon } from "../live/element.js";
import { CaseDrafts, when } from "./case_drafts.js";
import { Check } from "./check.js";
import { sorted, summary } from "./faults.js";
import { Lines } from "./lines.js";
import { Remarks } from "./remarks.js";
import { Typing } from "./typing.js";

const PAUSE = 400; // milliseconds after the last key: the draft is kept and the text checked
const REST = 1000; // and Streamlit is told
const TAB = "kit:write-tab";
const KEPT = "Draft kept on this device";
const NOT_KEPT = "This browser can’t keep a draft: save or download before you leave";

export class Editor {
  constructor(holder, data) {
    this.holder = holder;
    this.data = data;
    this.timers = {};
    this.sent = data.text;
    this.base = data.base;
    this.drafts = new CaseDrafts(
      () => localStorage,
      () => Date.now(),
    );
    this.drafts.tidy(data.place, data.text);
    this.build();
    this.fillIn();
    this.listen();
    this.drawLines();
    this.ask();
  }

  get text() {
    return this.area.value;
  }

  build() {
    const id = `t${Math.random().toString(36).slice(2)}`;
    this.area = this.drawArea(id);
    this.lines = new Lines(h("div", { class: "lines", "aria-hidden": "true" }));
    this.remarks = new Remarks({
      lines: this.lines,
      caretLine: () => this.caretLine(),
      go: (fault) => this.go(fault),
    });
    this.check = new Check({
      heard: (faults) => this.heard(faults),
      unchecked: (words) => this.say(words, "status"),
      again: (ms) => this.later("check", ms, () => this.ask()),
    });
    this.status = h("p", { class: "status", role: "status", "aria-live": "polite" });
    this.kept = h("span", { class: "quiet" });
    this.next = h(
      "button",
      { type: "button", class: "next", hidden: true, onclick: () => this.go(this.remarks.next()) },
      icon("arrow_downward"),
      "Go to the next",
    );
    this.notice = h("div", { class: "notice", hidden: true });
    const { notes, here, list, more } = this.remarks;
    const sheet = h("div", { class: "sheet" }, h("div", { class: "text" }, this.lines.box, this.area), notes);
    this.scroll = h("div", { class: "scroll" }, sheet);
    const head = h("div", { class: "head" }, this.status, this.next, this.kept);
    const foot = this.drawFoot(id);
    this.root = h("div", { class: "kit editor" }, this.notice, head, this.scroll, here, list, more, foot);
    this.remarks.standIn(this.root, sheet);
    this.holder.replaceChildren(this.root);
  }

  drawArea(id) {
    return h("textarea", {
      id,
      "aria-label": "The case as text, one key per line",
      dir: "auto",
      "aria-describedby": `${id}-how`,
      spellcheck: "false",
      autocapitalize: "off",
      autocomplete: "off",
      autocorrect: "off",
      wrap: "soft",
      oninput: () => this.changed(),
      onblur: () => {
        this.keep();
        this.tell();
      },
    });
  }

  drawFoot(id) {
    const tab = h("input", { type: "checkbox", onchange: () => this.drafts.write(TAB, tab.checked || null) });
    tab.checked = this.drafts.read(TAB) === true;
    this.typing = new Typing(this.area, { tabIndents: () => tab.checked, changed: () => this.changed() });
    const how = h("span", { class: "quiet", id: `${id}-how` }, "Press Escape, then Tab, to leave the text.");
    return h("div", { class: "foot" }, h("label", { class: "check" }, tab, "The Tab key indents"), how);
  }

  // The draft left on this device, or else what is saved.
  fillIn() {
    const draft = this.data.fresh ? null : this.drafts.draft(this.data);
    const isRestored = draft !== null && draft.text !== this.data.text;
    this.area.value = isRestored ? draft.text : this.data.text;
    if (!isRestored) return;
    this.base = String(draft.base ?? "");
    const again = h("button", { type: "button", onclick: () => this.beginAgain() }, "Start again without it");
    this.notice.replaceChildren(h("span", {}, `Draft from ${when(draft.at)} restored.`), again);
    this.notice.hidden = false;
  }

  beginAgain() {
    this.area.value = this.data.text;
    this.base = this.data.base;
    this.notice.hidden = true;
    this.changed();
    this.keep();
    this.tell();
    this.area.focus();
  }

  listen() {
    this.ends = new AbortController();
    const on = (target, name, hear) => target.addEventListener(name, hear, { signal: this.ends.signal });
    on(document, "selectionchange", () => {
      if (this.holder.getRootNode().activeElement === this.area) this.remarks.sayHere();
    });
    on(window, "pagehide", () => this.keep());
    on(window, "beforeunload", (event) => {
      this.keep();
      if (!this.isLoose) return;
      event.preventDefault();
      event.returnValue = "";
    });
    on(window, "online", () => this.ask());
    this.watch = new ResizeObserver(() => this.remarks.arrange());
    this.watch.observe(this.scroll);
  }

  // `fire` tells Streamlit.
  mount(fire, isDark) {
    this.fire = fire;
    if (this.text !== this.sent) this.later("tell", 0, () => this.tell());
    this.root.classList.toggle("dark", isDark);
  }

  // What Streamlit says after a rerun: another saved text, perhaps under another name. What is being typed stays.
  update(data) {
    const before = this.data;
    if (before.doc !== data.doc) this.drafts.forget(before);
    this.data = data;
    if (before.base !== data.base) {
      this.base = data.base;
      this.notice.hidden = true;
    }
    if (before.doc !== data.doc || before.text !== data.text) this.keep();
  }

  close() {
    this.keep();
    this.isClosed = true;
    this.check.isOver = true;
    Object.values(this.timers).forEach(clearTimeout);
    this.watch.disconnect();
    this.ends.abort();
  }

  later(name, wait, work) {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(() => {
      if (!this.isClosed) work();
    }, wait);
  }

  changed() {
    this.drawLines();
    this.remarks.sayHere();
    this.later("keep", PAUSE, () => this.keep());
    this.later("check", PAUSE, () => this.ask());
    this.later("tell", REST, () => this.tell());
  }

  drawLines() {
    const digits = String(this.lines.draw(this.text)).length;
    this.root.style.setProperty("--digits", String(Math.max(2, digits)));
    this.remarks.arrange();
  }

  keep() {
    clearTimeout(this.timers.keep);
    const isUnsaved = this.text !== this.data.text;
    const isKept = isUnsaved ? this.drafts.keep(this.data, this.text, this.base) : this.drafts.forget(this.data);
    this.isLoose = isUnsaved && !isKept;
    const words = isKept ? KEPT : NOT_KEPT;
    this.kept.textContent = isUnsaved ? words : "";
  }

  tell() {
    clearTimeout(this.timers.tell);
    if (this.text === this.sent) return;
    this.sent = this.text;
    this.fire("written", { text: this.text, base: this.base });
  }

  ask() {
    clearTimeout(this.timers.check);
    this.check.ask(this.text);
  }

  heard(faults) {
    const known = sorted(faults);
    const [words, kind] = summary(known);
    this.say(words, `status ${kind}`);
    this.area.setAttribute("aria-invalid", kind === "bad" ? "true" : "false");
    this.next.hidden = !known.length;
    this.remarks.show(known);
  }

  say(words, kind) {
    if (this.status.textContent !== words) this.status.textContent = words;
    this.status.className = kind;
  }

  caretLine() {
    return this.text.slice(0, this.area.selectionStart).split("\n").length;
  }

  // Into the empty quotes waiting for words, if there are any; else to the fault itself.
  go(fault) {
    const lines = this.text.split("\n");
    const line = Math.min(fault.line, lines.length);
    const words = lines[line - 1];
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    const empty = words.indexOf('""', fault.column - 1);
    const caret = start + (empty >= 0 ? empty + 1 : Math.min(fault.column - 1, words.length));
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(caret, caret);
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = this.lines.at(line).offsetTop - this.scroll.clientHeight / 3;
    this.scroll.scrollTo({ top, behavior: isCalm ? "auto" : "smooth" });
    this.scroll.scrollIntoView({ block: "nearest" });
    this.remarks.sayHere();
  }
}
