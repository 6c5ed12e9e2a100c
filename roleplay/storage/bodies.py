"""What is kept as JSON in a column of its own: how it goes in and how it comes out.

Events are not here: `roleplay.room.events` knows their kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from roleplay.people.private import Examined, Private

_NOT_AS_IN_JSON: Mapping[str, Callable[[Any], object]] = {"blocked": frozenset, "examined": Examined}


def private_body(private: Private) -> dict[str, Any]:
    return {**vars(private), "blocked": sorted(private.blocked)}


def private_from(body: dict[str, Any]) -> Private:
    """A setting that was not there yet when the body was stored has its default."""
    made = {name: make(body[name]) for name, make in _NOT_AS_IN_JSON.items() if name in body}
    return Private(**(body | made))
