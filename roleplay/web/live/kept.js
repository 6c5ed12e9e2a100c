// What this page stores on the device. If the device can't store it (its storage is full or turned off, or a private
// window allows none), it stays in memory while the page is open and is written once it can be.

const PROBE = "kit:probe";
const PROBED = "x".repeat(2000); // about the size of two taps and a sentence

export class Kept {
  // `storage` is called each time: in some browsers even naming localStorage throws.
  constructor(storage) {
    this.storage = storage;
    this.loose = new Map();
    this.works = true;
    this.retry();
  }

  read(key) {
    if (this.loose.has(key)) return this.loose.get(key);
    try {
      return this.storage().getItem(key);
    } catch {
      return null;
    }
  }

  keys(prefix) {
    let stored = [];
    try {
      stored = Object.keys(this.storage());
    } catch {
      // What is in memory is all there is.
    }
    return [...new Set([...stored, ...this.loose.keys()])].filter((key) => key.startsWith(prefix));
  }

  write(key, text) {
    this.loose.delete(key);
    try {
      this.storage().setItem(key, text);
    } catch {
      this.loose.set(key, text);
      this.works = false;
    }
  }

  remove(key) {
    this.loose.delete(key);
    try {
      this.storage().removeItem(key);
    } catch {
      // Nothing is stored there.
    }
  }

  // A list or an object as JSON; an empty one leaves nothing behind.
  load(key, empty) {
    try {
      return JSON.parse(this.read(key)) ?? empty;
    } catch {
      return empty;
    }
  }

  keep(key, value) {
    if (Object.keys(value).length) this.write(key, JSON.stringify(value));
    else this.remove(key);
  }

  // Whether something under this place would be lost with the page.
  isLoose(place) {
    return [...this.loose.keys()].some((key) => key.startsWith(`${place}:`));
  }

  // Try again to write what couldn't be written. Returns whether the device has just started to store things again.
  retry() {
    try {
      this.storage().setItem(PROBE, PROBED);
      this.storage().removeItem(PROBE);
    } catch {
      this.works = false;
      return false;
    }
    const again = !this.works;
    this.works = true;
    for (const [key, text] of [...this.loose]) this.write(key, text);
    return again && this.works;
  }
}
