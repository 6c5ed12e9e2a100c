// One seat's room: what it heard, what it shows, what it sends.

import { Bell } from "./bell.js";
import { elapsed, minutesAndSeconds, ServerTime } from "./clock.js";
import { Company } from "./company.js";
import { Connection } from "./connection.js";
import { drawCurtain } from "./curtain.js";
import { kept, later, sound, Wakefulness } from "./device.js";
import { Drafts } from "./drafts.js";
import { Forms } from "./forms.js";
import { Handout } from "./handout.js";
import { listen } from "./listening.js";
import { Main } from "./main.js";
import { MeToo } from "./me_too.js";
import { post, token } from "./post.js";
import { Queue } from "./queue.js";
import { ReadyCheck } from "./ready_check.js";
import { Screen } from "./screen.js";
import { MOST_WRITTEN, Sentences, tooLong } from "./sentences.js";
import { Streamlit } from "./streamlit.js";

const NO_CONNECTION = "No connection, so that wasn’t done. Nothing is lost. Try again in a moment.";
const NO_ANSWER = "No answer. Check whether the step has changed, then try again.";
const SAID = 9000; // milliseconds for which a sentence stays up

export class Room {
  constructor(host, data) {
    Object.assign(this, { host, data, kept, sound, message: null, said: "", moving: null });
    this.place = `kit:${data.code}:${data.seat}`;
    this.time = new ServerTime(
      () => Date.now(),
      () => performance.now(),
    );
    this.makeMemory();
    this.makeLinks();
    this.makeScreen();
    this.listening = listen(this);
    this.connection.connect();
    this.queue.send();
  }

  makeMemory() {
    const { place } = this;
    this.queue = new Queue({
      place,
      kept,
      later,
      token,
      now: () => Date.now(),
      post: (taps) => this.post(taps),
      hooks: { say: (text) => this.say(text), heard: (body) => this.heard(body), changed: () => this.draw() },
    });
    const save = (words, round, text) => this.tap({ kind: "wrote", words, text, round });
    this.drafts = new Drafts({ kept, place, later, save });
  }

  makeLinks() {
    const { code, seat } = this.data;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.connection = new Connection({
      url: `${scheme}://${location.host}/rooms/${code}/live?seat=${encodeURIComponent(seat)}`,
      open: (url) => new WebSocket(url),
      later,
      now: () => Date.now(),
      heard: (message) => this.heard(message),
      opened: () => this.queue.hurry(),
      closed: () => this.draw(),
    });
    this.streamlit = new Streamlit({
      later,
      isOver: () => this.isClosed,
      wouldLose: () => this.wouldLose(),
      leave: () => {
        this.isClosed = true;
        this.drafts.flush();
      },
    });
    this.meToo = new MeToo({
      post: () => post(`/rooms/${code}/me-too`, { seat }),
      say: (text) => this.say(text),
      changed: () => this.draw(),
    });
    this.bell = new Bell({ sound, announce: (words) => this.screen.announce(words) });
    this.wakefulness = new Wakefulness();
    this.company = new Company({ later, draw: () => this.draw() });
  }

  makeScreen() {
    this.sentences = new Sentences(this, this.drafts);
    this.forms = new Forms(this);
    this.handout = new Handout(this);
    this.readyCheck = new ReadyCheck(this);
    this.main = new Main(this);
    this.screen = new Screen(this);
    (this.host.querySelector("#kit") ?? this.host).replaceChildren(this.screen.root);
  }

  // Streamlit has drawn `data`.
  mount(data, fire, isDark) {
    this.data = data;
    this.isDark = isDark;
    this.streamlit.mounted(data, fire);
    this.draw();
  }

  close() {
    this.isClosed = true;
    this.listening.stopTimers();
    this.drafts.flush();
    this.listening.stop();
    this.connection.end();
  }

  // Whether something of this seat would be lost with the page: it is neither stored here nor on the server yet.
  isLoose() {
    return kept.isLoose(this.place);
  }

  // Whether leaving the page would lose something that was tapped or typed here.
  wouldLose() {
    if (!kept.works) this.drafts.flush();
    return this.isLoose();
  }

