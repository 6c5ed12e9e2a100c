"""The editor for a case: our own component, whose code comes from our own route, like the live room's."""

from pathlib import Path
from typing import Any

import streamlit as st

from roleplay.web.server.script import Script

_HERE = Path(__file__).parent
NOT_LOADED = "The editor didn’t load. Check your connection and reload the page. Your draft is kept on this device."

SCRIPT = Script("editor", _HERE / "editor.js", _HERE / "editor.css")
code_route = SCRIPT.answer

# Registered at import, as Streamlit asks; mounted by `editor` below.
_component = st.components.v2.component(
    "kit.editor",
    html="<div id='kit-editor'></div>\n",
    js=SCRIPT.loader("kit-editor", NOT_LOADED),
)


def editor(number: int, place: str, doc: str, text: str, base: str, fresh: bool) -> dict[str, Any] | None:
    """Mount it. Returns what has been written since, with the base it started from; None until there is something.

    ``number`` differs for every text that is opened. ``place`` and ``doc`` name the draft on the device, ``text`` and
    ``base`` are what is saved, and ``fresh`` ignores an old draft.
    """
    result = _component(
        key=f"editor-{number}",
        data={"place": place, "doc": doc, "text": text, "base": base, "fresh": fresh},
        on_written_change=lambda: None,
    )
    written = result.written
    return written if isinstance(written, dict) else None
