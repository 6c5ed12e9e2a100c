"""A finger on a chart: the page scrolls under it, and a tap is a click."""

import streamlit as st

_LEAVE = """
export default function ({ parentElement }) {
  const main = parentElement.ownerDocument.querySelector('[data-testid="stMain"]');
  if (!main) return;
  // If dots can be chosen, Plotly takes every touch for the start of a drag, and the page doesn't scroll.
  // A touch hidden from it scrolls the page or becomes a click.
  const leave = (event) => {
    if (event.target.closest(".stPlotlyChart")) event.stopPropagation();
  };
  main.addEventListener("touchstart", leave, { capture: true, passive: true });
  return () => main.removeEventListener("touchstart", leave, { capture: true });
}
"""

# Registered at import, as Streamlit asks; mounted by `leave_to_the_page` below.
_component = st.components.v2.component("kit.touch", js=_LEAVE)
_UNSEEN = "<style>.st-key-touch { display: none; }</style>"


def leave_to_the_page() -> None:
    """For every chart on this page; call it once per page."""
    st.html(_UNSEEN)
    with st.container(key="touch"):
        _component(key="touch-on-charts")
