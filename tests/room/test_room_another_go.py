"""Another go: from which moment, for how long, who says whether it happened, and that nothing of it is scored."""

from __future__ import annotations

import pytest
from builders import DAY, MINUTE, Practice, an_examined, as_stored, at, four, pair, refused, trio

from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.deadlines import wakes_at
from roleplay.room.fold import fold
from roleplay.room.go import go_of, may_go_again, moments_of
from roleplay.room.stages import (
    ANOTHER_GO,
    DEFAULT_PRESET,
    PRESETS,
    SECOND,
    UNDO,
    Lengths,
    Stage,
    Turn,
    lengths,
)
from roleplay.room.vocabulary import Happened, Move, Pin, Words
from roleplay.usecases.practice.projection import goals, played, tidy_marks, written

PERSONS = {"a": "Anna", "b": "Ben", "c": "Cleo"}


def pinned(*seconds: int, pin: Pin = Pin.TRY) -> Practice:
    """Everybody's feedback, after an observer pinned these seconds of the station."""
    practice = trio(Stage.STATION)
    start = practice.now
    for second in seconds:
        practice.now = start + second * SECOND
        practice.tap("c", ev.Pinned(pin))
    return practice.to(Stage.SHEETS)


# Where it starts


def test_it_starts_from_a_pin_to_try() -> None:
    assert pinned(141).view("a").go.moments == (141,)


def test_a_pin_that_worked_is_nothing_to_try_again() -> None:
    assert pinned(141, pin=Pin.WORKED).view("a").go.moments == (0,)


def test_a_moment_that_one_to_try_names_comes_before_the_pins() -> None:
    practice = pinned(60, 141).tap("c", ev.Wrote(Words.TRY, "At 2:21 wait, and again at 5:07"))

    assert practice.view("b").go.moments == (141, 307, 60)


def test_without_pin_or_moment_it_starts_at_the_beginning() -> None:
    assert trio(Stage.SHEETS).goes_again().view("a").opened.go.second == 0


@pytest.mark.parametrize("words", ["At 9:30 it was over", "At 8:00 the bell rang", "Say 12:345"])
def test_a_moment_outside_the_station_is_none(words: str) -> None:
    practice = trio(Stage.SHEETS).tap("c", ev.Wrote(Words.TRY, words))

    assert practice.view("a").go.moments == (0,)


def test_anybody_in_the_round_starts_it_from_any_moment_of_the_station() -> None:
    for seat in "abc":
        practice = pinned(141).move(seat, Move.AGAIN, second=200).wait(UNDO)

        assert (practice.stage, practice.view("a").opened.go.second) == (Stage.AGAIN, 200)


@pytest.mark.parametrize("second", [-1, 8 * 60, 10**9])
def test_it_never_starts_outside_the_station(second: int) -> None:
    practice = pinned(141)

    said = refused(practice.move, "a", Move.AGAIN, second=second)

    assert said == "That moment isn’t within the station. Choose another, or go again from the start."


# The round around it


def test_it_lasts_ninety_seconds_and_then_comes_the_next_step() -> None:
    practice = pinned(141).goes_again()
    assert (practice.remaining, wakes_at(practice.seen)) == (ANOTHER_GO, practice.now + ANOTHER_GO)

    assert practice.wait(ANOTHER_GO - 1).stage is Stage.AGAIN
    assert practice.wait(1).stage is Stage.NEXT


def test_everybody_hears_it_coming_and_anybody_calls_it_off() -> None:
    practice = pinned(141).move("c", Move.AGAIN)
    asked = practice.view("a").top.asked
    assert (asked.move, asked.by, asked.second) == ("again", "Person c", 141)

    assert practice.wait(UNDO - 1).move("b", Move.UNDO).wait(MINUTE).stage is Stage.SHEETS


def test_who_skips_it_comes_to_the_next_step_at_once() -> None:
    practice = pinned(141).move("b", Move.GO_ON)

    assert practice.stage is Stage.NEXT
    assert practice.view("a").opened.go is None


