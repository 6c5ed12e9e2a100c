// Drafts of cases, kept on the device: one per text, under the person's place.

const DAYS = 60;
const DAY = 86400000; // milliseconds
const DRAFTS = "kit:write:";

export class CaseDrafts {
  // `storage` is called each time: in some browsers even naming localStorage throws.
  constructor(storage, now) {
    this.storage = storage;
    this.now = now;
  }

  read(key) {
    try {
      return JSON.parse(this.storage().getItem(key));
    } catch {
      return null;
    }
  }

  // Returns whether it was written; null removes the key.
  write(key, value) {
    try {
      if (value === null) this.storage().removeItem(key);
      else this.storage().setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  draft({ place, doc }) {
    const draft = this.read(keyOf(place, doc));
    return typeof draft?.text === "string" ? draft : null;
  }

  keep({ place, doc }, text, base) {
    return this.write(keyOf(place, doc), { text, base, at: this.now() });
  }

  forget({ place, doc }) {
    return this.write(keyOf(place, doc), null);
  }

  // Delete drafts that are old, and those that equal what is saved: a page that is left right after saving still has
  // its draft under the first name.
  tidy(place, saved) {
    try {
      for (const key of Object.keys(this.storage()).filter((each) => each.startsWith(DRAFTS))) {
        const draft = this.read(key);
        const isSaved = key.startsWith(keyOf(place, "")) && draft?.text === saved;
        const isFresh = draft?.at > this.now() - DAYS * DAY;
        if (!isFresh || isSaved) this.storage().removeItem(key);
      }
    } catch {
      // No storage, no drafts.
    }
  }
}

function keyOf(place, doc) {
  return `${DRAFTS}${place}:${doc}`;
}

// The time of a draft, with the day unless it is today.
export function when(at) {
  const date = new Date(at);
  const clock = date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday ? clock : `${date.toLocaleDateString([], { day: "numeric", month: "long" })}, ${clock}`;
}
