"""My history on screen: first the next step and the last words received, then the stations, then the charts."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from roleplay.people.directions import isolated
from roleplay.people.persons import Person
from roleplay.review import headings
from roleplay.review.charts import Chart
from roleplay.review.own_rounds import Station
from roleplay.review.patients import Sentence
from roleplay.review.words import counted
from roleplay.room.state import Role
from roleplay.shared_words import NOT_PROOF
from roleplay.sheets.atoms import heading, p, quote
from roleplay.sheets.history.open_steps import steps_heading, steps_said
from roleplay.sheets.history.opened_sheets import lines as lines_of_the_sheet
from roleplay.sheets.history.opened_sheets import moments, standing, story_of
from roleplay.usecases.history.history import Overview
from roleplay.usecases.history.shelf import DAY, Filter, Shelf
from roleplay.web.history import touch
from roleplay.web.history.chart import chart, folded_chart
from roleplay.web.history.replies import replies_to_me
from roleplay.web.history.station import story_drawn
from roleplay.web.history.station_link import go_to, name_of
from roleplay.web.practice.starting import words_to_finish
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets import parts, scrolling
from roleplay.web.widgets.days import day, zone
from roleplay.web.widgets.literal import named

PERIODS = {"The last month": 31, "The last three months": 92, "The last year": 365}
PARTS = {**headings.PARTS, "patient": "You played the patient or listened"}
FIRST_SHOWN = 6
MORE = 50
"""Stations that one press adds: each is a button, which makes every rerun of the page slower."""
FILTERS = ("filter-kind", "filter-role", "filter-period", "filter-skill")
ASKED_FOR = "filters-asked-for"
SENTENCES = 5
"""Patients' sentences shown at first; the rest can be unfolded."""


def history_page(person: Person) -> None:
    """Everything that is this person's, with filters, and nothing that is anybody else's."""
    shelf = kit().history.shelf(visitor(person.id))
    if not shelf.stations:
        st.markdown(
            "This is where you’ll find what others said about your stations, your next steps, and what you’ve "
            "practised. It starts with your first round: start a session, or join one."
        )
        return
    words_to_finish()
    scrolling.begin(person.id, a_list=True)
    wanted = filters(shelf)
    shown = kit().history.overview(visitor(person.id), wanted, zone(), shelf)
    top(shown)
    if shown.stations:
        stations(shown)
        if shown.last:
            showed(shown.person, shown.last.station)
        pictures(shown, wanted)
    else:
        none_of_that_sort(shown.all)
    replies_to_me(person)
    st.caption(NOT_PROOF)


def top(shown: Overview) -> None:
    """What to do next, and the last words received."""
    said: list[Markup] = []
    said += heading(steps_heading(shown.open), steps_said(shown.open, kit().history.skills()))
    if shown.last:
        where = f"{isolated(shown.last.station.card.title)}, {day(shown.last.station.at)}"
        said += heading(headings.HEARD, [p(where, "soft"), *(quote(text, name) for name, text in shown.last.said)])
    parts.write(said)
    if shown.last:
        open_button(shown.person, shown.last.station, "Open this station", "last")


def showed(person: Person, station: Station) -> None:
    """That station's story map and mark sheet; nothing if its feedback wasn't in the imported record."""
    sheets = kit().stations.page(visitor(person.id), station.practice, station.round).sheets
    if sheets is None:
        return
    st.markdown(f"### {headings.SHOWED}")
    where = p(f"{isolated(station.card.title)}, {day(station.at)}", "soft")
    parts.write([where, *standing(sheets.opened)])
    told = story_of(sheets)
    with st.expander("Its story and its mark sheet"):
        if told.has_chart:
            st.markdown(f"**{headings.STORY}**")
            story_drawn(told, person)
        else:
            parts.write(heading(headings.MOMENTS, moments(sheets.opened), 3))
        with st.expander(headings.SHEET):
            parts.write(lines_of_the_sheet(sheets.opened))


def filters(shelf: Shelf) -> Filter:
    """By kind, skill, period and role; folded away, as most people want everything. Drawn only when somebody unfolds
    them, as a phone loads a lot to draw a select box."""
    kinds = sorted({station.card.kind for station in shelf.stations})
    with st.expander("Filter", key="filters", on_change=ask_for_filters):
        if not st.session_state.get(ASKED_FOR):
            return Filter()
        kind = st.pills("Kind", kinds, key="filter-kind", format_func=str.capitalize)
        role = st.pills("Your role", list(PARTS), key="filter-role", format_func=lambda role: PARTS[role])
        period = st.pills("Period", list(PERIODS), key="filter-period")
        names = kit().history.skills_of(shelf)
        skill = st.selectbox(
            "Skill",
            list(names),
            index=None,
            key="filter-skill",
            format_func=lambda tag: names[tag],
            placeholder="All skills",
        )
    since = kit().clock.now() - PERIODS[period] * DAY if period else None
    return Filter(kind=kind, skill=skill, role=role, since=since)


