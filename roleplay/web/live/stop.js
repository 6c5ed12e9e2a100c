// STOP: it covers everything, on every phone.

import { NOBODY_EXPLAINS, UNWELL } from "../../shared_words.js";
import { button, fill, fold, h, spoken } from "./dom.js";
import { icon } from "./element.js";
import { soonWords } from "./words.js";

const LINES = ["Out of role. Use your own names.", "What would help: quiet, water, air, company?", NOBODY_EXPLAINS];
const UNSENT = "No network: say it aloud. STOP will be sent as soon as possible.";
const OWN = { agreed: 0, of: 0, you_agreed: false };
const SENT_WITHIN = 2000; // milliseconds
const WAYS_ON = [
  ["carry_on", "over-carry", "play_arrow", "I’m happy to carry on"],
  ["go_on_without", "over-without", "skip_next", "Somebody’s phone is gone: continue without them"],
  ["another", "over-another", "shuffle", "Swap this case"],
  ["end_here", "over-end", "flag", "End the session here"],
  ["leave", "over-leave", "logout", "I have to leave"],
];

export class Stop {
  // `covered` are the boxes that can't be reached while this is shown.
  constructor(box, covered, room) {
    this.box = box;
    this.covered = covered;
    this.room = room;
    this.isShown = false;
  }

  draw(top) {
    const { room } = this;
    const all = top.held?.kind === "stop" ? top.held : null;
    const held = all ?? (room.queue.stop ? OWN : null);
    const isUnsent = this.isUnsent(top);
    const moves = all && room.message.screen !== "TableView" ? top.moves : [];
    fill(this.box, [held, isUnsent, top.moves, top.asked?.move, room.moving], () =>
      held ? this.parts(held, isUnsent, moves, top) : null,
    );
    if (held && !this.isShown) {
      room.said = "";
      (this.box.querySelector("button") ?? this.box.querySelector("h2")).focus();
    }
    this.isShown = Boolean(held);
    for (const box of this.covered) box.inert = this.isShown;
  }

  parts(held, isUnsent, moves, top) {
    const dialog = { class: "over", role: "dialog", "aria-modal": "true", "aria-label": "Stopped" };
    const ways = WAYS_ON.filter(([move]) => moves.includes(move));
    return h(
      "div",
      dialog,
      h(
        "div",
        { class: "in" },
        h("h2", { tabindex: "-1" }, icon("front_hand"), " Stopped"),
        LINES.map((line) => h("p", {}, line)),
        this.drawSignposts(),
        isUnsent ? this.drawUnsent() : null,
        held.of ? spoken("quiet", `${held.agreed} of ${held.of} agree to carry on.`) : null,
        top.asked ? this.drawAsked(top) : null,
        ways.map(([move, key, symbol, words]) => this.drawWay(key, [icon(symbol), words], () => this.room.move(move))),
      ),
    );
  }

  // They came with the page, so they are here without a network too.
  drawSignposts() {
    const { handout, data } = this.room;
    return fold("signposts", UNWELL, h("div", { class: "paper" }, handout.nodes(data.signposts)));
  }

  drawWay(key, label, act) {
    return button(key, label, act, { class: "wide" });
  }

  drawUnsent() {
    const takeBack = () => this.room.queue.takeBackStop();
    return [spoken("notice", UNSENT), this.drawWay("over-take-back", [icon("undo"), "Take it back"], takeBack)];
  }

  drawAsked(top) {
    this.soon = h("p", {}, soonWords(top));
    return [this.soon, this.drawWay("over-undo", "Undo", () => this.room.move("undo"))];
  }

  // Whether a STOP pressed here hasn't got through: this phone looks stopped, but nobody else's is yet.
  isUnsent(top) {
    const { queue, connection } = this.room;
    const mine = top.held?.kind === "stop" ? null : queue.stop;
    if (!mine) return false;
    return !connection.isOpen() || queue.fails > 0 || Math.abs(Date.now() - mine.kept) > SENT_WITHIN;
  }
}
