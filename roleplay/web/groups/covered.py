"""What a group has covered together: a sentence, what to take next, and the chart for who wants it."""

import streamlit as st
from markupsafe import Markup

from roleplay.groups.covered import Covered
from roleplay.groups.tonight import listed
from roleplay.review.covered_chart import CoveredTogether
from roleplay.sheets.atoms import plain_table
from roleplay.sheets.charts.plotly_figure import CONFIG, figure
from roleplay.web.widgets.literal import literal

WHOLE_HEADS = Markup("<style>.st-key-covered-table :is(th, td) { overflow-wrap: break-word !important; }</style>")


def covered(found: Covered) -> None:
    """Stations of the group, never of a person."""
    view = CoveredTogether(found)
    st.markdown(literal(view.sentence))
    if found.take_next:
        st.markdown("**New to everyone, to take next:** " + literal(f"{listed(found.take_next)}."))
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
    with st.container(key="covered-table"):
        st.html(WHOLE_HEADS + plain_table(view.table))
