"""Guests of one session: asked by a member, they see that session and nothing else, and are gone afterwards."""

from __future__ import annotations

import pytest
from evening import HOUR, Evening, device_of
from groups_at_work import AtWork, refused

from roleplay.groups.group import NOT_A_MEMBER
from roleplay.groups.invitation import EXPIRED, REVOKED, UNKNOWN, USED
from roleplay.groups.meeting import MOST_GUESTS, Answer
from roleplay.groups.own_limits import OwnLimits
from roleplay.groups.shown_to_guests import GuestView
from roleplay.usecases.groups.guests import NO_PLACE

YES = Answer.YES
TEN = ("Anna", "Ben", "Cleo", "Dora", "Emil", "Fay")


@pytest.fixture
def trio(evening: Evening) -> AtWork:
    return AtWork(evening).found("Anna", "Ben", "Cleo")


def asked(group: AtWork, meeting: str, by: str = "Ben") -> str:
    return group.groups.guests.ask(group.who(by), meeting)


def comes(group: AtWork, meeting: str, name: str = "Zoe", by: str = "Ben") -> None:
    group.people[name] = group.groups.guests.accept(group.who(name), asked(group, meeting, by), name)


def seen(group: AtWork, name: str = "Zoe") -> tuple[GuestView, ...]:
    return group.groups.pages.as_guest(group.who(name))


def test_a_guest_finds_the_session_on_home_and_the_group_reads_that_they_come(trio: AtWork) -> None:
    meeting = trio.plan("Anna")
    trio.say(meeting, YES, "Anna", "Ben")

    comes(trio, meeting)

    [view] = seen(trio)
    assert (view.id, view.group_name, view.by, view.place) == (meeting, "Thursday trio", "Ben", "Library 2")
    assert trio.next("Cleo").tonight.sentence == "Anna, Ben and Zoe (guest) are coming, Cleo hasn’t said"
    assert [(one.name, one.by) for one in trio.next("Cleo").guests] == [("Zoe", "Ben")]


def test_a_guest_is_in_no_group_and_opens_nothing_of_it(trio: AtWork) -> None:
    meeting = trio.plan("Anna")
    comes(trio, meeting)
    zoe, groups = trio.who("Zoe"), trio.groups

    assert trio.home("Zoe") == ()
    for way in (groups.pages.group_page, groups.along.take, groups.calendars.series):
        assert refused(way, zoe, trio.id) == NOT_A_MEMBER
    for way in (groups.pages.meeting, groups.meetings.call_off, groups.guests.ask, groups.calendars.one):
        assert refused(way, zoe, meeting) == NOT_A_MEMBER
    assert refused(groups.meetings.answer, zoe, meeting, YES) == NOT_A_MEMBER


def test_a_guest_reads_nobodys_name_but_that_of_who_asked_them(trio: AtWork) -> None:
    other, meeting = trio.plan("Anna", place="The secret room"), trio.plan("Anna", hours=80)
    trio.say(other, YES, "Anna", "Cleo")
    trio.say(meeting, YES, "Anna", "Cleo")
    trio.groups.board.add_link(trio.who("Cleo"), trio.id, "A tip of Cleo’s", "")
    trio.groups.own.set_limits(trio.who("Ben"), OwnLimits(sessions_a_week=1))
    secret = asked(trio, meeting)

    entrance = repr(trio.groups.membership.entrance(trio.who("Zoe"), secret))
    trio.people["Zoe"] = trio.groups.guests.accept(trio.who("Zoe"), secret, "Zoe")

    there = entrance + repr(seen(trio))
    hidden = ("Anna", "Cleo", "secret room", "A tip", other, secret, trio.people["Ben"], device_of("Ben"))
    assert [marker for marker in hidden if marker in there] == []


def test_a_guest_goes_in_with_one_tap_once_somebody_has_started_and_does_not_start_it(trio: AtWork) -> None:
    meeting = trio.plan("Anna", hours=0.5)
    comes(trio, meeting)
    start, opened = trio.groups.from_meeting.start, trio.evening.kit.joining.last_timing(trio.who("Zoe"))
    assert refused(start, trio.who("Zoe"), meeting, opened) == NOT_A_MEMBER
    assert "Nobody has started" in refused(trio.groups.from_meeting.come_in, trio.who("Zoe"), meeting)

    seat = start(trio.who("Anna"), meeting, opened)

    assert seen(trio)[0].code
    assert trio.groups.from_meeting.come_in(trio.who("Zoe"), meeting).practice == seat.practice
    assert [(one.name, one.here) for one in trio.groups.from_meeting.coming(seat.practice)] == [("Zoe", True)]


def test_afterwards_a_guest_sees_nothing_and_keeps_no_group(trio: AtWork) -> None:
    meeting = trio.plan("Anna", hours=0.5)
    comes(trio, meeting)
    seat = trio.groups.from_meeting.start(
        trio.who("Anna"), meeting, trio.evening.kit.joining.last_timing(trio.who("Anna"))
    )
    trio.groups.from_meeting.come_in(trio.who("Zoe"), meeting)

    trio.evening.wall.forward(4 * HOUR)

    assert seen(trio) == ()
    assert "invite you" in refused(trio.groups.membership.keep, trio.who("Zoe"), seat.practice, "Europe/London")


