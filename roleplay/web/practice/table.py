"""A laptop on the table: the code until everybody has joined, then a clock for everyone to see."""

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.persons import Practice
from roleplay.shared_words import TABLE_CLOCK
from roleplay.web.live import live
from roleplay.web.people.signposts import for_stop
from roleplay.web.practice.around import Part, around
from roleplay.web.practice.opening import invitation, preparing_for
from roleplay.web.practice.starting import code_form
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import HOME
from roleplay.web.widgets.literal import say

# Under a band with a clock that can be read from across the room.
LARGE = "<style>.stMainBlockContainer { padding-top: calc(min(26vw, 15rem) + 11rem) !important; }</style>"


def table_clock(code: str) -> None:
    """The clock of the practice with this code, if this device may show it; otherwise the way in, and a link home."""
    try:
        practice = kit().joining.table(visitor(), code)
    except Fault as fault:
        st.header(TABLE_CLOCK)
        say(fault)
        code_form()
        HOME.link()
        return
    clock(practice)


@st.fragment(key="table")
def clock(practice: Practice) -> None:
    """Reruns when the first round begins."""
    drawn = around(kit().rooms.table(practice.id))
    if drawn.part is not Part.OPENING:
        st.html(LARGE)
    above = st.container()
    live(practice.code, "", drawn.key, table=True, signposts=for_stop(""))
    if drawn.part is Part.OPENING:
        with above:
            preparing_for(practice.id)
            invitation(practice.code, opener=True, online=drawn.online)
