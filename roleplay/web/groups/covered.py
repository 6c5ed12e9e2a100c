"""What a group has covered together: a sentence, what to take next, and the chart for who wants it."""

import streamlit as st

from roleplay.groups.covered import Covered
from roleplay.review.covered_chart import CoveredTogether
from roleplay.sheets.atoms import plain_table
from roleplay.sheets.charts.plotly_figure import CONFIG, figure
from roleplay.web.widgets.literal import literal


def covered(found: Covered) -> None:
    """Stations of the group, never of a person."""
    view = CoveredTogether(found)
    st.markdown(literal(view.sentence))
    if found.take_next:
        st.markdown("**New to everyone, to take next:** " + literal("; ".join(found.take_next)) + ".")
    if view.missing:
        st.markdown(view.missing)
    if not view.has_chart or not st.toggle("Show the chart and the table", key="covered-chart"):
        return
    st.markdown(f"**{literal(view.title)}**")
    st.plotly_chart(
        figure(view.picture, dark=st.context.theme.type == "dark"),
        theme=None,
        key="covered",
        config=dict(CONFIG),
        alt=f"{view.title}. {view.sentence}",
    )
    st.html(plain_table(view.table))
