// What the page uses of the device: its storage, its bell, and a screen that stays on if the browser allows it.

import { Kept } from "./kept.js";
import { Sound } from "./sound.js";

// One of each per page: what is in memory, and a bell that was woken, outlive a component that is mounted again.
export const kept = new Kept(() => localStorage);
export const sound = new Sound({
  open: () => new (window.AudioContext || window.webkitAudioContext)(),
  vibrate: navigator.vibrate?.bind(navigator),
  rang: () => {
    window.__kitBells = (window.__kitBells || 0) + 1;
  },
});

// Returns a function that cancels it.
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

  // A browser releases it when the page is hidden.
  isLost() {
    return Boolean(this.lock?.released);
  }
}
