"""What a group played on another kit: its file brings it along, and the planner counts it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from evening import Evening
from groups_at_work import AtWork

from roleplay.groups.along import pack, unpack
from roleplay.groups.group import RoundElsewhere
from roleplay.rotation.past import PastRound
from roleplay.usecases.practice.weeks import past_rounds_of


@pytest.fixture
def kept(before: Evening) -> AtWork:
    """A trio that kept going after a round in which Anna was the student and Ben the patient."""
    group = AtWork(before.start().begin().play_from_here().finish())
    for name in ("Anna", "Ben", "Cleo"):
        group.know(name)
        group.id = group.groups.membership.keep(group.who(name), group.evening.practice, "Europe/London")
    return group


def brought(group: AtWork, *rounds: RoundElsewhere) -> AtWork:
    """The same people's group as it came with its file; Anna brought it."""
    data = group.groups.along.take(group.who("Anna"), group.id)
    if rounds:
        data = pack(replace(unpack(data, group.now), rounds=rounds))
    return AtWork(group.evening, group.groups.along.bring(group.who("Anna"), data), group.people)


def past(group: AtWork) -> list[PastRound]:
    """As the planner sees it before a session of people who have played nothing here."""
    meeting = group.plan("Anna")
    practice = group.evening.later("Anna", "Ben", "Cleo").practice
    with group.evening.kit.store.write() as writer:
        writer.meetings.link(practice, group.id, meeting)
        return list(past_rounds_of(writer, [(), (), ()], practice))


def test_the_file_says_who_had_which_role_in_the_last_sessions(kept: AtWork) -> None:
    found = unpack(kept.groups.along.take(kept.who("Anna"), kept.id), kept.now)

    assert found.rounds == (RoundElsewhere(1, "Anna", "Ben", ("Cleo",)),)


def test_the_planner_counts_it_for_each_who_has_come_in(kept: AtWork) -> None:
    there = brought(kept)
    there.invite("Anna", "Ben")

    assert past(there) == [PastRound(1, kept.people["Anna"], kept.people["Ben"], ("",))]


def test_whom_the_file_does_not_name_as_a_member_is_nobody(kept: AtWork) -> None:
    there = brought(kept, RoundElsewhere(2, "Anna", "Somebody", ("Nobody", "Cleo")))

    assert past(there) == [PastRound(2, kept.people["Anna"], "", ("",))]


def test_taken_along_again_what_was_played_there_is_older_than_what_was_played_here(kept: AtWork) -> None:
    with kept.evening.kit.store.write() as writer:
        group = writer.groups.group(kept.id)
        assert group is not None
        writer.groups.put(replace(group, elsewhere=(RoundElsewhere(1, "Ben", "Cleo", ("Anna",)),)))

    found = unpack(kept.groups.along.take(kept.who("Anna"), kept.id), kept.now)

    assert [(one.ago, one.student) for one in found.rounds] == [(1, "Anna"), (2, "Ben")]


def test_who_deletes_everything_is_named_in_no_round_of_another_kit(kept: AtWork) -> None:
    there = brought(kept)
    there.invite("Anna", "Ben")

    kept.evening.kit.people.forget(kept.who("Ben"))

    with kept.evening.kit.store.read() as reader:
        group = reader.groups.group(there.id)
    assert group is not None
    assert group.elsewhere == (RoundElsewhere(1, "Anna", "", ("Cleo",)),)