def test_who_skipped_it_by_mistake_may_still_have_it() -> None:
    practice = pinned(141).move("b", Move.GO_ON).move("a", Move.AGAIN).wait(UNDO)

    assert practice.stage is Stage.AGAIN
    assert practice.wait(ANOTHER_GO).stage is Stage.NEXT


def test_a_round_has_one() -> None:
    practice = pinned(141).goes_again().to(Stage.NEXT)

    assert "again" not in practice.view("a").top.moves
    assert practice.view("a").go.moments == ()


def test_it_ends_early_once_it_was_said() -> None:
    practice = pinned(141).goes_again().wait(20 * SECOND).move("a", Move.END_EARLY)

    assert practice.wait(UNDO - 1).stage is Stage.AGAIN
    assert practice.wait(1).stage is Stage.NEXT


def test_one_minute_more_a_pause_and_a_stop_keep_its_clock() -> None:
    practice = pinned(141).goes_again().move("c", Move.EXTEND).wait(10 * SECOND)
    left = ANOTHER_GO + MINUTE - 10 * SECOND

    for move in (Move.PAUSE, Move.STOP):
        practice.move("b", move).wait(MINUTE)
        assert practice.remaining == left
        for seat in "abc" if move is Move.STOP else "a":
            practice.move(seat, Move.CARRY_ON)
        assert (practice.stage, practice.remaining) == (Stage.AGAIN, left)


def test_a_volunteer_takes_a_yes_back_in_it_too() -> None:
    practice = an_examined(Stage.SHEETS).goes_again().move("b", Move.NO_CONSENT)

    assert (practice.stage, practice.round.consent) == (Stage.AGAIN, False)
    assert "no_consent" not in practice.view("a").top.moves


@pytest.mark.parametrize("seat", ["a", "b"])
def test_without_those_who_talk_there_is_none(seat: str) -> None:
    practice = pinned(141).leaves(seat)

    assert "again" not in practice.view("c").top.moves
    assert may_go_again(practice.round) is False


def test_whoever_only_looks_in_starts_nothing() -> None:
    assert "again" not in pinned(141).sits("late").view("late").top.moves


def test_a_pair_has_it_as_well_and_the_second_person_says_whether_it_happened() -> None:
    practice = pair(Stage.SHEETS).goes_again(second=60).to(Stage.NEXT)
    assert [practice.view(seat).go.asks for seat in "ab"] == [False, True]

    practice.tap("b", ev.RatedTry(Happened.YES))

    assert practice.view("a").opened.go.seen[0].value == "it happened"


def test_a_round_with_it_takes_at_most_twenty_two_minutes() -> None:
    planned = lengths(PRESETS[DEFAULT_PRESET], trio().round.snapshot.case.timing)

    assert planned.prepare + planned.reading + planned.station + talk(planned) + UNDO <= 22 * MINUTE
    assert planned.sheets < MINUTE


def talk(planned: Lengths) -> int:
    turns = sum(planned.of(Stage.DEBRIEF, turn) or 0 for turn in Turn)
    return planned.quiet + turns + planned.sheets + planned.again + planned.next


# Whether it happened


def test_an_observer_is_asked_once_it_is_over() -> None:
    practice = pinned(141).goes_again()
    assert practice.view("c").go.asks is False

    practice.to(Stage.NEXT)

    assert [practice.view(seat).go.asks for seat in "abc"] == [False, False, True]
    assert [person.writes for person in practice.view("a").top.people] == [True, False, True]


@pytest.mark.parametrize(
    ("happened", "words"),
    [(Happened.YES, "it happened"), (Happened.PARTLY, "partly"), (Happened.NO, "not this time")],
)
def test_everybody_reads_what_the_observer_said(happened: Happened, words: str) -> None:
    practice = pinned(141).goes_again().to(Stage.NEXT).tap("c", ev.RatedTry(happened))

    for seat in "abc":
        [said] = practice.view(seat).opened.go.seen
        assert (said.name, said.value) == ("Person c", words)
    assert practice.view("c").go.happened == happened
    assert practice.view("a").go.happened is None


