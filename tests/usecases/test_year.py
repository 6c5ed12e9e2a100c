"""The rules of the year: sentences are deleted after it, unless their receiver keeps them; marks stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from evening import DOMAINS, HOUR, MINUTE, SECOND, Evening, an_evening, url_of
from left_over import (
    DAY,
    YEAR,
    as_file,
    bring,
    by_hand,
    luggage,
    on_disk,
    page,
    person_of,
    received,
    refused,
    rows_of,
    shelf,
    stations,
    tables_with,
)

from roleplay.review.next_steps import Became, steps_of
from roleplay.room.events import Asked, Erased, Opened, RoundBegan, Wrote
from roleplay.room.state import State
from roleplay.usecases.practice.live import Live, continued
from roleplay.usecases.upkeep import compare_with_log, erase_old_words

WRITTEN = ("from-student-in-1", "from-patient-in-1", "from-observer-in-1", "step-in-1")
CALL = "https://meet.example.org/room"


@pytest.fixture
def written(before: Evening) -> Evening:
    """Anna was the student, and everybody wrote."""
    evening = before.more_cases("case-a", "case-b", "case-c")
    evening.says = "from-{role}-in-{round}"
    return evening.start().begin().play_from_here(next_step="step-in-1")


def first_words(evening: Evening) -> int:
    """When the first sentence arrived."""
    return min(row.at for row in evening.log() if isinstance(row.event, Wrote))


def last_words(evening: Evening) -> int:
    return max(row.at for row in evening.log() if isinstance(row.event, Wrote))


def upkeep(evening: Evening, at: int) -> tuple[int, ...]:
    """What the kit does every day, at this time."""
    return erase_old_words(evening.kit.store, at)


def keep(evening: Evening, name: str, round_: int = 1, practice: int = 0, kept: bool = True) -> None:
    number = practice or evening.practice
    stations(evening).keep(evening.visitor(name), number, round_, kept)


def anew(evening: Evening) -> State:
    """The state that the log gives now."""
    with evening.kit.store.read() as reader:
        return continued(reader, evening.practice, Live()).state


def without_entries(state: State) -> State:
    return replace(state, rounds=tuple(replace(one, entries={}) for one in state.rounds))


def came_with(evening: Evening) -> list[str]:
    """The next step with which each round's student came, as in the log."""
    events = [row.event for row in evening.log()]
    begun = [event.round if isinstance(event, Asked) else event for event in events]
    return [one.goal for one in begun if isinstance(one, RoundBegan)]


def markers(evening: Evening, markers: tuple[str, ...] = WRITTEN) -> set[str]:
    return {marker for marker in markers if tables_with(evening.folder, marker)}


# --- when


def test_words_stay_to_the_last_millisecond_of_their_year(written: Evening) -> None:
    changed = upkeep(written, first_words(written) + YEAR - 1)

    assert changed == ()
    assert markers(written) == set(WRITTEN)


def test_words_go_when_their_year_is_over(written: Evening) -> None:
    changed = upkeep(written, last_words(written) + YEAR + 1)

    assert changed == (written.practice,)
    assert markers(written) == set()
    assert received(written, "Anna") == ()


def test_words_that_went_are_in_no_byte_of_the_file(written: Evening) -> None:
    upkeep(written, last_words(written) + YEAR + 1)

    bytes_ = on_disk(written.folder)
    assert [marker for marker in WRITTEN if marker.encode() in bytes_] == []


@pytest.mark.parametrize(("after", "where"), [(YEAR, {"texts"}), (YEAR + 1, set())])
def test_the_link_to_a_call_goes_a_year_after_the_session_was_opened(
    before: Evening, after: int, where: set[str]
) -> None:
    online = before.start(opened=Opened("uk-osce", online=True, call=CALL))

    upkeep(online, online.log()[0].at + after)

    assert tables_with(online.folder, CALL) == where


def test_words_of_one_practice_go_and_those_of_a_later_one_stay(written: Evening) -> None:
    later = by_hand(written.finish().later(), "Ben", "Anna", "case-a").play(next_step="bens-step")

    changed = upkeep(later, last_words(written) + YEAR + 1)

    assert changed == (written.practice,)
    assert received(written, "Anna") == ()
    assert len(received(later, "Ben")) == 5


