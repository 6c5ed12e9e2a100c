// The band at the top: who you are, the stage or what is due now, the clock, and whether everything is saved. None of
// it wraps: what is too long for a narrow phone ends in dots, and stands in full on the page.

import { STAGES } from "../../room/stages.js";
import { TABLE_CLOCK } from "../../shared_words.js";
import { clockText, warningPassed } from "./clock.js";
import { button, fill, h, isolated } from "./dom.js";
import { dueNow } from "./due.js";
import { icon } from "./element.js";
import { ROLE, stageWords } from "./words.js";

const SAVED = "saved";

export class Band {
  constructor(box, room) {
    this.box = box;
    this.room = room;
    this.seen = new Set();
  }

  draw() {
    const { room, box } = this;
    const { top, stage, role } = room.shown;
    const isMute = room.bell.isOn(top) && !room.sound.ready() && STAGES[stage].ends_by_itself;
    const who = whoWords(top, stage, role);
    const badge = this.badge();
    box.style.display = room.message.screen === "Lobby" || stage === "opening" ? "none" : "";
    box.classList.toggle("large", room.message.screen === "TableView");
    const due = dueNow(room.shown.view, stage, room.minute(), this.seen);
    const shows = [role, who, stageWords(stage, top.turn), badge, top.roles, isMute, due];
    fill(box, shows, () => this.parts(who, isMute, badge, due), room.press);
  }

  parts(who, isMute, badge, due) {
    const { top, stage, role } = this.room.shown;
    const isInRole = role && STAGES[stage].in_role;
    this.clock = h("div", { class: "time", role: "timer", "aria-live": "off", "aria-label": "Time left" });
    this.under = h("span", { class: due ? "hide" : "stage" }, stageWords(stage, top.turn));
    const symbol = icon(isInRole ? ROLE[role].icon : "groups");
    const name = h("div", { class: "who", title: who }, symbol, h("span", {}, who));
    const under = [this.under, due ? this.drawDue(due) : null, drawBadge(badge, isMute, due)];
    return h(
      "div",
      { class: "in" },
      h("div", { class: "row" }, name, this.clock),
      h("div", { class: "row under" }, under),
    );
  }

  // In the place of the stage's name, so that nothing moves. A tap leads to where it stands in full; what holds the
  // clock stays until it is over.
  drawDue({ key, words }) {
    const look = () => {
      if (!key.startsWith("held")) this.seen.add(key);
      this.room.screen.toTop();
      this.room.draw();
    };
    return button("due", [icon("notification_important"), h("span", {}, words)], look, { class: "due", title: words });
  }

  // [symbol, words].
  badge() {
    const { room } = this;
    const waits = room.queue.waiting.length;
    if (room.sentences.isTooLong()) return ["error", "too long, not saved"];
    if (waits && room.isLoose()) return ["error", `${waits} waiting, not stored`];
    if (waits) return ["sync", `${waits} waiting`];
    return room.connection.isOpen() ? ["cloud_done", SAVED] : ["cloud_off", "offline"];
  }

  // At every tick: the clock, and how little time is left.
  tick(top, now, isHidden) {
    if (!this.clock) return;
    setText(this.clock, now.left === null || isHidden ? "" : clockText(now.left));
    this.box.classList.toggle("soon", !isHidden && warningPassed(top, now) !== null);
    setText(this.under, underWords(top, now, isHidden));
  }
}

function drawBadge([symbol, state], isMute, due) {
  const touch = isMute && !due ? [icon("volume_off"), "tap for the bell "] : null;
  // Beside what is due, only what isn't well needs its words.
  const words = due && state === SAVED ? h("span", { class: "hide" }, state) : state;
  return h("span", { class: "badge" }, touch, icon(symbol), words);
}

export function underWords(top, now, isHidden) {
  const also = top.roles.length > 1 && STAGES[now.stage].in_role ? " · you also observe" : "";
  const words = stageWords(now.stage, top.turn) + also;
  const least = isHidden ? null : warningPassed(top, now);
  if (least === null) return words;
  const minutes = Math.round(least / 6000) / 10;
  return `${words} · last ${minutes === 1 ? "minute" : `${minutes} minutes`}`;
}

export function setText(box, text) {
  if (box.textContent !== text) box.textContent = text;
}

function whoWords(top, stage, role) {
  if (role && STAGES[stage].in_role) return ROLE[role].says(top);
  const me = top.people.find((person) => person.you);
  return me ? `You’re ${isolated(me.name)}` : TABLE_CLOCK;
}
