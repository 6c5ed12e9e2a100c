"""Feedback that one has given: own comments by month, and how many named a moment. Nobody's answers are counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from itertools import groupby

from roleplay.people.rounds import Written
from roleplay.review.days_axis import DAY
from roleplay.review.moments import names_a_moment
from roleplay.review.own_rounds import Station
from roleplay.review.words import Place, counted, local

MOMENTS_FROM = 10
OLD_FROM = 7
"""Days after which a comment is read with fresh eyes."""


@dataclass(frozen=True)
class Comment:
    """What somebody wrote for the student of a station; ``words`` says which sentence it is."""

    text: str
    at: int
    words: str
    title: str
    place: Place

    @property
    def names_a_moment(self) -> bool:
        return names_a_moment(self.text)


@dataclass(frozen=True)
class Given:
    """``months`` newest first, each with its comments. ``said`` is how many named a moment, "" under ten.
    ``to_say_better`` is one without a moment; ``statement`` is for taking along."""

    sentence: str
    said: str
    months: tuple[tuple[str, tuple[Comment, ...]], ...]
    to_say_better: Comment | None
    statement: str


def given_feedback(
    written: Iterable[Written], stations: Sequence[Station], now: int, zone: tzinfo, examples: int = 0
) -> Given:
    """``written`` are this person's sentences for others, ``stations`` all of their rounds, and ``examples`` how many
    example stations they marked."""
    titles = {(station.practice, station.round): station.card.title for station in stations}
    comments = sorted(_comments(written, titles), key=lambda one: (one.at, one.place), reverse=True)
    places = len({one.place for one in comments})
    old = (one for one in comments if not one.names_a_moment and now - one.at >= OLD_FROM * DAY)
    return Given(
        sentence=_sentence(len(comments), places),
        said=_said(comments),
        months=tuple(
            (month, tuple(those)) for month, those in groupby(comments, lambda one: f"{local(one.at, zone):%B %Y}")
        ),
        to_say_better=next(old, None),
        statement=statement(places, examples),
    )


def statement(stations: int, examples: int) -> str:
    """What a senior may show somebody: a count, and no claim of competence."""
    done = [
        f"gave feedback on {counted(stations, 'station')}" if stations else "",
        f"marked {counted(examples, 'example')}" if examples else "",
    ]
    said = " and ".join(filter(None, done))
    return f"I {said}." if said else ""


def _comments(written: Iterable[Written], titles: Mapping[Place, str]) -> Iterable[Comment]:
    for one in written:
        place = (one.practice, one.round)
        if one.text.strip() and place in titles:
            yield Comment(one.text.strip(), one.made, one.words, titles[place], place)


def _sentence(comments: int, places: int) -> str:
    if not comments:
        return "What you write for others as their observer or patient will be here, for you alone."
    return f"You wrote {counted(comments, 'comment')} at {counted(places, 'station')}."


def _said(comments: Sequence[Comment]) -> str:
    if len(comments) < MOMENTS_FROM:
        return ""
    named = sum(one.names_a_moment for one in comments)
    return f"{named:,} of {len(comments):,} named a moment: somebody’s words, a time, a before or an after."
