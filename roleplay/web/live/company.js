// The others: who of them is away, and one quiet line when somebody joins, leaves, comes back or begins something.

import { STAGES } from "../../room/stages.js";
import { isolated } from "./dom.js";

const TOLD = 6000; // milliseconds for which news stays up
const DID = {
  begin: "began the round",
  undo: "undid that",
  pause: "paused the clock",
  extend: "added a minute",
};

export class Company {
  // `later(work, ms)` returns a function that cancels it; `draw()` draws the screen again.
  constructor({ later, draw }) {
    Object.assign(this, { later, draw });
    this.away = byName({}); // since when, by name
    this.table = false; // whether a table clock is open
    this.news = "";
    this.callOff = () => {};
  }

  // What a frame brings, after the frame whose top was `before`.
  hears({ here, view: { top } }, before) {
    const { away } = this;
    if (here) Object.assign(this, here, { away: byName(here.away) });
    if (!before) return;
    const news = newsOf({ ...before, away }, { ...top, away: this.away }, STAGES[top.stage].in_role);
    if (news) this.tells(news);
  }

  tells(news) {
    this.news = news;
    this.callOff();
    this.callOff = this.later(() => {
      this.news = "";
      this.draw();
    }, TOLD);
  }
}

// Nobody but those in it, though somebody is called "constructor".
function byName(away) {
  return Object.assign(Object.create(null), away);
}

// What has changed since the last frame, in words; "" if nothing that is worth a line. People who are in their roles
// hear only what somebody did to the clock.
export function newsOf(before, after, isInRole) {
  const did = after.did && after.did.number !== (before.did?.number ?? 0) ? after.did : null;
  const done = did && !did.you && DID[did.move] ? `${isolated(did.name)} ${DID[did.move]}.` : "";
  return [done, ...(isInRole ? [] : comings(before, after))].filter(Boolean).join(" ");
}

function comings(before, after) {
  const names = (one) => one.people.filter((person) => !person.you).map((person) => person.name);
  const [was, is] = [names(before), names(after)];
  const came = is.filter((name) => !was.includes(name));
  const back = is.filter(
    (name) => was.includes(name) && before.away[name] !== undefined && after.away[name] === undefined,
  );
  return [
    ...came.map((name) => `${isolated(name)} ${before.left.includes(name) ? "is back" : "has joined"}.`),
    ...back.map((name) => `${isolated(name)} is back.`),
    ...after.left.filter((name) => was.includes(name)).map((name) => `${isolated(name)} has left.`),
  ];
}
