"""Until the exam, on the history page: its day, its topics, how many evenings, and what to practise for it now."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from roleplay.content.blueprint import Blueprint, Cell
from roleplay.errors import Fault
from roleplay.people.exam_plan import ExamPlan
from roleplay.people.persons import Person
from roleplay.review.next_case import Suggestion
from roleplay.review.until_exam import HONEST, UntilExam
from roleplay.sheets.atoms import plain_table
from roleplay.usecases.history.exams import MOST_EVENINGS, ExamView
from roleplay.web.groups.on_home import groups_of
from roleplay.web.practice.starting import practise_button
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import GROUP
from roleplay.web.widgets.days import date_of
from roleplay.web.widgets.literal import literal, named, say

ANY_DAY = (date(1900, 1, 1), date(2199, 12, 31))
"""The field takes whatever somebody types: what is wrong with a day is said in words."""
MORE, USUAL_EVENINGS = 2, 2
"""What a topic's weight is multiplied by if it matters more."""
NAMED = 5
OFFERED = 2


def exam(person: Person) -> None:
    """What is left until the exam, if there is one; and where to set it."""
    today = date_of(kit().clock.now())
    found = kit().exams.view(visitor(person.id), today)
    if found is not None:
        st.markdown(f"### Until {named(found.title)}")
        if found.until is None:
            st.markdown(f"Your exam was on {said_day(found.plan.day)}. Set the next one, or take it away.")
        else:
            coverage(found.until)
            practise(person)
    label = "Set the day of an exam" if found is None else "Change or take away"
    opened = st.expander(label, key="open-exam", on_change="rerun")
    if opened.open:
        with opened:
            form(person, found, today)


def coverage(until: UntilExam) -> None:
    """How many stations a week, for which topics and skills; and what that doesn't mean."""
    st.markdown(literal(until.spacing))
    st.markdown(literal(until.sentence))
    shown = until.covered[:NAMED]
    if shown:
        rest = len(until.covered) - len(shown)
        st.markdown("\n".join(f"- {literal(name)}" for name in (*shown, *([f"and {rest} more"] if rest else []))))
    if until.without_cases:
        st.caption(literal(until.without_cases))
    st.caption(HONEST)
    opened = st.expander("All topics, as a table", key="open-topics", on_change="rerun")
    if opened.open:
        with opened:
            st.html(plain_table(until.table))


def practise(person: Person) -> None:
    """The cases that add most, and one tap to begin."""
    offered: Sequence[Suggestion] = kit().history.glance(visitor(person.id)).suggestions[:OFFERED]
    opened = kit().joining.last_timing(visitor())
    for one in offered:
        st.markdown(f"**{named(one.card.title)}**  \n{literal(one.reason)}")
        practise_button(person.name, one.card.id, opened)
    for group in groups_of(person):
        GROUP.link(f"Plan it with {named(group.name)}", group=group.id)


def form(person: Person, found: ExamView | None, today: date) -> None:
    """Day, exam, evenings, and which topics weigh otherwise."""
    plan, blueprints = found.plan if found else None, kit().exams.blueprints()
    first = list(blueprints).index(plan.blueprint) if plan else 0
    chosen = st.radio(
        "Exam", list(blueprints), index=first, format_func=lambda id_: blueprints[id_].title, key="exam-blueprint"
    )
    topics = {cell.id: cell for cell in blueprints[chosen].cells}
    weights: Mapping[str, float] = plan.weights if plan and plan.blueprint == chosen else {}
    with st.form("exam", border=False):
        day = st.date_input(
            "Day of the exam",
            plan.day if plan else None,
            min_value=ANY_DAY[0],
            max_value=ANY_DAY[1],
            format="DD/MM/YYYY",
            key="exam-day",
        )
        evenings = st.number_input(
            "Evenings a week", 1, MOST_EVENINGS, plan.evenings if plan else USUAL_EVENINGS, key="exam-evenings"
        )
        heavier = _topics("Topics that matter more to me", topics, [id_ for id_, w in weights.items() if w > 0])
        without = _topics("Topics to leave out", topics, [id_ for id_, w in weights.items() if not w])
        go = st.form_submit_button("Save", type="primary", width="stretch", key="exam-go")
    if go and isinstance(day, date):
        save(person, ExamPlan(day, chosen, int(evenings), _weights(blueprints[chosen], heavier, without)), today)
    elif go:
        st.error("Choose the day of the exam.", icon=":material/error:")
    if plan and st.button("Take it away", key="exam-away", width="stretch"):
        kit().exams.take_away(visitor(person.id))
        st.rerun()


def save(person: Person, plan: ExamPlan, today: date) -> None:
    """And show what it makes of the weeks to come; a day that can't be is answered in words."""
    try:
        kit().exams.set(visitor(person.id), plan, today)
    except Fault as fault:
        say(fault)
        return
    st.rerun()


def said_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _topics(label: str, topics: Mapping[str, Cell], chosen: Sequence[str]) -> list[str]:
    names = {id_: cell.name for id_, cell in topics.items()}
    default = [id_ for id_ in chosen if id_ in names]
    return st.multiselect(
        label, list(names), default=default, format_func=lambda id_: names[id_], key=f"exam-{label}", placeholder="None"
    )


def _weights(blueprint: Blueprint, heavier: Sequence[str], without: Sequence[str]) -> dict[str, float]:
    """Whoever chose a topic for both lists leaves it out."""
    more = {cell.id: float(MORE * cell.weight) for cell in blueprint.cells if cell.id in heavier}
    return more | dict.fromkeys(without, 0.0)