  // --- what comes in
  heard(message) {
    if (message.boot && this.boot && message.boot !== this.boot) this.restarted();
    this.time.heard(message.now);
    this.boot = message.boot ?? this.boot;
    for (const part of [this.handout, this.meToo]) part.heard(message);
    if (!message.view || (this.message && message.order < this.message.order)) return;
    const before = this.message?.view.top;
    this.message = message;
    this.company.hears(message, before);
    this.draw();
    if (before?.round !== message.view.top.round) this.rescue();
    this.streamlit.follow(message);
  }

  // Draw at once what a restarted server shows, and send taps to it.
  restarted() {
    this.time.unsure = true;
    if (this.message) this.message = { ...this.message, order: -1 };
    this.streamlit.restarted();
  }

  // Words that were cut off in an earlier round still go to it or, if too long, are listed as not saved. Those of a
  // form on this screen stay in it, to be continued.
  rescue() {
    const here = this.sentences.of(this.message.view).map(({ words, round }) => [words, round]);
    for (const stray of this.drafts.takeStrays(here)) {
      const tap = { kind: "wrote", ...stray };
      const { length } = stray.text.trim();
      if (length > MOST_WRITTEN) this.queue.refuse(tap, tooLong(length));
      else this.tap(tap);
    }
  }

  // --- what goes out
  post(taps) {
    return post(`/rooms/${this.data.code}/taps`, { seat: this.data.seat, taps });
  }

  tap(tap) {
    sound.wake();
    this.queue.add({ round: this.message.view.top.round, ...tap, made: this.time.now() });
    this.draw();
  }

  async move(move, extra = {}) {
    sound.wake();
    const { number, held, round } = this.message.view.top;
    const step = { kind: "move", move, stage: number, ...(move === "carry_on" ? { held: held?.kind } : {}), ...extra };
    // It may have to wait for a network: it stops the round in which it was pressed, and no later one.
    if (move === "stop") {
      this.queue.add({ ...step, during: round });
      this.draw();
      return;
    }
    this.drafts.flush();
    this.moving = move;
    this.screen.bar.open = false;
    this.draw();
    const answer = await this.post([{ ...step, token: token() }]);
    this.moving = null;
    this.moved(answer);
    this.draw();
  }

  moved({ ok, status, body, late }) {
    if (!ok) {
      this.say(body?.say ?? (late || status ? NO_ANSWER : NO_CONNECTION));
      return;
    }
    for (const { say } of body.answers) if (say) this.say(say);
    this.heard(body);
  }

  pin(pin, label) {
    const at = minutesAndSeconds(Math.floor((elapsed(this.message.view.top, this.time.now()) ?? 0) / 1000));
    this.company.tells(`Pinned at ${at}: ${label.toLowerCase()}.`);
    this.tap({ kind: "pinned", pin });
  }

  // --- what is shown
  draw() {
    if (this.message && !this.isClosed) this.screen.draw();
  }

  // Minutes into the station; -1 before and after it.
  minute() {
    const time = elapsed(this.message.view.top, this.time.now());
    return time === null ? -1 : time / 60000;
  }

  picture(name) {
    const { code, seat } = this.data;
    return `/rooms/${code}/pictures/${encodeURIComponent(name)}?seat=${encodeURIComponent(seat)}`;
  }

  isClockHidden() {
    return kept.read(`kit:hide:${this.data.seat}`) === "1" && this.message.view.top.roles[0] === "student";
  }

  hideClock(isHidden) {
    kept.write(`kit:hide:${this.data.seat}`, isHidden ? "1" : "0");
    this.draw();
  }

  say(text) {
    clearTimeout(this.hush);
    this.hush = setTimeout(() => this.unsay(), SAID);
    this.said = text;
    this.draw();
  }

  unsay() {
    this.said = "";
    this.draw();
  }

  curtain(other) {
    this.drafts.flush();
    this.screen.root.replaceChildren(drawCurtain(this, other));
    this.isClosed = true;
    this.listening.stopTimers();
    this.connection.end();
  }
}
