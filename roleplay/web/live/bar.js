// The bar at the bottom: the next move, the other moves, and people asking to come in.

import { STAGES } from "../../room/stages.js";
import { button, fill, h, isolated } from "./dom.js";
import { icon } from "./element.js";
import { drawMore } from "./more.js";
import { moveWords, PIN, soonWords } from "./words.js";

const FIRST = ["carry_on", "ready", "begin", "go_on_without", "go_on", "finish", "more"];
const SETTLES = 700; // milliseconds for which a new question can't be answered yet

export class Bar {
  constructor(box, room) {
    this.box = box;
    this.room = room;
    this.open = false; // false, true, "swap" or "pass"
    this.knocked = {};
  }

  draw() {
    const { room } = this;
    const { top, stage, walked } = room.shown;
    const { screen } = room.message;
    const may = new Set(walked ? [] : top.moves);
    const isFirst = (move) => may.has(move) && !(move === "go_on" && STAGES[stage].ends_by_itself);
    const shown = {
      first: FIRST.find(isFirst) ?? null,
      handsIn: room.forms.handsIn(stage),
      pins: stage === "station" && screen === "ObserverView" && !top.held,
      knocks: top.late.map(({ id, name }) => ({ id, name, isNew: this.isNew(id) })),
      rings: room.bell.isOn(top),
      moving: room.moving,
      open: this.open,
    };
    const around = [screen, stage, top.asked, top.turn, top.round, top.roles, top.people, top.muted, [...may]];
    fill(this.box, [shown, around, room.data.others, room.isClockHidden()], () => this.parts(shown, may), room.press);
    const hasBell = screen === "TableView" && stage !== "opening" && !top.muted;
    this.box.style.display = stage === "over" || !(hasBell || top.moves.length) ? "none" : "";
  }

  parts({ first, handsIn, pins, knocks, rings, open }, may) {
    const { room } = this;
    const { top, stage } = room.shown;
    const isTable = room.message.screen === "TableView";
    const stop = { class: "stop", "aria-label": "Stop: time out, for real" };
    return [
      top.asked ? this.drawAsked(top) : null,
      knocks.map((knock) => this.drawKnock(knock)),
      open ? drawMore(this, may, first) : null,
      h(
        "div",
        { class: `in ${pins ? "pins" : ""}` },
        handsIn ? this.drawHandIn(handsIn) : null,
        first ? this.drawMove(first, handsIn ? "" : "primary") : null,
        may.has("time_out") && first !== "time_out" ? this.drawMove("time_out", "") : null,
        pins ? Object.keys(PIN).map((pin) => this.drawPin(pin)) : null,
        isTable && !top.muted ? this.drawRing(top, rings) : null,
        isTable || stage === "over" ? null : this.drawOpener(),
        stage !== "over" && top.moves.includes("stop")
          ? button("stop", [icon("front_hand"), "STOP"], () => room.move("stop"), stop)
          : null,
      ),
    ];
  }

  drawAsked(top) {
    this.soon = h("span", {}, soonWords(top));
    const undo = button("undo", [icon("undo"), "Undo"], () => this.room.move("undo"));
    return h("div", { class: "soonbox", role: "status" }, this.soon, undo);
  }

  drawHandIn(round) {
    return button("hand-in", [icon("check"), "Submit"], () => this.room.forms.handIn(round), { class: "primary" });
  }

  drawMove(move, kind) {
    const { top, stage } = this.room.shown;
    const [symbol, label] = moveWords(move, stage, top.turn);
    const words = move === "begin" && top.round ? "Begin the next round" : label;
    const props = { class: kind, disabled: this.room.moving === move };
    return button(`move-${move}`, [icon(symbol), words], () => this.room.move(move), props);
  }

  drawPin(pin) {
    const [symbol, label] = PIN[pin];
    const act = () => this.room.pin(pin, label);
    return button(`pin-${pin}`, [icon(symbol), label], act, { "aria-label": `Pin this moment: ${label}` });
  }

  drawRing(top, rings) {
    const [symbol, label] = this.room.bell.words(top);
    const act = () => this.room.ringHere(!rings);
    return button("ring", [icon(symbol), label], act, { "aria-pressed": String(rings) });
  }

  drawOpener() {
    const act = () => this.show(!this.open);
    return button("more", this.open ? "Close" : "More", act, { "aria-expanded": String(Boolean(this.open)) });
  }

  show(what) {
    this.open = what;
    this.room.draw();
  }

  // In the bar: here it moves no line under a thumb, and it's visible however far down you have scrolled.
  drawKnock({ id, name, isNew: disabled }) {
    const who = isolated(name);
    const answer = (key, words, move) => button(key, words, () => this.room.move(move, { claim: id }), { disabled });
    return h(
      "div",
      { class: "late", role: "status" },
      h("span", {}, `${who} is here. Let ${who} watch this round?`),
      h(
        "div",
        { class: "in" },
        answer(`let-${id}`, "Yes, come in", "let_in"),
        answer(`keep-${id}`, "Not this round", "keep_out"),
      ),
    );
  }

  // A tap meant for what was there before mustn't answer a question that has just appeared.
  isNew(id) {
    if (!(id in this.knocked)) {
      this.knocked[id] = Date.now();
      setTimeout(() => this.room.draw(), SETTLES + 50);
    }
    return Date.now() - this.knocked[id] < SETTLES;
  }
}
