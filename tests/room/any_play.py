"""Play at random: scripts that Hypothesis draws, and a room that plays them without caring what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from builders import DAY, HOUR, MINUTE, Practice, form_of
from hypothesis import settings
from hypothesis import strategies as st

from roleplay.errors import Refused
from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.decide import Tap
from roleplay.room.events import Event, Move, Pin, Words

SEATS = ("a", "b", "c", "d", "stranger")
"""d sits down late, or never; the stranger holds no seat at all."""
CASTS: dict[str, tuple[str, ...]] = {"pair": ("b",), "trio": ("c",), "two observers": ("c", "d")}

ITEMS = ("greets", "asks-nights", "asks-worry", "asks-smoking", "net", "scares", "thanks", "no-such")
TAPS: list[Event] = [
    *(ev.Marked(item, mark) for item in ITEMS for mark in (*Mark, None)),
    *(ev.FactCame(fact, came) for fact in ("stairs", "pillows", "father-died", "no-such") for came in (True, False)),
    *(ev.Pinned(pin) for pin in Pin),
    *(ev.Released(finding) for finding in ("tracing", "chest-film", "no-such")),
    *(ev.RatedDomain(domain, value) for domain in ("gather", "manage", "relate", "no-such") for value in (0, 1, 5, 6)),
    *(ev.RatedOverall(value) for value in (-1, 0, 3, 4, True)),
    *(ev.RatedStatement(statement, value) for statement in ("told", "listened", "no-such") for value in (1, 5, 9)),
    *(ev.Wrote(words, text) for words in Words for text in ("", "a sentence", "x" * 501)),
    ev.HandedIn(),
]

Deed = Callable[[Practice, str], Any]
Script = list[tuple[int, str, Deed]]

WAITS = st.sampled_from(
    [0, 0, 1, 999, 4999, 5000, 30_000, 75_000, 2 * MINUTE, 8 * MINUTE, 31 * MINUTE, -MINUTE, 2 * HOUR]
)


def _move(move: Move, old: int, claim: str | None) -> Deed:
    return lambda practice, seat: practice.move(seat, move, stage=practice.number - old, claim=claim)


def _offered(place: int) -> Deed:
    def take(practice: Practice, seat: str) -> None:
        offered = practice.view(seat).top.moves
        if offered and (move := Move(offered[place % len(offered)])) is not Move.BEGIN:
            practice.move(seat, move)

    return take


def _tap(event: Event, round_: int, early: int) -> Deed:
    def tap(practice: Practice, seat: str) -> None:
        said = replace(event, text=f"a sentence of {seat}") if getattr(event, "text", "") == "a sentence" else event
        practice.act(seat, Tap(said, round_, practice.now - early))  # type: ignore[arg-type]

    return tap


def _fill(practice: Practice, seat: str) -> None:
    if practice.state.rounds:
        practice.taps(seat, *form_of(practice.round, seat), ev.HandedIn())


def _go_on(practice: Practice, seat: str) -> None:
    """To the next stage in the ordinary way, from behind a held clock too."""
    if practice.seen.hold is not None:
        practice.moves(Move.CARRY_ON, *(practice.round.cast.seats if practice.state.rounds else practice.state.seats))
    elif practice.stage not in ("opening", "over"):
        practice.on()


def _sit(practice: Practice, seat: str) -> None:
    if seat not in practice.state.seats and seat != "stranger":
        practice.sits(seat)


def _claim(practice: Practice, seat: str) -> None:
    if seat in practice.state.seats:
        practice.claims(f"claim-{len(practice.state.claims)}", seat)


DEEDS: st.SearchStrategy[Deed] = st.one_of(
    st.builds(
        _tap, st.sampled_from(TAPS), st.sampled_from([1, 1, 1, 1, 0, 2]), st.sampled_from([0, 0, 500, -500, DAY])
    ),
    st.builds(_offered, st.integers(0, 7)),
    st.builds(_move, st.sampled_from(Move), st.sampled_from([0, 0, 1, -1]), st.sampled_from([None, "claim-0"])),
    st.sampled_from([_fill, _go_on, _go_on, _sit, _claim]),
)
CASTING = st.sampled_from(list(CASTS))
SCRIPTS: st.SearchStrategy[Script] = st.lists(st.tuples(WAITS, st.sampled_from(SEATS), DEEDS), min_size=5, max_size=30)


def steadily(examples: int) -> settings:
    """The same examples in every run, however slow the machine."""
    return settings(max_examples=examples, derandomize=True, deadline=None, database=None)


def at_the_table(casting: str, **more: Any) -> Practice:
    """The people of this casting in the lobby."""
    observers = CASTS[casting]
    return Practice(**more).sits(*dict.fromkeys(("a", "b", *observers)))


def play(practice: Practice, casting: str, script: Script) -> Iterator[Practice]:
    """The practice after each deed; the round begins as soon as it may. What is refused is passed over."""
    for wait, seat, deed in script:
        practice.wait(wait)
        with suppress(Refused):
            deed(practice, seat)
        if not practice.state.rounds:
            with suppress(Refused):
                practice.begins(observers=CASTS[casting])
        yield practice


def played(casting: str, script: Script, **more: Any) -> Practice:
    practice = at_the_table(casting, **more)
    for _ in play(practice, casting, script):
        pass
    return practice
