"""The player of an example station: our own component. It gets the transcript and the lines, and none of our marks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from roleplay.marking.marksheet import BLOCKS, Domain, Item
from roleplay.usecases.alone.example import Played
from roleplay.web.server.script import Script

_HERE = Path(__file__).parent
NOT_LOADED = "The example didn’t load. Check your connection and reload the page."
SCRIPT = Script("player", _HERE / "watching.js", _HERE.parent / "live" / "live.css", _HERE / "example.css")
code_route = SCRIPT.answer

# Registered at import, as Streamlit asks; mounted by `player` below.
_component = st.components.v2.component(
    "kit.example",
    html="<div id='kit-example'></div>\n",
    js=SCRIPT.loader("kit-example", NOT_LOADED),
)
Marked = tuple[dict[str, str], dict[str, int]]


def player(played: Played, person: str) -> Marked | None:
    """Mount it. Returns the marks of lines and areas once they are sent, None until then."""
    example = played.example
    lines = [
        {"at": 1000 * line.at, "who": line.who, "name": example.name_of(line.who), "say": line.say, "show": line.show}
        for line in example.lines
    ]
    given: dict[str, Any] = {"id": example.id, "person": person, "before": example.before, "lines": lines}
    given |= {"ends": 1000 * example.ends, "items": list(map(_item, played.sheet.items))}
    given |= {"domains": list(map(_area, played.sheet.domains))}
    result = _component(key=f"example-{example.id}", data=given, on_marked_change=lambda: None)
    return _marked(result.marked)


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "text": item.text,
        "never": item.never,
        "partly": item.partly,
        "one": item.one,
        "may_not_arise": item.may_not_arise,
        "block": BLOCKS.get(item.block, ""),
    }


def _area(domain: Domain) -> dict[str, Any]:
    return {"id": domain.id, "name": domain.name, "anchors": domain.anchors}


def _marked(sent: object) -> Marked | None:
    """What a browser sent, as far as it has the form of marks; what is in it the use case looks at."""
    if not isinstance(sent, dict):
        return None
    items, ratings = sent.get("items"), sent.get("ratings")
    if not isinstance(items, dict) or not isinstance(ratings, dict):
        return None
    return (
        {str(id_): str(mark) for id_, mark in items.items()},
        {str(id_): value for id_, value in ratings.items() if isinstance(value, int)},
    )
