"""Feedback I've given, as a tab of the history: for its writer alone."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from roleplay.people.directions import isolated
from roleplay.people.persons import Person
from roleplay.review.given_feedback import Comment, Given
from roleplay.review.moments import names_a_moment
from roleplay.review.words import counted
from roleplay.room.vocabulary import Words
from roleplay.shared_words import WHICH_MOMENT
from roleplay.sheets.atoms import quote
from roleplay.usecases.history.shelf import Shelf
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets import parts
from roleplay.web.widgets.copying import copy_button
from roleplay.web.widgets.days import day, zone
from roleplay.web.widgets.literal import literal

AS = {Words.SENTENCE: "as the patient", Words.SAW: "seen or heard", Words.TRY: "one to try"}
SHOWN = 4
"""Comments of the newest month in sight."""


def given(person: Person, shelf: Shelf) -> None:
    """Own comments, newest first, and one of them to say better."""
    found = kit().given.given(visitor(person.id), shelf, zone())
    st.markdown("### Feedback I’ve given")
    st.markdown(literal(found.sentence))
    if not found.months:
        return
    if found.said:
        st.markdown(f"**{literal(found.said)}**")
    st.caption("Only you see this. If somebody deletes their history, what you wrote for them goes with it.")
    if found.to_say_better:
        say_better(found.to_say_better)
    by_month(found)
    take_along(found.statement)


def say_better(one: Comment) -> None:
    """A comment without a moment, to be said again: as practice, so nothing of it is kept."""
    st.markdown("### One to say better")
    parts.write([of(one)])
    again = st.text_input("Say it again, with the moment in it", key=f"better-{one.place[0]}-{one.place[1]}")
    if again.strip():
        st.markdown("That names a moment." if names_a_moment(again) else WHICH_MOMENT)
    st.caption("This is practice: it’s neither saved nor sent.")


def by_month(found: Given) -> None:
    """The newest month open, and the earlier ones folded."""
    (newest, comments), *earlier = found.months
    st.markdown(f"### {newest}")
    parts.write([of(one) for one in comments[:SHOWN]])
    if comments[SHOWN:]:
        folded(f"{counted(len(comments) - SHOWN, 'more comment')} in {newest}", comments[SHOWN:])
    for month, those in earlier:
        folded(f"{month}: {counted(len(those), 'comment')}", those)


def folded(label: str, comments: Sequence[Comment]) -> None:
    """Drawn once it is unfolded."""
    opened = st.expander(label, key=f"given-{label}", on_change="rerun")
    if opened.open:
        with opened:
            parts.write([of(one) for one in comments])


def of(one: Comment) -> Markup:
    """The comment, and where it was written."""
    return quote(one.text, f"{AS[Words(one.words)].capitalize()}: {isolated(one.title)}, {day(one.at)}")


def take_along(statement: str) -> None:
    """A plain statement, for an application or a portfolio."""
    st.markdown("### To take along")
    st.markdown(f"“{literal(statement)}”")
    st.caption("A count of what you did, by this kit. It says nothing about how well.")
    copy_button("Copy the sentence", statement, key="copy-statement", failed="Select the words and copy them")
