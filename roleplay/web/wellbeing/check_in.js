// The private check-in: how somebody is, and what they would like. It is kept in this browser and nowhere else; only
// the last one, as nothing is made of it.

export const PLACE = "kit:check-in";
export const FEWEST = 1;
export const MOST = 5;
export const WISHES = { carry_on: "Carry on", pause: "Pause", swap: "Swap" };

export class CheckIn {
  constructor(kept, now) {
    this.kept = kept;
    this.now = now;
    this.watchers = new Set();
  }

  // What is kept, or null where nobody has switched it on.
  get() {
    const held = this.kept.load(PLACE, null);
    return held && typeof held === "object" && held.on === true ? held : null;
  }

  switchOn() {
    this.put({ on: true });
  }

  // Switches it off as well: nothing is left on the device.
  delete() {
    this.kept.remove(PLACE);
    this.tell();
  }

  // A second tap on the same answer takes it back.
  tap(name, value) {
    const held = this.get();
    if (!held) return;
    const { [name]: before, ...others } = held;
    this.put(before === value ? others : { ...others, [name]: value, at: this.now() });
  }

  put(held) {
    this.kept.keep(PLACE, held);
    this.tell();
  }

  tell() {
    for (const changed of this.watchers) changed();
  }

  // Returns a function that ends it.
  watch(changed) {
    this.watchers.add(changed);
    return () => this.watchers.delete(changed);
  }
}
