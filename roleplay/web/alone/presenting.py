"""Presenting a case aloud to the clock: reading, speaking, then marking oneself on its sheet."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from roleplay.content.models import Case
from roleplay.errors import Fault
from roleplay.marking.mark_words import in_words
from roleplay.marking.marksheet import BLOCKS, Item, Mark, Marksheet
from roleplay.people.persons import Person
from roleplay.sheets.atoms import heading, listed, table
from roleplay.sheets.case_texts import instructions
from roleplay.sheets.history.opened_sheets import no_pictures
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.wellbeing import countdown
from roleplay.web.widgets import scrolling
from roleplay.web.widgets.literal import literal, say
from roleplay.web.widgets.parts import write

READING, SPEAKING, MARKING, MARKED = "reading", "speaking", "marking", "marked"
NEXT = {READING: ("I’m ready to present", SPEAKING), SPEAKING: ("I’ve finished", MARKING)}
HONESTLY = (
    "What did you really say? Mark what somebody listening would have heard. This is marked “on my own”: no number is "
    "made of it, and it isn’t counted in trends."
)
SAVED = "Saved, on your own. What will you say first next time? Write it down as your next step."


def presenting(person: Person, case_id: str) -> None:
    """The stage that this person is at, on this page. Raises `Fault` for a case that they may not present."""
    case, sheet = kit().alone.present(visitor(person.id), case_id)
    st.subheader(literal(case.title))
    place = f"present-{person.id}-{case_id}"
    stage = st.session_state.get(place, READING)
    scrolling.begin(f"{place} {stage}")
    if stage in NEXT:
        _clock(case, stage)
        label, following = NEXT[stage]
        if st.button(label, key=f"present-{stage}", type="primary", width="stretch"):
            st.session_state[place] = following
            st.rerun()
        _notes(case)
    elif stage == MARKING:
        _mark(person, case_id, sheet, place)
    else:
        st.success(SAVED, icon=":material/check:")
        write(_afterwards(case))
        leave()


def leave() -> None:
    """Back to all that one can do alone."""
    st.button("All you can do on your own", key="present-leave", on_click=go_to, args=("",))


def go_to(case_id: str) -> None:
    """A link from a page to itself would leave the address as it was."""
    st.query_params["present"] = case_id


def _notes(case: Case) -> None:
    """What the student has in hand, its pictures last."""
    write(instructions(case.student, no_pictures))
    for material in case.student.material:
        if material.image and (picture := kit().library().picture(material.image)):
            st.image(picture, caption=material.title)


def _clock(case: Case, stage: str) -> None:
    minutes, start, over = {
        READING: (case.timing.reading, "Start reading", "Time to present."),
        SPEAKING: (case.timing.station, "Start presenting", "That’s the time. Finish your sentence."),
    }[stage]
    countdown(f"present-clock-{stage}", round(60 * minutes), start, over)


def _mark(person: Person, case_id: str, sheet: Marksheet, place: str) -> None:
    st.markdown(HONESTLY)
    with st.form("present-marks", border=False):
        before, chosen = "", {}
        for item in sheet.items:
            if item.block != before:
                st.markdown(f"**{BLOCKS.get(item.block, '')}**")
            before, chosen[item.id] = item.block, _asked(item)
        go = st.form_submit_button("Save, on my own", key="present-go", type="primary", width="stretch")
    if go:
        try:
            kit().alone.mark(visitor(person.id), case_id, {id_: mark for id_, mark in chosen.items() if mark})
        except Fault as fault:
            say(fault)
            return
        st.session_state[place] = MARKED
        st.rerun()


def _asked(item: Item) -> Mark | None:
    offered = [mark for mark in Mark if item.offers(mark)]
    text = f"{item.text} (a safety point if it happens)" if item.never else item.text
    return st.radio(
        literal(text),
        offered,
        index=None,
        key=f"present-{item.id}",
        horizontal=True,
        format_func=lambda mark: in_words(item, mark),
    )


def _afterwards(case: Case) -> list[Markup]:
    questions = case.viva.questions if case.viva else ()
    return [
        *heading("What the case says afterwards", [listed(case.debrief.points)]),
        *heading("Questions that you might have been asked", [table((q.ask, q.answer) for q in questions)]),
        *heading("Sources", [listed(case.debrief.sources)]),
    ]
