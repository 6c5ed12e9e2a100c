// What is drawn of an example station: the transcript as it runs, and below it the lines, as an observer has them.

import { later } from "../live/device.js";
import { button, fill, h, paragraph, spoken } from "../live/dom.js";
import { icon } from "../live/element.js";
import { Kept } from "../live/kept.js";
import { drawForm } from "../live/screens/form.js";
import { drawItems } from "../live/screens/sheet.js";
import { drawToMark } from "../live/screens/to_mark.js";
import { StillToMark } from "../live/still_to_mark.js";
import { Playback } from "./playback.js";
import { Voice } from "./voice.js";

const TICK = 200; // milliseconds
const kept = new Kept(() => sessionStorage); // marks outlive a reload, and go with the tab

export class ExampleBox {
  constructor(data) {
    this.data = data;
    this.place = `example:${data.person}:${data.id}`;
    this.playback = new Playback(data);
    this.voice = new Voice({ synthesis: window.speechSynthesis, Utterance: window.SpeechSynthesisUtterance });
    this.given = { items: {}, ratings: {}, ...kept.load(this.place, {}) };
    this.main = { toMark: new StillToMark() };
    this.said = -1;
    this.sent = false;
    this.controls = h("div", { class: "controls" });
    this.log = h("div", { class: "transcript", role: "log", tabindex: "0", "aria-label": "What is said and shown" });
    this.lines = h("div", {});
    this.root = h("div", { class: "kit observer" }, h("div", { class: "stage" }, this.controls, this.log), this.lines);
    this.cancel = () => {};
    this.draw();
  }

  mount(send, dark) {
    this.send = send;
    this.root.classList.toggle("dark", dark);
  }

  close() {
    this.cancel();
    this.voice.stop();
  }

  // What the lines and the form ask of a room.
  tap({ kind, item, mark, domain, value }) {
    const [group, key, answer] = kind === "marked" ? ["items", item, mark] : ["ratings", domain, value];
    if (answer === null) delete this.given[group][key];
    else this.given[group][key] = answer;
    kept.keep(this.place, this.given);
    this.draw();
  }

  step(before) {
    const now = performance.now();
    this.playback.pass(now - before, this.voice.isSpeaking());
    this.read();
    this.draw();
    if (this.playback.playing) this.cancel = later(() => this.step(now), TICK);
    else this.voice.stop();
  }

  read() {
    const now = this.playback.current();
    if (now !== this.said) this.voice.say(this.data.lines[now]);
    this.said = now;
  }

  play() {
    const begins = !this.playback.hasBegun();
    this.playback.play();
    this.cancel();
    this.said = -1;
    this.step(performance.now());
    // On a phone the lines are below what is said: both are on the screen from here.
    if (begins) this.root.scrollIntoView({ block: "start" });
  }

  pause() {
    this.playback.pause();
    this.cancel();
    this.voice.stop();
    this.draw();
  }

  back() {
    this.playback.back();
    this.said = -1;
    if (this.playback.playing) this.play();
    else this.draw();
  }

  aloud() {
    this.voice.on = !this.voice.on;
    this.said = -1;
    if (!this.voice.on) this.voice.stop();
    this.draw();
  }

  compare() {
    this.sent = true;
    this.close();
    this.send(this.given);
    kept.remove(this.place);
    this.draw();
  }

  items() {
    return this.data.items.map((item) => ({ ...item, mark: this.given.items[item.id] ?? null }));
  }

  draw() {
    const { playback, voice, given } = this;
    const over = playback.isOver();
    const shows = [playback.playing, playback.hasBegun(), over, voice.on];
    fill(this.controls, shows, () => this.drawControls());
    fill(this.log, playback.hasBegun() ? playback.current() : null, () => this.drawLog());
    this.log.classList.toggle("runs", playback.hasBegun());
    if (playback.hasBegun()) this.log.scrollTop = this.log.scrollHeight;
    const { blank, rest } = this.main.toMark;
    fill(this.lines, [over, playback.hasBegun(), given, blank, rest, this.sent], () => this.drawLines());
  }

  drawControls() {
    const { playback, voice } = this;
    const [symbol, word] = playback.playing ? ["pause", "Pause"] : ["play_arrow", this.playWord()];
    const toggle = () => (playback.playing ? this.pause() : this.play());
    const aloud = { "aria-pressed": String(voice.on) };
    return [
      button("play", [icon(symbol), word], toggle, { class: playback.hasBegun() ? "" : "primary" }),
      playback.hasBegun() ? button("back", [icon("undo"), "Back"], () => this.back()) : null,
      voice.isThere() ? button("aloud", [icon("record_voice_over"), "Read aloud"], () => this.aloud(), aloud) : null,
    ];
  }

  playWord() {
    if (this.playback.isOver()) return "Watch again";
    return this.playback.hasBegun() ? "Go on" : "Start";
  }

  drawLog() {
    if (!this.playback.hasBegun()) return paragraph("before", this.data.before);
    return this.playback
      .shown()
      .map(({ who, name, say, show }) =>
        h(
          "p",
          { class: `said ${who}` },
          h("strong", {}, `${name}: `),
          show ? h("em", {}, `[${show}] `) : null,
          say ? h("span", {}, say) : null,
        ),
      );
  }

  drawLines() {
    if (this.sent) return spoken("quiet", "Comparing …");
    if (!this.playback.isOver()) return this.drawWhileItRuns();
    const view = { sheet: { items: this.items(), viva: null }, top: { round: 1 } };
    const form = { goal: null, statements: [], scale: [], answers: {}, domains: this.data.domains };
    return [
      drawToMark(view, this),
      form.domains.length ? h("h2", {}, "And as a whole?") : null,
      drawForm({ ...form, ratings: this.given.ratings }, this, "example", new Map()),
      h(
        "p",
        {},
        button("compare", "Compare with ours", () => this.compare(), { class: "primary wide" }),
      ),
    ];
  }

  drawWhileItRuns() {
    const tell = this.playback.hasBegun()
      ? "Tap a line when it is done. At the end you can mark the rest."
      : "These are the lines that you’ll mark. Read them first, then start.";
    return [paragraph("quiet", tell), drawItems(this.items(), this)];
  }
}
