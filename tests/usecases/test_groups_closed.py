"""Every use case of a group, tried by somebody who was removed from it and by one who was never in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from evening import UK, Evening
from groups_at_work import TERMS, AtWork, refused
from left_over import rows_of

from roleplay.groups.group import NOT_A_MEMBER, REMOVED
from roleplay.groups.meeting import Answer
from roleplay.people.visitor import Visitor
from roleplay.usecases.groups.groups import Groups

OF_NO_GROUP = {
    *("membership.found", "membership.keep", "membership.kept", "along.bring"),
    *("membership.entrance", "membership.accept", "membership.member_here"),
    *("pages.home_groups", "calendars.mine", "calendars.make", "calendars.revoke", "calendars.set_alarms"),
    *("calendars.feed", "from_meeting.coming", "own.limits", "own.set_limits", "own.attendance"),
    *("guests.accept", "guests.say_no", "pages.as_guest", "membership.invitation", "membership.counting"),
    *("meetings.to_choose", "board.block", "board.unblock", "board.blocked", "board.step_to_show", "board.step_done"),
}
"""About oneself, or a way in, which has rules of its own."""


@dataclass
class Inside:
    """A group of six with a session, a poll, a link and an invitation, from which Gus was removed; ``stranger`` is
    somebody on the same kit."""

    group: AtWork
    stranger: Visitor
    meeting: str
    poll: str
    link: str
    digest: str


Act = Callable[[Groups, Visitor, Inside], object]
ACTS: dict[str, Act] = {
    "pages.group_page": lambda g, who, it: g.pages.group_page(who, it.group.id),
    "pages.meeting": lambda g, who, it: g.pages.meeting(who, it.meeting),
    "meetings.plan": lambda g, who, it: g.meetings.plan(who, it.group.id, it.group.wall(70), 60, ""),
    "meetings.move": lambda g, who, it: g.meetings.move(who, it.meeting, it.group.wall(70), 60, ""),
    "meetings.call_off": lambda g, who, it: g.meetings.call_off(who, it.meeting),
    "meetings.put_on_again": lambda g, who, it: g.meetings.put_on_again(who, it.meeting),
    "meetings.answer": lambda g, who, it: g.meetings.answer(who, it.meeting, Answer.YES),
    "meetings.late": lambda g, who, it: g.meetings.late(who, it.meeting),
    "meetings.choose": lambda g, who, it: g.meetings.choose(who, it.meeting, ["good"]),
    "meetings.ask": lambda g, who, it: g.meetings.ask(who, it.group.id, [it.group.wall(h) for h in (60, 70)], 60, ""),
    "meetings.vote": lambda g, who, it: g.meetings.vote(who, it.group.id, it.poll, {0: Answer.YES}),
    "meetings.fix": lambda g, who, it: g.meetings.fix(who, it.group.id, it.poll, 0),
    "meetings.give_up": lambda g, who, it: g.meetings.give_up(who, it.group.id, it.poll),
    "membership.agree": lambda g, who, it: g.membership.agree(who, it.group.id, TERMS),
    "membership.invite": lambda g, who, it: g.membership.invite(who, it.group.id),
    "membership.take_back": lambda g, who, it: g.membership.take_back(who, it.group.id, it.digest),
    "membership.leave": lambda g, who, it: g.membership.leave(who, it.group.id),
    "membership.remove": lambda g, who, it: g.membership.remove(who, it.group.id, it.group.people["Ben"]),
    "membership.hand_on": lambda g, who, it: g.membership.hand_on(who, it.group.id, it.group.people["Ben"]),
    "guests.ask": lambda g, who, it: g.guests.ask(who, it.meeting),
    "guests.take_back": lambda g, who, it: g.guests.take_back(who, it.meeting, it.group.people["Ben"]),
    "board.add_link": lambda g, who, it: g.board.add_link(who, it.group.id, "a tip", ""),
    "board.take_down": lambda g, who, it: g.board.take_down(who, it.group.id, it.link),
    "board.show_step": lambda g, who, it: g.board.show_step(who, it.group.id, 1, 1),
    "board.take_back_step": lambda g, who, it: g.board.take_back_step(who, it.group.id, 1, 1),
    "along.take": lambda g, who, it: g.along.take(who, it.group.id),
    "calendars.one": lambda g, who, it: g.calendars.one(who, it.meeting),
    "calendars.series": lambda g, who, it: g.calendars.series(who, it.group.id),
    "from_meeting.start": lambda g, who, it: g.from_meeting.start(who, it.meeting, UK),
    "from_meeting.come_in": lambda g, who, it: g.from_meeting.come_in(who, it.meeting),
}


@pytest.fixture
def inside(evening: Evening) -> Inside:
    group = AtWork(evening).found("Anna", "Ben", "Cleo", "Dora", "Emil", "Fay", "Gus")
    anna, groups, meeting = group.who("Anna"), group.groups, group.plan("Anna", hours=0.5)
    poll = groups.meetings.ask(anna, group.id, [group.wall(50), group.wall(60)], 60, "")
    link = groups.board.add_link(anna, group.id, "of Anna", "")
    groups.membership.invite(anna, group.id)
    groups.membership.remove(anna, group.id, group.people["Gus"])
    evening.join("Zoe")
    return Inside(group, evening.visitor("Zoe"), meeting, poll, link, group.page("Anna").invitations[0].digest)


def public(groups: Groups) -> set[str]:
    return {
        f"{name}.{method}"
        for name, of in vars(groups).items()
        for method, use in vars(type(of)).items()
        if callable(use) and not method.startswith("_")
    }


def test_every_use_case_is_tried_here_or_is_of_no_group(evening: Evening) -> None:
    assert public(evening.kit.groups) - OF_NO_GROUP == ACTS.keys()


@pytest.mark.parametrize("name", ACTS)
def test_a_group_is_closed_to_who_was_removed_and_to_strangers(inside: Inside, name: str) -> None:
    group, before = inside.group, rows_of(inside.group.evening.folder)

    said = [refused(ACTS[name], group.groups, who, inside) for who in (group.who("Gus"), inside.stranger)]

    assert said == [REMOVED, NOT_A_MEMBER]
    assert rows_of(group.evening.folder) == before
