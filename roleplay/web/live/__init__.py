"""The live component: one for everything that ticks, rings, is tapped or typed during a round."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from roleplay.sheets.style import PAPER
from roleplay.sheets.tree import Node
from roleplay.web.server.script import Script

_HERE = Path(__file__).parent
NOT_LOADED = "The live part of the page didn’t load. Check your connection and reload the page. Nothing is lost."

SCRIPT = Script("live", _HERE / "live.js", _HERE / "live.css", more_style=PAPER)
code_route = SCRIPT.answer

# Registered at import, as Streamlit asks; mounted by `live` below.
_component = st.components.v2.component(
    "kit.live",
    html="<div id='kit'></div>\n",
    js=SCRIPT.loader("kit", NOT_LOADED),
)

PLANNING, REPORTING = "planning", "reporting"
"""In the session's state: True as soon as somebody wants to change the plan, or to say what is wrong with the case."""


def live(
    code: str,
    seat: str,
    drawn: str,
    others: Sequence[tuple[str, str]] = (),
    *,
    follows: bool = False,
    planning: bool = False,
    reporting: bool = False,
    table: bool = False,
    words_stay: bool | None = None,
    signposts: Sequence[Node] = (),
) -> None:
    """Mount it for a seat, or (``table``) as the table's clock, where ``seat`` is empty.

    ``drawn`` names what this run draws around it, so that it asks for a rerun only to draw something else; ``follows``
    says whether that also depends on the moment, ``planning`` and ``reporting`` whether the plan can be changed and the
    case be reported there. ``others`` are the (seat, name) of the other people who share this device; ``signposts`` say
    whom to call, for whoever presses STOP; ``words_stay`` is whether its person shares what they write, None where
    that isn't theirs to say.
    """
    given = {"code": code, "seat": seat, "table": table, "drawn": drawn}
    given |= {"follows": follows, "planning": planning, "reporting": reporting, "signposts": signposts}
    given |= {"words_stay": words_stay}
    _component(
        key=f"live-{seat or 'table'}",
        data=given | {"others": [{"seat": other, "name": name} for other, name in others]},
        on_around_change=lambda: None,
        on_plan_change=lambda: st.session_state.update({PLANNING: True}),
        on_report_change=lambda: st.session_state.update({REPORTING: True}),
    )
