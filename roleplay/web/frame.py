"""The frame of every page: title, navigation, and the page itself."""

import streamlit as st

from roleplay.web.kit import ROOT

st.set_page_config(page_title="Role-play kit", page_icon=":material/groups:", layout="centered")
page = st.navigation(
    [
        st.Page(ROOT / "pages/home.py", title="Home", default=True),
        st.Page(ROOT / "pages/join.py", title="Join a practice"),
        st.Page(ROOT / "pages/practice.py", title="Practice"),
    ],
    position="hidden",
)
page.run()
