// What each role does in a stage, and what is settled before the script opens.

import { STAGES } from "../../../room/stages.js";
import { HAVE_READY } from "../../../shared_words.js";
import { bullets, button, choices, h, isolated, paragraph, spoken } from "../dom.js";
import { icon } from "../element.js";
import { hears, MOVE } from "../words.js";

const DEMANDING = "It’s a demanding case. Anyone may stop, swap or sit out, no reason needed.";
const WILL_BE_DEMANDING = "This will be a demanding case. Anyone may stop, swap or sit out, no reason needed.";
const NOT_ASKED = "Once the student has asked aloud, and tapped, you can say yes.";
const UNEXPECTED =
  "If you find anything unexpected: stop, make no diagnosis, say “have your own GP look at that”, and type nothing.";

export function drawTask(top, stage, role) {
  const row = STAGES[stage];
  const text = (hears(top, role) && row.listener) || row[role];
  return [
    text ? paragraph("note", text) : null,
    text && top.how && row.before_the_bell ? paragraph("note", h("strong", {}, top.how)) : null,
  ];
}

// What must be ready before the station. For an examination, the student sees the equipment with the consent questions.
export function drawReady(view, stage) {
  if (stage !== "prepare" || !view.ready.length) return null;
  return [h("h3", {}, HAVE_READY), bullets(view.ready)];
}

export function drawWaiting(top, stage) {
  if (!STAGES[stage].waits_for) return null;
  const waiting = top.people.filter((person) => person.roles.length && !person.done && !person.you);
  if (!waiting.length || !top.people.find((person) => person.you)?.done) return null;
  return spoken("quiet", `Waiting for ${waiting.map(({ name }) => isolated(name)).join(" and ")}.`);
}

export function drawWarning(view, stage) {
  return view.heavy && stage === "prepare" ? paragraph("note", WILL_BE_DEMANDING) : null;
}

export function drawNote(note, room) {
  const { themes } = note;
  return h(
    "div",
    { class: "note" },
    h("p", {}, themes ? `This case touches on: ${isolated(themes)}.` : "This is a demanding case."),
    note.heavy ? h("p", {}, DEMANDING) : null,
    choices(
      button("accept", [icon("check"), "All right, show me"], () => room.move("accept"), { class: "primary" }),
      button("another-note", "Swap this case", () => room.move("another")),
    ),
  );
}

export function drawConsent(consent, stage, role, room) {
  if (!consent) return null;
  const why = room.shown.top.online ? "You’re apart, so nobody is examined. " : "No examination, then. ";
  if (stage !== "consent") return consent.given === false ? drawInstead(consent, why) : null;
  return [
    h("h2", {}, "What will be examined"),
    h("div", { class: "paper" }, h("dl", {}, drawAgreed(consent))),
    paragraph("quiet", UNEXPECTED),
    role === "patient" ? drawAnswers(consent, room) : drawAsking(consent, role, room),
  ];
}

// Each thing on a line of its own, as its author wrote it: in a row, their capitals would stand in mid-sentence.
function drawAgreed({ regions, position, exposure, not_done: notDone, kit }) {
  const where = regions.join(", ");
  const rows = [
    ["Where", [where.charAt(0).toUpperCase() + where.slice(1)]],
    ["Position", [position]],
    ["Clothes", [exposure]],
    ["Off limits", notDone],
    [HAVE_READY, kit],
  ];
  return rows
    .filter(([, lines]) => lines.length)
    .map(([name, lines]) => [
      h("dt", {}, name),
      h(
        "dd",
        {},
        lines.map((line) => h("div", {}, line)),
      ),
    ]);
}

function drawInstead({ alternative }, why) {
  return h("div", { class: "notice", role: "status" }, h("strong", {}, why), `Instead: ${isolated(alternative)}.`);
}

// The yes is there once the student has said, by a tap, that they asked; the no at any time, and in its place.
function drawAnswers({ asked }, room) {
  return [
    choices(
      button("no-consent", "Not today", () => room.move("no_consent")),
      asked ? button("consent", MOVE.consent[1], () => room.move("consent")) : null,
    ),
    asked ? spoken("note", "You’ve been asked. Is it all right?") : paragraph("quiet", NOT_ASKED),
  ];
}

function drawAsking({ asked }, role, room) {
  if (asked) return spoken("quiet", "Asked. Waiting for the answer.");
  if (role !== "student") return null;
  const [symbol, words] = MOVE.ask_consent;
  return button("ask-consent", [icon(symbol), words], () => room.move("ask_consent"), { class: "primary wide" });
}
