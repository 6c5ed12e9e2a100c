"""Where a page starts when it shows something else: Streamlit leaves the scroll position where it was."""

import streamlit as st

_LISTS = """
const MOST = 4000;
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
    clearTimeout(timer);
    for (const move of moves) main.removeEventListener(move, stop);
  };
  const stop = known.stop;
  const timer = setTimeout(stop, MOST);
  // A person who scrolls goes first.
  for (const move of moves) main.addEventListener(move, stop, { passive: true });
  const step = () => {
    if (known.stop !== stop) return;
    main.scrollTo({ top: to, behavior: "instant" });
    // A list is drawn from its top: its old position exists once it is long enough.
    if (main.scrollTop < to - 1) requestAnimationFrame(step);
  };
  step();
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
