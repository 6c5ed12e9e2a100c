"""Where practising on one's own is offered: on Home, and in a lobby while one waits for the others."""

from __future__ import annotations

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.persons import Person
from roleplay.usecases.practice.joining import SeatView
from roleplay.web.people.person import owners
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import ALONE, EXAMPLE
from roleplay.web.widgets.literal import say

NEW = "**New to observing?** Mark a two-minute example first, and see how you’d compare."
WAITING = "**While you wait:** mark a two-minute example, and see how you’d compare."
NOBODY = "Nobody coming? There’s something to practise on your own. This session stays open."


def on_home(person: Person) -> None:
    """A link for everybody; before somebody's first time as observer, an example."""
    try:
        if kit().examples.is_new_to_observing(visitor(person.id)):
            st.markdown(NEW)
            EXAMPLE.link(person=person.id)
    except Fault as fault:
        say(fault)
        return
    ALONE.link(person=person.id)


def in_lobby(mine: SeatView) -> None:
    """For whoever sits at a device of their own: what a guest marks on it, its owner could read."""
    if all(person.id != mine.seat.person for person in owners()):
        return
    is_new = kit().examples.is_new_to_observing(visitor(mine.seat.person))
    with st.container(border=True, key="while-waiting"):
        st.markdown(NEW if is_new else WAITING)
        EXAMPLE.link(person=mine.seat.person, seat=mine.seat.id)
        st.markdown(NOBODY)
        ALONE.link(person=mine.seat.person, seat=mine.seat.id)