def test_the_last_answer_counts_and_nobody_is_waited_for_after_it() -> None:
    practice = pinned(141).goes_again().to(Stage.NEXT)
    practice.tap("c", ev.RatedTry(Happened.NO)).wait(1).tap("c", ev.RatedTry(Happened.PARTLY))

    assert go_of(practice.round).seen == (("c", Happened.PARTLY),)
    assert [person.writes for person in practice.view("a").top.people] == [True, False, False]


def test_two_observers_are_both_asked() -> None:
    practice = four(Stage.SHEETS).goes_again().to(Stage.NEXT).tap("c", ev.RatedTry(Happened.YES))

    assert [person.writes for person in practice.view("a").top.people] == [True, False, False, True]


@pytest.mark.parametrize("seat", ["a", "b"])
def test_nobody_else_says_whether_it_happened(seat: str) -> None:
    practice = pinned(141).goes_again()

    assert refused(practice.tap, seat, ev.RatedTry(Happened.YES)) == (
        "In this round only the observer says whether it happened, so that wasn’t saved."
    )


def test_without_another_go_nothing_happened() -> None:
    practice = pinned(141).to(Stage.NEXT)

    said = refused(practice.tap, "c", ev.RatedTry(Happened.YES))

    assert said == "There was no other go in this round, so that wasn’t saved."


# A try, and nothing else


def rows_of(practice: Practice) -> list[object]:
    return [make(1, practice.round, PERSONS) for make in (tidy_marks, goals, played, written)]


def test_it_changes_no_mark_no_goal_and_no_minute_of_the_round() -> None:
    skipped, tried = (pinned(141).tap("c", ev.Marked("net", Mark.DONE)) for _ in range(2))

    tried.goes_again().to(Stage.NEXT).tap("c", ev.RatedTry(Happened.YES))

    assert rows_of(tried) == rows_of(skipped.to(Stage.NEXT))


def test_it_is_in_the_log_with_its_moment_and_its_answer() -> None:
    practice = pinned(141).goes_again().to(Stage.NEXT).tap("c", ev.RatedTry(Happened.PARTLY))

    log = as_stored(practice.log)

    assert [each.event for each in log[-2:]] == [ev.Asked(Move.AGAIN, second=141), ev.RatedTry(Happened.PARTLY)]
    assert fold(log, practice.snapshots) == practice.state


def test_with_the_student_s_history_goes_what_they_tried() -> None:
    practice = pinned(141).goes_again().to(Stage.NEXT).tap("c", ev.RatedTry(Happened.YES)).to(Stage.OVER)

    practice.logs(ev.Forgotten(), "a")

    assert go_of(practice.round) is None
    assert practice.view("c").rounds[0].go is None


# Who sees what


@pytest.mark.parametrize("stage", [s for s in Stage if s not in (Stage.SHEETS, Stage.AGAIN, Stage.NEXT, Stage.OPENING)])
def test_before_the_feedback_no_screen_knows_where_it_would_start(stage: Stage) -> None:
    practice = trio(Stage.STATION).wait(141 * SECOND).tap("c", ev.Pinned(Pin.TRY))
    later = practice.to(stage) if stage not in (Stage.PREPARE, Stage.CONSENT, Stage.READING) else at(stage)

    for seat in "abc":
        assert "again" not in later.view(seat).top.moves
        assert not hasattr(later.view(seat), "go")


def test_the_table_and_who_waits_outside_see_no_more_than_that_it_is_had() -> None:
    practice = pinned(141).tap("c", ev.Wrote(Words.TRY, "Wait for her")).sits("late").goes_again()

    for shown in (practice.view("late"), practice.table()):
        assert shown.top.stage == "again"
        assert "Wait for her" not in str(shown)
        assert not hasattr(shown, "go")


def test_after_two_days_it_can_no_longer_be_said() -> None:
    practice = pinned(141).goes_again().to(Stage.NEXT)

    assert "closed" in refused(practice.wait(2 * DAY).tap, "c", ev.RatedTry(Happened.YES))


def test_moments_are_in_the_order_of_the_station_where_nobody_named_one() -> None:
    assert moments_of(pinned(60, 141, 300).round) == (60, 141, 300)
