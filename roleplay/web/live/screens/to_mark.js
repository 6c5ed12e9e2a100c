// The quiet minute: the lines that are still to mark. A line has the same place and height whatever is tapped.

import { HAPPENED, MARKS, UNASKED } from "../../../shared_words.js";
import { button, choices, fold, h, paragraph } from "../dom.js";
import { drawItems } from "./sheet.js";

const ANSWERS = ["done", "partly", "not", "na"];
const LEAVE = "If you missed one, leave it blank: it counts neither way.";
const SHORT_LIST = "What do you remember? A few lines, the most important first. Leave blank what you don’t know.";
const TOLD = "I told them this";

export function drawToMark({ sheet, top }, room) {
  const { items, viva } = sheet;
  const held = room.main.toMark.hold(top.round, items);
  const rest = items.filter((item) => !held.includes(item));
  const many = rest.filter((item) => item.mark).length;
  return [
    held.length ? drawHeld(held, viva, room) : paragraph("quiet", "Every line of the mark sheet was marked."),
    rest.length ? fold("marked", `Marked already: ${many}`, drawItems(rest, room)) : null,
  ];
}

function drawHeld(held, viva, room) {
  const open = room.main.toMark.open(held).length;
  return [
    h("h2", {}, `Still to mark: ${open}`),
    paragraph("quiet", LEAVE),
    viva ? paragraph("quiet", UNASKED) : null,
    h("div", { class: "asked" }, drawUnderHeadings(held, room)),
    drawRest(held, open, room),
  ];
}

// In a pair, who played the patient has one short list: lines of the mark sheet, and facts of the script.
export function drawShortList(view, room) {
  const { sheet, asked, came, part, top } = view;
  const held = room.main.toMark.hold(top.round, sheet.items);
  const never = sheet.items.filter((item) => item.never);
  const facts = part.story.filter((fact) => asked.includes(fact.id));
  return [
    h("h2", {}, "What happened?"),
    paragraph("quiet", SHORT_LIST),
    h("div", { class: "asked" }, [
      held.map((item) => drawMarking(item, room)),
      never.map((item) => drawNever(item, room)),
      facts.map((fact) => drawTold(fact, came.includes(fact.id), room)),
    ]),
    drawRest(held, room.main.toMark.open(held).length, room),
  ];
}

function drawUnderHeadings(items, room) {
  return items.map((item, place) => [
    item.block && item.block !== items[place - 1]?.block ? h("h3", {}, item.block) : null,
    drawMarking(item, room),
  ]);
}

function drawMarking(item, room) {
  return drawLine(item.text, [...answersOf(item, room), blankOf(item, room)]);
}

function drawLine(text, answers) {
  const buttons = answers.map(([key, word, isChosen, act]) =>
    button(key, word, act, { "aria-pressed": String(isChosen), "aria-label": `${word}: ${text}` }),
  );
  return h("div", {}, h("div", {}, text), choices(buttons));
}

function answersOf(item, room) {
  const isOffered = { partly: item.partly, na: item.may_not_arise };
  return ANSWERS.filter((mark) => isOffered[mark] ?? true).map((mark) => {
    const isChosen = item.mark === mark;
    return [`${mark}-${item.id}`, MARKS[mark], isChosen, () => setMark(item, isChosen ? null : mark, room)];
  });
}

function blankOf(item, room) {
  const isBlank = !item.mark && room.main.toMark.isBlank(item.id);
  const act = () => {
    room.main.toMark.setBlank(item.id, !isBlank);
    if (item.mark) room.tap({ kind: "marked", item: item.id, mark: null });
    else room.draw();
  };
  return [`blank-${item.id}`, "Leave blank", isBlank, act];
}

function setMark({ id }, mark, room) {
  room.main.toMark.setBlank(id, false);
  room.tap({ kind: "marked", item: id, mark });
}

function drawNever(item, room) {
  const isSo = item.mark === "done";
  const act = () => room.tap({ kind: "marked", item: item.id, mark: isSo ? null : "done" });
  return drawLine(item.text, [[`never-${item.id}`, HAPPENED, isSo, act]]);
}

function drawTold(fact, isSo, room) {
  const act = () => room.tap({ kind: "fact_came", fact: fact.id, came: !isSo });
  return drawLine(fact.say, [[`told-${fact.id}`, TOLD, isSo, act]]);
}

// The undo has its own place, so that a second tap on the same spot doesn't take the first one back.
function drawRest(held, open, room) {
  const { toMark } = room.main;
  const tapAll = (ids, mark) => ids.forEach((item) => room.tap({ kind: "marked", item, mark }));
  const undo = { class: toMark.rest.length ? "" : "unseen" };
  return h(
    "div",
    { class: "rest" },
    button("rest-not", "Mark the rest as not done", () => tapAll(toMark.takeRest(held), "not"), { disabled: !open }),
    button("rest-undo", "Undo", () => tapAll(toMark.giveBack(held), null), undo),
  );
}
