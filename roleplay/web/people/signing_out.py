"""Signing out, here or everywhere: nothing is deleted, and people who couldn't come back are told so first."""

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.persons import Person
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import HOME
from roleplay.web.server.renewal import due
from roleplay.web.widgets.literal import say

WHAT_IT_DOES = (
    "Nothing is deleted: your name and your key bring everything back, including your place in a session that’s still "
    "running. Others who use this browser stay signed in."
)
NO_KEY = (
    "**You don’t have a personal key.** If you sign out, there’s no way back to your history, not even with your name. "
    "Make a key first (above), or download your record."
)


def sign_out(person: Person) -> None:
    """For a browser that others use too, or a lost phone."""
    with st.expander("Sign out"):
        st.markdown(WHAT_IT_DOES)
        sure = False
        if person.key_hash is None:
            st.warning(NO_KEY, icon=":material/key_off:")
            sure = st.checkbox("Sign me out anyway", key="out-sure")
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
    st.switch_page(HOME.file, query_params={"signed": "out"})
