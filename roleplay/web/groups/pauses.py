"""Weeks in which the group doesn't meet, among its settings: those to come, and one more."""

from dataclasses import replace

import streamlit as st

from roleplay.groups.group import Pause, Terms, in_whole_weeks
from roleplay.groups.local_time import long_day, today
from roleplay.web.server.kit import kit

WHAT_IT_DOES = (
    "Sessions at your usual time are called off in these weeks, and the shared aim doesn’t count them. A pause runs "
    "from a Monday to a Sunday."
)


def pause_fields(now: Terms) -> Terms:
    """Whoever unticks a pause ends it. Those that are over stay, as the shared aim doesn't count their weeks."""
    this_day = today(kit().clock.now(), now.zone)
    st.markdown(f"**Paused weeks.** {WHAT_IT_DOES}")
    kept = [one for one in now.pauses if one.last < this_day or _kept(one)]
    # Named by what is there already, so that the fields are empty once a pause was saved.
    key = f"terms-pause-{len(now.pauses)}"
    first = st.date_input("Pause from (empty for none)", None, min_value=this_day, key=key, format="DD/MM/YYYY")
    last = st.date_input("Pause until", None, min_value=this_day, key=f"{key}-last", format="DD/MM/YYYY")
    if chosen := [one for one in (first, last) if one]:
        kept.append(in_whole_weeks(chosen[0], chosen[-1]))
    return replace(now, pauses=tuple(sorted(set(kept), key=lambda one: (one.first, one.last))))


def _kept(pause: Pause) -> bool:
    label = f"Pause from {long_day(pause.first)} to {long_day(pause.last)}"
    return st.checkbox(label, True, key=f"terms-pause-{pause.first}-{pause.last}")
