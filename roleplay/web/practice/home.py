"""Home for somebody on their own device: their next step, what to practise, and one tap to begin."""

from collections.abc import Sequence

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.persons import Person
from roleplay.review import headings
from roleplay.review.next_case import Suggestion
from roleplay.room.events import Opened
from roleplay.room.stages import DEFAULT_PRESET
from roleplay.sheets.atoms import heading, quote
from roleplay.web.practice.starting import enter, tried
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets.literal import literal, named, say
from roleplay.web.widgets.parts import write


def welcome(person: Person) -> None:
    """One tap starts a practice under the name that the others know."""
    try:
        glance = kit().history.glance(visitor(person.id))
    except Fault as fault:
        say(fault)
        return
    if glance.next_step:
        write(heading(headings.STEP, [quote(glance.next_step)]))
    if st.button(f"Start a session as {named(person.name)}", key="start-me", type="primary", width="stretch"):
        opened = Opened(DEFAULT_PRESET)
        if seat := tried(lambda: kit().joining.open_practice(visitor(), person.name, opened)):
            enter(seat)
    if glance.suggestions:
        suggestion(glance.suggestions)


def suggestion(found: Sequence[Suggestion]) -> None:
    """The kit's suggestion and its reason, shown to this person alone."""
    place = st.session_state.get("suggested", 0) % len(found)
    one = found[place]
    with st.container(border=True, key="suggestion"):
        st.markdown(f"**Practise next: {named(one.card.title)}**")
        st.markdown(f"{one.card.kind.capitalize()}, {literal(one.card.specialty)}. {literal(one.reason)}")
        if len(found) > 1 and st.button("Suggest something else", key="something-else"):
            st.session_state["suggested"] = place + 1
            st.rerun()
