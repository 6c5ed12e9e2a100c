"""One station of a person's history: the three views, the numbers, the story map."""

import re

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.directions import isolated
from roleplay.people.persons import Person
from roleplay.review import headings
from roleplay.review.charts import Chart
from roleplay.room.state import Role
from roleplay.shared_words import NOT_PROOF
from roleplay.sheets.atoms import h2, heading, p, quote, table
from roleplay.sheets.history.numbers import numbers
from roleplay.sheets.history.opened_sheets import opened_sheet, story_of
from roleplay.usecases.history.portable import Sheets
from roleplay.usecases.history.stations import OwnPart, StationPage
from roleplay.web.cases.report_fault import report_of_round
from roleplay.web.history.chart import picture
from roleplay.web.history.chart import table as chart_table
from roleplay.web.history.replies import replies_to_comments
from roleplay.web.history.same_case import same_case
from roleplay.web.history.share_station import share_station
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets import scrolling
from roleplay.web.widgets.days import day
from roleplay.web.widgets.literal import literal, say
from roleplay.web.widgets.parts import write

NAMED = re.compile(r"([0-9]{1,15})-([0-9]{1,15})")
"""A station in an address: practice and round, as numbers that fit the database."""

STILL_SHUT = "The feedback on this station isn’t open yet. It opens in the debrief."
STAYED_SHUT = (
    "The feedback on this station wasn’t open yet when you downloaded your record. Download it again where you played, "
    "and import that file."
)


def station_page(person: Person, named: str) -> None:
    """The station of this name (practice-round); back to the list from anywhere."""
    scrolling.begin(f"{person.id} {named}")
    if st.button("Back to my history", key="back", icon=":material/arrow_back:"):
        st.query_params.pop("station", None)
        st.rerun()
    numbers_of = NAMED.fullmatch(named)
    if numbers_of is None:
        st.error("That isn’t the address of a station. Go back to the list.", icon=":material/error:")
        return
    practice, round_ = int(numbers_of[1]), int(numbers_of[2])
    try:
        shown = kit().stations.page(visitor(person.id), practice, round_)
    except Fault as fault:
        say(fault)
        return
    st.header(literal(shown.card.title))
    part = headings.part_of(shown.role, shown.card.kind)
    st.markdown(f"{day(shown.at)} · {part} · {literal(shown.card.specialty)}, {shown.card.kind}")
    if shown.repeat:
        st.markdown("You knew this case and chose to play it again: good practice, but not counted in trends.")
    if not shown.counts:
        st.markdown("This round was given up. You know the case all the same, but the round isn’t counted.")
    if shown.sheets is None:
        shut(shown)
    else:
        opened(person, shown, shown.sheets)
        if shown.role == Role.STUDENT:
            same_case(person, practice, round_)
            replies_to_comments(person, practice, round_)
            keep(person, practice, round_, shown.kept)
            if not shown.brought:
                share_station(person, practice, round_)
        report_of_round(person.id, practice, round_)


def shut(shown: StationPage) -> None:
    """What there is to read for people who weren't the student, or while the feedback isn't open yet."""
    if shown.own is None and shown.counts:
        st.info(STAYED_SHUT if shown.brought else STILL_SHUT, icon=":material/lock:")
    if shown.own is None:
        return
    own_part(shown.own)
    st.caption("The student keeps the feedback on this station. You keep what you wrote yourself.")


def own_part(own: OwnPart) -> None:
    """What this person wrote and marked."""
    parts = [*map(quote, own.words), *heading("What you marked", [table(own.marks)])]
    write([h2("What you wrote"), *(parts or [p("Nothing that you wrote in this round is kept here.")])])


def opened(person: Person, shown: StationPage, sheets: Sheets) -> None:
    """The three views in words, the numbers, the story as a picture."""
    if step := sheets.opened.next_step:
        own = shown.role == Role.STUDENT
        write([h2(headings.STEP_WRITTEN if own else f"{isolated(step.name)}’s next step"), quote(step.value)])
    sheet = opened_sheet(sheets, numbers(shown.scores, sheets.opened))
    told = story_of(sheets)
    write(sheet.before)
    if told.has_chart:
        st.markdown(f"### {headings.STORY}")
        story_drawn(told, person)
    write(sheet.after)
    st.caption(NOT_PROOF)


def story_drawn(told: Chart, person: Person) -> None:
    """The story along the station's time, and the same as text."""
    picture("story", told, person)
    st.markdown(literal(told.sentence))
    chart_table(headings.STORY, told, person)


def keep(person: Person, practice: int, round_: int, kept: bool) -> None:
    """Words are deleted after a year, unless the person who received them keeps them."""
    chosen = st.toggle("Keep the words from this station for longer than a year", kept, key=f"keep-{practice}-{round_}")
    if chosen != kept:
        kit().stations.keep(visitor(person.id), practice, round_, chosen)
        st.toast("Kept." if chosen else "They’ll be deleted after a year.")
