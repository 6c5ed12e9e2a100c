"""The question that opens the talk about the feedback: the first of four that finds something in the marks.

A safety line that was missed, or done when it should never be, comes first and is never passed over. "You rated every
area much the same" is said only if none of the four finds anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from roleplay.content.models import Critical
from roleplay.marking.mark_words import LEFT_BLANK, worth
from roleplay.people.directions import isolated

if TYPE_CHECKING:
    from roleplay.room.opened import Opened, OpenedItem, Said, Side

GAP = 2
"""How many steps apart two ratings must be to raise a question."""
LOW_ANSWER, HIGH_RATING = 2, 4
ALIKE = "You rated every area much the same."
EACH = "What did each of you see?"


def question_of(opened: Opened) -> str:
    """Empty if no two people rated the same thing, so that nothing could be compared."""
    asked = (_on_safety(opened), _on_a_gap(opened), _on_an_answer(opened), _on_lines(opened))
    compared = any(len(_rated(side)) > 1 for side in _sides(opened))
    return next((question for question in asked if question), ALIKE if compared else "")


def _on_safety(opened: Opened) -> str:
    """A line that must happen and didn't, or must not and did, or on which observers differ."""
    for item in opened.items:
        marks = opened.compared(item)
        differ = bool(item.critical) and len({said.value for said in marks}) > 1
        if item.safety or differ:
            put = ", ".join(f"{isolated(said.name)} {_put(said)}" for said in marks)
            return f"A safety point, “{isolated(item.text)}”: {put}. {EACH}"
    return ""


def _put(said: Said) -> str:
    return "left it blank" if said.value == LEFT_BLANK else f"put “{said.value}”"


def _on_a_gap(opened: Opened) -> str:
    """The largest difference between the student and an observer, or between two observers."""
    gaps = [
        (abs((one.number or 0) - (other.number or 0)), side, one, other)
        for side in _sides(opened)
        for one, other in combinations(_rated(side), 2)
    ]
    size, side, one, other = max(gaps, key=lambda gap: gap[0], default=(0, opened.overall, None, None))
    if size < GAP or one is None or other is None:
        return ""
    name = side.name if side.name.endswith("?") else f"{isolated(side.name)}:"
    return f"{name} {isolated(one.name)} put {one.value}, {isolated(other.name)} put {other.value}. {EACH}"


def _sides(opened: Opened) -> tuple[Side, ...]:
    return (*opened.domains, opened.overall)


def _rated(side: Side) -> list[Said]:
    said = [*([side.own] if side.own else []), *side.observers]
    return [one for one in said if one.number is not None]


def _on_an_answer(opened: Opened) -> str:
    """The patient's lowest answer, if the student gave themselves a high rating."""
    low = [(s.number, text, s) for text, s in opened.statements if s and s.number and s.number <= LOW_ANSWER]
    high = [(side.own.number, side) for side in opened.domains if side.own and (side.own.number or 0) >= HIGH_RATING]
    if not low or not high:
        return ""
    _, text, said = min(low, key=lambda one: one[0])
    number, side = max(high, key=lambda one: one[0] or 0)
    return (
        f"To “{isolated(text)}” {isolated(said.name)} answered “{said.value}”, "
        f"and {isolated(opened.student)} put {number} for {isolated(side.name)}. "
        "What was it like for each of you?"
    )


def _on_lines(opened: Opened) -> str:
    """A high rating for a domain in which fewer than half of the marked lines were done, by its rater's own marks; the
    student marks no lines, so their rating is compared with everybody's marks."""
    for side in opened.domains:
        for said in (*side.observers, *([side.own] if side.own else [])):
            worths = list(_worths(opened, side, "" if said is side.own else said.name))
            if (said.number or 0) >= HIGH_RATING and worths and 2 * sum(worths) < len(worths):
                return (
                    f"{isolated(side.name)}: {isolated(said.name)} put {said.number}, "
                    "and fewer than half of its marked lines were done. What was seen there?"
                )
    return ""


def _worths(opened: Opened, side: Side, name: str) -> Iterator[float]:
    """What the lines of a domain were marked as, by this observer or, for "", by all."""
    for item in opened.items:
        if item.domain == side.id and not _is_never(item):
            values = (worth(said.value) for said in item.marks if name in ("", said.name))
            yield from (value for value in values if value is not None)


def _is_never(item: OpenedItem) -> bool:
    return item.critical == Critical.NEVER or item.happened
