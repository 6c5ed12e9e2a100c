"""Keep this group going: on the last screen of a session."""

import streamlit as st

from roleplay.errors import Fault
from roleplay.groups.tonight import listed
from roleplay.usecases.practice.joining import SeatView
from roleplay.web.groups.founding import own_zone
from roleplay.web.groups.ways import done
from roleplay.web.people.person import owners
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import GROUP
from roleplay.web.widgets.again import draw_again
from roleplay.web.widgets.literal import literal

THE_OTHERS = "The others come in with the same tap on their own phones."


def keep_going(mine: SeatView) -> None:
    """Same people, one tap each."""
    who, practice = visitor(mine.seat.person), mine.practice.id
    try:
        kept = kit().groups.membership.kept(who, practice)
    except Fault:
        # The others took their seat back in the meantime, or the session is closed to this device.
        return
    st.markdown("#### Same people, next week?")
    if kept.mine:
        others = f", with {listed(kept.by)}." if kept.by else f". {THE_OTHERS}"
        st.markdown(f":material/check: {literal(f'You’re in {kept.name}{others}')}")
        if any(person.id == mine.seat.person for person in owners()):
            label = "Set your usual time" if kept.sets_time else "Open the group"
            GROUP.link(label, person=mine.seat.person, group=kept.group)
        return
    if kept.by:
        st.markdown(literal(f"{listed(kept.by)} would like to. The group is called {kept.name}."))
    else:
        st.markdown("A group has a usual time, and one tap tells the others whether you’re coming.")
    label = "I’m in" if kept.group else "Keep this group going"
    if st.button(label, key="keep-going", icon=":material/groups:", width="stretch") and done(
        lambda: kit().groups.membership.keep(who, practice, own_zone())
    ):
        draw_again()