def test_a_guest_reads_that_it_was_moved_and_that_it_was_called_off(trio: AtWork) -> None:
    meeting = trio.plan("Anna")
    comes(trio, meeting)
    trio.evening.wall.forward(HOUR)

    trio.groups.meetings.move(trio.who("Ben"), meeting, trio.wall(60), 90, "Room 5")
    assert (seen(trio)[0].moved.startswith("Moved from"), seen(trio)[0].place) == (True, "Room 5")

    trio.groups.meetings.call_off(trio.who("Ben"), meeting)
    assert seen(trio)[0].is_off


def test_an_invitation_for_one_session_lets_nobody_into_the_group_and_the_groups_own_nobody_in_as_a_guest(
    trio: AtWork,
) -> None:
    guest, member = asked(trio, trio.plan("Anna")), trio.groups.membership.invite(trio.who("Ben"), trio.id)

    assert "one session" in refused(trio.groups.membership.accept, trio.who("Zoe"), guest, "Zoe")
    assert "for the group" in refused(trio.groups.guests.accept, trio.who("Zoe"), member, "Zoe")
    assert [one.name for one in trio.page("Anna").members] == ["Anna", "Ben", "Cleo"]


def test_an_invitation_for_a_guest_is_for_one_person_and_until_the_session_is_over(trio: AtWork) -> None:
    meeting = trio.plan("Anna")
    secret, other = asked(trio, meeting), asked(trio, meeting)
    accept = trio.groups.guests.accept
    accept(trio.who("Zoe"), secret, "Zoe")

    assert refused(accept, trio.who("Yan"), secret, "Yan") == USED
    assert refused(accept, trio.who("Yan"), "nobody made this", "Yan").startswith(UNKNOWN[:30])
    trio.evening.wall.forward(60 * HOUR)
    assert refused(accept, trio.who("Yan"), other, "Yan") == EXPIRED
    assert refused(trio.groups.membership.entrance, trio.who("Yan"), other) == EXPIRED


def test_nobody_comes_by_an_invitation_to_what_was_called_off_or_taken_back(trio: AtWork) -> None:
    off, on = trio.plan("Anna"), trio.plan("Anna", hours=80)
    to_off, to_on = asked(trio, off), asked(trio, on)
    trio.groups.meetings.call_off(trio.who("Anna"), off)
    [mine] = [one for one in trio.page("Ben").invitations if one.guest and one.until > trio.now + 60 * HOUR]
    trio.groups.membership.take_back(trio.who("Ben"), trio.id, mine.digest)

    assert "called off" in refused(trio.groups.guests.accept, trio.who("Zoe"), to_off, "Zoe")
    assert refused(trio.groups.guests.accept, trio.who("Zoe"), to_on, "Zoe") == REVOKED


def test_whoever_asked_a_guest_or_an_admin_takes_it_back_and_nobody_else(trio: AtWork) -> None:
    meeting = trio.plan("Anna")
    comes(trio, meeting)
    take_back, zoe = trio.groups.guests.take_back, trio.people["Zoe"]

    assert "Only whoever asked" in refused(take_back, trio.who("Cleo"), meeting, zoe)
    take_back(trio.who("Anna"), meeting, zoe)

    assert (seen(trio), trio.next("Ben").guests) == ((), ())


def test_a_guest_who_cannot_come_says_so_in_one_tap(trio: AtWork) -> None:
    meeting = trio.plan("Anna")
    comes(trio, meeting)

    trio.groups.guests.say_no(trio.who("Zoe"), meeting)

    assert (seen(trio), trio.next("Ben").guests) == ((), ())


def test_a_guest_takes_a_place_and_never_one_that_is_not_there(evening: Evening) -> None:
    group = AtWork(evening).found(*TEN, most=3)
    meeting = group.plan("Anna")
    group.say(meeting, YES, "Anna", "Ben")
    comes(group, meeting)

    group.say(meeting, YES, "Cleo")

    assert group.groups.pages.meeting(group.who("Cleo"), meeting).mine is None
    assert refused(group.groups.guests.accept, group.who("Yan"), asked(group, meeting), "Yan") == NO_PLACE
    group.groups.guests.say_no(group.who("Zoe"), meeting)
    group.say(meeting, YES, "Cleo")
    assert group.groups.pages.meeting(group.who("Cleo"), meeting).mine is YES


def test_a_session_has_so_many_guests_and_no_more(trio: AtWork) -> None:
    meeting = trio.plan("Anna")
    for number in range(MOST_GUESTS):
        comes(trio, meeting, f"Guest {number}")

    assert "guests" in refused(trio.groups.guests.accept, trio.who("Zoe"), asked(trio, meeting), "Zoe")


def test_a_guest_whom_the_inviter_blocked_finds_the_invitation_taken_back(trio: AtWork) -> None:
    first, meeting = trio.plan("Anna", hours=26), trio.plan("Anna")
    comes(trio, first, by="Anna")
    secret = asked(trio, meeting)
    trio.groups.board.block(trio.who("Ben"), trio.people["Zoe"])

    assert refused(trio.groups.guests.accept, trio.who("Zoe"), secret, "Zoe") == REVOKED


def test_a_guest_who_joins_the_group_is_still_coming(trio: AtWork) -> None:
    meeting = trio.plan("Anna")
    comes(trio, meeting)

    trio.invite("Anna", "Zoe")

    view = trio.groups.pages.meeting(trio.who("Zoe"), meeting)
    assert (view.mine, view.guests, seen(trio)) == (YES, (), ())


def test_a_guest_who_deletes_everything_is_no_guest_any_more(trio: AtWork) -> None:
    meeting = trio.plan("Anna")
    comes(trio, meeting)

    with trio.evening.kit.store.write() as writer:
        writer.meetings.erase_person(trio.people["Zoe"])

    assert trio.next("Ben").guests == ()
