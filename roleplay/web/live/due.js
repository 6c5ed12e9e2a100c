// What is due now, as one line for the band, where nobody can scroll past it. Only what this seat's own view holds.

import { HELD } from "./words.js";

const HELD_CLOCK = "the clock is held";

// {key, words} or null. `minute` counts from the start of the station, `seen` holds the keys of what was looked at.
export function dueNow(view, stage, minute, seen) {
  const { held, round } = view.top;
  if (held) return { key: `held|${held.kind}`, words: heldWords(held.kind) };
  const here = [...linesDue(view, minute), ...askedNow(view, stage)];
  return here.map(([key, words]) => ({ key: `${round}|${key}`, words })).find(({ key }) => !seen.has(key)) ?? null;
}

function heldWords(kind) {
  return HELD[kind] ? `${HELD[kind][0]}: ${HELD_CLOCK}` : "Stopped";
}

function linesDue(view, minute) {
  const came = new Set(view.came ?? []);
  const events = [...(view.events ?? []), ...(view.sheet?.events ?? [])];
  const due = events
    .map((event, place) => ({ ...event, place }))
    .filter((event) => event.minute <= minute && !came.has(event.unless))
    .map((event) => [`event|${event.place}`, `Now: ${event.do}`]);
  const viva = view.viva ?? view.sheet?.viva;
  return [
    ...due,
    ...(viva && viva.at_minute <= minute ? [["viva", "Ask the questions now"]] : []),
    ...(view.questions_at !== undefined && view.questions_at !== null && view.questions_at <= minute
      ? [["questions", "Questions now"]]
      : []),
  ];
}

// The patient alone answers: to the others it is not due.
function askedNow({ consent, top }, stage) {
  const isAsked = stage === "consent" && consent?.asked && top.roles.includes("patient");
  return isAsked ? [["consent", "You’ve been asked: is it all right?"]] : [];
}
