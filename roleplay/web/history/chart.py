"""One chart of one's own history: its picture, its sentence, its table; or what is missing until it can be drawn."""

from collections.abc import Callable
from typing import Any, Protocol

import streamlit as st
from markupsafe import Markup

from roleplay.review.charts import CONFIG
from roleplay.review.words import Table
from roleplay.web.widgets.literal import literal


class Chart(Protocol):
    """What every view of a review has."""

    @property
    def title(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def missing(self) -> str: ...
    @property
    def has_chart(self) -> bool: ...
    @property
    def table(self) -> Table: ...


def chart(key: str, heading: str, view: Chart, draw: Callable[..., Any]) -> None:
    """``draw`` makes the figure of the view; it is asked only where there is something honest to draw."""
    st.markdown(f"### {heading}")
    if view.has_chart:
        st.markdown(f"**{literal(view.title)}**")
        figure = draw(view, dark=st.context.theme.type == "dark")
        st.plotly_chart(figure, theme=None, key=key, config=dict(CONFIG), alt=f"{view.title}. {view.sentence}")
    for sentence in (view.sentence, view.missing):
        if sentence:
            st.markdown(literal(sentence))
    if view.table.rows:
        with st.expander(f"{heading}, as a table"):
            st.html(table(view.table))


def table(rows: Table) -> str:
    """A plain table: it can be read out, and costs a phone nothing."""
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(cell) for cell in rows.header)
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row))
        for row in rows.rows
    )
    return TABLE_STYLE + str(
        Markup('<table class="plain"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(head, body)
    )


TABLE_STYLE = """<style>
.plain { border-collapse: collapse; width: 100%; } .plain th, .plain td { text-align: start; vertical-align: top;
  padding: .35rem .6rem .35rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 22%, transparent);
  overflow-wrap: anywhere; }
</style>"""
