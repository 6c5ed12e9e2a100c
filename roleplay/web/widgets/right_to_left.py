"""Streamlit's own elements: the text in them may run right to left."""

import streamlit as st

_TURN = """
// A drop-down list is outside the page's main part.
const FIELDS = `input:not([type="checkbox"], [type="radio"], [type="file"]), textarea`;
const TEXTS = `[data-testid="stMarkdownContainer"], p, li, h1, h2, h3, h4, td, th, blockquote, pre, [role="option"]`;
const WORDS = `:is([data-testid="stMain"], [role="listbox"]) :is(${TEXTS}, ${FIELDS}):not([dir])`;
export default function ({ parentElement }) {
  const page = parentElement.ownerDocument;
  const turn = () => { for (const element of page.querySelectorAll(WORDS)) element.dir = "auto"; };
  // Before anything drawn is seen, so that nothing jumps from one side to the other.
  const watch = new MutationObserver(turn);
  watch.observe(page.body, { childList: true, subtree: true });
  turn();
  return () => watch.disconnect();
}
"""

# Registered at import, as Streamlit asks; mounted by the frame.
_component = st.components.v2.component("kit.directions", js=_TURN)
_UNSEEN = "<style>.st-key-directions { display: none; }</style>"


def each_its_way() -> None:
    """Every paragraph and field on every page takes its direction from its text."""
    st.html(_UNSEEN)
    with st.container(key="directions"):
        _component(key="directions-of-words")
