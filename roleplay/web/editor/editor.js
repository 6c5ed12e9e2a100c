// The editor of a case: a text field with numbered lines, what is wrong with it beside its line, and a draft that survives
// a reload. It asks the kit to check as one types; Streamlit hears of the text only when one pauses. Text goes into the
// page through textContent and value alone.

const PAUSE = 400, REST = 1000, AGAIN = 3000;
const LARGEST = 256 * 1024;
const KEPT_DAYS = 60;
const FIRST_SHOWN = 6;
const WIDE = 860;
const BREAKS = /\r\n?|\u0085|\u2028|\u2029/g;
const EDITORS = new WeakMap();

function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) element[name] = value;
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}
const icon = (name) => h("span", { class: "icon", "aria-hidden": "true" }, name);
const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;
const clock = (at) => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
const sameDay = (at) => new Date(at).toDateString() === new Date().toDateString();
const when = (at) => (sameDay(at) ? clock(at) : `${new Date(at).toLocaleDateString([], { day: "numeric", month: "long" })}, ${clock(at)}`);
// What is not written yet is no mistake: a template begins with twenty of these.
const KIND = { bad: ["error", "Fault, "], todo: ["edit", "To write, "], hint: ["lightbulb", "Hint, "] };
const EMPTY = "expected text; found nothing", NOT_YET = "nothing is written here yet";
const kindOf = (fault) => (!fault.error ? "hint" : /; found (nothing|none)\b/.test(fault.message) ? "todo" : "bad");
const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1) + (/[.?!…]$/.test(text) ? "" : ".");

function stored(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } }
function store(key, value) {
  try { if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; }
}
// A draft goes when it is old, and when it is what is saved: a page that is left at once after saving keeps it under its first name.
function tidyDrafts(place, saved) {
  try {
    for (const key of Object.keys(localStorage).filter((each) => each.startsWith("kit:write:"))) {
      const draft = stored(key), own = key.startsWith(`kit:write:${place}:`);
      if (!(draft?.at > Date.now() - KEPT_DAYS * 86400000) || (own && draft.text === saved)) localStorage.removeItem(key);
    }
  } catch { /* no storage */ }
}

class Editor {
  constructor(holder, data) {
    this.holder = holder; this.data = data; this.faults = []; this.shown = []; this.all = false; this.asked = 0; this.timers = {};
    this.sent = data.text; this.base = data.base;
    tidyDrafts(data.place, data.text);
    this.build();
    const draft = data.fresh ? null : stored(this.place);
    const restored = draft && typeof draft.text === "string" && draft.text !== data.text;
    this.area.value = restored ? draft.text : data.text;
    if (restored) { this.base = String(draft.base ?? ""); this.sayRestored(draft.at); }
    this.drawLines();
    this.check();
  }
  get place() { return `kit:write:${this.data.place}:${this.data.doc}`; }
  get text() { return this.area.value; }

