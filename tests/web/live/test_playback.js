import assert from "node:assert/strict";
import { test } from "node:test";
import { Playback } from "../../../roleplay/web/alone/playback.js";
import { Voice } from "../../../roleplay/web/alone/voice.js";

const LINES = [{ at: 0 }, { at: 4000 }, { at: 9000 }];

function begun() {
  const playback = new Playback({ lines: LINES, ends: 12000 });
  playback.play();
  return playback;
}

function device() {
  const said = [];
  const synthesis = { speak: (reads) => said.push(reads), cancel: () => {} };
  class Utterance {
    constructor(text) {
      this.text = text;
    }
  }
  const voice = new Voice({ synthesis, Utterance });
  voice.on = true;
  return { said, voice };
}

test("a line is shown from its moment on, and none before", () => {
  const playback = begun();

  playback.pass(3999);
  const before = playback.shown().length;
  playback.pass(1);

  assert.deepEqual([before, playback.shown().length], [1, 2]);
});

test("a pause holds the time", () => {
  const playback = begun();
  playback.pass(5000);

  playback.pause();
  playback.pass(60000);

  assert.equal(playback.at, 5000);
});

test("back goes to the beginning of a line, and from there to the line before", () => {
  const playback = begun();
  playback.pass(8000);

  playback.back();
  const once = playback.at;
  playback.back();

  assert.deepEqual([once, playback.at], [4000, 0]);
});

test("it ends, and is played again from the start", () => {
  const playback = begun();

  playback.pass(60000);
  const ended = [playback.isOver(), playback.playing, playback.at];
  playback.play();

  assert.deepEqual(ended, [true, false, 12000]);
  assert.deepEqual([playback.at, playback.isOver()], [0, false]);
});

test("from its end, back goes to a line that can still be read", () => {
  const playback = begun();
  playback.pass(60000);

  playback.back();

  assert.deepEqual([playback.at, playback.isOver()], [4000, false]);
});

test("the next line waits until the voice has read this one", () => {
  const playback = begun();

  playback.pass(6000, true);
  const waiting = playback.current();
  playback.pass(200, false);

  assert.deepEqual([waiting, playback.current()], [0, 1]);
});

test("a voice that never says that it is done holds nothing for ever", () => {
  const playback = begun();

  for (let seconds = 0; seconds < 20; seconds++) playback.pass(1000, true);

  assert.equal(playback.current() > 0, true);
});

test("what is only shown is not read aloud", () => {
  const { said, voice } = device();

  voice.say({ who: "patient", say: "", show: "looks away" });

  assert.deepEqual([said.length, voice.isSpeaking()], [0, false]);
});

test("a line that was cut off does not end the one that follows it", () => {
  const { said, voice } = device();
  voice.say({ who: "student", say: "One" });
  voice.say({ who: "patient", say: "Two" });

  said[0].onend();
  const after = voice.isSpeaking();
  said[1].onend();

  assert.deepEqual([after, voice.isSpeaking()], [true, false]);
});

test("the two people have voices that differ", () => {
  const { said, voice } = device();

  voice.say({ who: "student", say: "One" });
  voice.say({ who: "patient", say: "Two" });

  assert.notEqual(said[0].pitch, said[1].pitch);
});

test("a device without a voice is not asked for one", () => {
  const voice = new Voice({});

  voice.say({ who: "student", say: "One" });
  voice.stop();

  assert.deepEqual([voice.isThere(), voice.isSpeaking()], [false, false]);
});
