"""The skill that a student's new next step is about: they may choose it, and until then it is where the step came from.

A step that was taken from a comment has the comment's skill: that of the line which its writer marked at the moment
that it names ("At 2:21 …"), or else of the line with which it has most words in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from roleplay.content.rubric import tag_in_words
from roleplay.marking.marksheet import Item, Mark
from roleplay.room import events as ev
from roleplay.room.state import Round
from roleplay.room.station_clock import seconds_into
from roleplay.room.step_events import SkillChosen
from roleplay.room.vocabulary import Words

NEAR = 30
"""Seconds between a moment that a comment names and the mark that it is taken to be about."""
SHORTEST, STEM = 4, 5
"""Letters of a word that says something, and how many of them have to be the same."""
_MOMENT = re.compile(r"\b(\d{1,2}):(\d{2})\b")
_EMPTY_WORDS = frozenset(
    [
        "about",
        "after",
        "again",
        "before",
        "could",
        "from",
        "have",
        "into",
        "more",
        "next",
        "part",
        "patient",
        "says",
        "something",
        "that",
        "their",
        "them",
        "then",
        "they",
        "this",
        "time",
        "what",
        "when",
        "with",
        "would",
        "your",
    ]
)


@dataclass(frozen=True)
class StepSkill:
    """What a next step is about: the skill's tag, "" for none, and the (tag, name) pairs of those on the sheet."""

    chosen: str
    offered: tuple[tuple[str, str], ...]


def skill_shown(round_: Round) -> StepSkill:
    """For the student's screen."""
    names = round_.snapshot.skills
    offered = ((tag, names.get(tag) or tag_in_words(tag)) for tag in skills_offered(round_))
    return StepSkill(skill_of_step(round_), tuple(offered))


def skills_offered(round_: Round) -> tuple[str, ...]:
    """The tags of the case and of the lines on its mark sheet: those missed first, as a next step is mostly about
    them."""
    items = sorted(round_.snapshot.sheet.items, key=lambda item: not _missed(round_, item))
    lines = (tag for item in items for tag in item.tags)
    return tuple(dict.fromkeys((*lines, *round_.snapshot.case.skills)))


def skill_of_step(round_: Round) -> str:
    """The tag of the student's new next step: as they chose it, or else by where it came from; "" without either."""
    student = round_.cast.student
    chosen = round_.value(student, SkillChosen.kind)
    if chosen is not None:
        return str(chosen)
    text = str(round_.value(student, ev.Wrote.kind, Words.NEXT_STEP.value) or "")
    return _skill_from(round_, text) if text.strip() else ""


def _skill_from(round_: Round, text: str) -> str:
    at_its_moment = (item for item in _marked_then(round_, text) if item.tags)
    item = next(at_its_moment, None) or _most_alike(round_, text)
    return item.tags[0] if item is not None else _named(round_, text)


def _marked_then(round_: Round, text: str) -> Iterator[Item]:
    """The lines that the observers marked about then, the nearest first; from the words of the comment it was taken
    from, if there is one."""
    found = _MOMENT.search(text) or next((m for each in _comments(round_, text) if (m := _MOMENT.search(each))), None)
    if found is None:
        return
    then = int(found[1]) * 60 + int(found[2])
    marked = []
    for item in round_.snapshot.sheet.items:
        for seat in round_.cast.observers:
            entry = round_.entries.get((seat, ev.Marked.kind, item.id))
            if entry is not None and abs(away := seconds_into(round_, entry.since) - then) <= NEAR:
                marked.append((abs(away), item.id, item))
    yield from (item for *_, item in sorted(marked, key=lambda one: one[:2]))


def _comments(round_: Round, text: str) -> Iterator[str]:
    """What observers wrote to try, of which this text says much the same."""
    own = _stems(text)
    for seat in round_.cast.observers:
        said = str(round_.value(seat, ev.Wrote.kind, Words.TRY.value) or "")
        if said and 2 * len(own & _stems(said)) >= len(own) > 0:
            yield said


def _most_alike(round_: Round, text: str) -> Item | None:
    """The line with which the text shares most words, one that was missed before one that wasn't."""
    own = _stems(text)
    shared = [
        (len(own & _stems(item.text)), _missed(round_, item), item) for item in round_.snapshot.sheet.items if item.tags
    ]
    most, _, item = max(shared, key=lambda one: one[:2], default=(0, False, None))
    return item if most else None


def _named(round_: Round, text: str) -> str:
    """The skill whose own name the text has a word of."""
    own, names = _stems(text), round_.snapshot.skills
    return next((tag for tag in skills_offered(round_) if own & _stems(names.get(tag) or tag_in_words(tag))), "")


def _missed(round_: Round, item: Item) -> bool:
    """Whether an observer marked it as not done, or as done where it never should be."""
    marks = {round_.value(seat, ev.Marked.kind, item.id) for seat in round_.cast.observers}
    return (Mark.DONE if item.never else Mark.NOT) in marks


def _stems(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return frozenset(word[:STEM] for word in words if len(word) >= SHORTEST and word not in _EMPTY_WORDS)