def test_doing_it_twice_changes_nothing(written: Evening) -> None:
    late = last_words(written) + YEAR + 1
    upkeep(written, late)
    before = rows_of(written.folder)

    assert upkeep(written, late) == ()
    assert rows_of(written.folder) == before


# --- what stays


def test_marks_and_cases_met_stay(written: Evening) -> None:
    before = rows_of(written.folder)

    upkeep(written, last_words(written) + YEAR + 1)

    after = rows_of(written.folder)
    assert before["marks"]
    for table in ("marks", "exposures", "rounds", "sheets", "persons", "seats"):
        assert after[table] == before[table]


def test_the_station_stays_readable_with_its_marks_and_without_words(written: Evening) -> None:
    upkeep(written, last_words(written) + YEAR + 1)
    written.kit.rooms.forget(written.practice)

    sheets, scores = page(written, "Anna").sheets, page(written, "Anna").scores

    assert sheets is not None
    assert (sheets.opened.sentence, sheets.opened.line, sheets.opened.to_try) == (None, None, ())
    assert [side.own.number for side in sheets.opened.domains if side.own] == [3] * len(DOMAINS)
    assert [one.name for one in scores] == ["Cleo"]


def test_stages_and_clocks_of_the_log_are_the_same_as_before(written: Evening) -> None:
    before = without_entries(anew(written))

    upkeep(written, last_words(written) + YEAR + 1)

    assert without_entries(anew(written)) == before


def test_of_what_was_written_the_place_and_the_time_are_left(written: Evening) -> None:
    before = written.log()

    upkeep(written, last_words(written) + YEAR + 1)

    for old, new in zip(before, written.log(), strict=True):
        gone = replace(old, event=Erased(), seat="", made=None, token=None, digest=None)
        assert new == (gone if isinstance(old.event, Wrote) else old)


def test_everything_that_is_projected_agrees_with_the_log(written: Evening) -> None:
    late = last_words(written) + YEAR + 1

    upkeep(written, late)

    assert compare_with_log(url_of(written.folder), late) == []


def test_what_became_of_a_next_step_stays_when_its_words_go(written: Evening) -> None:
    by_hand(written, "Anna", "Ben", "case-a").begin_planned().read().wall.forward(11 * MINUTE)
    assert written.tap("Cleo", "rated_goal", outcome="done").result == "accepted"

    upkeep(written, last_words(written) + YEAR + 1)

    with written.kit.store.read() as reader:
        assert [(goal.text, goal.outcome) for goal in reader.history.goals(person_of(written, "Anna"))] == [
            ("", "done")
        ]


# --- what its receiver keeps


def test_words_that_are_kept_stay_beyond_the_year(written: Evening) -> None:
    keep(written, "Anna")
    before = rows_of(written.folder)

    assert upkeep(written, last_words(written) + 3 * YEAR) == ()
    assert rows_of(written.folder) == before


def test_words_that_are_let_go_again_go(written: Evening) -> None:
    keep(written, "Anna")
    keep(written, "Anna", kept=False)

    assert upkeep(written, last_words(written) + YEAR + 1) == (written.practice,)
    assert markers(written) == set()


@pytest.mark.parametrize("name", ["Ben", "Cleo"])
def test_only_who_received_them_keeps_words(written: Evening, name: str) -> None:
    said = refused(keep, written, name)

    assert said == "That station isn’t in your history. Choose one from the list."
    assert rows_of(written.folder)["kept"] == []


def test_keeping_one_round_keeps_no_other(written: Evening) -> None:
    by_hand(written, "Anna", "Ben", "case-a").play()
    keep(written, "Anna", round_=2)

    upkeep(written, last_words(written) + YEAR + 1)

    assert {one.round for one in received(written, "Anna")} == {2}


# --- next steps that were copied into later rounds


def test_a_next_step_goes_from_the_rounds_into_which_it_was_carried(written: Evening) -> None:
    by_hand(written, "Anna", "Ben", "case-a").begin_planned()
    assert came_with(written) == ["", "step-in-1"]

    upkeep(written, written.round.began_at + YEAR + 1)

    assert came_with(written) == ["", ""]
    assert anew(written).rounds[1].goal == ""
    assert tables_with(written.folder, "step-in-1") == set()


