"""Home: carry on, start or join a session; for somebody on their own device their next step and what to practise."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.persons import Person
from roleplay.review.next_case import Suggestion
from roleplay.room.events import Opened
from roleplay.sheets.atoms import heading
from roleplay.sheets.history.open_steps import steps_heading, steps_said
from roleplay.usecases.history.history import Glance
from roleplay.web.groups.guests import guest_sessions
from roleplay.web.groups.on_home import can_start, groups_of, next_session
from roleplay.web.history.replies import to_talk_about
from roleplay.web.history.same_case import due_again
from roleplay.web.practice.session_form import session_fields
from roleplay.web.practice.starting import (
    code_form,
    open_practices,
    practise_button,
    start_as,
    start_form,
    start_table,
    words_to_finish,
)
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets.literal import literal, named, say
from roleplay.web.widgets.parts import write


def ways_in(me: Person | None) -> None:
    """All ways into a session. The choices stand below the button that starts one, which takes them from there."""
    running = open_practices()
    glance = None if me is None else glance_of(me)
    mine = groups_of(me) if me is not None else ()
    at_top = st.container()
    if glance and glance.open:
        write(heading(steps_heading(glance.open), steps_said(glance.open, kit().history.bank().skills)))
    if me is not None:
        to_talk_about(me.id)
    above = st.container()
    opened = session_fields(kit().joining.last_timing(visitor()))
    if me is not None:
        with at_top:
            next_session(mine, me, opened)
            guest_sessions(me)
    with above:
        if me is None:
            start_form(opened, primary=not running)
        else:
            welcome(me, opened, primary=not running and not can_start(mine))
    if me is not None:
        due_again(me, opened)
    if me is not None and glance:
        suggestion(me, glance.suggestions, opened)
    code_form()
    if me is not None:
        with st.expander("Start with another name"):
            start_form(opened, primary=False)
    words_to_finish()
    start_table(opened)


def glance_of(person: Person) -> Glance | None:
    """What is known of somebody at a glance; if they aren't this device's any more, the page says so."""
    try:
        return kit().history.glance(visitor(person.id))
    except Fault as fault:
        say(fault)
        return None


def welcome(person: Person, opened: Opened, primary: bool) -> None:
    """One tap starts a session under the name that the others know."""
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    if st.button(f"Start a session as {named(person.name)}", key="start-me", type=kind, width="stretch"):
        start_as(person.name, opened)


def suggestion(person: Person, found: Sequence[Suggestion], opened: Opened) -> None:
    """The kit's suggestion and its reason, shown to this person alone, and one tap to practise it."""
    if not found:
        return
    place = st.session_state.get("suggested", 0) % len(found)
    one = found[place]
    with st.container(border=True, key="suggestion"):
        st.markdown(f"**Practise next: {named(one.card.title)}**")
        st.markdown(f"{one.card.kind.capitalize()}, {literal(one.card.specialty)}. {literal(one.reason)}")
        with st.container(horizontal=True, gap="small"):
            practise_button(person.name, one.card.id, opened)
            if len(found) > 1 and st.button("Suggest something else", key="something-else"):
                st.session_state["suggested"] = place + 1
                st.rerun()
