// The lines that were still open when the quiet minute began. The same lines stay in the same places until it ends,
// whatever is answered; a blank line is a choice as well.

export class StillToMark {
  constructor() {
    this.round = null;
    this.ids = [];
    this.start();
  }

  start() {
    this.blank = [];
    this.rest = [];
  }

  // The lines of this round that were open when it was first asked for them.
  hold(round, items) {
    if (this.round !== round) {
      this.round = round;
      this.ids = items.filter((item) => !item.mark && !item.never).map(({ id }) => id);
      this.start();
    }
    return items.filter(({ id }) => this.ids.includes(id));
  }

  isBlank(id) {
    return this.blank.includes(id);
  }

  setBlank(id, isBlank) {
    this.blank = this.blank.filter((one) => one !== id);
    if (isBlank) this.blank.push(id);
  }

  // What "the rest" is: neither marked nor left blank on purpose.
  open(items) {
    return items.filter((item) => this.ids.includes(item.id) && !item.mark && !this.isBlank(item.id));
  }

  // Returns the ids that are to be marked as not done; they can be unmarked again together.
  takeRest(items) {
    this.rest = this.open(items).map(({ id }) => id);
    return this.rest;
  }

  // Returns the ids that are still marked as they were then.
  giveBack(items) {
    const back = items.filter(({ id, mark }) => this.rest.includes(id) && mark === "not").map(({ id }) => id);
    this.rest = [];
    return back;
  }
}
