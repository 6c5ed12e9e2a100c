"""Where a page starts when it shows something else: Streamlit leaves the scroll position where it was."""

import streamlit as st

_LISTS = """
// Milliseconds for which a page may be in each state before it is left to itself.
const ENOUGH = { drawing: 30000, short: 4000, there: 300 };
export default function ({ data, parentElement }) {
  const main = parentElement.ownerDocument.querySelector('[data-testid="stMain"]');
  if (!main) return;
  // On the element, as the component itself is remade from one run to the next.
  const known = (main.kitScrolling ??= { shown: null, places: new Map() });
  const before = known.shown;
  known.shown = data.shown;
  if (before !== null && before !== data.shown) go(main, known, data);
  // At the press that leaves the page: by the time another has come, what was drawn since has moved the position.
  const note = () => {
    if (data.list && known.shown === data.shown) known.places.set(data.shown, main.scrollTop);
  };
  main.addEventListener("click", note, true);
  return () => main.removeEventListener("click", note, true);
}

function go(main, known, data) {
  known.stop?.();
  const to = data.list ? known.places.get(data.shown) ?? 0 : 0;
  const moves = ["wheel", "touchstart", "keydown", "pointerdown"];
  // What is still being drawn of the previous page would move the position.
  main.style.overflowAnchor = "none";
  known.stop = () => {
    known.stop = null;
    main.style.overflowAnchor = "";
    for (const move of moves) main.removeEventListener(move, stop);
  };
  const stop = known.stop;
  // A person who scrolls goes first.
  for (const move of moves) main.addEventListener(move, stop, { passive: true });
  // Streamlit takes the previous page away when its run ends, and a list is drawn from its top: until both are done,
  // a position that was reached may be lost again.
  const app = main.closest('[data-testid="stApp"]');
  const look = () => {
    if (app?.dataset.testScriptState === "running") return "drawing";
    return Math.abs(main.scrollTop - to) <= 1 ? "there" : "short";
  };
  let state = null;
  let since = 0;
  let height = 0;
  const step = (now) => {
    if (known.stop !== stop) return;
    const is = look();
    // Moved, though nothing was drawn: a screen reader or a link has scrolled.
    if (state === "there" && is === "short" && main.scrollHeight === height) return stop();
    height = main.scrollHeight;
    if (is !== state) [state, since] = [is, now];
    if (now - since > ENOUGH[is]) return stop();
    main.scrollTo({ top: to, behavior: "instant" });
    requestAnimationFrame(step);
  };
  step(performance.now());
}
"""

# Registered at import, as Streamlit asks; mounted by `begin` below.
_component = st.components.v2.component("kit.scrolling", js=_LISTS)
_UNSEEN = "<style>.st-key-scrolling { display: none; }</style>"


def begin(shown: str, a_list: bool = False) -> None:
    """The page starts at the top when something else is ``shown``; a list starts where it was when it was left."""
    st.html(_UNSEEN)
    with st.container(key="scrolling"):
        _component(key="scrolling-to", data={"shown": shown, "list": a_list})
