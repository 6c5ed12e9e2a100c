// What all live screens are made of.

import { element } from "./element.js";

// dir="auto" takes the direction from the first letter that has one, and skips isolated text.
const FROM_THE_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/;
const MOVES = /^(move|over|let|keep|curtain)-/;

// What people write may run from right to left: each text finds its own direction.
export function h(tag, props = {}, ...children) {
  const holdsText = tag === "textarea" || children.flat(Infinity).some((child) => typeof child === "string");
  return element(tag, holdsText ? { dir: "auto", ...props } : props, ...children);
}

// What people wrote, inside a sentence of ours: it doesn't turn the sentence round or move its full stop.
export function isolated(words) {
  return FROM_THE_RIGHT.test(words) ? `\u200e\u2068${words}\u2069` : words;
}

export function button(key, label, onclick, props = {}) {
  return h("button", { type: "button", "data-key": key, onclick, ...props }, label);
}

export function fold(key, title, ...children) {
  return h("details", {}, h("summary", { "data-key": key }, title), children);
}

export function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function bullets(lines) {
  const items = lines.map((line) => h("li", {}, line));
  return h("ul", {}, items);
}

export function choices(...buttons) {
  return h("div", { class: "choices" }, buttons);
}

export function paragraph(kind, ...words) {
  return h("p", { class: kind }, words);
}

// The same, read out by a screen reader when it appears.
export function spoken(kind, ...words) {
  return h("p", { class: kind, role: "status" }, words);
}

// Redraw a box only if what it shows has changed; the focus and unfolded parts stay as they were.
export function fill(box, shows, build, press = null) {
  const mark = JSON.stringify(shows);
  if (box.__shows === mark || press?.holds(box)) return;
  box.__shows = mark;
  const focused = box.getRootNode().activeElement?.dataset?.key;
  const order = [...box.querySelectorAll("[data-key]")].map((one) => one.dataset.key);
  const unfolded = [...box.querySelectorAll("details[open] > summary[data-key]")].map((summary) => summary.dataset.key);
  box.replaceChildren(...[build()].flat(Infinity).filter(Boolean));
  const find = (key) => box.querySelector(`[data-key="${CSS.escape(key)}"]`);
  for (const key of unfolded) {
    const summary = find(key);
    if (summary) summary.parentElement.open = true;
  }
  if (!focused || !order.includes(focused)) return;
  (find(focused) ?? heir(focused, order, find))?.focus({ preventScroll: true });
}

// Where the focus goes when its button is gone: to the next of its kind, or else to the previous one. Otherwise people
// who use a keyboard would start again at the top of the page after every line. Not for moves: a second Enter mustn't
// make another one.
function heir(gone, order, find) {
  if (MOVES.test(gone)) return undefined;
  const kind = `${gone.split("-")[0]}-`;
  const at = order.indexOf(gone);
  const near = [...order.slice(at + 1), ...order.slice(0, at).reverse()];
  return near
    .filter((key) => key.startsWith(kind))
    .map(find)
    .find(Boolean);
}
