"""Practise on your own: an example to mark, a case to present, an opening to rehearse, and tomorrow's next step."""

from __future__ import annotations

from datetime import datetime

import streamlit as st
from markupsafe import Markup

from roleplay.errors import Fault
from roleplay.marking.marksheet import Mark
from roleplay.people.persons import Person
from roleplay.sheets.atoms import heading, listed, p, quote
from roleplay.usecases.alone.alone import Alone, Opening
from roleplay.web.alone.presenting import go_to, leave, presenting
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import EXAMPLE, PRACTICE
from roleplay.web.wellbeing import minute
from roleplay.web.widgets import scrolling
from roleplay.web.widgets.days import zone
from roleplay.web.widgets.literal import literal, say
from roleplay.web.widgets.parts import write

WHAT = (
    "Nobody else there? There’s still something to practise. Nothing here is scored, nobody else sees it, and it "
    "isn’t counted in trends."
)
EXAMPLES = "Watch two minutes of an invented station, mark them, and see how you compare."
PRESENT = (
    "Read the notes, then present the case aloud, to the clock, as you would on a ward round. Afterwards the mark "
    "sheet opens for you. You’ll know the case then, so you won’t be given it as the student."
)
NO_PRESENTATION = "There’s no case to present right now."
REHEARSE = "Say your first sentence and your first question aloud, as often as you like."
NO_OPENING = "Once you’ve met a case, its opening can be rehearsed here."
STEP = "One thing you’ll do in the next session. It’s shown to you before your next station, and looked for there."
ALOUD = "Say it again, slower. Then look: did you do all of this?"


def page(person: Person) -> None:
    """The case that is being presented, or the four things that one can do alone."""
    if seat := st.query_params.get("seat"):
        PRACTICE.link("Back to the session", seat=seat)
    try:
        if case := st.query_params.get("present"):
            presenting(person, case)
        else:
            _four(person)
    except Fault as fault:
        say(fault)
        leave()


def _four(person: Person) -> None:
    scrolling.begin("alone", a_list=True)
    st.markdown(WHAT)
    st.subheader("Mark an example")
    st.markdown(EXAMPLES)
    EXAMPLE.link("Choose an example", person=person.id, **_seat())
    st.subheader("Present a case aloud")
    _presentations(person)
    st.subheader("Rehearse an opening")
    _rehearse(person)
    st.subheader("Tomorrow’s next step")
    _step(person)


def _presentations(person: Person) -> None:
    who = visitor(person.id)
    choices = kit().alone.presentations(who)
    st.markdown(PRESENT if choices else NO_PRESENTATION)
    for choice in choices:
        st.button(literal(choice.title), key=f"present-{choice.id}", on_click=go_to, args=(choice.id,))
        about = "A case you know" if choice.knows else "A case that’s new to you"
        st.caption(f"{literal(choice.specialty).capitalize()}. {about}.")
    if before := kit().alone.presented(who):
        with st.expander(f"Presented on your own: {len(before)}"):
            for one in before:
                write(_presented(one))


def _presented(one: Alone) -> list[Markup]:
    day = datetime.fromtimestamp(one.at / 1000, zone())
    missing = [item.text for item, mark in one.lines if mark is Mark.NOT]
    said = "As you marked it, not done:" if missing else "As you marked it, nothing was left out."
    return heading(f"{one.title}, {day.day} {day:%B}", [p(said), listed(missing)], level=3)


@st.fragment(key="rehearse")
def _rehearse(person: Person) -> None:
    openings = kit().alone.openings(visitor(person.id))
    if not openings:
        st.markdown(NO_OPENING)
        return
    st.markdown(REHEARSE)
    place = st.session_state.get("opening", 0) % len(openings)
    _opening(openings[place])
    if len(openings) > 1 and st.button("Another opening", key="opening-next"):
        st.session_state["opening"] = place + 1
        st.rerun(scope="fragment")


def _opening(opening: Opening) -> None:
    with st.container(border=True, key="opening-box"):
        st.markdown(f"**{literal(opening.title)}**")
        write([p(opening.setting, "soft"), p(opening.brief), quote(opening.opening)])
        minute("opening-minute")
        with st.expander("Then check"):
            st.markdown(ALOUD)
            write([listed(item.text for item in opening.lines)])


def _step(person: Person) -> None:
    st.markdown(STEP)
    with st.form("alone-step", border=False, clear_on_submit=True):
        text = st.text_input("Next time I will …", key="alone-step-text", max_chars=200)
        go = st.form_submit_button("Save it", key="alone-step-go")
    if go:
        try:
            kit().alone.write_step(visitor(person.id), text)
        except Fault as fault:
            say(fault)
        else:
            st.success("Saved as your next step.", icon=":material/check:")


def _seat() -> dict[str, str]:
    seat = st.query_params.get("seat", "")
    return {"seat": seat} if seat else {}
