// After the station: who speaks, the next step, the end. And the table clock, which shows who does what.

import { LISTENER_SPEAKS, OUT_OF_ROLE, SPEAK } from "../../../shared_words.js";
import { bellWords } from "../bell.js";
import { minutesAndSeconds } from "../clock.js";
import { bullets, button, choices, fold, h, isolated, paragraph } from "../dom.js";
import { drawTheirs } from "../me_too.js";
import { doesWords, hears, HELD, PIN, stageWords } from "../words.js";
import { drawHappened } from "./another_go.js";
import { drawPeople, drawPresence } from "./lobby.js";
import { drawChange, drawPlan } from "./plan.js";
import { drawAbout } from "./steps.js";

const EXAMPLE = [
  "Weak: “Good empathy.”",
  "Better: “When she said ‘my dad’, you waited four seconds, and she went on. Try that again when she mentions work.”",
];
const WHOLE_TIME = "After a case like this, everybody gets the whole time.";

export function drawDebrief(view) {
  const { you_speak: mine } = view;
  const { turn } = view.top;
  if (turn === "out_of_role") return drawOutOfRole(view);
  const example = EXAMPLE.map((line) => h("p", {}, line));
  return [
    h("h2", { class: "turn" }, mine ? "Your turn to speak" : `${isolated(view.speaker)} speaks`),
    paragraph("say", hears(view.top, turn) ? LISTENER_SPEAKS : SPEAK[turn]),
    mine && view.line ? paragraph("note", view.line) : null,
    mine && turn === "observer" ? drawEvidence(view) : null,
    turn === "observer" ? fold("example", "What good feedback sounds like", example) : null,
    mine ? null : paragraph("quiet", "Everybody else listens."),
    // Right above the field for what to try.
    view.ask ? [h("h3", {}, `${studentOf(view.top)} asked for help with`), paragraph("note", view.ask)] : null,
  ];
}

function drawOutOfRole({ plays, heavy, top }) {
  const name = top.people.find((person) => person.you)?.name ?? "yourself";
  return [
    h("h2", { class: "turn" }, stageWords(top.stage, top.turn)),
    bullets(OUT_OF_ROLE),
    plays ? paragraph("quiet", `You’re not ${isolated(plays)}. You’re ${isolated(name)}.`) : null,
    heavy ? paragraph("quiet", WHOLE_TIME) : null,
  ];
}

function studentOf({ people }) {
  return isolated(people.find(({ roles }) => roles.includes("student"))?.name ?? "The student");
}

function drawEvidence({ pins, items }) {
  const moments = pins.map(({ pin, seconds }) => `${minutesAndSeconds(seconds)} ${PIN[pin][1].toLowerCase()}`);
  const seen = items.map((item) => item.text);
  return [
    pins.length ? [h("h3", {}, "Your pins, timed from the start"), bullets(moments)] : null,
    items.length ? fold("seen", `What you marked: ${items.length}`, bullets(seen)) : null,
  ];
}

export function drawNext(view, room) {
  const { opened, next_step: step } = view;
  return [
    drawHappened(view, room),
    step === null
      ? drawTheirs(view, room.meToo)
      : [
          paragraph("note", "One line. It comes back before your next station; up to three stay open."),
          choices(opened.to_try.map(({ value }, i) => drawUse(value, i, room))),
          drawAbout(view, room),
        ],
    drawPresence(view.top, room),
    drawPlan(view.plan, room),
    drawChange(view, room),
  ];
}

function drawUse(value, i, room) {
  return button(`use-${i}`, `Use: ${isolated(value)}`, () => room.sentences.use(value));
}

export function drawLast({ heard, next_step: step }) {
  return [
    h("h2", { class: "turn" }, "That’s it for tonight"),
    heard ? [h("h3", {}, `One thing you heard, from ${isolated(heard.name)}`), paragraph("say", heard.value)] : null,
    step ? [h("h3", {}, "Your next step"), paragraph("say", step)] : null,
    h("p", {}, "Leave your role here. Use your own name on the way out."),
  ];
}

export function drawTable({ speaker, top }, room) {
  if (top.stage === "opening") return drawPeople(top, room);
  const cast = top.people.filter((person) => person.roles.length);
  const who = cast.map(({ name, roles }) => `${isolated(name)} ${doesWords(roles[0], top.kind)}`);
  return [
    paragraph("say", speaker ? `${isolated(speaker)} speaks` : who.join(" · ")),
    top.held ? h("h2", {}, (HELD[top.held.kind] ?? ["Stopped"])[0]) : null,
    top.stage === "next" ? drawPresence(top, room) : null,
    paragraph("quiet", bellWords(top)),
  ];
}
