// A button that a finger is on is still there when the finger lifts, or the tap would be lost: what is drawn because
// somebody else did something waits for it. Not what another step of the practice draws, where the button has another
// sense.

const LONGEST_PRESS = 1500; // milliseconds
const CLICK_COMES = 120; // a touch is a click a moment after the finger has left
const PRESSED = "button, summary, label";

export class Press {
  // `step()` names what a tap means now, `draw()` draws what had to wait, `later(work, ms)` answers how to call it off.
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

  // Whether a box must not be drawn now; if so, it is drawn once the finger has left.
  holds(box) {
    if (!this.on || !box.contains(this.on) || this.began !== this.step()) return false;
    this.waits = true;
    return true;
  }
}
