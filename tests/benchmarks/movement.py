"""How far controls move on a screen while nobody scrolls it: a recorder that runs in the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

RECORDER = (Path(__file__).parent / "movement.js").read_text(encoding="utf-8")
"""To run before a page's own scripts."""


@dataclass(frozen=True)
class Move:
    """A control that moved between two frames. ``under``: a finger had just tapped there."""

    role: str
    stage: str
    key: str
    said: str
    px: int
    under: bool
    between_stages: bool

    def __str__(self) -> str:
        words = self.said.replace("\n", " ").strip() or self.key
        return f"{self.px} px: {self.role}’s “{words}” ({self.stage.lower() or 'lobby'})"


def read_moves(page: Page, role: str) -> list[Move]:
    """What has moved on this page since it was last asked."""
    found = page.evaluate("moves.found.splice(0)")
    return [
        Move(role, one["stage"], one["key"], one["said"], one["px"], one["under"], one["stage"] != one["to"])
        for one in found
    ]


def worst(moves: Iterable[Move]) -> Move | None:
    """The one that moved furthest."""
    return max(moves, key=lambda move: move.px, default=None)
