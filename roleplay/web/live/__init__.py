"""The live component: one for everything that ticks, rings, is tapped or typed during a round."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_PARTS = ("words.js", "clock.js", "queue.js", "screens.js", "live.js")

# Registered at import, as Streamlit asks; mounted by `live` below.
_component = st.components.v2.component(
    "kit.live",
    html="<div id='kit'></div>\n",
    css=(_HERE / "live.css").read_text(encoding="utf-8"),
    js="\n".join((_HERE / part).read_text(encoding="utf-8") for part in _PARTS),
)


def live(code: str, seat: str, number: int, screen: str, on_stage: Callable[[], None]) -> None:
    """Mount it. ``number`` and ``screen`` say what this run has drawn, so that it asks for a rerun only for another."""
    _component(
        key=f"live-{seat}",
        data={"code": code, "seat": seat, "number": number, "screen": screen},
        on_stage_change=on_stage,
    )
