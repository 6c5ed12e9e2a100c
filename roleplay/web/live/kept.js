// What this page keeps on the device. Where the device cannot keep it (its storage is full, or switched off, or the window
// is a private one that allows none), it stays in memory for as long as the page is open and is written once it can be.
const PROBE = "kit:probe", PROBED = "x".repeat(2000); // about what two taps and a sentence take

class Kept {
  constructor() { this.loose = new Map(); this.works = true; this.retry(); }
  read(key) {
    if (this.loose.has(key)) return this.loose.get(key);
    try { return localStorage.getItem(key); } catch { return null; }
  }
  keys(prefix) {
    let stored = [];
    try { stored = Object.keys(localStorage); } catch { /* what is in memory */ }
    return [...new Set([...stored, ...this.loose.keys()])].filter((key) => key.startsWith(prefix));
  }
  write(key, text) {
    this.loose.delete(key);
    try { localStorage.setItem(key, text); } catch { this.loose.set(key, text); this.works = false; }
  }
  remove(key) { this.loose.delete(key); try { localStorage.removeItem(key); } catch { /* nothing is stored there */ } }
  // Again what could not be written. Returns whether the device keeps things once more.
  retry() {
    try { localStorage.setItem(PROBE, PROBED); localStorage.removeItem(PROBE); } catch { this.works = false; return false; }
    const again = !this.works;
    this.works = true;
    for (const [key, text] of [...this.loose]) this.write(key, text);
    return again && this.works;
  }
}
// One for the page: what is in memory outlives a component that is drawn anew.
const kept = new Kept();
