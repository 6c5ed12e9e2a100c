// A button under a finger must still be there when the finger lifts, or the tap would be lost: redrawing because
// somebody else did something waits for it. Redrawing for another step of the practice doesn't, as there the button
// means something else.

const LONGEST_PRESS = 1500; // milliseconds
const CLICK_COMES = 120; // milliseconds: a touch becomes a click just after the finger lifts
const PRESSED = "button, summary, label";

export class Press {
  // `step()` names what a tap means now, `draw()` draws what had to wait, `later(work, ms)` returns a function that
  // cancels it.
  constructor(root, { step, draw, later }) {
    this.step = step;
    this.draw = draw;
    this.later = later;
    this.on = null;
    this.waits = false;
    this.callOff = () => {};
    this.listen(root);
  }

  listen(root) {
    const on = (name, hear) => root.addEventListener(name, hear, true);
    on("pointerdown", (event) => this.begin(event));
    on("keydown", (event) => {
      if (event.key === " ") this.begin(event);
    });
    on("pointerup", () => this.endWithin(CLICK_COMES));
    on("keyup", () => this.endWithin(CLICK_COMES));
    on("pointercancel", () => this.end());
    on("click", () => this.end()); // before its own handler, which may draw at once
  }

  begin(event) {
    const on = event.composedPath()[0].closest?.(PRESSED);
    if (!on) return;
    this.on = on;
    this.began = this.step();
    this.waits = false;
    this.endWithin(LONGEST_PRESS);
  }

  endWithin(time) {
    if (!this.on) return;
    this.callOff();
    this.callOff = this.later(() => this.end(), time);
  }

  end() {
    this.callOff();
    if (!this.on) return;
    this.on = null;
    if (this.waits) this.later(() => this.draw(), 0);
  }

  // Whether a box must not be drawn now; if so, it is drawn once the finger has lifted.
  holds(box) {
    if (!this.on || !box.contains(this.on) || this.began !== this.step()) return false;
    this.waits = true;
    return true;
  }
}
