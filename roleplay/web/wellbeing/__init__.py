"""Small things for the people themselves, drawn by the browser alone: a minute, "Rough week?", the private check-in.

The component asks Streamlit for nothing and sends nothing: what somebody taps in a check-in stays in their browser.
"""

from pathlib import Path

import streamlit as st

from roleplay.web.server.script import Script

_HERE = Path(__file__).parent
NOT_LOADED = "This part of the page didn’t load. Check your connection and reload the page."

SCRIPT = Script("wellbeing", _HERE / "wellbeing.js", _HERE / "wellbeing.css")
code_route = SCRIPT.answer

# Registered at import, as Streamlit asks; mounted below.
_component = st.components.v2.component(
    "kit.wellbeing",
    html="<div id='kit-wellbeing'></div>\n",
    js=SCRIPT.loader("kit-wellbeing", NOT_LOADED),
)


def minute(key: str) -> None:
    """Sixty seconds that somebody starts on this screen, and that no other screen shows."""
    _component(key=key, data={"part": "minute"})


def countdown(key: str, seconds: int, start: str, over: str) -> None:
    """The same for longer: what its button says, and what is said at its end."""
    _component(key=key, data={"part": "countdown", "seconds": seconds, "start": start, "over": over})


def rough_week() -> None:
    """The device's own way to send a line to somebody, and the private check-in for whoever has switched it on."""
    _component(key="rough-week", data={"part": "rough_week"})


def check_in_switch() -> None:
    """Where the private check-in is explained, switched on, and deleted."""
    _component(key="check-in-switch", data={"part": "switch"})
