// The band at the top: who you are, the stage, the clock, and whether everything is saved.

import { STAGES } from "../../room/stages.js";
import { TABLE_CLOCK } from "../../shared_words.js";
import { clockText, warningPassed } from "./clock.js";
import { fill, h, isolated } from "./dom.js";
import { icon } from "./element.js";
import { ROLE, stageWords } from "./words.js";

export class Band {
  constructor(box, room) {
    this.box = box;
    this.room = room;
  }

  draw() {
    const { room, box } = this;
    const { top, stage, role } = room.shown;
    const isMute = room.bell.isOn(top) && !room.sound.ready() && STAGES[stage].ends_by_itself;
    const who = whoWords(top, stage, role);
    const badge = this.badge();
    box.style.display = room.message.screen === "Lobby" || stage === "opening" ? "none" : "";
    box.classList.toggle("large", room.message.screen === "TableView");
    fill(box, [role, who, stageWords(stage, top.turn), badge, top.roles, isMute], () => this.parts(who, isMute, badge));
  }

  parts(who, isMute, [symbol, state]) {
    const { top, stage, role } = this.room.shown;
    const isInRole = role && STAGES[stage].in_role;
    this.clock = h("div", { class: "time", role: "timer", "aria-live": "off", "aria-label": "Time left" });
    this.under = h("span", {}, stageWords(stage, top.turn));
    const name = h("div", { class: "who" }, icon(isInRole ? ROLE[role].icon : "groups"), h("span", {}, who));
    const touch = isMute ? [icon("volume_off"), "tap for the bell "] : null;
    const badge = h("span", { class: "badge" }, touch, icon(symbol), state);
    return h(
      "div",
      { class: "in" },
      h("div", { class: "row" }, name, this.clock),
      h("div", { class: "row under" }, this.under, badge),
    );
  }

  // [symbol, words].
  badge() {
    const { room } = this;
    const waits = room.queue.waiting.length;
    if (room.sentences.isTooLong()) return ["error", "too long, not saved"];
    if (waits && room.isLoose()) return ["error", `${waits} waiting, not stored`];
    if (waits) return ["sync", `${waits} waiting`];
    return room.connection.isOpen() ? ["cloud_done", "saved"] : ["cloud_off", "offline"];
  }

  // At every tick: the clock, and how little time is left.
  tick(top, now, isHidden) {
    if (!this.clock) return;
    setText(this.clock, now.left === null || isHidden ? "" : clockText(now.left));
    this.box.classList.toggle("soon", !isHidden && warningPassed(top, now) !== null);
    setText(this.under, underWords(top, now, isHidden));
  }
}

export function underWords(top, now, isHidden) {
  const words = stageWords(now.stage, top.turn);
  const least = isHidden ? null : warningPassed(top, now);
  if (least === null) return words;
  const minutes = Math.round(least / 6000) / 10;
  return `${words} · last ${minutes === 1 ? "minute" : `${minutes} minutes`}`;
}

export function setText(box, text) {
  if (box.textContent !== text) box.textContent = text;
}

function whoWords(top, stage, role) {
  if (role && STAGES[stage].in_role) return ROLE[role].says(top) + (top.roles.length > 1 ? " and observe" : "");
  const me = top.people.find((person) => person.you);
  return me ? `You’re ${isolated(me.name)}` : TABLE_CLOCK;
}
