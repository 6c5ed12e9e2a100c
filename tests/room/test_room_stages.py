"""The table of stages, and the way that a round takes through it by its people's own moves."""

from __future__ import annotations

from itertools import pairwise

import pytest
from builders import Practice, a_case, an_examination, trio

from roleplay.content.models import Case
from roleplay.room.deadlines import waits_until
from roleplay.room.decide import Step
from roleplay.room.moves import way_on
from roleplay.room.stages import STAGES, TURNS, UNDO, Stage, Turn


def played(case: Case) -> Practice:
    """A round in which nobody hurries, to the end of the session."""
    practice = Practice(case).sits("a", "b", "c").begins(accepted=False)
    while practice.stage is not Stage.OVER:
        if step := way_on(practice.seen, "abc"):
            practice.act(step[0], Step(step[1], practice.number))
        else:
            practice.wait(waits_until(practice.seen) - practice.now)
    return practice


def test_every_stage_and_turn_has_a_row_in_the_order_of_a_round() -> None:
    assert (list(STAGES), list(TURNS)) == (list(Stage), list(Turn))


@pytest.mark.parametrize("case", [a_case(themes=["bereavement"]), an_examination()], ids=["with a note", "examination"])
def test_people_who_do_not_hurry_come_through_every_stage_that_nobody_asks_for(case: Case) -> None:
    without = {Stage.AGAIN} if case.examine else {Stage.AGAIN, Stage.CONSENT}

    assert set(played(case).round.started_at) == set(Stage) - {Stage.OPENING} - without


def test_people_who_do_not_hurry_leave_each_stage_its_whole_time() -> None:
    practice = played(a_case())
    began, lengths = practice.round.started_at, practice.round.lengths
    lasted = {stage: then - now for (stage, now), (_, then) in pairwise(began.items())}

    assert [lasted[stage] for stage in (Stage.READING, Stage.STATION)] == [lengths.reading, lengths.station]
    assert [lasted[stage] for stage in (Stage.SHEETS, Stage.NEXT)] == [lengths.sheets, lengths.next + UNDO]


def test_where_only_the_clock_is_awaited_there_is_no_way_on_but_waiting() -> None:
    practice = trio(Stage.READING)

    assert way_on(practice.seen, "abc") is None
    assert waits_until(practice.seen) == practice.seen.deadline


@pytest.mark.parametrize("stage", [stage for stage, row in STAGES.items() if row.ends_by_itself or row.opens_a_move])
def test_a_stage_whose_clock_does_something_has_a_length(stage: Stage) -> None:
    practice = trio(stage)

    assert practice.round.lengths.of(stage, practice.seen.turn)
