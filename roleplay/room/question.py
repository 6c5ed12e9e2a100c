"""The questions that open the talk about the feedback: the first that something in the words and marks raises.

In this order: (1) what the student asked for; (2) a safety line that was missed, done when it should never be, or on
which observers differ; (3) a gap between two ratings; (4) a patient's low answer beside a high rating of one's own;
(5) a high rating for an area with under half of its lines done; (6) ratings that are alike. What the student asked for
never hides another: the first of the others is asked right after it, so a safety line is second at the latest.
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
EACH = "What did each of you see?"


def questions_of(opened: Opened) -> tuple[str, str]:
    """The one to open with, and the one after it; each is empty if nothing raises it."""
    asked = (_on_safety, _on_a_gap, _on_an_answer, _on_lines, _on_ratings_alike)
    raised = next((question for ask in asked if (question := ask(opened))), "")
    wanted = _on_what_was_asked_for(opened)
    return (wanted, raised) if wanted else (raised, "")


def _on_what_was_asked_for(opened: Opened) -> str:
    """The student's own words stand right above it."""
    return f"Start with what {isolated(opened.student)} wrote. {EACH}" if opened.line else ""


def _on_safety(opened: Opened) -> str:
    """What somebody missed or saw happen comes before what the observers only differ on."""
    critical = [item for item in opened.items if item.safety] or [item for item in opened.items if item.critical]
    for item in critical:
        marks = opened.compared(item)
        if item.safety or len({said.value for said in marks}) > 1:
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


def _on_ratings_alike(opened: Opened) -> str:
    """Empty if no two people rated the same thing. In a pair it is only the whole station."""
    compared = [ratings for side in _sides(opened) if len(ratings := _rated(side)) > 1]
    if not compared:
        return ""
    same = "the same" if all(len({said.number for said in each}) == 1 for each in compared) else "much the same"
    if any(len(_rated(side)) > 1 for side in opened.domains):
        return f"You rated every area {same}: which one is each of you least sure of?"
    return f"You rated the station {same}: what decided it for each of you?"
