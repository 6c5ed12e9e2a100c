// Keeps what is in sight in its place when something above it comes or goes: the page scrolls along. Browsers do that
// by themselves in some places only, never at the top of a page, and not on an iPhone.

const FINGER_STAYS = 1500; // milliseconds
const CONTROLS = "button[data-key], summary[data-key], textarea[data-key]";

export class Steady {
  // `outside` are the parts of `root` that hang over the page and don't scroll.
  constructor(root, outside) {
    this.root = root;
    this.outside = outside;
    this.finger = null;
    root.addEventListener(
      "pointerdown",
      ({ clientY, timeStamp }) => {
        this.finger = { y: clientY, at: timeStamp };
      },
      true,
    );
  }

  // Unless it is strict, what comes while nobody touches or has scrolled the page is seen rather than scrolled away.
  hold(draw, isStrict) {
    if (!isStrict && !this.isTouched() && this.scroller().scrollTop === 0) {
      draw();
      return;
    }
    const before = this.inSight();
    draw();
    const kept = before.find(({ key }) => this.find(key));
    const by = kept ? this.find(kept.key).getBoundingClientRect().top - kept.top : 0;
    if (Math.abs(by) >= 1) this.scroller().scrollBy({ top: by, behavior: "instant" });
  }

  // A new stage starts at the top of the page.
  toTop() {
    this.scroller().scrollTo({ top: 0 });
  }

  // The controls in sight, the one nearest to the finger first; without a finger, from the top down.
  inSight() {
    const isTouched = this.isTouched();
    const away = ({ top }) => (isTouched ? Math.abs(top - this.finger.y) : top);
    return [...this.root.querySelectorAll(CONTROLS)]
      .filter((one) => !this.outside.some((box) => box.contains(one)))
      .map((one) => ({ key: one.dataset.key, top: one.getBoundingClientRect().top, height: one.offsetHeight }))
      .filter(({ top, height }) => height && top >= 0 && top < innerHeight)
      .sort((one, other) => away(one) - away(other));
  }

  isTouched() {
    return this.finger !== null && performance.now() - this.finger.at < FINGER_STAYS;
  }

  find(key) {
    return this.root.querySelector(`[data-key="${CSS.escape(key)}"]`);
  }

  scroller() {
    const scrolls = (box) => box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY);
    let box = this.root;
    while (box && !scrolls(box)) box = box.parentElement ?? box.getRootNode().host;
    return box ?? window;
  }
}
