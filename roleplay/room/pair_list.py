"""What the second person of a pair is asked about after the bell: lines and facts in one short list.

They played the patient and can't remember a whole mark sheet, so the list is chosen, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable

from roleplay.content.models import Fact
from roleplay.marking.marksheet import Item, Marksheet

MOST_LINES = 8


def pair_list(sheet: Marksheet, story: Iterable[Fact]) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """At most eight lines and facts, these by their ids. Safety points come first, then lines that reveal a fact, as
    they answer two questions at once, then the heaviest of the others, then facts that none of them reveals."""
    items = tuple(sorted(sheet.items, key=_rank)[:MOST_LINES])
    revealed = {fact for item in items for fact in item.reveals}
    facts = tuple(fact.id for fact in story if fact.id not in revealed)
    return items, facts[: MOST_LINES - len(items)]


def _rank(item: Item) -> tuple[bool, bool, int]:
    """The order of the sheet decides between equals."""
    return item.critical is None, not item.reveals, -item.weight
