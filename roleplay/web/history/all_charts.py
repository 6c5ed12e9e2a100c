"""All charts of a person's history, one below the other."""

from collections.abc import Sequence

import streamlit as st

from roleplay.people.directions import isolated
from roleplay.people.persons import Person
from roleplay.review import headings
from roleplay.review.charts import Chart
from roleplay.review.every_view import Views
from roleplay.review.patients import Sentence
from roleplay.review.words import counted, listed
from roleplay.room.state import Role
from roleplay.sheets.atoms import heading, quote
from roleplay.usecases.history.shelf import Filter
from roleplay.web.history import touch
from roleplay.web.history.chart import chart, folded_chart
from roleplay.web.widgets import parts
from roleplay.web.widgets.literal import literal

SENTENCES = 2
"""Patients' sentences shown at first; the rest can be unfolded."""
OF_ALL_YOUR_OWN = "What follows is about the stations in which you were the student."


def charts(person: Person, views: Views, wanted: Filter) -> None:
    """The charts, one below the other; those below their threshold say together what is missing. For filtered stations
    it doesn't read as if the person had only just started."""
    touch.leave_to_the_page()
    waiting: list[tuple[str, Chart]] = []
    for key, title, view in views.in_order():
        if not view.has_chart:
            waiting.append((title, view))
            continue
        # Of the charts, how the stations went is what people look for; the others say what they found first.
        draw = chart if view is views.level else folded_chart
        draw(key, title, view, person)
        if view is views.log and wanted.role not in (None, Role.STUDENT):
            st.caption(OF_ALL_YOUR_OWN)
    sentences(views.patients.sentences)
    if waiting:
        st.markdown(f"### {headings.NOT_YET}")
        not_yet(waiting, wanted != Filter())


def not_yet(waiting: Sequence[tuple[str, Chart]], chosen: bool) -> None:
    """What each chart still lacks."""
    if chosen:
        those = listed([f"“{title}”" for title, _ in waiting])
        st.markdown(f"There’s too little in these stations for {those}. Show more stations to see more.")
        return
    st.markdown("\n".join(f"- **{title}.** {literal(view.missing)}" for title, view in waiting))


def sentences(said: Sequence[Sentence]) -> None:
    """What the patients wrote, newest first."""
    quoted = [quote(one.text, f"{isolated(one.title)}, {one.day}") for one in said]
    parts.write(heading(headings.WROTE, quoted[:SENTENCES]))
    if rest := quoted[SENTENCES:]:
        with st.expander(f"{counted(len(rest), 'earlier sentence')}"):
            parts.write(rest)
