// What keys do in the text apart from writing letters.

const BREAKS = /\r\n?|\u0085|\u2028|\u2029/g;

export class Typing {
  // `tabIndents()` says whether the Tab key indents; `changed()` is called for changes without an input event.
  constructor(area, { tabIndents, changed }) {
    this.area = area;
    this.tabIndents = tabIndents;
    this.changed = changed;
    this.isLeaving = false;
    area.addEventListener("keydown", (event) => this.key(event));
    area.addEventListener("paste", (event) => this.paste(event));
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      this.isLeaving = true;
      return;
    }
    const isBare = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (isBare && event.key === "Tab" && this.tabIndents() && !this.isLeaving) {
      event.preventDefault();
      if (event.shiftKey) this.outdent();
      else this.insert("  ");
    } else if (isBare && event.key === "Enter" && !event.shiftKey) {
      this.breakLine(event);
    }
    if (event.key !== "Shift") this.isLeaving = false;
  }

  // This way the browser can undo it; if the browser doesn't know the command, set the text directly.
  insert(text) {
    if (document.execCommand("insertText", false, text)) return;
    this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
    this.changed();
  }

  // The next line starts in the column of this one.
  breakLine(event) {
    const line = this.area.value.slice(this.lineStart(), this.area.selectionStart);
    const [indent] = line.match(/^ */);
    if (!indent || !line.trim()) return;
    event.preventDefault();
    this.insert(`\n${indent}`);
  }

  outdent() {
    const { area } = this;
    const start = this.lineStart();
    const spaces = area.value.slice(start, start + 2).match(/^ */)[0].length;
    if (!spaces) return;
    const caret = Math.max(start, area.selectionStart - spaces);
    area.setSelectionRange(start, start + spaces);
    if (!document.execCommand("delete")) {
      area.setRangeText("");
      this.changed();
    }
    area.setSelectionRange(caret, caret);
  }

  lineStart() {
    return this.area.value.lastIndexOf("\n", this.area.selectionStart - 1) + 1;
  }

  paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const tidy = text.replace(BREAKS, "\n").replace(/\u00a0/g, " ");
    if (tidy === text) return;
    event.preventDefault();
    this.insert(tidy);
  }
}
