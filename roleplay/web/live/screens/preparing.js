// What one does in a stage, and what is settled before the part opens.

import { CHAPERONE, HAVE_READY, OWN_VIEW } from "../../../shared_words.js";
import { bullets, button, choices, h, isolated, paragraph, spoken } from "../dom.js";
import { icon } from "../element.js";
import { MOVE } from "../words.js";

const TASK = {
  student: {
    prepare:
      "Step aside for a moment while your case is being read. You will get the door sign next. " +
      "Tap when you are ready.",
    consent: "Before the clock, as yourselves: ask aloud whether you may. Then tap.",
    reading: "Read the door sign below. You go in at the bell.",
    quiet: OWN_VIEW,
  },
  patient: {
    prepare: "Read your part below. Say the opening once aloud. Tap when you are ready.",
    consent:
      "As yourself, not in your part: you will be asked whether this is all right. You may say no, and take a yes " +
      "back at any second.",
    reading: "The student is reading the door sign. Get comfortable in your part.",
    quiet: "Answer as the patient, before anyone talks.",
  },
  observer: {
    prepare: "Look through the sheet below: this is what you will look for. Tap when you are ready.",
    consent: CHAPERONE,
    reading: "The student is reading the door sign.",
    quiet: "Before anyone talks: finish the sheet.",
  },
};
const AHEAD = ["prepare", "consent", "reading"];
const DEMANDING = "It is a demanding case. Anybody may stop, swap or sit out; no reason needed.";
const WILL_BE_DEMANDING = "This will be a demanding case. Anybody may stop, swap or sit out; no reason needed.";
const UNEXPECTED =
  "If anything unexpected is found: stop, no diagnosis, “have your own GP look at that”. Nothing is typed.";

export function drawTask(top, stage, role) {
  const text = TASK[role]?.[stage];
  return [
    text ? paragraph("note", text) : null,
    top.how && AHEAD.includes(stage) ? paragraph("note", h("strong", {}, top.how)) : null,
  ];
}

// What has to lie there before the station. The student has the kit of an examination with what is asked first.
export function drawReady(view, stage) {
  if (stage !== "prepare" || !view.ready.length) return null;
  return [h("h3", {}, HAVE_READY), bullets(view.ready)];
}

export function drawWaiting(top, stage) {
  if (stage !== "prepare" && stage !== "quiet") return null;
  const waiting = top.people.filter((person) => person.roles.length && !person.done && !person.you);
  if (!waiting.length || !top.people.find((person) => person.you)?.done) return null;
  return spoken("quiet", `Waiting for ${waiting.map(({ name }) => isolated(name)).join(" and ")}.`);
}

export function drawWarning(view, stage) {
  return view.heavy && stage === "prepare" ? paragraph("note", WILL_BE_DEMANDING) : null;
}

export function drawNote(note, room) {
  const themes = note.themes.map((theme) => isolated(theme.toLowerCase()));
  return h(
    "div",
    { class: "note" },
    h("p", {}, themes.length ? `This case touches on: ${themes.join(", ")}.` : "This case is a demanding one."),
    note.heavy ? h("p", {}, DEMANDING) : null,
    choices(
      button("accept", [icon("check"), "All right, show me"], () => room.move("accept"), { class: "primary" }),
      button("another-note", "Give us another case", () => room.move("another")),
    ),
  );
}

export function drawConsent(consent, stage, role, room) {
  if (!consent) return null;
  if (stage !== "consent") return consent.given === false ? drawInstead(consent) : null;
  return [
    h("h2", {}, "What will be examined"),
    h(
      "ul",
      {},
      h("li", {}, consent.regions.join(", ")),
      h("li", {}, `Position: ${isolated(consent.position)}`),
      h("li", {}, `Clothes: ${isolated(consent.exposure)}`),
      consent.not_done.length ? h("li", {}, `Not done: ${consent.not_done.join(", ")}`) : null,
      consent.kit.length ? h("li", {}, `${HAVE_READY}: ${consent.kit.join("; ")}`) : null,
    ),
    paragraph("quiet", UNEXPECTED),
    role === "patient" ? drawAnswers(room) : drawAsking(consent, role, room),
  ];
}

function drawInstead({ alternative }) {
  const strong = h("strong", {}, "No examination now. ");
  return h("div", { class: "notice", role: "status" }, strong, `Instead: ${isolated(alternative)}.`);
}

function drawAnswers(room) {
  return choices(
    button("consent", MOVE.consent[1], () => room.move("consent")),
    button("no-consent", "Not today", () => room.move("no_consent")),
  );
}

function drawAsking({ asked }, role, room) {
  if (asked) return spoken("quiet", "Asked. Waiting for the answer.");
  if (role !== "student") return null;
  const [symbol, words] = MOVE.ask_consent;
  return button("ask-consent", [icon(symbol), words], () => room.move("ask_consent"), { class: "primary wide" });
}

export function drawGoal(view, role) {
  if (!view.goal) return null;
  const whose = role === "student" ? "Your next step from last time: " : "Look out for the next step from last time: ";
  return paragraph("note", h("strong", {}, whose), view.goal);
}
