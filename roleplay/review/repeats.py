"""The same case again, after two weeks: only the lines of one skill are compared, then and now."""

from __future__ import annotations

from dataclasses import dataclass

from roleplay.content.rubric import inside_a_sentence
from roleplay.marking.mark_words import in_words
from roleplay.marking.marksheet import Item, Mark
from roleplay.review.own_rounds import Seen
from roleplay.review.words import Table, counted, listed

NOT_MARKED = "not marked"


@dataclass(frozen=True)
class Line:
    """A line of the mark sheet, and what its observers marked both times."""

    text: str
    then: tuple[Mark, ...]
    now: tuple[Mark, ...]
    said: tuple[str, str]


@dataclass(frozen=True)
class Compared:
    """``lines`` are those about the skill, in the order of the sheet. No figure or trend is made of them."""

    sentence: str
    table: Table
    lines: tuple[Line, ...]


def compare(then: Seen, now: Seen, skill: str, name: str) -> Compared:
    """Two stations of one person with the same case; ``name`` is the skill's. A line that isn't on both sheets, or that
    nobody marked both times, can't be compared."""
    before = then.sheet.item_by_id
    items = [item for item in now.sheet.items if skill in item.tags and item.id in before and not item.never]
    lines = tuple(_line(item, then, now) for item in items)
    both = [line for line in lines if line.then and line.now]
    return Compared(
        sentence=_sentence(both, inside_a_sentence(name)),
        table=Table(("Line", "Then", "Now"), tuple((line.text, *line.said) for line in lines)),
        lines=lines,
    )


def _line(item: Item, then: Seen, now: Seen) -> Line:
    first, second = _marks(then, item.id), _marks(now, item.id)
    return Line(item.text, first, second, (_said(item, first), _said(item, second)))


def _marks(seen: Seen, item: str) -> tuple[Mark, ...]:
    given = (response.items.get(item) for response in seen.observers.values())
    return tuple(mark for mark in given if mark is not None)


def _said(item: Item, marks: tuple[Mark, ...]) -> str:
    return listed([*dict.fromkeys(in_words(item, mark) for mark in marks)]) or NOT_MARKED


def _sentence(lines: list[Line], name: str) -> str:
    if not lines:
        return f"None of the lines about {name} was marked both times, so there’s nothing to compare."
    then, now = (sum(_is_done(marks) for marks in each) for each in zip(*((x.then, x.now) for x in lines), strict=True))
    return f"Of {counted(len(lines), 'line')} about {name}, {then:,} were done then and {now:,} now."


def _is_done(marks: tuple[Mark, ...]) -> bool:
    """By everybody who marked it."""
    return set(marks) == {Mark.DONE}
