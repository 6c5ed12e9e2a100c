import assert from "node:assert/strict";
import { test } from "node:test";
import { Sound } from "../../../roleplay/web/live/sound.js";

// A device whose browser may silence it, as before the first touch.
class Device {
  tones = [];
  bells = 0;
  buzzes = [];
  opened = 0;

  constructor({ isSilent = false, vibrates = true } = {}) {
    this.context = {
      state: isSilent ? "suspended" : "running",
      currentTime: 7,
      resume: () => (this.resumed = true),
      createOscillator: () => this.oscillator(),
      createGain: () => ({ gain: this.gain(), connect: (to) => to }),
    };
    this.sound = new Sound({
      open: () => {
        this.opened += 1;
        return this.context;
      },
      vibrate: vibrates ? (pattern) => this.buzzes.push(pattern) : undefined,
      rang: () => (this.bells += 1),
    });
  }

  oscillator() {
    const tone = {
      frequency: {},
      connect: (gain) => gain,
      start: () => this.tones.push(tone),
      stop: (at) => (tone.ends = at),
    };
    return tone;
  }

  gain() {
    return {
      setValueAtTime: (loudness) => (this.loudest = Math.max(this.loudest ?? 0, loudness)),
      exponentialRampToValueAtTime() {},
    };
  }
}

test("a bell is three partials that end", () => {
  const device = new Device();
  device.sound.wake();

  device.sound.ring(false);

  assert.deepEqual(
    device.tones.map((tone) => tone.frequency.value),
    [880, 1760, 2637],
  );
  assert.ok(device.tones.every((tone) => tone.ends > 7 && tone.ends < 10));
});

test("a warning is softer than the bell", () => {
  const [loud, soft] = [new Device(), new Device()];
  for (const { sound } of [loud, soft]) sound.wake();

  loud.sound.ring(false);
  soft.sound.ring(true);

  assert.ok(soft.loudest < loud.loudest);
});

test("before the first touch no tone is made, and the sound says that it is not ready", () => {
  const device = new Device({ isSilent: true });

  device.sound.ring(false);

  assert.deepEqual([device.sound.ready(), device.tones, device.bells], [false, [], 1]);
});

test("a touch resumes what the browser has silenced, in one context", () => {
  const device = new Device({ isSilent: true });

  device.sound.wake();
  device.sound.wake();

  assert.deepEqual([device.resumed, device.opened], [true, 1]);
});

test("on a device without sound, a touch and a bell break nothing", () => {
  const sound = new Sound({
    open: () => {
      throw new Error("no such thing");
    },
    rang: () => {},
  });

  sound.wake();
  sound.ring(false);

  assert.equal(sound.ready(), false);
});

test("a device buzzes if it can and may", () => {
  const device = new Device();
  device.sound.buzz([300, 120, 300]);
  new Device({ vibrates: false }).sound.buzz(150);
  device.sound.vibrate = () => {
    throw new Error("forbidden");
  };
  device.sound.buzz(150);

  assert.deepEqual(device.buzzes, [[300, 120, 300]]);
});