def test_of_several_open_steps_only_the_one_whose_year_is_over_goes(written: Evening) -> None:
    """And what was seen of it is of no other."""
    wrote = last_words(written)
    written.finish().wall.forward(YEAR // 2)
    first = written.later()
    by_hand(first, "Anna", "Ben", "case-a").play("newer-step").finish().wall.forward(DAY)
    later = first.later()
    by_hand(later, "Anna", "Ben", "case-c").begin_planned()
    assert later.round.steps == ("newer-step", "step-in-1")
    assert later.tap("Anna", "chose_focus", step=1).result == "accepted"
    later.read().wall.forward(11 * MINUTE)
    assert later.tap("Cleo", "rated_goal", outcome="done").result == "accepted"

    upkeep(later, wrote + YEAR + 1)

    assert (anew(later).rounds[0].steps, anew(later).rounds[0].goal) == (("newer-step", ""), "")
    assert tables_with(written.folder, "step-in-1") == set()
    assert [(step.text, step.became) for step in steps_of(shelf(later, "Anna").goals)] == [("newer-step", Became.OPEN)]


def test_a_brought_step_goes_also_where_it_was_judged(written: Evening, tmp_path: Path) -> None:
    by_hand(written, "Anna", "Ben", "case-a").begin_planned().read().wall.forward(11 * MINUTE)
    assert written.tap("Cleo", "rated_goal", outcome="done").result == "accepted"
    written.forms().moved("Anna", "go_on")
    there = an_evening(tmp_path / "there").start("Anna", "Dora")
    bring(there, "Anna", as_file(luggage(written, "Anna")))
    assert "goals" in tables_with(there.folder, "step-in-1")

    upkeep(there, last_words(written) + YEAR + 24 * HOUR)

    assert tables_with(there.folder, "step-in-1") == set()


def test_a_next_step_goes_with_its_own_year_also_from_a_later_evening(written: Evening) -> None:
    wrote = last_words(written)
    written.finish().wall.forward(YEAR // 2)
    later = written.later()
    by_hand(later, "Anna", "Ben", "case-a").begin_planned()
    assert came_with(later) == ["step-in-1"]

    upkeep(later, wrote + YEAR + 1)

    assert came_with(later) == [""]
    assert tables_with(written.folder, "step-in-1") == set()


def test_a_next_step_goes_from_a_swap_as_well(written: Evening) -> None:
    by_hand(written, "Ben", "Anna", "case-a").begin_planned().moved("Ben", "swap", swap=[0, 1])
    assert came_with(written) == ["", "", "step-in-1"]

    upkeep(written, written.wall.at + YEAR + 1)

    assert came_with(written) == ["", "", ""]


def test_the_next_step_of_a_kept_round_stays_in_it(written: Evening) -> None:
    by_hand(written, "Anna", "Ben", "case-a").play()
    keep(written, "Anna", round_=2)

    upkeep(written, written.wall.at + YEAR + 1)

    assert came_with(written) == ["", "step-in-1"]


def test_the_next_step_of_a_kept_round_that_came_of_a_swap_stays_in_it(written: Evening) -> None:
    by_hand(written, "Ben", "Anna", "case-a").begin_planned().moved("Ben", "swap", swap=[0, 1]).play_from_here()
    keep(written, "Anna", round_=3)

    upkeep(written, written.wall.at + YEAR + 1)

    assert came_with(written) == ["", "", "step-in-1"]


def test_rounds_that_came_of_a_swap_are_counted_as_well(written: Evening) -> None:
    """A swap begins a round without a row of its own: the third is kept, and its next step stays."""
    by_hand(written, "Ben", "Anna", "case-a").begin_planned().moved("Ben", "swap", swap=[0, 1]).play_from_here("third")
    by_hand(written, "Anna", "Ben", "case-c").play()
    keep(written, "Anna", round_=4)

    upkeep(written, written.wall.at + YEAR + 1)

    assert [one.number for one in written.state.rounds] == [1, 2, 3, 4]
    assert came_with(written) == ["", "", "", "third"]
    assert {one.round for one in received(written, "Anna")} == {4}


# --- what was brought along


@pytest.fixture
def brought(written: Evening, tmp_path: Path) -> Evening:
    """Anna's practice on another kit, into which she imports her record: two rounds, the second with a next step."""
    by_hand(written, "Anna", "Ben", "case-a").play(next_step="step-in-2")
    there = an_evening(tmp_path / "there").start("Anna", "Dora")
    there.wall.at = written.wall.at
    assert bring(there, "Anna", as_file(luggage(written, "Anna"))) == 2
    return there


BROUGHT = (*WRITTEN, "from-student-in-2", "from-patient-in-2", "from-observer-in-2", "step-in-2")


def own_practice(evening: Evening, name: str) -> int:
    with evening.kit.store.read() as reader:
        return next(iter(reader.practices.own_practices(person_of(evening, name)).values()))


def test_words_that_were_brought_along_have_their_year_too(brought: Evening, written: Evening) -> None:
    assert upkeep(brought, first_words(written) + YEAR - 1) == ()
    assert markers(brought, BROUGHT) == set(BROUGHT)

    assert upkeep(brought, last_words(written) + YEAR + 1) == (own_practice(brought, "Anna"),)
    assert markers(brought, BROUGHT) == set()


def test_marks_that_were_brought_along_stay(brought: Evening) -> None:
    before = rows_of(brought.folder)

    upkeep(brought, brought.wall.at + 2 * YEAR)

    after = rows_of(brought.folder)
    assert len(before["marks"]) > 0
    assert (after["marks"], after["exposures"], after["rounds"]) == (
        before["marks"],
        before["exposures"],
        before["rounds"],
    )


def test_a_brought_station_stays_readable_without_words(brought: Evening) -> None:
    upkeep(brought, brought.wall.at + 2 * YEAR)

    sheets = page(brought, "Anna", 2, own_practice(brought, "Anna")).sheets

    assert sheets is not None
    assert (sheets.opened.sentence, sheets.opened.goal, sheets.opened.next_step) == (None, "", None)
    assert sheets.opened.domains[0].own is not None


def test_brought_words_that_are_kept_stay(brought: Evening) -> None:
    keep(brought, "Anna", 2, own_practice(brought, "Anna"))

    upkeep(brought, brought.wall.at + 2 * YEAR)

    # The next step of the first is what the student of the second came with.
    assert markers(brought, BROUGHT) == {*BROUGHT[4:], "step-in-1"}
    assert [goal.text for goal in shelf(brought, "Anna").goals] == ["", "step-in-2"]


def test_words_that_were_brought_and_went_go_once(brought: Evening) -> None:
    upkeep(brought, brought.wall.at + 2 * YEAR)
    before = rows_of(brought.folder)

    assert upkeep(brought, brought.wall.at + 2 * YEAR) == ()
    assert rows_of(brought.folder) == before


def test_a_brought_round_without_words_loses_the_next_step_with_which_its_student_came(
    written: Evening, tmp_path: Path
) -> None:
    by_hand(written, "Anna", "Ben", "case-a").begin_planned().read().wall.forward(11 * MINUTE)
    began_at = written.round.began_at
    written.wall.forward(2 * MINUTE)
    written.moved("Anna", "go_on_without")
    while written.stage == "debrief":
        written.moved("Anna", "go_on")
    written.moved("Anna", "go_on")
    there = an_evening(tmp_path / "there").start("Anna", "Dora")
    bring(there, "Anna", as_file(luggage(written, "Anna")))

    upkeep(there, began_at + YEAR + 24 * HOUR)
    after = rows_of(there.folder)

    assert tables_with(there.folder, "step-in-1") == set()
    assert upkeep(there, began_at + YEAR + 24 * HOUR) == ()
    assert rows_of(there.folder) == after


def test_a_running_evening_is_not_touched(written: Evening) -> None:
    by_hand(written, "Ben", "Anna", "case-a").begin_planned()
    seen = written.views()

    assert upkeep(written, written.wall.at + 30 * SECOND + DAY) == ()
    assert written.views() == seen
