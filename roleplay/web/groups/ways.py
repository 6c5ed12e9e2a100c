"""Addresses of a group's page and of what stands on it, and what was just done there."""

from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st

from roleplay.errors import Fault
from roleplay.web.server.addresses import links_to
from roleplay.web.server.device import page_url
from roleplay.web.server.pages import GROUP, INVITATION
from roleplay.web.widgets.literal import literal, say

_DONE = "group-done"
_IN_SIGHT = """<style>
:has(> .st-key-told) { position: sticky; top: 3.5rem; z-index: 9; }
.st-key-told .stAlert { background: light-dark(#FCFBF7, #14191F); border-radius: .5rem; }
</style>"""


def session_link(group: str, meeting: str) -> str:
    """A session's address for the group's chat. It only says where the session is: members alone can open it."""
    return links_to(page_url(), f"{GROUP.stem}?{urlencode({'group': group, 'session': meeting})}")[0]


def invitation_link(secret: str) -> str:
    return links_to(page_url(), f"{INVITATION}?{urlencode({'secret': secret})}")[0]


def link(label: str, icon: str, person: str, group: str = "", **more: str) -> None:
    """A button that leads to another part of the page: Streamlit's own links would all look like where one is."""
    key = "-".join(("to", group, *more.values()))
    if st.button(label, key=key, icon=f":material/{icon}:", type="tertiary"):
        go(person, group, **more)


def go(person: str, group: str = "", **more: str) -> None:
    """Draw another part of the page."""
    st.query_params.from_dict(
        {name: value for name, value in {"person": person, "group": group, **more}.items() if value}
    )
    st.rerun()


def done(use_case: Callable[[], object], sentence: str = "") -> bool:
    """Run it; the page says on its next run what was done, or at once what is wrong. Returns whether it was done."""
    try:
        use_case()
    except Fault as fault:
        say(fault)
        return False
    if sentence:
        st.session_state[_DONE] = sentence
    return True


def tell_what_was_done() -> None:
    """Once, and in sight however far down the page the button stands."""
    if sentence := st.session_state.pop(_DONE, ""):
        st.html(_IN_SIGHT)
        with st.container(key="told"):
            st.success(literal(sentence), icon=":material/check:")
