"""What Home shows of one's groups: the next session, with one tap to answer and one to start."""

from collections.abc import Sequence

import streamlit as st

from roleplay.errors import Fault
from roleplay.groups.shown import HomeGroup
from roleplay.people.persons import Person
from roleplay.room.events import Opened
from roleplay.web.groups.tonight import answering, copy_for_chat, glance, on_the_day, starting
from roleplay.web.groups.ways import tell_what_was_done
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import GROUP
from roleplay.web.widgets.literal import literal, say


def groups_of(person: Person) -> Sequence[HomeGroup]:
    """Theirs, that with the next session first; if they aren't this device's any more, the page says so."""
    try:
        return kit().groups.pages.home_groups(visitor(person.id), st.context.timezone or "")
    except Fault as fault:
        say(fault)
        return ()


def can_start(mine: Sequence[HomeGroup]) -> bool:
    """Whether it is time for a session of a group: then that is what Home is for."""
    first = next((one.next for one in mine if one.next is not None), None)
    return first is not None and bool(first.code or first.tonight.can_start)


def next_session(mine: Sequence[HomeGroup], person: Person, opened: Opened) -> None:
    """The next session of the groups, and what has changed in others."""
    tell_what_was_done()
    first = next((one for one in mine if one.next is not None), None)
    if first is not None and first.next is not None:
        view = first.next
        with st.container(border=True, key="tonight"):
            glance(view, first.name)
            starting(view, person, opened)
            answering(view, person)
            on_the_day(view, person)
            if not view.is_off:
                copy_for_chat(view)
            GROUP.link("Open the group", person=person.id, group=first.id)
    for one in mine:
        for view in one.changed:
            if first is None or view.id != (first.next.id if first.next else ""):
                sentence = f"{one.name}: {view.moved or view.called_off}"
                st.warning(literal(sentence), icon=":material/schedule:")
        if one.polls:
            GROUP.link(f"{literal(one.name)} asks when you can come", person=person.id, group=one.id)
