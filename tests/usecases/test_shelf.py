"""The rules of a person's own history: what stands in it, and from when."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from evening import DOMAINS, HOUR, MINUTE, STATEMENTS, Evening
from left_over import DAY, by_hand, luggage, shelf

from roleplay.marking.marksheet import Mark
from roleplay.review.missed import often_missed
from roleplay.review.recent import recent_level
from roleplay.usecases.history.shelf import Filter, Shelf, filtered

WORDS = ("from-student-in-1", "from-patient-in-1", "from-observer-in-1")


@pytest.fixture
def quiet(before: Evening) -> Evening:
    """Anna's station is over, everybody has submitted, and the feedback isn't open yet."""
    evening = before.more_cases("case-a", "case-b")
    evening.says = "from-{role}-in-{round}"
    evening.start().begin().read().wall.forward(3 * MINUTE)
    evening.tap("Cleo", "marked", item="exertional", mark="done")
    evening.wall.forward(8 * MINUTE)
    return evening.hand_in()


def opened(evening: Evening) -> Evening:
    while evening.stage == "debrief":
        evening.moved("Anna", "go_on")
    return evening.moved("Anna", "go_on")


def words(found: Shelf) -> set[str]:
    return {written.text for written in found.words}


# --- from when


def stages(evening: Evening) -> Iterator[str]:
    """Every stage of a round until the sheets are open, one after the other."""
    evening.begin()
    while True:
        yield evening.stage
        match evening.stage:
            case "prepare":
                evening.read()
            case "reading":
                evening.wall.forward(2 * MINUTE)
            case "station":
                evening.tap("Cleo", "marked", item="exertional", mark="done")
                evening.wall.forward(8 * MINUTE)
            case "quiet":
                evening.hand_in()
            case "debrief":
                evening.moved("Anna", "go_on")
                if evening.stage != "debrief":
                    return


def test_before_the_sheets_are_open_the_history_holds_nothing_but_the_door_sign(before: Evening) -> None:
    before.says = "from-{role}"
    seen = []

    for stage in stages(before.start()):
        found = shelf(before, "Anna")
        seen.append(stage)
        assert (found.seen, found.goals, found.words) == ((), (), ())
        assert "from-" not in repr(found)
        assert "exertional" not in repr(found)

    assert set(seen) == {"prepare", "reading", "station", "quiet", "debrief"}


def test_once_the_sheets_are_open_the_history_holds_it_all(quiet: Evening) -> None:
    opened(quiet)

    found = shelf(quiet, "Anna")

    assert words(found) == set(WORDS)
    [seen] = found.seen
    [observer] = seen.observers.values()
    assert observer.items == {"exertional": Mark.DONE}
    assert observer.domains == seen.own.domains == dict.fromkeys(DOMAINS, 3)
    assert (observer.overall, seen.own.overall) == (2, 2)
    assert seen.statements == dict.fromkeys(STATEMENTS, 4)
    assert seen.sentence == "from-patient-in-1"


def test_what_the_patient_of_a_pair_marked_counts_in_no_trend(before: Evening) -> None:
    evening = before.start("Anna", "Ben").begin().read()
    evening.wall.forward(3 * MINUTE + 8 * MINUTE)
    evening.tap("Ben", "marked", item="exertional", mark="done")
    opened(evening.hand_in())

    [seen] = shelf(evening, "Anna").seen

    assert (seen.observers, recent_level([seen]).dots, often_missed([seen]).skills) == ({}, (), ())
    assert seen.statements == dict.fromkeys(STATEMENTS, 4), "The patient's own answers stay."


@pytest.mark.parametrize(("after", "open_"), [(2 * DAY - MINUTE, False), (2 * DAY + MINUTE, True)])
def test_sheets_that_nobody_opened_are_open_once_the_practice_has_closed(
    quiet: Evening, after: int, open_: bool
) -> None:
    quiet.wall.forward(after)

    assert words(shelf(quiet, "Anna")) == (set(WORDS) if open_ else set())


def test_a_round_in_which_nobody_tapped_opens_with_the_closing_of_the_practice_and_not_before(
    before: Evening,
) -> None:
    """The clock walked through reading and station long after the last tap; the others may write two days from then."""
    evening = before.start().begin().read()
    evening.wall.forward(2 * DAY + MINUTE)
    open_ = [evening.tap("Cleo", "marked", item="exertional", mark="done").result, shelf(evening, "Anna").seen]
    evening.wall.forward(10 * MINUTE)

    assert open_ == ["accepted", ()]
    assert [station.observers != {} for station in shelf(evening, "Anna").seen] == [True]


def test_a_shut_round_behind_an_open_one_stays_shut(quiet: Evening) -> None:
    opened(quiet)
    by_hand(quiet, "Anna", "Ben", "case-a").begin_planned().read().wall.forward(11 * MINUTE)
    quiet.hand_in()

    found = shelf(quiet, "Anna")

    assert words(found) == set(WORDS)
    assert [seen.station.round for seen in found.seen] == [1]
    assert "in-2" not in repr(found)


def test_what_became_of_a_next_step_is_not_told_before_the_sheets_are_open(quiet: Evening) -> None:
    opened(quiet).tap("Anna", "wrote", words="next_step", text="step")
    by_hand(quiet, "Anna", "Ben", "case-a").begin_planned().read().wall.forward(11 * MINUTE)
    assert quiet.tap("Cleo", "rated_goal", outcome="no_chance").result == "accepted"

    told = [(goal.round, goal.outcome) for goal in shelf(quiet, "Anna").goals]
    opened(quiet.hand_in())

    assert told == [(1, None)]
    assert [(goal.round, goal.outcome) for goal in shelf(quiet, "Anna").goals] == [(1, None), (2, "no_chance")]


def test_what_arrives_late_stands_in_the_history_too(quiet: Evening) -> None:
    opened(quiet).wall.forward(5 * HOUR)

    quiet.tap("Cleo", "wrote", words="one_to_try", text="late")

    assert "late" in words(shelf(quiet, "Anna"))


# --- whose


@pytest.mark.parametrize("name", ["Ben", "Cleo"])
def test_who_played_or_watched_has_the_station_and_none_of_its_marks(quiet: Evening, name: str) -> None:
    opened(quiet).wall.forward(2 * DAY)

    found = shelf(quiet, name)

    assert [(station.role, station.card.id) for station in found.stations] == [(ROLES[name], "good")]
    assert (found.seen, found.goals, found.words) == ((), (), ())


ROLES = {"Ben": "patient", "Cleo": "observer"}


@pytest.mark.parametrize("name", ["Ben", "Cleo"])
def test_who_played_or_watched_takes_none_of_its_words_home(quiet: Evening, name: str) -> None:
    opened(quiet).wall.forward(2 * DAY)

    carried = luggage(quiet, name)

    assert [one.role for one in carried.rounds] == [ROLES[name]]
    assert "from-" not in repr(carried)
    assert "exertional" not in repr(carried)


def test_a_shut_round_is_taken_home_without_its_marks(quiet: Evening) -> None:
    carried = luggage(quiet, "Anna")

    assert [(one.case, one.sheets, one.marks, one.words) for one in carried.rounds] == [("good", None, (), ())]
    assert "from-" not in repr(carried)


def test_who_was_not_there_has_nothing(quiet: Evening) -> None:
    quiet.join("Dora")

    assert shelf(opened(quiet), "Dora") == Shelf()


def test_a_round_that_was_given_up_is_in_the_history_and_does_not_count(before: Evening) -> None:
    evening = before.more_cases("case-a").start().begin().moved("Ben", "another")

    found = [(station.round, station.counts) for station in shelf(evening, "Anna").stations]

    assert found == [(1, False), (2, True)]


# --- filters


@pytest.fixture
def full(before: Evening) -> Shelf:
    """Anna was student, patient, and student again a day later, of cases of different skills."""
    before.more_cases("case-a", edits={"skills: [red-flags]": "skills: [ice]"})
    before.more_cases("case-b")
    before.says = "from-{role}-in-{round}"
    evening = before.start().begin().play_from_here("step-1")
    by_hand(evening, "Ben", "Anna", "case-a").play("bens")
    later = evening.finish().later()
    by_hand(later, "Anna", "Ben", "case-b").play("step-3")
    return shelf(later, "Anna")


def rounds(found: Shelf) -> list[tuple[int, int]]:
    return [(station.practice, station.round) for station in found.stations]


def test_a_history_stands_oldest_first(full: Shelf) -> None:
    assert rounds(full) == [(1, 1), (1, 2), (2, 1)]
    assert [goal.text for goal in full.goals] == ["step-1", "step-3"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), [(1, 1), (1, 2), (2, 1)]),
        (Filter(kind="interview"), [(1, 1), (1, 2), (2, 1)]),
        (Filter(kind="examination"), []),
        (Filter(skill="ice"), [(1, 2)]),
        (Filter(role="patient"), [(1, 2)]),
        (Filter(role="student"), [(1, 1), (2, 1)]),
        (Filter(role="student", skill="red-flags", kind="interview"), [(1, 1), (2, 1)]),
        (Filter(role="student", skill="ice"), []),
    ],
)
def test_a_filter_takes_its_stations_and_what_belongs_to_them(
    full: Shelf, wanted: Filter, found: list[tuple[int, int]]
) -> None:
    shown = filtered(full, wanted)

    mine = [place for place in found if place != (1, 2)]
    assert rounds(shown) == found
    assert [(seen.station.practice, seen.station.round) for seen in shown.seen] == mine
    assert shown.goals == full.goals  # what became of one stands at later stations
    assert {(written.practice, written.round) for written in shown.words} == set(mine)


def test_a_filter_by_time_takes_what_began_then_or_later(full: Shelf) -> None:
    second = full.stations[1].at

    assert rounds(filtered(full, Filter(since=second))) == [(1, 2), (2, 1)]
    assert rounds(filtered(full, Filter(since=second + 1))) == [(2, 1)]
