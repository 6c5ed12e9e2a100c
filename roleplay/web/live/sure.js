// What is asked before a move: whether to plan with somebody who is away, and whether to move on over a sentence that
// somebody is still writing.

import { button, h, isolated } from "./dom.js";
import { longAway } from "./here.js";

// `planned` are the names in the next round.
export function askedBefore(move, { top, stage, planned, away, now }) {
  return {
    away: move === "begin" ? longAway(planned, away, now) : [],
    writing: movesOver(move, stage, top.turn) ? writersOf(top) : [],
  };
}

function movesOver(move, stage, turn) {
  if (move === "begin" || move === "finish") return stage === "next";
  return move === "go_on_without" || (move === "go_on" && turn === "observer");
}

// Everybody else who writes: about your own sentence you know.
export function writersOf(top) {
  return top.people.filter(({ writes, you }) => writes && !you).map(({ name }) => name);
}

export function isAsked({ away, writing }) {
  return away.length > 0 || writing.length > 0;
}

export function drawSure(move, { away, writing }, { top, without }, { go, replan, wait }) {
  const names = [...new Set([...away, ...without])];
  const places = top.people.flatMap(({ name }, place) => (names.includes(name) ? [place] : []));
  const mayLeaveOut = away.length && top.moves.includes("replan") && top.people.length - places.length >= 2;
  const gone = listed(away);
  return h(
    "div",
    { class: "also", role: "status" },
    away.length ? h("p", {}, `${gone} ${are(away)} away.${mayLeaveOut ? ` Plan without ${gone}?` : ""}`) : null,
    writing.length ? h("p", {}, `${listed(writing)} ${have(writing)} finished: move on all the same?`) : null,
    mayLeaveOut ? button("sure-replan", `Plan without ${gone}`, () => replan(places), { class: "wide" }) : null,
    button("sure-go", move === "begin" ? "Begin all the same" : "Move on all the same", go, { class: "wide" }),
    button("sure-wait", "Wait", wait, { class: "wide" }),
  );
}

export function listed(names) {
  return names.map(isolated).join(" and ");
}

function have(names) {
  return names.length > 1 ? "haven’t" : "hasn’t";
}

function are(names) {
  return names.length > 1 ? "are" : "is";
}

// On a phone that is passed round: whose turn it is after yours, by name; null while you are not done, or nobody waits
// for it.
export function nextOnThisPhone(others, { top, stage, consent }, waitsFor) {
  const me = top.people.find(({ you }) => you);
  const here = top.people.filter(({ name, you }) => !you && others.some((other) => other.name === name));
  if (!me) return null;
  const turn = here.find((person) => isTurn(person, me, stage, consent, waitsFor));
  return turn ? turn.name : null;
}

function isTurn(person, me, stage, consent, waitsFor) {
  if (waitsFor) return me.done && person.roles.length > 0 && !person.done;
  if (stage === "next") return !me.writes && person.writes;
  if (stage === "consent")
    return (
      !me.roles.includes(consent?.asked ? "patient" : "student") &&
      person.roles.includes(consent?.asked ? "patient" : "student")
    );
  return false;
}
