// What the page has of the device: its storage, its bell, and a screen that stays on where the browser lets it.

import { Kept } from "./kept.js";
import { Sound } from "./sound.js";

// One of each for the page: what is in memory, and a bell that was woken, outlive a component that is drawn again.
export const kept = new Kept(() => localStorage);
export const sound = new Sound({
  open: () => new (window.AudioContext || window.webkitAudioContext)(),
  vibrate: navigator.vibrate?.bind(navigator),
  rang: () => {
    window.__kitBells = (window.__kitBells || 0) + 1;
  },
});

// Answers how to call it off.
export function later(work, ms) {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}

export class Wakefulness {
  constructor() {
    this.lock = null;
  }

  // Whether the screen stays on.
  async hold() {
    try {
      this.lock = await navigator.wakeLock.request("screen");
      return true;
    } catch {
      return false;
    }
  }

  // A browser lets go of it when the page is hidden.
  isLost() {
    return Boolean(this.lock?.released);
  }
}
