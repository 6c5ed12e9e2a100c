// The bar at the bottom: the next move, the other moves, and people asking to come in.

import { STAGES } from "../../room/stages.js";
import { button, fill, h, isolated } from "./dom.js";
import { icon } from "./element.js";
import { drawMore } from "./more.js";
import { askedBefore, drawSure, isAsked, nextOnThisPhone } from "./sure.js";
import { fromWords, moveWords, PIN, soonWords } from "./words.js";

const FIRST = ["carry_on", "ready", "begin", "go_on_without", "again", "end_early", "go_on", "finish", "more"];
const SUBJECTS = ["swap", "pass", "again"]; // what "More" asks about further
const SETTLES = 700; // milliseconds for which a new question can't be answered yet

export class Bar {
  constructor(box, room) {
    this.box = box;
    this.room = room;
    this.open = false; // false, true, one of SUBJECTS, or "sure-" and the move that is asked about
    this.knocked = {};
  }

  draw() {
    const { room } = this;
    const { top, stage, walked } = room.shown;
    const { screen } = room.message;
    const may = new Set(walked ? [] : top.moves);
    // Once it's about to begin, nothing big takes another go away again.
    const isGoing = top.asked?.move === "again";
    const first = isGoing ? null : (FIRST.find((move) => may.has(move) && isFirst(move, stage)) ?? null);
    const shown = {
      first,
      from: first === "again" ? room.shown.view.go.moments[0] : null,
      skips: (first === "again" || isGoing) && may.has("go_on"),
      passes: nextOnThisPhone(room.data.others ?? [], room.shown.view, STAGES[stage].waits_for),
      asks: this.asks(this.open === true ? "" : String(this.open).replace("sure-", "")),
      isOver: isAsked(this.asks(first)),
      handsIn: room.forms.handsIn(stage),
      pins: stage === "station" && screen === "ObserverView" && !top.held,
      knocks: top.late.map(({ id, name }) => ({ id, name, isNew: this.isNew(id) })),
      moving: room.moving,
      open: this.open,
    };
    const around = [screen, stage, top.asked, top.turn, top.round, top.roles, top.people, top.muted, [...may]];
    around.push(top.rings, top.bell, room.company.table);
    fill(this.box, [shown, around, room.data.others, room.isClockHidden()], () => this.parts(shown, may), room.press);
    this.box.style.display = stage === "over" || !top.moves.length ? "none" : "";
  }

  // What would have to be asked before this move.
  asks(move) {
    const { top, stage, view } = this.room.shown;
    const [row] = view.plan?.rows ?? [];
    const planned = row ? [row.student, row.patient, ...row.observers] : [];
    const { company, time } = this.room;
    return askedBefore(move, { top, stage, planned, away: company.away, now: time.now() });
  }

  // The move itself, or first what it would pass over.
  moves(move) {
    if (isAsked(this.asks(move))) this.show(`sure-${move}`);
    else this.room.move(move, move === "again" ? { second: this.room.shown.view.go.moments[0] } : {});
  }

  drawQuestion(asks) {
    const { room } = this;
    const move = this.open.replace("sure-", "");
    const { top, view } = room.shown;
    return drawSure(
      move,
      asks,
      { top, without: view.plan?.without ?? [] },
      {
        go: () => room.move(move),
        replan: (without) => room.move("replan", { without }),
        wait: () => this.show(false),
      },
    );
  }

  // One primary button: the form's for who writes; for who waits nothing, until nobody is passed over any more.
  isPrimary({ first, handsIn, passes, isOver }) {
    const { top, view } = this.room.shown;
    const isWriting = top.people.some(({ you, writes }) => you && writes);
    // Nobody is hurried out of another go, or back into a demanding case.
    const isLeft = first === "end_early" || (first === "again" && view.go.heavy);
    return !handsIn && !passes && !isOver && !isLeft && !(isWriting && top.stage === "next");
  }

  drawPass(name) {
    const { room } = this;
    const other = room.data.others.find((one) => one.name === name);
    const words = [icon("send_to_mobile"), `Pass this phone to ${isolated(name)}`];
    return button("pass-next", words, () => room.curtain(other), { class: "primary" });
  }

  parts(shown, may) {
    const { first, skips, handsIn, passes, pins, knocks, asks, open } = shown;
    const { room } = this;
    const { top, stage } = room.shown;
    const isTable = room.message.screen === "TableView";
    const stop = { class: "stop", "aria-label": "Stop: time out, for real" };
    return [
      top.asked ? this.drawAsked(top) : null,
      knocks.map((knock) => this.drawKnock(knock)),
      isAsked(asks)
        ? this.drawQuestion(asks)
        : open === true || SUBJECTS.includes(open)
          ? drawMore(this, may, first)
          : null,
      h(
        "div",
        { class: `in ${pins ? "pins" : ""}` },
        h(
          "div",
          { class: "moves" },
          handsIn ? this.drawHandIn(handsIn) : null,
          passes ? this.drawPass(passes) : null,
          first ? this.drawMove(first, this.isPrimary(shown) ? "primary" : "") : null,
          skips ? this.drawSkip() : null,
          may.has("time_out") && first !== "time_out" ? this.drawMove("time_out", "") : null,
          pins ? Object.keys(PIN).map((pin) => this.drawPin(pin)) : null,
        ),
        h(
          "div",
          { class: "corner" },
          isTable || stage === "over" ? null : this.drawOpener(),
          stage !== "over" && top.moves.includes("stop")
            ? button("stop", [icon("front_hand"), "STOP"], () => room.move("stop"), stop)
            : null,
        ),
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
    const words = this.says(move, label);
    const props = { class: kind, disabled: this.room.moving === move };
    return button(`move-${move}`, [icon(symbol), words], () => this.moves(move), props);
  }

  says(move, label) {
    const { top, view } = this.room.shown;
    // From the start it says so once it's pressed: here it would push Skip into a row of its own.
    if (move === "again") return view.go.moments[0] ? `${label} ${fromWords(view.go.moments[0])}` : label;
    return move === "begin" && top.round ? "Begin the next round" : label;
  }

  drawSkip() {
    const props = { "aria-label": "Skip another go", disabled: this.room.moving === "go_on" };
    return button("move-go_on", "Skip", () => this.moves("go_on"), props);
  }

  drawPin(pin) {
    const [symbol, label] = PIN[pin];
    const act = () => this.room.pin(pin, label);
    return button(`pin-${pin}`, [icon(symbol), label], act, { "aria-label": `Pin this moment: ${label}` });
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

// A stage with a clock of its own is only left by whoever looks for it; another go is over once it was said.
function isFirst(move, stage) {
  if (move === "again") return stage === "sheets";
  if (move === "end_early") return stage === "again";
  return move !== "go_on" || !STAGES[stage].ends_by_itself;
}
