"""Signing out, here or everywhere: nothing of anybody's goes, and who could not come back is told so first."""

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.persons import Person
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import HOME
from roleplay.web.server.renewal import due
from roleplay.web.widgets.literal import say

WHAT_IT_DOES = (
    "Nothing is deleted: your name and your key bring everything back, also your place in a practice that is going on. "
    "Others who use this browser stay signed in."
)
NO_KEY = (
    "**You have no personal key.** If you sign out, nothing brings you back to your history, not even your name. Make "
    "a key first (above), or take your history home as a file."
)


def sign_out(person: Person) -> None:
    """For a browser that others use too, or a phone that is lost."""
    with st.expander("Sign out"):
        st.markdown(WHAT_IT_DOES)
        sure = False
        if person.key_hash is None:
            st.warning(NO_KEY, icon=":material/key_off:")
            sure = st.checkbox("Sign me out all the same", key="out-sure")
        if st.button("Sign out on this device", key="out-here", width="stretch"):
            _out(person, everywhere=False, without_key=sure)
        if st.button("Sign out on every device", key="out-everywhere", width="stretch"):
            _out(person, everywhere=True, without_key=sure)


def _out(person: Person, *, everywhere: bool, without_key: bool) -> None:
    try:
        kit().devices.sign_out(visitor(person.id), everywhere=everywhere, without_key=without_key)
    except Fault as fault:
        say(fault)
        return
    due(person.id)
    st.query_params.clear()
    st.switch_page(HOME, query_params={"signed": "out"})
