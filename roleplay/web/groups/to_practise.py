"""What a group would like to practise in one session, chosen by what everyone may know of a case."""

import streamlit as st

from roleplay.groups.meeting import MOST_CASES
from roleplay.groups.shown import MeetingView
from roleplay.groups.tonight import Is
from roleplay.people.directions import isolated
from roleplay.people.persons import Person
from roleplay.review.own_rounds import Card
from roleplay.review.words import counted
from roleplay.web.groups.ways import done
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit

WHAT_IT_DOES = (
    f"Choose up to {MOST_CASES} cases. Whoever starts the session gets the first that is new to them, and everybody "
    "sees what to bring for the examinations. You see titles only, so nothing is given away."
)


def to_practise(one: MeetingView, person: Person) -> None:
    """For any member, while the session is still to come."""
    if one.is_off or one.tonight.is_ is Is.OVER:
        return
    who = visitor(person.id)
    cases = {card.id: card for card in kit().groups.meetings.to_choose(who)}
    chosen = [id_ for id_ in one.cases if id_ in cases]
    with st.expander("What to practise" + (f": {counted(len(chosen), 'case')}" if chosen else "")):
        st.markdown(WHAT_IT_DOES)
        picked = st.multiselect(
            "Cases",
            list(cases),
            chosen,
            format_func=lambda id_: _line(cases[id_]),
            max_selections=MOST_CASES,
            placeholder="Type part of a title, or “examination”",
            key=f"cases-{one.id}",
        )
        if st.button("Save these cases", key="cases-go", width="stretch") and done(
            lambda: kit().groups.meetings.choose(who, one.id, picked), "What to practise was saved."
        ):
            st.rerun()


def _line(card: Card) -> str:
    return f"{isolated(card.title)} ({card.kind}, {card.specialty})"
