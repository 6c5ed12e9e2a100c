// The observer's screen: the mark sheet.

import { DID_NOT_HAPPEN, HAPPENED, LOOK_FOR, MARKS, UNASKED } from "../../../shared_words.js";
import { button, choices, fold, h, paragraph } from "../dom.js";
import { icon } from "../element.js";
import { drawCards } from "./findings.js";
import { drawReady } from "./preparing.js";
import { drawEvents } from "./script.js";

const SYMBOL = { done: "check_circle", partly: "contrast" };
const NEVER = { done: HAPPENED, not: DID_NOT_HAPPEN };

export function drawSheet(view, room, stage) {
  const { sheet } = view;
  const head = [drawReady(view, stage), drawEvents(sheet.events, room, stage)];
  if (stage === "quiet") return [head, drawLookedOver(sheet, room)];
  const isLive = stage === "station";
  return [
    head,
    drawCards(sheet, room, isLive),
    isLive ? paragraph("quiet", "Tap a line when it is done.") : h("h2", {}, LOOK_FOR),
    drawItems(sheet.items, room, isLive),
  ];
}

function drawItems(items, room, isLive) {
  const lines = items.map((item, place) => [
    item.block && item.block !== items[place - 1]?.block ? h("h3", {}, item.block) : null,
    isLive ? drawItem(item, room) : drawItemToRead(item),
  ]);
  return h("div", { class: "list" }, lines);
}

function drawItemToRead(item) {
  return h("div", { class: "line" }, h("span", {}, `${item.text}${item.never ? " (only if it happens)" : ""}`));
}

function drawItem(item, room) {
  const { id, mark, never, partly } = item;
  const setMark = (value) => room.tap({ kind: "marked", item: id, mark: mark === value ? null : value });
  const words = never && !mark ? "Tap only if this happened" : item.one && `${MARKS.partly}: ${item.one}`;
  const hint = words ? [" ", h("span", { class: "quiet" }, words)] : null;
  const says = [h("span", { class: "tick" }, icon(symbolOf(item))), h("span", {}, item.text, hint), drawState(item)];
  const toggle = () => setMark(mark && mark !== "done" ? mark : "done");
  const half = { "aria-pressed": String(mark === "partly"), "aria-label": `${MARKS.partly}: ${item.text}` };
  return h(
    "div",
    { class: "line" },
    button(`item-${id}`, says, toggle, { "aria-pressed": String(Boolean(mark)) }),
    partly ? button(`partly-${id}`, MARKS.partly, () => setMark("partly"), half) : null,
  );
}

function symbolOf({ mark, never }) {
  if (mark) return SYMBOL[mark] ?? "remove_circle_outline";
  return never ? "warning" : "circle";
}

// "Partly" has a button of its own.
function drawState({ mark, never, partly }) {
  if (!mark || (mark === "partly" && partly)) return null;
  return h("span", { class: "state" }, never ? NEVER[mark] : MARKS[mark]);
}

// In the quiet minute: first what is still to mark, then what is marked.
function drawLookedOver({ items, viva }, room) {
  const open = items.filter((item) => !item.mark && !item.never);
  const marked = items.filter((item) => item.mark || item.never);
  const many = marked.filter((item) => item.mark).length;
  return [drawOpenItems(open, viva, room), fold("marked", `Marked already: ${many}`, drawItems(marked, room, true))];
}

function drawOpenItems(open, viva, room) {
  if (!open.length) return paragraph("quiet", "Every line of the mark sheet is marked.");
  const markAll = () => open.forEach((item) => room.tap({ kind: "marked", item: item.id, mark: "not" }));
  return [
    h("h2", {}, `Still to mark: ${open.length}`),
    paragraph("quiet", "If you missed one, leave it: an unmarked line counts neither way."),
    viva ? paragraph("quiet", UNASKED) : null,
    h(
      "div",
      { class: "list", style: "margin-top:8px" },
      open.map((item) => drawOpenItem(item, room)),
    ),
    h("p", {}, button("all-not", "Mark the rest as not done", markAll, { class: "wide" })),
  ];
}

function drawOpenItem(item, room) {
  const answer = (key, mark, word, label) =>
    button(`${key}-${item.id}`, word, () => room.tap({ kind: "marked", item: item.id, mark }), {
      "aria-label": `${label}: ${item.text}`,
    });
  return h(
    "div",
    {},
    h("div", {}, item.text),
    choices(
      answer("not", "not", MARKS.not, MARKS.not),
      item.partly ? answer("partly-open", "partly", MARKS.partly, MARKS.partly) : null,
      answer("done", "done", MARKS.done, MARKS.done),
      item.may_not_arise ? answer("na", "na", MARKS.na, MARKS.na) : null,
    ),
  );
}
