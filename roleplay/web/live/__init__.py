"""The live component: one for everything that ticks, rings, is tapped or typed during a round."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from roleplay.web.server.script import Script

_HERE = Path(__file__).parent
NOT_LOADED = "The live part of the page didn’t load. Check your connection and reload the page. Nothing is lost."

SCRIPT = Script("live", _HERE / "live.js", _HERE / "live.css")
code_route = SCRIPT.answer

# Registered at import, as Streamlit asks; mounted by `live` below.
_component = st.components.v2.component(
    "kit.live",
    html="<div id='kit'></div>\n",
    js=SCRIPT.loader("kit", NOT_LOADED),
)


def live(
    code: str, seat: str, number: int, screen: str, others: Sequence[tuple[str, str]] = (), table: bool = False
) -> None:
    """Mount it for a seat, or (``table``) as the table's clock, where ``seat`` is empty.

    ``number`` and ``screen`` say what this run has drawn, so that it asks for a rerun only to draw something else.
    ``others`` are the (seat, name) of the other people who share this device.
    """
    beside = [{"seat": other, "name": name} for other, name in others]
    _component(
        key=f"live-{seat or 'table'}",
        data={"code": code, "seat": seat, "number": number, "screen": screen, "others": beside, "table": table},
        on_stage_change=lambda: None,
    )
