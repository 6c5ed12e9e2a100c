// Records how far controls move between two frames, in `moves`.
//
// Each frame compares every control in sight with the frame before. A control is known by its key, so a button that is
// drawn again is the same one. If a person scrolls, everything moves with the page; if the page scrolls itself, that
// counts. What somebody unfolds themselves may push away what is below it. Lengths are in pixels, times in
// milliseconds.

(() => {
  const NEAR = 44,
    FINGER_STAYS = 1500,
    UNFOLDS = 600,
    LEAST = 1;
  const CONTROLS = "button, input, textarea, select, summary, a[href], [role=radio], [role=checkbox]";
  const moves = (window.moves = { found: [], frames: 0 });
  let before = new Map(),
    stage = "",
    finger = null,
    scrolledItself = false;
  const scrollers = new WeakMap();

  for (const [owner, name] of [
    [Element.prototype, "scrollTo"],
    [Element.prototype, "scrollBy"],
    [Element.prototype, "scrollIntoView"],
    [window, "scrollTo"],
    [window, "scrollBy"],
  ]) {
    const scroll = owner[name];
    owner[name] = function (...all) {
      scrolledItself = true;
      return scroll.apply(this, all);
    };
  }
  addEventListener(
    "click",
    (event) => {
      const on = event.composedPath()[0].closest?.("button, summary, label");
      const unfolds = on?.matches("summary, [aria-expanded]");
      finger = { x: event.clientX, y: event.clientY, at: performance.now(), unfolds };
    },
    true,
  );

  function* roots(root) {
    yield root;
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) yield* roots(element.shadowRoot);
  }
  function scrollersOf(element) {
    if (scrollers.has(element)) return scrollers.get(element);
    const found = [document.documentElement];
    for (let one = element; one; one = one.parentElement ?? one.getRootNode().host) {
      if (/auto|scroll/.test(getComputedStyle(one).overflowY)) found.push(one);
    }
    scrollers.set(element, found);
    return found;
  }
  function look() {
    const now = new Map(),
      names = new Map();
    for (const root of roots(document)) {
      for (const element of root.querySelectorAll(CONTROLS)) {
        if (!element.checkVisibility({ visibilityProperty: true }) || element.closest("[inert]")) continue;
        const { x, y, width, height } = element.getBoundingClientRect();
        if (!width || !height) continue;
        const name = element.dataset.key ?? element.getAttribute("aria-label") ?? element.innerText ?? "";
        const many = (names.get(name) ?? 0) + 1;
        names.set(name, many);
        const scrolled = scrollersOf(element).reduce((all, one) => all + one.scrollTop, 0);
        now.set(`${name.trim() || element.localName} ${many > 1 ? many : ""}`.trim(), {
          x,
          y,
          width,
          height,
          scrolled,
          said: element.getAttribute("aria-label") ?? element.innerText ?? "",
        });
      }
    }
    return now;
  }
  const inSight = ({ y, height }) => y + height > 0 && y < innerHeight;
  const isNear = ({ x, y, width, height }) =>
    finger && finger.x > x - NEAR && finger.x < x + width + NEAR && finger.y > y - NEAR && finger.y < y + height + NEAR;
  const stageNow = () => {
    for (const root of roots(document)) {
      const band = root.querySelector(".kit .band .under span");
      if (band)
        return [band.textContent.split(" · ")[0], root.querySelector(".kit .turn")?.textContent]
          .filter(Boolean)
          .join(": ");
    }
    return "";
  };
  function frame() {
    requestAnimationFrame(frame);
    if (document.hidden) return;
    const now = look(),
      at = performance.now(),
      stageNew = stageNow();
    const isTouched = finger && at - finger.at < FINGER_STAYS;
    const isUnfolded = finger?.unfolds && at - finger.at < UNFOLDS;
    moves.frames += 1;
    for (const [key, new_] of now) {
      const old = before.get(key);
      if (!old || isUnfolded || !(inSight(old) || inSight(new_))) continue;
      const down = new_.y - old.y,
        withPage = down + new_.scrolled - old.scrolled;
      const vertical = scrolledItself ? Math.abs(down) : Math.min(Math.abs(down), Math.abs(withPage));
      const px = Math.round(Math.max(vertical, Math.abs(new_.x - old.x)));
      if (px < LEAST) continue;
      const under = Boolean(isTouched && (isNear(old) || isNear(new_)));
      moves.found.push({ key, said: new_.said.slice(0, 60), px, stage, to: stageNew, under, itself: scrolledItself });
    }
    [before, stage, scrolledItself] = [now, stageNew, false];
  }
  requestAnimationFrame(frame);
})();
