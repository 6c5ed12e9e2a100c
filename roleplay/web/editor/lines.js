// The lines beside and under the text, numbered; only those that changed are redrawn.

import { element } from "../live/element.js";

export class Lines {
  constructor(box) {
    this.box = box;
    this.shown = [];
  }

  // Returns how many there are.
  draw(text) {
    const lines = text.split("\n");
    const { box, shown: old } = this;
    const from = commonStart(lines, old);
    const end = commonStart([...lines].reverse(), [...old].reverse(), Math.min(lines.length, old.length) - from);
    for (let n = old.length - end; n > from; n -= 1) box.children[n - 1].remove();
    const next = box.children[from] ?? null;
    const made = document.createDocumentFragment();
    for (const line of lines.slice(from, lines.length - end)) made.append(drawLine(line));
    box.insertBefore(made, next);
    this.shown = lines;
    return lines.length;
  }

  // The box of a line, counted from one; the last box if there is no such line.
  at(number) {
    return this.box.children[Math.min(number, this.box.children.length) - 1];
  }

  mark(number, kind, symbol) {
    const line = this.at(number);
    line.className = `line ${kind}`;
    line.firstChild.replaceChildren(symbol);
  }

  unmark() {
    for (const line of this.box.querySelectorAll(".bad, .todo, .hint")) {
      line.className = "line";
      line.firstChild.replaceChildren();
    }
  }
}

// An empty line is as high as any other.
function drawLine(words) {
  const mark = element("span", { class: "mark" });
  return element("div", { class: "line" }, mark, element("span", { class: "words" }, words || " "));
}

function commonStart(one, other, most = Math.min(one.length, other.length)) {
  let same = 0;
  while (same < most && one[same] === other[same]) same += 1;
  return same;
}
