"""My history on screen, as tabs: what to do now, the stations, the charts, and the feedback that one has given."""

import streamlit as st
from markupsafe import Markup

from roleplay.people.directions import isolated
from roleplay.people.persons import Person
from roleplay.review import headings
from roleplay.review.own_rounds import Station
from roleplay.shared_words import NOT_PROOF
from roleplay.sheets.atoms import heading, p, quote
from roleplay.sheets.history.open_steps import steps_heading, steps_said
from roleplay.sheets.history.opened_sheets import lines as lines_of_the_sheet
from roleplay.sheets.history.opened_sheets import moments, standing, story_of
from roleplay.usecases.history.history import Overview
from roleplay.usecases.history.shelf import Filter, Shelf
from roleplay.web.history.all_charts import charts
from roleplay.web.history.exam import exam
from roleplay.web.history.given import given
from roleplay.web.history.listing import filters, none_of_that_sort, open_button, stations
from roleplay.web.history.replies import replies_to_me
from roleplay.web.history.station import story_drawn
from roleplay.web.practice.starting import words_to_finish
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets import parts, scrolling
from roleplay.web.widgets.days import day, zone

NOW, STATIONS, CHARTS, GIVEN = TABS = ("Now", "Stations", "Charts", "Given")
TAB, LEFT = "history-tab", "history-tab-left"
"""The tabs, and the tab from which a station was opened: Streamlit forgets what isn't drawn."""


def history_page(person: Person) -> None:
    """Everything that is this person's, and nothing that is anybody else's."""
    shown = st.session_state[LEFT] = open_tab()
    shelf = kit().history.shelf(visitor(person.id), marked=shown == CHARTS)
    if not shelf.stations:
        st.markdown(
            "This is where you’ll find what others said about your stations, your next steps, and what you’ve "
            "practised. It starts with your first round: start a session, or join one."
        )
        return
    words_to_finish()
    scrolling.begin(f"{person.id} {shown}", a_list=True)
    if TAB not in st.session_state:
        st.session_state[TAB] = shown
    for name, tab in zip(TABS, st.tabs(TABS, key=TAB, on_change="rerun"), strict=True):
        if name == shown:
            with tab:
                fill(name, person, shelf)
    st.caption(NOT_PROOF)


def open_tab() -> str:
    """The one that was chosen last."""
    return str(st.session_state.get(TAB) or st.session_state.get(LEFT) or NOW)


def fill(tab: str, person: Person, shelf: Shelf) -> None:
    """Only what is open is made: each rerun of the page would make all of it again."""
    if tab == NOW:
        now(kit().history.overview(visitor(person.id), Filter(), zone(), shelf))
        return
    if tab == GIVEN:
        given(person, shelf)
        replies_to_me(person)
        return
    wanted = filters(shelf)
    shown = kit().history.overview(visitor(person.id), wanted, zone(), shelf)
    if not shown.stations:
        none_of_that_sort(shown.all)
    elif tab == STATIONS:
        stations(shown)
    else:
        charts(person, kit().history.views(visitor(person.id), wanted, zone(), shelf), wanted)


def now(shown: Overview) -> None:
    """What to do next, the last words received, what that station showed, and what is left until an exam."""
    top(shown)
    if shown.last:
        showed(shown.person, shown.last.station)
    exam(shown.person)


def top(shown: Overview) -> None:
    """What to do next, and the last words received."""
    said: list[Markup] = []
    said += heading(steps_heading(shown.open), steps_said(shown.open, kit().history.bank().skills))
    if shown.kept and not shown.open:
        kept = quote(shown.kept.text, day(shown.kept.done_at))
        said += heading(headings.DONE_ON_TWO_DAYS, [kept, p(headings.WRITE_ANOTHER, "soft")])
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
