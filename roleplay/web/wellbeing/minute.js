// A minute, or some, on one screen.

const LENGTH = 60;

export class Minute {
  // `later` returns a function that cancels; `changed` is called at every second and at the end.
  // `length` is in seconds.
  constructor({ now, later, changed, length = LENGTH }) {
    Object.assign(this, { now, later, changed, length });
    this.ends = null;
    this.cancel = () => {};
  }

  isRunning() {
    return this.ends !== null && this.left() > 0;
  }

  isOver() {
    return this.ends !== null && this.left() === 0;
  }

  // Whole seconds; by the clock, so that a phone that slept shows the right ones.
  left() {
    return this.ends === null ? this.length : Math.max(0, Math.ceil((this.ends - this.now()) / 1000));
  }

  start() {
    this.ends = this.now() + this.length * 1000;
    this.step();
  }

  stop() {
    this.cancel();
    this.ends = null;
  }

  step() {
    this.cancel();
    this.changed();
    if (this.isRunning()) this.cancel = this.later(() => this.step(), (this.ends - this.now()) % 1000 || 1000);
  }
}
