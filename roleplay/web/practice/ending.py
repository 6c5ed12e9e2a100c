"""After the last round: the record to download, and the key that brings it back."""

from datetime import datetime

import streamlit as st

from roleplay.errors import Fault
from roleplay.usecases.groups.calendar import next_session
from roleplay.usecases.practice.joining import SeatView
from roleplay.web.history.record import home_page
from roleplay.web.people.person import owners
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import HISTORY
from roleplay.web.widgets.again import draw_again
from roleplay.web.widgets.copying import key_to_copy
from roleplay.web.widgets.days import zone
from roleplay.web.widgets.literal import say


def take_home(mine: SeatView) -> None:
    """The record as one self-contained page, and the next session for the calendar."""
    now = datetime.fromtimestamp(kit().clock.now() / 1000, zone())
    who, practice = visitor(mine.seat.person), mine.practice.id
    st.download_button(
        "Download my record",
        data=lambda: home_page(who, now, practice),
        file_name=f"practice-{now:%Y-%m-%d}.html",
        mime="text/html",
        icon=":material/download:",
        width="stretch",
        key="take-home",
        on_click="ignore",
    )
    to_history(mine)
    with st.expander("Next session"):
        when = st.datetime_input("When will you meet again?", value=None, key="meeting")
        if when is not None:
            st.download_button(
                "Add to my calendar",
                data=lambda: next_session(when, mine.practice.code, kit().clock.now()).data,
                file_name="practice.ics",
                mime="text/calendar",
                width="stretch",
                key="meeting-ics",
                on_click="ignore",
            )


def to_history(mine: SeatView) -> None:
    """A link to what is kept, on a person's own device."""
    if any(person.id == mine.seat.person for person in owners()):
        HISTORY.link(person=mine.seat.person)


def personal_key(mine: SeatView) -> None:
    """Five words that bring a person and their history back on any device."""
    st.markdown("#### Keep what’s yours")
    given = st.session_state.get(f"key-{mine.seat.person}")
    if given:
        key_to_copy(given)
        return
    st.markdown("A personal key is five words that bring back your name and your history on any device.")
    if mine.has_key:
        st.markdown(
            "If you make a new key, the old one stops working. Other phones are signed out and need the new one."
        )
    label = "Make a new key (the old one stops working)" if mine.has_key else "Make my personal key"
    if st.button(label, key="make-key", icon=":material/key:"):
        try:
            st.session_state[f"key-{mine.seat.person}"] = kit().joining.give_key(visitor(seat=mine.seat.id))
        except Fault as fault:
            say(fault)
            return
        draw_again()
