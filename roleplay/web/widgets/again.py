"""Draw the page again after a button."""

import streamlit as st
from streamlit.errors import StreamlitAPIException


def draw_again() -> None:
    """Only the fragment; the whole page if the press came during a run of the whole page, as while it loads."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()
