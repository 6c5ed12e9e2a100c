"""Random play: scripts that Hypothesis draws, and a room that plays them without caring what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from builders import (
    DAY,
    HOUR,
    MINUTE,
    Practice,
    a_case,
    a_presentation,
    a_rubric,
    a_snapshot,
    an_examination,
    form_of,
    marked,
    sentence_of,
)
from hypothesis import settings
from hypothesis import strategies as st

from roleplay.errors import Refused
from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.deadlines import must_agree
from roleplay.room.events import Event
from roleplay.room.stages import BEFORE_THE_BELL, UNDO, Stage
from roleplay.room.state import Snapshot
from roleplay.room.step_events import FocusChosen, SkillChosen
from roleplay.room.taps import Tap
from roleplay.room.vocabulary import GoalOutcome, Happened, Move, Pin, Words

SEATS = ("a", "b", "c", "d", "stranger")
"""d joins late, or never; the stranger has no seat at all."""
CASTS: dict[str, tuple[str, ...]] = {"pair": ("b",), "trio": ("c",), "two observers": ("c", "d")}

KINDS = {"one": a_case(), "two": an_examination(themes=[]), "three": a_presentation(themes=[], heavy=True)}
"""One round each: with a content note, with consent, and one that is heavy and has no story."""


def _marked_snapshot(root: str) -> Snapshot:
    case, rubric = marked(KINDS[root], f"{root}.case"), marked(a_rubric(), f"{root}.rubric")
    return a_snapshot(case, rubric, f"«{root}.theme»")[0]


DECK = {root: _marked_snapshot(root) for root in KINDS}
"""Their snapshots; every text says which of them it comes from, and where from."""

ITEMS = ("greets", "asks-nights", "asks-worry", "asks-smoking", "net", "scares", "thanks", "no-such")
TAPS: list[Event] = [
    *(ev.Marked(item, mark) for item in ITEMS for mark in (*Mark, None)),
    *(ev.FactCame(fact, came) for fact in ("stairs", "pillows", "father-died", "no-such") for came in (True, False)),
    *(ev.Pinned(pin) for pin in Pin),
    *(ev.Released(finding) for finding in ("tracing", "chest-film", "no-such")),
    *(ev.RatedDomain(domain, value) for domain in ("gather", "manage", "relate", "no-such") for value in (0, 1, 5, 6)),
    *(ev.RatedOverall(value) for value in (-1, 0, 3, 4, True)),
    *(ev.RatedStatement(statement, value) for statement in ("told", "listened", "no-such") for value in (1, 5, 9)),
    *(ev.RatedGoal(outcome) for outcome in GoalOutcome),
    *(ev.RatedTry(happened) for happened in Happened),
    *(FocusChosen(step) for step in (-1, 0, 1, 3)),
    *(SkillChosen(skill) for skill in ("safety-netting", "", "no-such")),
    *(ev.Wrote(words, text) for words in Words for text in ("", "a sentence", "x" * 501)),
    ev.HandedIn(),
]

Deed = Callable[[Practice, str], Any]
Script = list[tuple[int, str, Deed]]

WAITS = st.sampled_from(
    [0, 0, 1, 999, 4999, 5000, 30_000, 90_000, 2 * MINUTE, 8 * MINUTE, 31 * MINUTE, -MINUTE, 2 * HOUR]
)


def _move(move: Move, old: int, claim: str | None) -> Deed:
    return lambda practice, seat: practice.move(seat, move, stage=practice.number - old, claim=claim)


def _offered(place: int) -> Deed:
    """Something that the screen offers, except leaving, which would soon empty the room."""

    def take(practice: Practice, seat: str) -> None:
        offered = [move for move in practice.view(seat).top.moves if move != Move.LEAVE]
        if offered:
            practice.move(seat, Move(offered[place % len(offered)]))

    return take


def _tap(event: Event, round_: int, early: int) -> Deed:
    """In the last round, or this many rounds from it."""

    def tap(practice: Practice, seat: str) -> None:
        number = len(practice.state.rounds) + round_
        said = event
        if isinstance(event, ev.Wrote) and event.text == "a sentence":
            step = event.words is Words.NEXT_STEP
            said = replace(event, text=f"a step of {seat} in round {number}" if step else sentence_of(seat, number))
        practice.act(seat, Tap(said, number, practice.now - early))  # type: ignore[arg-type]

    return tap


def _fill(practice: Practice, seat: str) -> None:
    if practice.state.rounds:
        practice.taps(seat, *form_of(practice.round, seat), ev.HandedIn())


def _go_on(practice: Practice, seat: str) -> None:
    """To the next stage in the ordinary way, even from a held clock; after a round the next one begins."""
    seen = practice.seen
    if seen.hold is not None:
        practice.moves(Move.CARRY_ON, *(seat for seat in must_agree(seen) if seat not in seen.hold.agreed))
    elif practice.stage is Stage.NEXT and seen.seats:
        practice.move(seen.seats[0], Move.BEGIN if seen.plan else Move.MORE)
    elif seen.rounds and seen.seats and practice.stage is not Stage.OVER:
        practice.on()


def _through(practice: Practice, seat: str) -> None:
    """Everybody says yes, and the round goes on to its end."""
    if practice.seen.rounds:
        practice.accepts()
    for _ in range(12):
        if practice.stage not in (Stage.OPENING, Stage.NEXT, Stage.OVER):
            _go_on(practice, seat)


def _again(practice: Practice, seat: str) -> None:
    """Another go as soon as the feedback is open; then what the observers saw of it."""
    if practice.stage in (Stage.SHEETS, Stage.NEXT):
        practice.move(seat, Move.AGAIN).wait(UNDO)
        practice.tap(practice.round.cast.observers[0], ev.RatedTry(Happened.PARTLY))


def _finish(practice: Practice, seat: str) -> None:
    if practice.stage is Stage.NEXT and practice.seen.hold is None:
        practice.move(seat, Move.FINISH).wait(UNDO)


def _accept(practice: Practice, seat: str) -> None:
    if practice.seen.rounds:
        practice.accepts()


def _sit(practice: Practice, seat: str) -> None:
    if seat not in practice.state.seats and seat != "stranger" and practice.stage is not Stage.OVER:
        practice.sits(seat)


def _leave(practice: Practice, seat: str) -> None:
    practice.move(seat, Move.LEAVE)


def _claim(practice: Practice, seat: str) -> None:
    """From a new device, or from one that has another seat."""
    if seat in practice.state.seats:
        number = len(practice.state.claims)
        practice.claims(f"claim-{number}", seat, f"device of {SEATS[number % len(SEATS)]}")


def _comes_late(practice: Practice, seat: str) -> None:
    """Somebody arrives after a round has begun and asks to watch; this seat lets them."""
    if not practice.state.rounds or practice.stage not in BEFORE_THE_BELL:
        return
    late = next((one for one in SEATS if one not in practice.round.cast.seats and one != "stranger"), "a")
    _sit(practice, late)
    practice.watches(late, by=seat)


DEEDS: st.SearchStrategy[Deed] = st.one_of(
    st.builds(
        _tap, st.sampled_from(TAPS), st.sampled_from([0, 0, 0, 0, -1, 1]), st.sampled_from([0, 0, 500, -500, DAY])
    ),
    st.builds(_offered, st.integers(0, 9)),
    st.builds(_move, st.sampled_from(Move), st.sampled_from([0, 0, 1, -1]), st.sampled_from([None, "claim-0"])),
    st.sampled_from(
        [
            *(_fill, *[_go_on] * 4, *[_through] * 3, _again, _finish, _accept),
            *(*[_sit] * 2, _leave, _claim, *[_comes_late] * 2),
        ]
    ),
)
CASTING = st.sampled_from(list(CASTS))
SCRIPTS: st.SearchStrategy[Script] = st.lists(st.tuples(WAITS, st.sampled_from(SEATS), DEEDS), min_size=8, max_size=40)


def steadily(examples: int) -> settings:
    """The same examples in every run, however slow the machine."""
    return settings(max_examples=examples, derandomize=True, deadline=None, database=None)


def at_the_table(casting: str, first: str = "one") -> Practice:
    """The people of this casting in the lobby. The rounds take the three cases in turn, from this one on."""
    place = list(DECK).index(first)
    snapshots = [*DECK.values()]
    practice = Practice(deck=[*snapshots[place:], *snapshots[:place]])
    return practice.sits(*dict.fromkeys(("a", "b", *CASTS[casting])))


def play(practice: Practice, casting: str, script: Script) -> Iterator[Practice]:
    """The practice after each act; the round begins as soon as it can. What is refused is skipped."""
    for wait, seat, deed in script:
        practice.wait(wait)
        with suppress(Refused):
            deed(practice, seat)
        if not practice.state.rounds:
            with suppress(Refused):
                practice.begins(observers=CASTS[casting], accepted=False)
        yield practice


def played(casting: str, script: Script) -> Practice:
    practice = at_the_table(casting)
    for _ in play(practice, casting, script):
        pass
    return practice
