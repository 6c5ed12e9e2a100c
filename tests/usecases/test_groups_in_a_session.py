"""What a session has from the group that planned it: what observers look out for, and what a guest changes."""

from __future__ import annotations

import pytest
from evening import Evening
from groups_at_work import AtWork

from roleplay.usecases.practice.next_round import NEW_COMPANY
from roleplay.usecases.practice.rooms import HandRow


@pytest.fixture
def stocked(before: Evening) -> Evening:
    return before.more_cases("case-a", "case-b")


@pytest.fixture
def wrote_twice(stocked: Evening) -> AtWork:
    """A trio that kept going; Anna wrote two next steps, and nobody has shown any."""
    first = stocked.start().begin().play_from_here(next_step="Sum up twice.")
    seats = [first.seats[name].id for name in ("Anna", "Ben")]
    rows = HandRow(first.state.seats.index(seats[0]), first.state.seats.index(seats[1]), "case-a")
    evening = first.plan_by_hand(rows).begin_planned().play_from_here(next_step="Wait four seconds.").finish()
    group = AtWork(evening)
    for name in ("Anna", "Ben", "Cleo"):
        group.know(name)
        group.id = group.groups.membership.keep(group.who(name), evening.practice, "Europe/London")
    return group


def next_session(group: AtWork, *names: str) -> Evening:
    """One that the group had planned."""
    meeting = group.plan("Anna", hours=25)
    evening = group.evening.later(*names or ("Anna", "Ben", "Cleo"))
    with evening.kit.store.write() as writer:
        writer.meetings.link(evening.practice, group.id, meeting)
    return evening


def goal_of(evening: Evening, student: str, patient: str, case: str = "case-b") -> str:
    seats = evening.state.seats
    row = HandRow(seats.index(evening.seats[student].id), seats.index(evening.seats[patient].id), case)
    evening.plan_by_hand(row).begin_planned()
    return evening.round.goal


def test_the_observer_looks_out_for_the_next_step_that_its_owner_shows_the_group(wrote_twice: AtWork) -> None:
    wrote_twice.groups.board.show_step(wrote_twice.who("Anna"), wrote_twice.id, wrote_twice.evening.practice, 1)

    evening = next_session(wrote_twice)

    assert goal_of(evening, "Anna", "Ben") == "Sum up twice."
    assert "Sum up twice." in repr(evening.view("Cleo"))
    assert "Sum up twice." not in repr(evening.view("Ben"))


def test_what_was_taken_back_is_looked_out_for_no_longer(wrote_twice: AtWork) -> None:
    board, shown = wrote_twice.groups.board, (wrote_twice.id, wrote_twice.evening.practice, 1)
    board.show_step(wrote_twice.who("Anna"), *shown)
    board.take_back_step(wrote_twice.who("Anna"), *shown)

    assert goal_of(next_session(wrote_twice), "Anna", "Ben") == "Wait four seconds."


def test_what_one_shows_the_group_is_looked_out_for_in_nobody_elses_station(wrote_twice: AtWork) -> None:
    wrote_twice.groups.board.show_step(wrote_twice.who("Anna"), wrote_twice.id, wrote_twice.evening.practice, 1)

    evening = next_session(wrote_twice)

    assert goal_of(evening, "Ben", "Anna") == ""
    assert "Sum up twice." not in "".join(evening.views().values())


def test_a_step_shown_to_a_group_stays_out_of_sessions_that_it_did_not_plan(wrote_twice: AtWork) -> None:
    wrote_twice.groups.board.show_step(wrote_twice.who("Anna"), wrote_twice.id, wrote_twice.evening.practice, 1)

    assert goal_of(wrote_twice.evening.later(), "Anna", "Ben") == "Wait four seconds."


@pytest.mark.parametrize(("members", "said"), [(("Anna", "Ben", "Cleo"), ()), (("Anna", "Ben"), (NEW_COMPANY,))])
def test_with_a_guest_of_the_group_only_hands_arms_and_head_are_examined_though_they_know_each_other(
    stocked: Evening, members: tuple[str, ...], said: tuple[str, ...]
) -> None:
    group = AtWork(stocked)
    group.more_examinations("chest-a", kit="Stethoscope", prop="A tissue")
    evening = stocked.start().begin().play_from_here().finish()
    for name in members:
        group.know(name)
        group.id = group.groups.membership.keep(group.who(name), evening.practice, "Europe/London")

    tonight = next_session(group)

    row = HandRow(0, 1, "chest-a")
    assert tonight.kit.rooms.broken_by(tonight.practice, [row]) == said