def ask_for_filters() -> None:
    """From now on, even while folded away: a choice stays in force."""
    st.session_state[ASKED_FOR] = True


def stations(shown: Overview) -> None:
    """The practice log: every station opens."""
    st.markdown(f"### {headings.STATIONS}")
    many = st.session_state.get("stations-shown", FIRST_SHOWN)
    left = len(shown.stations) - many
    st.html(TO_THE_LEFT)
    with st.container(gap="xsmall", key="stations"):
        lines(shown, shown.stations[:many])
    if left > 0:
        label = f"Show {MORE} more of {len(shown.stations):,}" if left > MORE else f"Show the other {left}"
        if st.button(label, key="show-more", width="stretch"):
            st.session_state["stations-shown"] = many + MORE
            st.rerun()


def none_of_that_sort(every: int) -> None:
    """Instead of the list and the charts: an empty chart would read as if the person had only just started."""
    st.markdown(f"### {headings.STATIONS}")
    st.markdown(f"None of your {every:,} stations match." if every > 1 else "Your one station doesn’t match.")
    label = "Show all of them" if every > 1 else "Show it"
    st.button(label, key="show-all", icon=":material/filter_alt_off:", width="stretch", on_click=without_filters)


def without_filters() -> None:
    """As before anything was chosen."""
    for key in FILTERS:
        st.session_state[key] = None


# A list is read from the left.
TO_THE_LEFT = """<style>
.st-key-stations button, .st-key-stations button div { justify-content: flex-start; text-align: left; }
</style>"""


def lines(shown: Overview, some: Sequence[Station]) -> None:
    """One button per station."""
    for station in some:
        part = headings.part_of(station.role, station.card.kind)
        label = f"**{named(station.card.title)}**  \n{day(station.at)} · {part}{remark(station)}"
        open_button(shown.person, station, label, "list")


def remark(station: Station) -> str:
    """What else there is to say about a station, after its role."""
    said = [
        word
        for word, so in (
            ("a case you knew", station.repeat),
            ("given up", not station.counts),
            ("imported", station.brought),
        )
        if so
    ]
    return "".join(f" · {word}" for word in said)


def open_button(person: Person, station: Station, label: str, where: str) -> None:
    """To a station's own page."""
    if st.button(label, key=f"{where}-{station.practice}-{station.round}", width="stretch"):
        go_to(person, name_of((station.practice, station.round)))
        st.rerun()


OF_ALL_YOUR_OWN = "What follows is about the stations in which you were the student."
TOO_FEW = "There’s too little in these stations for this chart. Show more stations to see it."


def pictures(shown: Overview, wanted: Filter) -> None:
    """The charts, each with its sentence and its table; below its threshold a chart says what is missing. For filtered
    stations it doesn't read as if the person had only just started."""
    drawn: tuple[tuple[str, str, Chart], ...] = (
        ("log", headings.LOG, shown.log),
        ("goals", headings.GOALS, shown.goals),
        ("level", headings.LEVEL, shown.level),
        ("patients", headings.PATIENTS, shown.patients),
        ("missed", headings.MISSED, shown.missed),
    )
    touch.leave_to_the_page()
    for key, title, view in drawn:
        if view is shown.goals and wanted.role not in (None, Role.STUDENT):
            st.caption(OF_ALL_YOUR_OWN)
        if wanted != Filter() and view is not shown.goals and not view.has_chart:
            st.markdown(f"### {title}")
            st.markdown(TOO_FEW)
            continue
        # Of the charts, how the stations went is what people look for; the others say it in a sentence first.
        draw = chart if view is shown.level else folded_chart
        draw(key, title, view, shown.person)
        if view is shown.patients:
            sentences(shown.patients.sentences)


def sentences(said: Sequence[Sentence]) -> None:
    """What the patients wrote, newest first."""
    quoted = [quote(one.text, f"{isolated(one.title)}, {one.day}") for one in said]
    parts.write(heading(headings.WROTE, quoted[:SENTENCES], 3))
    if rest := quoted[SENTENCES:]:
        with st.expander(f"{counted(len(rest), 'earlier sentence')}"):
            parts.write(rest)
