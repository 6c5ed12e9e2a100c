// What a page shows, from the band at its top to the bar at its foot.

import { STAGES } from "../../room/stages.js";
import { Band, setText, underWords } from "./band.js";
import { Bar } from "./bar.js";
import { stageNow } from "./clock.js";
import { later } from "./device.js";
import { button, fill, h } from "./dom.js";
import { drawNotices, drawNotKept, drawNotSaved } from "./notices.js";
import { withTaps } from "./overlay.js";
import { Press } from "./press.js";
import { Steady } from "./steady.js";
import { Stop } from "./stop.js";
import { soonWords } from "./words.js";

export class Screen {
  constructor(room) {
    const { forms, handout } = room;
    this.room = room;
    const box = (props = {}) => h("div", props);
    this.status = box({ class: "hide", role: "status", "aria-live": "polite" });
    const boxes = { band: box({ class: "band" }), bar: box({ class: "bar" }), over: box() };
    for (const name of ["notKept", "notSaved", "notices", "main", "said", "news"]) boxes[name] = box();
    this.boxes = boxes;
    const above = [boxes.notKept, boxes.notSaved, boxes.notices, forms.next, boxes.main];
    const below = [forms.turn, handout.box, forms.box, forms.foot, handout.report, boxes.bar];
    this.root = h("div", { class: "kit" }, boxes.band, this.status, above, below, boxes.said, boxes.news, boxes.over);
    this.band = new Band(boxes.band, room);
    this.bar = new Bar(boxes.bar, room);
    this.stop = new Stop(boxes.over, [boxes.band, ...above, ...below], room);
    this.barSize = new ResizeObserver(() => this.root.style.setProperty("--bar", `${boxes.bar.offsetHeight}px`));
    this.barSize.observe(boxes.bar);
    this.steady = new Steady(this.root, [boxes.band, boxes.bar, boxes.said, boxes.over]);
    room.press = new Press(this.root, { step: () => this.step(), draw: () => room.draw(), later });
  }

  // What a tap means depends on this.
  step() {
    const { room } = this;
    const top = room.message?.view.top;
    if (!top) return "";
    const { number } = stageNow(top, room.time.now());
    return JSON.stringify([number, top.number, top.turn, top.held?.kind, top.asked?.move, this.bar.open]);
  }

  draw() {
    const { room } = this;
    const view = withTaps(room.message.view, room.queue);
    const { top } = view;
    const { stage, number, walked } = stageNow(top, room.time.now());
    const role = top.roles[0] ?? "";
    if (this.barStage !== top.number) this.bar.open = false;
    this.barStage = top.number;
    const isSame = room.shown?.number === number;
    if (room.shown && !isSame) this.toTop();
    room.shown = { view, top, stage, number, walked, role };
    if (isSame) this.steady.hold(() => this.paint(), STAGES[stage].in_role);
    else this.paint();
    this.tick();
  }

  paint() {
    const { room, boxes } = this;
    const { view, top, stage, role } = room.shown;
    this.root.className = `kit ${role} ${room.isDark ? "dark" : ""}`;
    this.drawState();
    drawNotSaved(boxes.notSaved, view, room.queue);
    drawNotices(boxes.notices, top, room);
    room.main.draw(boxes.main, view, stage, role);
    room.forms.draw(view, stage);
    room.handout.draw(room.message);
    this.bar.draw();
    this.stop.draw(top);
    this.drawSaid();
    this.drawNews();
  }

  // Whether everything is stored and saved: also drawn at every key press.
  drawState() {
    if (!this.room.shown) return;
    this.band.draw();
    drawNotKept(this.boxes.notKept, this.room);
  }

  drawSaid() {
    const { room } = this;
    const { said } = room;
    fill(this.boxes.said, [said], () => {
      if (!said) return null;
      return h(
        "div",
        { class: "toast", role: "alert" },
        h("span", {}, said),
        button("said", "OK", () => room.unsay()),
      );
    });
  }

  // One quiet line that moves nothing and needs no tap.
  drawNews() {
    const { news } = this.room.company;
    fill(this.boxes.news, [news], () => (news ? h("p", { class: "news", role: "status" }, news) : null));
  }

  // For people who can't see the screen.
  announce(words) {
    this.status.textContent = words;
  }

  toTop() {
    this.steady.toTop();
  }

  // Many times a second: the clock, the bell, and what becomes due.
  tick() {
    const { room } = this;
    if (!room.message || room.isClosed) return;
    if (room.time.doubts()) room.connection.ping();
    const { top } = room.message.view;
    const at = room.time.now();
    const now = stageNow(top, at);
    room.bell.ringStage(top, now);
    if (room.shown && room.shown.number !== now.number) {
      room.draw();
      return;
    }
    const isHidden = room.isClockHidden();
    this.band.tick(top, now, isHidden);
    room.bell.warn(top, now, isHidden, underWords(top, now, isHidden));
    this.drawDue(top, at);
  }

  drawDue(top, at) {
    const { room } = this;
    const { main } = room;
    const own = [main.dueLines(room.message.view), main.isAlone(), main.hereWords(), this.stop.isUnsent(top)];
    const due = own.join(" ");
    if (due !== this.due) {
      this.due = due;
      room.draw();
    }
    if (!top.asked) return;
    for (const box of [this.bar.soon, this.stop.soon]) if (box) setText(box, soonWords(top, at));
  }
}