  build() {
    const id = `t${Math.random().toString(36).slice(2)}`;
    this.lines = h("div", { class: "lines", "aria-hidden": "true" });
    this.area = h("textarea", { id, "aria-label": "The case as text, one key a line", dir: "auto", "aria-describedby": `${id}-how`, spellcheck: "false", autocapitalize: "off",
      autocomplete: "off", autocorrect: "off", wrap: "soft", oninput: () => this.changed(), onkeydown: (event) => this.key(event), onpaste: (event) => this.paste(event),
      onblur: () => { this.keep(); this.tell(); } });
    this.notes = h("ol", { class: "notes", "aria-label": "What is beside the lines" });
    this.sheet = h("div", { class: "sheet" }, h("div", { class: "text" }, this.lines, this.area), this.notes);
    this.scroll = h("div", { class: "scroll" }, this.sheet);
    this.status = h("p", { class: "status", role: "status", "aria-live": "polite" });
    this.kept = h("span", { class: "quiet" });
    this.next = h("button", { type: "button", class: "next", hidden: true, onclick: () => this.goOn() }, icon("arrow_downward"), "Go to the next");
    this.notice = h("div", { class: "notice", hidden: true });
    this.here = h("p", { class: "here", hidden: true });
    this.list = h("ol", { class: "list", "aria-label": "What is beside the lines" });
    this.more = h("button", { type: "button", class: "more", hidden: true, onclick: () => { this.all = true; this.drawList(); } });
    const tab = h("input", { type: "checkbox", onchange: () => store("kit:write-tab", tab.checked || null) });
    tab.checked = stored("kit:write-tab") === true;
    this.tab = tab;
    const foot = h("div", { class: "foot" }, h("label", { class: "check" }, tab, "The Tab key indents"),
      h("span", { class: "quiet", id: `${id}-how` }, "Press Escape, then Tab, to leave the text."));
    this.root = h("div", { class: "kit editor" }, this.notice, h("div", { class: "head" }, this.status, this.next, this.kept), this.scroll, this.here, this.list, this.more, foot);
    this.holder.replaceChildren(this.root);
    this.watch = new ResizeObserver(() => this.place_notes());
    this.watch.observe(this.scroll);
    this.select = () => { if (this.holder.getRootNode().activeElement === this.area) this.sayHere(); };
    document.addEventListener("selectionchange", this.select);
    this.leave = () => { this.keep(); };
    window.addEventListener("pagehide", this.leave);
    this.stay = (event) => { this.keep(); if (this.loose) { event.preventDefault(); event.returnValue = ""; } };
    window.addEventListener("beforeunload", this.stay);
    this.online = () => this.check();
    window.addEventListener("online", this.online);
  }
  close() {
    this.keep(); this.closed = true;
    Object.values(this.timers).forEach(clearTimeout);
    this.watch.disconnect();
    document.removeEventListener("selectionchange", this.select);
    window.removeEventListener("pagehide", this.leave); window.removeEventListener("beforeunload", this.stay); window.removeEventListener("online", this.online);
  }
  // What Streamlit says after a rerun: another saved text, perhaps under another name. What is being typed stays.
  update(data) {
    const before = this.data;
    if (before.doc !== data.doc) store(this.place, null);
    this.data = data;
    if (before.base !== data.base) { this.base = data.base; this.notice.hidden = true; }
    if (before.doc !== data.doc || before.text !== data.text) this.keep();
  }
  later(name, wait, work) { clearTimeout(this.timers[name]); this.timers[name] = setTimeout(() => { if (!this.closed) work(); }, wait); }

