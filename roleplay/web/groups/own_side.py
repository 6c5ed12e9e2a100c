"""Under Me: own limits, own attendance, and whom one has blocked. Nobody else sees any of it."""

import streamlit as st

from roleplay.errors import Fault
from roleplay.groups.local_time import long_day
from roleplay.groups.own_limits import MOST_A_WEEK, OwnLimits
from roleplay.people.persons import Person
from roleplay.web.groups.founding import own_zone
from roleplay.web.groups.ways import done, tell_what_was_done
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets.literal import literal, say


def my_groups_side(person: Person) -> None:
    """Folded: most people never need it."""
    tell_what_was_done()
    try:
        who = visitor(person.id)
        limits, came = kit().groups.own.limits(who), kit().groups.own.attendance(who, own_zone())
        blocked = kit().groups.board.blocked(who)
    except Fault as fault:
        say(fault)
        return
    with st.expander("My limits and pauses", key="limits-mine"):
        _limits(limits, person)
    if came:
        with st.expander(f"Group sessions I came to: {len(came)}", key="attendance"):
            st.markdown("Only you see this.")
            st.markdown("\n".join(f"- {long_day(one.day)}: {literal(one.group)}" for one in came))
    if blocked:
        with st.expander(f"People I’ve blocked: {len(blocked)}", key="blocked"):
            for id_, name in blocked:
                if st.button(f"Unblock {literal(name)}", key=f"unblock-{id_}") and done(
                    lambda id_=id_: kit().groups.board.unblock(visitor(person.id), id_)  # type: ignore[misc]
                ):
                    st.rerun()


def _limits(now: OwnLimits, person: Person) -> None:
    st.markdown("Only you see these. They remind you before you say yes, and never stop you.")
    with st.form("limits", border=False):
        most = st.number_input(
            "Most sessions a week (empty for no limit)", 1, MOST_A_WEEK, now.sessions_a_week, key="limits-most"
        )
        until = st.date_input(
            "Pause until (empty for no pause)", now.pause_until, key="limits-pause", format="DD/MM/YYYY"
        )
        quiet_from = st.time_input("Quiet hours from", now.quiet_from, key="limits-from")
        quiet_until = st.time_input("Quiet hours until", now.quiet_until, key="limits-until")
        save = st.form_submit_button("Save my limits", width="stretch", key="limits-go")
    limits = OwnLimits(most, until, quiet_from, quiet_until)
    if save and done(lambda: kit().groups.own.set_limits(visitor(person.id), limits), "Your limits were saved."):
        st.rerun()
