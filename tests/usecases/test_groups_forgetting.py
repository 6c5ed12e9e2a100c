"""The rules of "delete everything" for what somebody did in their groups."""

from __future__ import annotations

from datetime import date, time

import pytest
from evening import Evening, device_of
from groups_at_work import LONDON, AtWork, refused
from left_over import on_disk, rows_of

from roleplay.groups.board import ShownAs
from roleplay.groups.invitation import UNKNOWN
from roleplay.groups.meeting import Answer
from roleplay.groups.own_limits import OwnLimits
from roleplay.people.attempts import Missed
from roleplay.people.visitor import Visitor

HER = "Quilla"
OTHERS = ("Ben", "Cleo", "Dora", "Emil", "Fay", "Gus")


@pytest.fixture
def everywhere(evening: Evening) -> AtWork:
    """Quilla did in a group whatever somebody can; Ben looks after it."""
    evening.seats.clear()
    played = evening.start(HER, "Ben", "Cleo").begin().read().play_from_here(next_step="her-step").finish()
    group = AtWork(played)
    for name in (HER, "Ben", "Cleo"):
        group.know(name)
        group.id = group.groups.membership.keep(group.who(name), played.practice, LONDON)
    for name in OTHERS[2:]:
        group.invite(HER, name)
    her, groups, meeting = group.who(HER), group.groups, group.plan(HER)
    group.say(meeting, Answer.YES, HER, "Ben")
    groups.meetings.answer(her, meeting, Answer.YES, group.people["Cleo"])
    poll = groups.meetings.ask(her, group.id, [group.wall(60), group.wall(80)], 60, "Library 2")
    groups.meetings.vote(her, group.id, poll, {0: Answer.YES})
    groups.board.add_link(her, group.id, "a tip", "")
    groups.board.show_step(her, group.id, played.practice, 1, ShownAs.ASK_ME)
    groups.board.block(her, group.people["Dora"])
    groups.board.block(group.who("Emil"), group.people[HER])
    groups.own.set_limits(her, OwnLimits(1, date(2026, 1, 1), time(22), time(6)))
    groups.membership.hand_on(her, group.id, group.people["Ben"], keeps=True)
    return group


def rows_with(group: AtWork, marker: str) -> dict[str, int]:
    found = {table: sum(marker in repr(row) for row in rows) for table, rows in rows_of(group.evening.folder).items()}
    return {table: rows for table, rows in found.items() if rows}


def test_no_row_about_groups_says_that_they_were_there(everywhere: AtWork) -> None:
    before = rows_with(everywhere, everywhere.people[HER])

    everywhere.evening.kit.people.forget(everywhere.who(HER))

    after = rows_with(everywhere, everywhere.people[HER])
    assert {"group_members", "group_news", "shared_steps", "blocks", "own_limits", "polls"} <= before.keys()
    assert after.keys() <= {"persons", "rounds", "seats"}


def test_not_a_letter_of_their_name_or_next_step_is_left_in_the_file(everywhere: AtWork) -> None:
    everywhere.evening.kit.people.forget(everywhere.who(HER))

    assert [word for word in (b"quilla", b"her-step") if word in on_disk(everywhere.evening.folder)] == []


def test_what_they_put_up_for_all_stays_without_their_name(everywhere: AtWork) -> None:
    everywhere.evening.kit.people.forget(everywhere.who(HER))

    page = everywhere.page("Ben")
    assert [(one.note, one.name) for one in page.links] == [("a tip", "Somebody")]
    assert HER not in repr(page)
    assert everywhere.next("Cleo").mine is Answer.YES


def test_their_invitations_and_their_calendar_lead_nowhere(everywhere: AtWork) -> None:
    groups, her = everywhere.groups, everywhere.who(HER)
    invitation, calendar = groups.membership.invite(her, everywhere.id), groups.calendars.make(her)

    everywhere.evening.kit.people.forget(her)

    assert refused(groups.membership.entrance, Visitor(device_of("Zoe")), invitation) == UNKNOWN
    with pytest.raises(Missed):
        groups.calendars.feed(calendar, "192.0.2.1")