  // --- typing
  changed() {
    this.drawLines(); this.sayHere();
    this.later("keep", PAUSE, () => this.keep());
    this.later("check", PAUSE, () => this.check());
    this.later("tell", REST, () => this.tell());
  }
  insert(text) {
    // Undo knows what was typed this way; where a browser has lost it, the text is put in all the same.
    if (!document.execCommand("insertText", false, text)) {
      this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
      this.changed();
    }
  }
  key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") { this.leaving = true; return; }
    if (event.key === "Tab" && this.tab.checked && !this.leaving && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      if (event.shiftKey) this.outdent(); else this.insert("  ");
    } else if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) {
      // The next line begins in the column of this one, and of what stands after "- ".
      const line = this.text.slice(this.text.lastIndexOf("\n", this.area.selectionStart - 1) + 1, this.area.selectionStart);
      const indent = line.match(/^ */)[0];
      if (indent && line.trim()) { event.preventDefault(); this.insert(`\n${indent}`); }
    }
    if (event.key !== "Shift") this.leaving = false;
  }
  outdent() {
    const start = this.text.lastIndexOf("\n", this.area.selectionStart - 1) + 1;
    const spaces = this.text.slice(start, start + 2).match(/^ */)[0].length;
    if (!spaces) return;
    const caret = Math.max(start, this.area.selectionStart - spaces);
    this.area.setSelectionRange(start, start + spaces);
    if (!document.execCommand("delete")) { this.area.setRangeText(""); this.changed(); }
    this.area.setSelectionRange(caret, caret);
  }
  paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const tidy = text.replace(BREAKS, "\n").replace(/\u00a0/g, " ");
    if (tidy !== text) { event.preventDefault(); this.insert(tidy); }
  }

  // --- what is kept on this device, and what Streamlit hears
  keep() {
    clearTimeout(this.timers.keep);
    const unsaved = this.text !== this.data.text;
    const kept = store(this.place, unsaved ? { text: this.text, base: this.base, at: Date.now() } : null);
    this.loose = unsaved && !kept;
    this.kept.textContent = !unsaved ? "" : kept ? "Draft kept on this device" : "This browser keeps no draft: save or download before you leave";
  }
  tell() {
    clearTimeout(this.timers.tell);
    if (this.text === this.sent) return;
    this.sent = this.text;
    this.fire("written", { text: this.text, base: this.base });
  }
  sayRestored(at) {
    const again = h("button", { type: "button", onclick: () => {
      this.area.value = this.data.text; this.base = this.data.base; this.notice.hidden = true;
      this.changed(); this.keep(); this.tell(); this.area.focus();
    } }, "Begin again without it");
    this.notice.replaceChildren(h("span", {}, `Draft from ${when(at)} restored.`), again);
    this.notice.hidden = false;
  }

  // --- the check
  async check() {
    clearTimeout(this.timers.check);
    const number = ++this.asked, text = this.text;
    if (new Blob([text]).size > LARGEST) return this.sayUnchecked("Over 256 KiB, more than a case can be. Shorten it.");
    this.asking?.abort(); this.asking = new AbortController();
    try {
      const answer = await fetch("/author/check", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text }), signal: this.asking.signal });
      const told = await answer.json();
      if (this.closed || number !== this.asked) return;
      if (answer.ok) return this.heard(told.faults);
      this.sayUnchecked(told.say);
      if (answer.status === 429) this.later("check", 1000 * (told.wait ?? 3), () => this.check());
    } catch (error) {
      if (this.closed || number !== this.asked || error.name === "AbortError") return;
      this.sayUnchecked("Not checked now: the kit does not answer. What you write is kept here.");
      this.later("check", AGAIN, () => this.check());
    }
  }
  heard(faults) {
    this.faults = faults.map((fault) => ({ ...fault, kind: kindOf(fault), message: fault.message === EMPTY ? NOT_YET : fault.message }));
    const [bad, todo, hints] = ["bad", "todo", "hint"].map((kind) => this.faults.filter((fault) => fault.kind === kind).length);
    const said = [bad ? `${count(bad, "fault", "faults")} to mend` : todo ? "" : "No faults", todo ? `${count(todo, "place", "places")} to write` : "",
      hints ? count(hints, "hint", "hints") : ""].filter(Boolean).join(", ");
    if (this.status.textContent !== said) this.status.textContent = said;
    this.status.className = `status ${bad ? "bad" : todo ? "todo" : "good"}`;
    this.area.setAttribute("aria-invalid", bad ? "true" : "false");
    this.next.hidden = !faults.length;
    this.drawFaults();
  }
  sayUnchecked(text) { this.status.textContent = text; this.status.className = "status"; }

  // --- drawing
  drawLines() {
    const lines = this.text.split("\n"), old = this.shown, box = this.lines;
    let from = 0, end = 0;
    while (from < lines.length && from < old.length && lines[from] === old[from]) from++;
    while (end < lines.length - from && end < old.length - from && lines[lines.length - 1 - end] === old[old.length - 1 - end]) end++;
    for (let n = old.length - end; n > from; n--) box.children[n - 1].remove();
    const next = box.children[from] ?? null, made = document.createDocumentFragment();
    for (let n = from; n < lines.length - end; n++) {
      // A line that is empty is as high as any other.
      made.append(h("div", { class: "line" }, h("span", { class: "mark" }), h("span", { class: "words" }, lines[n] || " ")));
    }
    box.insertBefore(made, next);
    this.shown = lines;
    this.root.style.setProperty("--digits", String(Math.max(2, String(lines.length).length)));
    this.place_notes();
  }
  lineBox(number) { return this.lines.children[Math.min(number, this.lines.children.length) - 1]; }
  drawFaults() {
    for (const box of this.lines.querySelectorAll(".bad, .todo, .hint")) { box.className = "line"; box.firstChild.replaceChildren(); }
    for (const kind of ["hint", "todo", "bad"]) {
      for (const fault of this.faults.filter((each) => each.kind === kind)) {
        const box = this.lineBox(fault.line);
        box.className = `line ${kind}`;
        box.firstChild.replaceChildren(icon(KIND[kind][0]));
      }
    }
    this.drawList(); this.sayHere();
  }
  drawList() {
    const entry = (fault) => h("li", { class: fault.kind }, h("button", { type: "button", onclick: () => this.go(fault) },
      h("span", { class: "where" }, icon(KIND[fault.kind][0]), h("span", { class: "hide" }, KIND[fault.kind][1]), h("span", {}, `Line ${fault.line}${fault.where ? ` · ${fault.where}` : ""}`)),
      h("span", { class: "what", dir: "auto" }, sentence(fault.message))));
    this.wide = null;
    const most = this.all ? this.faults.length : FIRST_SHOWN;
    this.list.replaceChildren(...this.faults.slice(0, most).map(entry));
    this.more.hidden = this.faults.length <= most;
    this.more.textContent = `Show all ${this.faults.length}`;
    this.notes.replaceChildren(...this.faults.map(entry));
    this.place_notes();
  }
  // Beside their lines where there is room, so that they move with the text; else in a list below it.
  place_notes() {
    const wide = this.root.clientWidth >= WIDE;
    if (wide !== this.wide) {
      this.wide = wide;
      this.root.classList.toggle("wide", wide);
      this.list.hidden = wide; this.notes.hidden = !wide;
      this.more.hidden = wide || this.all || this.faults.length <= FIRST_SHOWN;
      this.sayHere();
    }
    if (!wide) { this.sheet.style.minHeight = ""; return; }
    const tops = this.faults.map((fault) => this.lineBox(fault.line)?.offsetTop ?? 0);
    const boxes = [...this.notes.children], heights = boxes.map((box) => box.offsetHeight);
    let free = 0;
    boxes.forEach((box, n) => { const top = Math.max(tops[n], free); box.style.top = `${top}px`; free = top + heights[n] + 6; });
    this.sheet.style.minHeight = `${free}px`;
  }
  caretLine() { return this.text.slice(0, this.area.selectionStart).split("\n").length; }
  sayHere() {
    const line = this.caretLine(), fault = this.faults.find((each) => each.line === line);
    for (const box of this.notes.querySelectorAll(".now")) box.classList.remove("now");
    const place = this.faults.indexOf(fault);
    if (place >= 0) this.notes.children[place]?.classList.add("now");
    this.here.hidden = this.wide || !fault;
    if (fault && !this.wide) {
      this.here.className = `here ${fault.kind}`;
      this.here.replaceChildren(icon(KIND[fault.kind][0]), h("span", {}, `Line ${line}: ${sentence(fault.message)}`));
    }
  }
  goOn() {
    const line = this.caretLine(), weighty = this.faults.filter((fault) => fault.error), among = weighty.length ? weighty : this.faults;
    this.go(among.find((fault) => fault.line > line) ?? among[0]);
  }
  go(fault) {
    const lines = this.text.split("\n"), line = Math.min(fault.line, lines.length);
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    // Into the quotes that wait for words, if there are any; else to where the fault stands.
    const empty = lines[line - 1].indexOf('""', fault.column - 1);
    const caret = start + (empty >= 0 ? empty + 1 : Math.min(fault.column - 1, lines[line - 1].length));
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(caret, caret);
    const box = this.lineBox(line);
    const top = box.offsetTop - this.scroll.clientHeight / 3;
    this.scroll.scrollTo({ top, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    this.scroll.scrollIntoView({ block: "nearest" });
    this.sayHere();
  }
}

function isDark(element) {
  const [r, g, b] = (getComputedStyle(element).getPropertyValue("--st-background-color").trim().match(/[0-9a-f]{2}/gi) ?? ["ff", "ff", "ff"]).map((x) => parseInt(x, 16));
  return r * 0.299 + g * 0.587 + b * 0.114 < 128;
}

export default function ({ data, parentElement, setStateValue }) {
  const holder = parentElement.querySelector("#kit-editor");
  let editor = EDITORS.get(parentElement);
  if (!editor) { editor = new Editor(holder, data); EDITORS.set(parentElement, editor); }
  else editor.update(data);
  editor.fire = setStateValue;
  if (editor.text !== editor.sent) editor.later("tell", 0, () => editor.tell());
  editor.root.classList.toggle("dark", isDark(parentElement.host ?? parentElement));
  return () => { editor.close(); EDITORS.delete(parentElement); };
}
