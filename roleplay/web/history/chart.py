"""One chart of a person's history: picture, sentence and table, or what is missing until it can be drawn."""

from functools import partial

import streamlit as st

from roleplay.people.persons import Person
from roleplay.review.charts import Chart, Rows
from roleplay.review.words import Place
from roleplay.sheets.atoms import plain_table
from roleplay.sheets.charts.plotly_figure import CONFIG, figure, place_of
from roleplay.web.history.station_link import go_to, station_address
from roleplay.web.widgets.literal import literal


def chart(key: str, heading: str, view: Chart, person: Person) -> None:
    """The whole view under its heading; a mark that links to one of this person's stations opens it."""
    st.markdown(f"### {heading}")
    st.markdown(f"**{literal(view.title)}**")
    drawn(key, view, person)
    sentences(view)
    table(heading, view, person)


def folded_chart(key: str, heading: str, view: Chart, person: Person) -> None:
    """The same with its title in sight, and everything else folded away."""
    st.markdown(f"### {heading}")
    # Drawn once it is unfolded: a phone takes a while to draw a chart.
    opened = st.expander(f"**{literal(view.title)}**", key=f"open-{key}", on_change="rerun")
    if opened.open:
        with opened:
            sentences(view)
            drawn(key, view, person)
            table(heading, view, person)


def sentences(view: Chart) -> None:
    """What the chart says, and what it still lacks."""
    for sentence in (view.sentence, view.missing):
        if sentence:
            st.markdown(literal(sentence))


def drawn(key: str, view: Chart, person: Person) -> None:
    """The picture, and what its axis means."""
    picture(key, view, person)
    if isinstance(view.picture, Rows) and view.picture.axis.words:
        st.caption(view.picture.axis.words)


def picture(key: str, view: Chart, person: Person) -> None:
    """The picture alone, with the view's own words for people who can't see it."""
    st.plotly_chart(
        figure(view.picture, dark=st.context.theme.type == "dark"),
        theme=None,
        key=key,
        config=dict(CONFIG),
        alt=f"{view.title}. {view.sentence}",
        on_select=partial(_open, key, person) if view.table.leads else "ignore",
        selection_mode="points",
    )


def table(heading: str, view: Chart, person: Person) -> None:
    """The same as text; its lines link where the marks link, and can be reached by keyboard."""

    def address(place: Place) -> str:
        return station_address(person, place)

    with st.expander(f"{heading}, as a table"):
        st.html(plain_table(view.table, address))


def _open(key: str, person: Person) -> None:
    for point in st.session_state[key].selection.points:
        if place := place_of(point):
            go_to(person, place)
