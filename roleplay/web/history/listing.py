"""The stations of a history: filters, the list, and the way into each of them."""

from collections.abc import Sequence

import streamlit as st

from roleplay.people.persons import Person
from roleplay.review import headings
from roleplay.review.own_rounds import Station
from roleplay.usecases.history.history import Overview
from roleplay.usecases.history.shelf import DAY, Filter, Shelf
from roleplay.web.history.station_link import go_to, name_of
from roleplay.web.server.kit import kit
from roleplay.web.widgets.days import day
from roleplay.web.widgets.literal import named

PERIODS = {"The last month": 31, "The last three months": 92, "The last year": 365}
PARTS = {**headings.PARTS, "patient": "You played the patient or listened"}
FIRST_SHOWN = 6
MORE = 50
"""Stations that one press adds: each is a button, which makes every rerun of the page slower."""
FILTERS = ("filter-kind", "filter-role", "filter-period", "filter-skill")
ASKED_FOR = "filters-asked-for"


def filters(shelf: Shelf) -> Filter:
    """By kind, skill, period and role; folded away, as most people want everything. Drawn only when somebody unfolds
    them, as a phone loads a lot to draw a select box."""
    kinds = sorted({station.card.kind for station in shelf.stations})
    with st.expander("Filter", key="filters", on_change=ask_for_filters):
        if not st.session_state.get(ASKED_FOR):
            return Filter()
        kind = st.pills("Kind", kinds, key="filter-kind", persist_state="page", format_func=str.capitalize)
        role = st.pills(
            "Your role", list(PARTS), key="filter-role", persist_state="page", format_func=lambda role: PARTS[role]
        )
        period = st.pills("Period", list(PERIODS), key="filter-period", persist_state="page")
        names = kit().history.skills_of(shelf)
        skill = st.selectbox(
            "Skill",
            list(names),
            index=None,
            key="filter-skill",
            persist_state="page",
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
