"""A seat whose person has deleted everything: the log goes on, and their rounds hold nothing that was said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from any_play import CASTING, SCRIPTS, Script, played, steadily
from builders import DAY, HOUR, MINUTE, Practice, as_stored, pair, refused, sentence_of, trio
from hypothesis import given

from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.events import NOBODY, Event, Forgotten, Logged
from roleplay.room.fold import fold
from roleplay.room.stages import UNDO, Stage
from roleplay.room.state import State
from roleplay.room.vocabulary import Move, Pin, Words
from roleplay.storage.practice.log import SAID

GONE = "The student has deleted their history, so nothing more can be added to it."
TAPS: tuple[tuple[str, Event], ...] = (
    ("b", ev.FactCame("stairs", True)),
    ("c", ev.Marked("net", Mark.DONE)),
    ("c", ev.Pinned(Pin.TRY)),
    ("c", ev.Released("tracing")),
    ("c", ev.Wrote(Words.TRY, "late")),
    ("b", ev.HandedIn()),
    ("a", ev.Wrote(Words.NEXT_STEP, "late")),
)


def over(practice: Practice) -> Practice:
    return practice.to(Stage.OVER)


def forgets(practice: Practice, seat: str) -> Practice:
    return practice.logs(Forgotten(), seat)


def erased(log: list[Logged], seat: str, practice: Practice) -> list[Logged]:
    """The log as a store leaves it once this seat is forgotten."""
    theirs = {round_.number for round_ in practice.state.rounds if round_.cast.student == seat}
    said = [row.round in theirs and row.event.kind in SAID for row in log]
    gone = [replace(row, event=ev.Erased(), seat=NOBODY, made=None, token=None, digest=None) for row in log]
    return [bare if goes else row for row, bare, goes in zip(log, gone, said, strict=True)]


def without_words(state: State) -> State:
    """The stages and clocks of a state."""
    return replace(state, rounds=tuple(replace(one, entries={}, pins=(), goal="") for one in state.rounds))


def test_what_the_student_was_told_is_gone_from_their_round() -> None:
    practice = over(trio(Stage.STATION).tap("c", ev.Pinned(Pin.TRY)).tap("b", ev.FactCame("stairs", True)))

    round_ = forgets(practice, "a").state.rounds[0]

    assert (round_.entries, round_.pins, round_.goal) == ({}, (), "")
    assert round_.forgotten == {"a"}


@pytest.mark.parametrize("seat", ["b", "c"])
def test_what_others_wrote_for_the_student_stays_the_students(seat: str) -> None:
    practice = over(trio())
    before = practice.round

    round_ = forgets(practice, seat).state.rounds[0]

    assert round_ == replace(before, forgotten=frozenset({seat}))
    assert sentence_of(seat, 1) in [entry.value for entry in round_.entries.values()]


def test_only_the_rounds_of_that_student_are_emptied() -> None:
    practice = trio().to(Stage.NEXT).begins("b", "a").to(Stage.NEXT).begins("a", "c", ("b",)).to(Stage.OVER)

    rounds = forgets(practice, "a").state.rounds

    assert [bool(one.entries) for one in rounds] == [False, True, False]


def test_in_a_pair_the_one_who_played_and_watched_leaves_the_other_whole() -> None:
    practice = over(pair())
    before = practice.state.rounds[0].entries

    assert forgets(practice, "b").state.rounds[0].entries == before
    assert forgets(practice, "a").state.rounds[0].entries == {}


@pytest.mark.parametrize("seat", ["a", "b", "c"])
def test_forgetting_moves_no_stage_and_no_clock(seat: str) -> None:
    practice = trio(Stage.QUIET).leaves(seat)
    before = practice.state

    after = forgets(practice.wait(MINUTE), seat).state

    assert (after.stage, after.number, after.stage_at, after.deadline) == (
        *(before.stage, before.number, before.stage_at, before.deadline),
    )


@pytest.mark.parametrize("stage", [Stage.OPENING, Stage.NEXT])
def test_forgetting_keeps_no_practice_open(stage: Stage) -> None:
    practice = Practice().sits("a", "b", "c") if stage is Stage.OPENING else trio(stage)
    closes_at = practice.seen.closes_at

    forgets(practice.wait(30 * DAY), "a")

    assert practice.seen.closes_at == closes_at


def test_forgetting_is_nothing_that_happened_to_a_practice_that_stands_still() -> None:
    """Half an hour without anybody: it is parked at its next stage, even if somebody deletes in the meantime."""
    one, other = trio(Stage.PREPARE, lengths=LONG), trio(Stage.PREPARE, lengths=LONG)

    forgets(one.wait(10 * MINUTE), "c")

    assert replace(one.wait(HOUR).seen, rounds=(), seq=0) == replace(
        other.wait(HOUR + 10 * MINUTE).seen, rounds=(), seq=0
    )


LONG = replace(trio().lengths, prepare=35 * MINUTE)


@pytest.mark.parametrize(("seat", "tap"), TAPS)
def test_into_the_round_of_who_deleted_it_nothing_is_tapped(seat: str, tap: Event) -> None:
    practice = forgets(over(trio()), "a")

    assert refused(practice.tap, seat, tap, 1) == GONE


def test_into_the_other_rounds_taps_go_on() -> None:
    practice = forgets(trio().to(Stage.NEXT).begins("b", "c", ("a",)).to(Stage.OVER), "a")

    practice.tap("c", ev.Wrote(Words.SENTENCE, "late"), 2)

    assert practice.round.value("c", ev.Wrote.kind, Words.SENTENCE.value) == "late"


def test_where_an_observer_deleted_the_round_goes_on() -> None:
    practice = forgets(over(trio()), "c")

    practice.tap("b", ev.Wrote(Words.SENTENCE, "late"), 1)

    assert practice.round.value("b", ev.Wrote.kind, Words.SENTENCE.value) == "late"


def test_the_practice_goes_on_when_its_student_left_and_deleted() -> None:
    practice = forgets(trio(Stage.QUIET).leaves("a"), "a")

    practice.wait(2 * MINUTE).move("b", Move.GO_ON_WITHOUT).wait(UNDO).to(Stage.NEXT)
    practice.begins("b", "c", ("c",)).to(Stage.OVER)

    assert [one.given_up for one in practice.state.rounds] == [False, False]


def test_every_screen_is_drawn_after_somebody_deleted() -> None:
    practice = forgets(trio(Stage.SHEETS).leaves("a"), "a")

    shown = [practice.json(seat) for seat in "bc"]

    assert not any(sentence_of(seat, 1) in text for text in shown for seat in "abc")


def test_what_was_erased_leaves_its_time_and_nothing_else() -> None:
    practice = trio(Stage.STATION).wait(MINUTE)
    before = practice.seen

    after = practice.logs(ev.Erased(), NOBODY, round=1).state

    assert after == replace(before, last_at=practice.now, seq=before.seq + 1)


@given(CASTING, SCRIPTS)
@steadily(150)
def test_a_log_that_was_erased_leads_to_the_same_stages_and_clocks(casting: str, script: Script) -> None:
    practice = played(casting, script)

    anew = fold(as_stored(erased(practice.log, "a", practice)), practice.snapshots)

    assert without_words(anew) == without_words(practice.state)


@given(CASTING, SCRIPTS)
@steadily(150)
def test_a_log_that_was_erased_leads_to_what_was_seen_when_it_was(casting: str, script: Script) -> None:
    """The same state whether a server saw it happen or has restarted."""
    practice = forgets(played(casting, script), "a")

    anew = fold(as_stored(erased(practice.log, "a", practice)), practice.snapshots)

    assert replace(anew, rounds=tuple(replace(one, goal="") for one in anew.rounds)) == replace(
        practice.state, rounds=tuple(replace(one, goal="") for one in practice.state.rounds)
    )
