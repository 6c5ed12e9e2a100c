// What "More" opens: the rarer moves, the bell, swapping places, passing the phone on.

import { STAGES } from "../../room/stages.js";
import { bellWords } from "./bell.js";
import { button, capital, choices, h, isolated, paragraph } from "./dom.js";
import { icon } from "./element.js";
import { callLink } from "./screens/online.js";
import { ALSO, fromWords, MOVE, moveWords } from "./words.js";

const RARER = [
  "again",
  "go_on",
  "more",
  "finish",
  "pause",
  "extend",
  "end_early",
  "another",
  "swap",
  "no_consent",
  "leave",
  "ring_here",
  "ring_table",
  "mute",
  "unmute",
];
const ANOTHER_MOMENT = ["play_arrow", "Go again from another moment"];
const MOST_MINUTES = 12;
const WHICH_MOMENT = "From where? The observer says.";
const CHANGES =
  "Who’s swapping places? The round starts again, with another case if the new student has read this one.";

export function drawMore(bar, may, first) {
  const { room } = bar;
  const shut = (act) => () => {
    bar.open = false;
    act();
  };
  if (bar.open === "swap") return drawSwaps(room, shut);
  if (bar.open === "pass") return drawPass(room, shut);
  if (bar.open === "again") return drawMoments(room, shut);
  const { top } = room.shown;
  const isBeside = first === "again"; // another moment is offered here, and Skip stands beside the first
  const hides = { swap: top.people.length < 2, ring_table: !room.company.table, go_on: isBeside };
  const isOffered = (move) => may.has(move) && (move !== first || isBeside) && !hides[move];
  return h(
    "div",
    { class: "also" },
    RARER.filter(isOffered).map((move) => drawRarer(move, bar, shut)),
    drawClockHider(room, shut),
    drawHints(room, shut),
    callLink(top),
    paragraph("quiet", bellWords(top)),
    room.data.others?.length
      ? line("open-pass", ["send_to_mobile", "Pass this phone on"], () => bar.show("pass"))
      : null,
  );
}

function line(key, [symbol, label], act) {
  return button(key, [icon(symbol), label], act, { class: "wide" });
}

function drawRarer(move, bar, shut) {
  const { top, stage } = bar.room.shown;
  if (move === "swap") return line("open-swap", ALSO.swap, () => bar.show("swap"));
  if (move === "again") return line("open-again", ANOTHER_MOMENT, () => bar.show("again"));
  const words = move === "go_on" ? moveWords(move, stage, top.turn) : (ALSO[move] ?? MOVE[move]);
  return line(
    `move-${move}`,
    words,
    shut(() => bar.moves(move)),
  );
}

function drawClockHider(room, shut) {
  const { top, stage } = room.shown;
  if (!top.roles.includes("student") || !STAGES[stage].in_role) return null;
  const isHidden = room.isClockHidden();
  const words = isHidden ? "Show my clock" : "Hide my clock, keep the bell";
  return line(
    "hide",
    ["timer_off", words],
    shut(() => room.hideClock(!isHidden)),
  );
}

// Hints on what one writes about the others.
function drawHints(room, shut) {
  const { sentences, shown } = room;
  const { coaching } = sentences;
  if (!sentences.of(shown.view).some(({ words }) => coaching.helps(words))) return null;
  const isOff = coaching.isOff();
  const words = isOff ? "Show hints on what I write" : "No hints on what I write";
  const turn = shut(() => {
    coaching.turn(!isOff);
    room.draw();
  });
  return line("hints", ["lightbulb", words], turn);
}

// Somebody waiting outside may take the student's place, but no other place until they have been let in.
function drawSwaps(room, shut) {
  const { people } = room.shown.top;
  const may = (one, other) => one.roles.length || other.roles.includes("student");
  const pairs = people.flatMap((one, i) => people.slice(i + 1).map((other, k) => [i, i + 1 + k, one, other]));
  const buttons = pairs
    .filter(([, , one, other]) => may(one, other) && may(other, one))
    .map(([i, k, one, other]) => {
      const act = shut(() => room.move("swap", { swap: [i, k] }));
      return button(`swap-${i}-${k}`, `${isolated(one.name)} and ${isolated(other.name)}`, act, { class: "wide" });
    });
  return h("div", { class: "also" }, h("p", {}, CHANGES), buttons);
}

// The likeliest moments first, then the start and whole minutes, as many as a phone shows.
function drawMoments(room, shut) {
  const { moments, length } = room.shown.view.go;
  const step = 60 * Math.ceil(length / 60 / MOST_MINUTES);
  const minutes = Array.from({ length: Math.ceil(length / step) }, (_, n) => n * step);
  const buttons = [...new Set([...moments, ...minutes])].map((second) => {
    const act = shut(() => room.move("again", { second }));
    return button(`again-${second}`, capital(fromWords(second)), act);
  });
  return h("div", { class: "also" }, h("p", {}, WHICH_MOMENT), choices(buttons));
}

function drawPass(room, shut) {
  const buttons = room.data.others.map((other) => {
    const act = shut(() => room.curtain(other));
    return button(`pass-${other.seat}`, other.name, act, { class: "wide" });
  });
  return h("div", { class: "also" }, h("p", {}, "Whose turn is it on this phone?"), buttons);
}
