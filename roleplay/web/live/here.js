// Who is here: a dot and words for each person.

import { h, isolated } from "./dom.js";

const ASKED_ABOUT = 120000; // milliseconds after which nobody is given a role without a question
const MINUTE = 60000;

// `away` says since when, by name, for those whose phones have been gone for a while.
export function drawHere({ people, left }, away, now) {
  const here = people.map(({ name, you }) =>
    drawPerson(you ? `${isolated(name)} (you)` : name, awayWords(away[name], now)),
  );
  return h(
    "ul",
    { class: "people" },
    here,
    left.map((name) => drawPerson(name, "left")),
  );
}

function drawPerson(name, words) {
  const dot = h("span", { class: `dot ${words === "here" ? "here" : ""}`, "aria-hidden": "true" });
  return h("li", {}, dot, h("span", {}, name), h("span", { class: "quiet" }, words));
}

export function awayWords(since, now) {
  if (since === undefined) return "here";
  const minutes = Math.floor((now - since) / MINUTE);
  return minutes < 1 ? "away" : `away ${minutes} min`;
}

// Of these names, those who have been away so long that somebody decides whether to wait for them.
export function longAway(names, away, now) {
  return names.filter((name) => away[name] !== undefined && now - away[name] >= ASKED_ABOUT);
}
