"""Taking a group along: one file for the next host's kit, and reading it there."""

import streamlit as st

from roleplay.groups.shown import GroupView
from roleplay.people.persons import Person
from roleplay.web.groups.ways import go
from roleplay.web.practice.starting import tried
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit


def take_along(view: GroupView, person: Person) -> None:
    """For any member: so next week's host may be another."""
    st.markdown(
        "One file with the group’s name, usual time, sessions, members’ names and turns. No marks. Another kit reads "
        "it on its Group page, under “Found another group”."
    )
    who = visitor(person.id)
    st.download_button(
        "Download the group",
        data=lambda: kit().groups.along.take(who, view.id),
        file_name="group.json",
        mime="application/json",
        icon=":material/download:",
        width="stretch",
        key="along",
        on_click="ignore",
    )


def bring_along(person: Person) -> None:
    """A group from another kit: whoever reads it in is its admin here and invites the others."""
    with st.expander("Import a group from another kit", key="bring-along"):
        file = st.file_uploader("The group’s file (.json)", key="bring-group")
        if (
            file is not None
            and st.button("Import this group", key="bring-group-go", width="stretch")
            and (group := tried(lambda: kit().groups.along.bring(visitor(person.id), file.getvalue())))
        ):
            go(person.id, group, welcome="yes")
