"""Same case in two weeks: planned from a station's page, started from Home, and compared on the page of the repeat."""

from typing import cast

import streamlit as st

from roleplay.people.persons import Person
from roleplay.review import headings
from roleplay.room.events import Opened
from roleplay.sheets.atoms import heading, p, plain_table
from roleplay.sheets.history.open_steps import skill_name
from roleplay.usecases.history.repeat_plans import LATER, PlannedAgain
from roleplay.web.practice.starting import practise_button, tried
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets.days import day
from roleplay.web.widgets.literal import literal, named
from roleplay.web.widgets.parts import write

WHY = "Two weeks on, you’ll have forgotten the details and not the skill. It’s practice: not counted in trends."


def same_case(person: Person, practice: int, round_: int) -> None:
    """On the page of one's own station."""
    found = kit().repeat_plans.of_station(visitor(person.id), practice, round_)
    if found.compared is not None:
        table = [plain_table(found.compared.table)] if found.compared.lines else []
        write(heading(headings.THEN_AND_NOW, [p(found.compared.sentence), *table], 3))
    if found.plan is not None:
        _planned(person, found.plan)
    elif found.skills:
        _plan(person, practice, round_, dict(found.skills))


def _plan(person: Person, practice: int, round_: int, skills: dict[str, str]) -> None:
    with st.expander("Same case in two weeks"):
        st.markdown(WHY)
        skill = st.pills(
            "Which skill will you look at?",
            list(skills),
            default=next(iter(skills)),
            format_func=lambda tag: literal(skills[tag]),
            key=f"again-skill-{practice}-{round_}",
        )
        if st.button("Plan it", key=f"again-{practice}-{round_}", disabled=skill is None, width="stretch"):
            chosen = cast(str, skill)
            if tried(lambda: kit().repeat_plans.put(visitor(person.id), practice, round_, chosen)):
                st.rerun()


def _planned(person: Person, one: PlannedAgain) -> None:
    st.markdown(f"You plan to do this case again from {day(one.plan.due)}. Home will offer it then.")
    _drop(person, one)


def due_again(person: Person, opened: Opened) -> None:
    """On Home: cases whose two weeks are over, each with the way to start it."""
    for one in kit().repeat_plans.to_come(visitor(person.id)):
        if not (one.due and one.offered):
            continue
        with st.container(border=True, key=f"due-{one.plan.case}"):
            st.markdown(f"**Same case again: {named(one.title)}**")
            about = skill_name(one.plan.skill, kit().history.bank().skills, within=True)
            st.markdown(f"Planned on {day(one.plan.due - LATER)}. Only the lines about {literal(about)} are compared.")
            with st.container(horizontal=True, gap="small"):
                practise_button(person.name, one.plan.case, opened, again=person)
                _drop(person, one)


def _drop(person: Person, one: PlannedAgain) -> None:
    if st.button("Drop this plan", key=f"drop-{one.plan.case}", type="tertiary"):
        kit().repeat_plans.drop(visitor(person.id), one.plan.case)
        st.rerun()
