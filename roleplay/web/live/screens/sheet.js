// The observer's screen: the mark sheet. A line has the same height whatever is tapped.

import { LOOK_FOR, MARKS } from "../../../shared_words.js";
import { button, h, paragraph } from "../dom.js";
import { icon } from "../element.js";
import { drawCards, drawViva } from "./findings.js";
import { drawReady } from "./preparing.js";
import { drawEvents } from "./script.js";

const SYMBOL = { done: "check_circle", partly: "contrast" };

export function drawSheet(view, room, stage) {
  const { sheet } = view;
  const isLive = stage === "station";
  return [
    drawReady(view, stage),
    drawEvents(sheet.events, room, stage),
    drawCards(sheet, room, isLive),
    isLive ? paragraph("quiet", "Tap a line when it is done.") : h("h2", {}, LOOK_FOR),
    isLive ? drawItems(sheet.items, room) : drawItemsToRead(sheet.items),
    drawViva(sheet.viva),
  ];
}

export function drawItems(items, room) {
  return underHeadings(items, (item) => drawItem(item, room));
}

function drawItemsToRead(items) {
  const words = ({ text, never }) => `${text}${never ? " (only if it happens)" : ""}`;
  return underHeadings(items, (item) => h("div", { class: "line" }, h("span", {}, words(item))));
}

// By the time in the station at which a line is due.
function underHeadings(items, draw) {
  const lines = items.map((item, place) => [
    item.block && item.block !== items[place - 1]?.block ? h("h3", {}, item.block) : null,
    draw(item),
  ]);
  return h("div", { class: "list" }, lines);
}

function drawItem(item, room) {
  const { id, mark, never, partly, text } = item;
  const setMark = (value) => room.tap({ kind: "marked", item: id, mark: mark === value ? null : value });
  const words = never ? "Tap only if this happened" : item.one && `${MARKS.partly}: ${item.one}`;
  const hint = words ? [" ", h("span", { class: "quiet" }, words)] : null;
  const says = [h("span", { class: "tick" }, icon(symbolOf(item))), h("span", {}, text, hint)];
  const toggle = () => setMark(mark && mark !== "done" ? mark : "done");
  const half = { "aria-pressed": String(mark === "partly"), "aria-label": `${MARKS.partly}: ${text}` };
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
