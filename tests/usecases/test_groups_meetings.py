"""Sessions of a group at work: answered, moved, started without a code, and what each member reads of it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time

import pytest
from evening import HOUR, UK, Evening, device_of
from groups_at_work import LONDON, AtWork, refused

from roleplay.groups.along import Had, unpack
from roleplay.groups.board import ShownAs
from roleplay.groups.group import Aim
from roleplay.groups.local_time import DAY
from roleplay.groups.meeting import PAST, Answer
from roleplay.groups.own_limits import OwnLimits
from roleplay.groups.poll import FIXED
from roleplay.groups.series import Series
from roleplay.groups.tonight import Is
from roleplay.groups.waiting_list import Standing
from roleplay.people.attempts import TooMuch
from roleplay.people.visitor import Visitor
from roleplay.usecases.groups.changing import AT_ONCE
from roleplay.usecases.groups.from_meeting import TOO_SOON
from roleplay.usecases.groups.meetings import NOT_FOR_THEM

YES, CANNOT = Answer.YES, Answer.CANNOT
OTHERS = ("Dora", "Emil", "Fay", "Gus")


@pytest.fixture
def trio(evening: Evening) -> AtWork:
    return AtWork(evening).found("Anna", "Ben", "Cleo")


@pytest.fixture
def seven(evening: Evening) -> AtWork:
    """A group with three places."""
    return AtWork(evening).found("Anna", "Ben", "Cleo", *OTHERS, most=3)


def test_home_says_at_a_glance_whether_tonight_is_on(trio: AtWork) -> None:
    trio.say(trio.plan("Anna"), YES, "Anna", "Ben")

    shown = trio.next("Cleo")

    assert shown.tonight.sentence == "Anna and Ben are coming, Cleo hasn’t said · one more needed"
    assert (shown.mine, trio.next("Ben").mine) == (None, YES)


def test_anybody_answers_for_somebody_who_said_so_elsewhere_and_they_read_who_did(trio: AtWork) -> None:
    meeting = trio.plan("Anna")

    trio.groups.meetings.answer(trio.who("Ben"), meeting, YES, trio.people["Cleo"])

    assert (trio.next("Cleo").mine, trio.next("Cleo").answered_by) == (YES, "Ben")


def test_who_answered_sees_that_it_was_moved_and_who_did_not_is_asked_the_new_time(trio: AtWork) -> None:
    meeting = trio.plan("Anna")
    trio.say(meeting, YES, "Anna")
    trio.evening.wall.forward(HOUR)

    trio.groups.meetings.move(trio.who("Ben"), meeting, trio.wall(60), 120, "Library 2")

    assert trio.home("Anna")[0].changed[0].moved.startswith("Moved from ")
    assert (trio.home("Cleo")[0].changed, trio.home("Ben")[0].changed) == ((), ())
    trio.say(meeting, YES, "Anna")
    assert trio.home("Anna")[0].changed == ()


def test_who_answered_sees_that_it_was_called_off(trio: AtWork) -> None:
    meeting = trio.plan("Anna")
    trio.say(meeting, YES, "Anna")

    trio.groups.meetings.call_off(trio.who("Ben"), meeting)

    assert "has been called off" in trio.home("Anna")[0].changed[0].called_off
    assert trio.next("Cleo").tonight.is_ is Is.OFF


def test_on_the_day_somebody_is_running_late(trio: AtWork) -> None:
    meeting = trio.plan("Anna")
    trio.say(meeting, YES, "Anna")

    trio.groups.meetings.late(trio.who("Anna"), meeting)

    assert trio.next("Ben").tonight.late == ("Anna",)


def test_a_series_goes_on_by_itself_while_people_look_at_it(evening: Evening) -> None:
    group = AtWork(evening).found("Anna", series=Series(date(2025, 10, 16), time(19)))
    evening.wall.forward(15 * DAY)

    assert [str(one.starts.date()) for one in group.page("Anna").meetings][::5] == ["2025-10-30", "2025-12-04"]


def test_after_it_is_over_nobody_answers(trio: AtWork) -> None:
    meeting = trio.plan("Anna", hours=1)
    trio.evening.wall.forward(4 * HOUR)

    assert refused(trio.say, meeting, YES, "Ben") == PAST
    assert trio.home("Ben")[0].next is None


# --- places


def test_of_two_who_press_the_last_place_at_once_one_has_it_and_the_other_waits(seven: AtWork) -> None:
    meeting = seven.plan("Anna")
    seven.say(meeting, YES, "Anna", "Ben")

    with ThreadPoolExecutor(4) as many:
        list(many.map(lambda name: seven.say(meeting, YES, name), OTHERS))

    stands = sorted(seven.next(name).stand.standing for name in OTHERS)
    assert stands == [Standing.COMING, *(Standing.WAITING,) * 3]
    assert sorted(one.place for one in (seven.next(name).stand for name in OTHERS)) == [0, 1, 2, 3]


def test_each_is_told_where_they_stand_and_nobody_else_is(seven: AtWork) -> None:
    meeting = seven.plan("Anna")
    seven.say(meeting, YES, "Anna", "Ben", "Cleo", "Dora")

    seven.say(meeting, CANNOT, "Anna")

    until = seven.next("Dora").stand.until
    assert until == seven.now + 12 * HOUR
    assert str(until) not in repr(seven.page("Ben"))
    assert (seven.next("Ben").waiting, seven.next("Ben").most) == (1, 3)


def test_a_place_passes_on_though_nobody_looked(seven: AtWork) -> None:
    meeting = seven.plan("Anna")
    seven.say(meeting, YES, "Anna", "Ben", "Cleo", "Dora", "Emil")
    seven.say(meeting, CANNOT, "Anna")

    seven.evening.wall.forward(13 * HOUR)

    assert [seven.next(name).stand.standing for name in ("Dora", "Emil")] == [Standing.WAITING, Standing.HELD]
    seven.say(meeting, YES, "Emil")
    assert seven.next("Emil").stand.standing is Standing.COMING


# --- polls


def test_a_poll_becomes_a_session_with_its_answers(seven: AtWork) -> None:
    meetings = seven.groups.meetings
    poll = meetings.ask(seven.who("Ben"), seven.id, [seven.wall(30), seven.wall(54)], 120, "Library 2")
    meetings.vote(seven.who("Cleo"), seven.id, poll, {0: CANNOT, 1: YES})
    assert [(one.yes, one.is_best) for one in seven.page("Dora").polls[0].options] == [((), False), (("Cleo",), True)]
    assert (seven.home("Dora")[0].polls, seven.home("Cleo")[0].polls) == (1, 0)

    meetings.fix(seven.who("Anna"), seven.id, poll, 1)

    assert seven.next("Dora").tonight.coming == ("Cleo",)
    said = refused(meetings.vote, seven.who("Dora"), seven.id, poll, {0: YES})
    assert said.startswith(FIXED.partition("{")[0])


# --- from a planned session to one that is played


def test_whoever_comes_first_starts_it_and_the_others_are_in_with_one_tap(trio: AtWork) -> None:
    meeting = trio.plan("Anna", hours=0.5)
    trio.say(meeting, YES, "Anna", "Ben")

    first = trio.groups.from_meeting.start(trio.who("Anna"), meeting, UK)
    second = trio.groups.from_meeting.come_in(trio.who("Ben"), meeting)

    assert (first.practice, second.name) == (second.practice, "Ben")
    assert [(one.name, one.here) for one in trio.groups.from_meeting.coming(first.practice)] == [
        ("Anna", True),
        ("Ben", True),
    ]
    assert trio.next("Cleo").code != ""


def test_who_starts_it_a_moment_later_is_in_the_same_session(trio: AtWork) -> None:
    meeting = trio.plan("Anna", hours=0.5)

    with ThreadPoolExecutor(3) as three:
        seats = list(
            three.map(lambda name: trio.groups.from_meeting.start(trio.who(name), meeting, UK), ("Anna", "Ben", "Cleo"))
        )

    assert len({seat.practice for seat in seats}) == 1
    assert sorted(seat.name for seat in seats) == ["Anna", "Ben", "Cleo"]


def test_coming_in_twice_is_one_seat(trio: AtWork) -> None:
    meeting = trio.plan("Anna", hours=0.5)
    trio.groups.from_meeting.start(trio.who("Anna"), meeting, UK)

    assert trio.groups.from_meeting.come_in(trio.who("Anna"), meeting) == trio.groups.from_meeting.start(
        trio.who("Anna"), meeting, UK
    )


def test_a_second_phone_of_ones_own_is_in_the_same_seat(trio: AtWork) -> None:
    meeting = trio.plan("Anna", hours=0.5)
    seat = trio.groups.from_meeting.start(trio.who("Anna"), meeting, UK)
    key = trio.evening.kit.people.give_key(trio.who("Anna"))
    trio.evening.kit.people.recognise(Visitor("a second phone"), "Anna", key)

    again = trio.groups.from_meeting.come_in(Visitor("a second phone", person=trio.people["Anna"]), meeting)

    assert again == seat
    assert trio.evening.kit.joining.seat(Visitor("a second phone", seat=seat.id)).seat == seat


def test_a_session_starts_an_hour_before_at_the_earliest_and_not_once_it_is_off(trio: AtWork) -> None:
    early, off = trio.plan("Anna", hours=1.5), trio.plan("Anna", hours=0.5)
    trio.groups.meetings.call_off(trio.who("Anna"), off)

    assert refused(trio.groups.from_meeting.start, trio.who("Anna"), early, UK) == TOO_SOON
    assert "called off" in refused(trio.groups.from_meeting.start, trio.who("Anna"), off, UK)


def test_a_session_whose_place_is_a_call_is_online_in_that_call(trio: AtWork) -> None:
    meeting = trio.plan("Anna", hours=0.5, place="https://meet.example.org/trio")

    seat = trio.groups.from_meeting.start(trio.who("Anna"), meeting, UK)

    opened = trio.evening.kit.rooms.state(seat.practice).opened
    assert (opened.online, opened.call) == (True, "https://meet.example.org/trio")


def test_a_session_that_no_group_planned_lists_nobody(trio: AtWork) -> None:
    assert trio.groups.from_meeting.coming(trio.evening.practice) == ()


def test_a_session_that_the_clocks_skip_says_when_it_starts(trio: AtWork) -> None:
    starts = datetime.fromisoformat("2026-03-29 01:30")

    meeting = trio.groups.meetings.plan(trio.who("Anna"), trio.id, starts, 120, "")

    assert "when they show 02:30" in trio.groups.pages.meeting(trio.who("Ben"), meeting).clocks


def test_who_never_came_is_noted_for_nobody(trio: AtWork) -> None:
    meeting = trio.plan("Anna", hours=0.5)
    trio.say(meeting, YES, "Anna", "Ben")
    trio.groups.from_meeting.start(trio.who("Anna"), meeting, UK)

    assert [len(trio.groups.own.attendance(trio.who(name), "UTC")) for name in ("Anna", "Ben")] == [1, 0]
    trio.evening.wall.forward(3 * DAY)
    assert all("Ben" not in words for _, words in trio.page("Anna").news[:1])


# --- one's own side


def test_before_a_yes_ones_own_limit_is_said_and_to_nobody_else(trio: AtWork) -> None:
    first, second = trio.plan("Anna", hours=26), trio.plan("Anna", hours=50)
    trio.say(first, YES, "Ben")
    trio.groups.own.set_limits(trio.who("Ben"), OwnLimits(sessions_a_week=1))

    shown = {name: trio.groups.pages.meeting(trio.who(name), second).remark for name in ("Ben", "Cleo")}

    assert shown == {"Ben": "You have one that week.", "Cleo": ""}


@pytest.mark.parametrize("limits", [OwnLimits(sessions_a_week=0), OwnLimits(quiet_from=time(22))])
def test_limits_that_no_form_offers_are_refused(trio: AtWork, limits: OwnLimits) -> None:
    assert refused(trio.groups.own.set_limits, trio.who("Ben"), limits)


@pytest.mark.parametrize(("at", "quiet"), [(time(23), True), (time(6, 59), True), (time(7), False), (time(12), False)])
def test_quiet_hours_go_over_midnight(at: time, quiet: bool) -> None:
    assert OwnLimits(quiet_from=time(22), quiet_until=time(7)).is_quiet(at) is quiet


# --- what members put up, and blocking


def test_a_group_has_room_for_ten_links_and_notes(trio: AtWork) -> None:
    for number in range(10):
        trio.groups.board.add_link(trio.who("Ben"), trio.id, f"Note {number}", "")

    assert "10 links and notes" in refused(trio.groups.board.add_link, trio.who("Ben"), trio.id, "One more", "")
    assert [one.name for one in trio.page("Anna").links] == ["Ben"] * 10


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://a@b.example", "ftp://x", "https://x\u202e.example"]
)
def test_a_link_that_is_not_safe_to_show_is_refused(trio: AtWork, address: str) -> None:
    assert "address of a web page" in refused(trio.groups.board.add_link, trio.who("Ben"), trio.id, "Look", address)


def test_only_whoever_put_it_up_or_an_admin_takes_it_down(trio: AtWork) -> None:
    link = trio.groups.board.add_link(trio.who("Ben"), trio.id, "Good slides", "https://example.org")
    assert "can take it down" in refused(trio.groups.board.take_down, trio.who("Cleo"), trio.id, link)

    trio.groups.board.take_down(trio.who("Anna"), trio.id, link)

    assert trio.page("Ben").links == ()


def test_a_block_works_at_once_and_in_silence(trio: AtWork) -> None:
    trio.groups.board.add_link(trio.who("Ben"), trio.id, "of Ben", "")
    trio.groups.board.add_link(trio.who("Cleo"), trio.id, "of Cleo", "")
    before = trio.page("Ben")

    trio.groups.board.block(trio.who("Cleo"), trio.people["Ben"])

    assert [[one.note for one in trio.page(name).links] for name in ("Anna", "Ben", "Cleo")] == [
        ["of Ben", "of Cleo"],
        ["of Ben"],
        ["of Cleo"],
    ]
    assert (trio.page("Ben").not_apart, trio.page("Ben").news) == ("", before.news)
    assert "can’t seat you apart" in trio.page("Cleo").not_apart


def test_neither_side_of_a_block_answers_for_the_other(trio: AtWork) -> None:
    meeting = trio.plan("Anna")
    trio.groups.board.block(trio.who("Cleo"), trio.people["Ben"])

    for by, of in (("Ben", "Cleo"), ("Cleo", "Ben")):
        said = refused(trio.groups.meetings.answer, trio.who(by), meeting, YES, trio.people[of])
        assert said == NOT_FOR_THEM


def test_an_invitation_by_somebody_who_blocked_them_looks_taken_back(trio: AtWork) -> None:
    trio.groups.membership.leave(trio.who("Cleo"), trio.id)
    trio.groups.board.block(trio.who("Ben"), trio.people["Cleo"])
    secret = trio.groups.membership.invite(trio.who("Ben"), trio.id)

    assert "taken back" in refused(trio.groups.membership.accept, trio.who("Cleo"), secret, "Cleo")


def test_whom_one_blocked_is_for_oneself_alone(trio: AtWork) -> None:
    trio.groups.board.block(trio.who("Cleo"), trio.people["Ben"])

    assert [one[1] for one in trio.groups.board.blocked(trio.who("Cleo"))] == ["Ben"]
    assert trio.groups.board.blocked(trio.who("Ben")) == ()
    trio.groups.board.unblock(trio.who("Cleo"), trio.people["Ben"])
    assert trio.groups.board.blocked(trio.who("Cleo")) == ()


# --- what was played


@pytest.fixture
def played(evening: Evening) -> AtWork:
    """A trio that kept going after its first station."""
    group = AtWork(evening.begin().read().play_from_here(next_step="Sum up twice").finish())
    for name in ("Anna", "Ben", "Cleo"):
        group.know(name)
        group.id = group.groups.membership.keep(group.who(name), evening.practice, "Europe/London")
    return group


def test_a_next_step_is_shown_until_its_owner_takes_it_back(played: AtWork) -> None:
    board, practice = played.groups.board, played.evening.practice
    assert played.page("Ben").steps == ()

    board.show_step(played.who("Anna"), played.id, practice, 1)
    assert [(one.name, one.text) for one in played.page("Ben").steps] == [("Anna", "Sum up twice")]

    board.take_back_step(played.who("Anna"), played.id, practice, 1)
    assert played.page("Ben").steps == ()


def test_nobody_shows_a_next_step_that_is_not_theirs(played: AtWork) -> None:
    said = refused(played.groups.board.show_step, played.who("Ben"), played.id, played.evening.practice, 1)

    assert "isn’t among yours" in said


def test_a_next_step_done_on_two_days_is_told_by_its_owner_alone(played: AtWork) -> None:
    played.keeps("Anna", 1, 8)
    board, practice = played.groups.board, played.evening.practice
    done = board.step_done(played.who("Anna"), LONDON)

    assert done is not None
    assert (done.practice, done.round, played.page("Ben").steps) == (practice, 1, ())
    assert board.step_done(played.who("Ben"), LONDON) is None
    board.show_step(played.who("Anna"), played.id, practice, 1, ShownAs.DONE)
    assert [(one.text, one.as_) for one in played.page("Ben").steps] == [("Sum up twice", ShownAs.DONE)]


def test_a_next_step_done_on_one_day_is_not_told_as_done(played: AtWork) -> None:
    played.keeps("Anna", 1)
    practice = played.evening.practice

    said = refused(played.groups.board.show_step, played.who("Anna"), played.id, practice, 1, ShownAs.DONE)

    assert "on two days" in said
    assert played.groups.board.step_done(played.who("Anna"), LONDON) is None


def test_what_the_group_covered_is_counted_for_the_group_and_names_nobody(played: AtWork) -> None:
    covered = played.page("Ben").covered

    assert covered is not None
    assert [(one.played, one.new, one.cases) for one in covered.cells] == [(1, 0, 1)]
    assert not any(name in repr(covered) for name in ("Anna", "Ben", "Cleo", *played.people.values()))


def test_two_members_see_no_table_as_it_would_be_of_a_person(played: AtWork) -> None:
    played.groups.membership.leave(played.who("Cleo"), played.id)

    assert played.page("Ben").covered is None


def test_a_shared_aim_counts_the_groups_stations(played: AtWork) -> None:
    terms = played.page("Anna").terms
    aim = Aim(2, date(2025, 10, 6), date(2025, 10, 26))
    played.groups.membership.agree(played.who("Anna"), played.id, terms.__class__(**vars(terms) | {"aim": aim}))

    reached = played.page("Ben").aim

    assert reached is not None
    assert reached.sentence == "2 stations a week until 26 October: 1 of 6 played, 3 weeks left"


# --- what may be seen


def test_no_view_and_no_file_of_a_member_holds_what_is_anothers_alone(played: AtWork) -> None:
    """Marks, sentences, next steps that weren't shown, limits, blocks, secrets, and how often somebody came."""
    meeting = played.plan("Anna")
    played.say(meeting, YES, "Anna", "Ben")
    secret = played.groups.membership.invite(played.who("Ben"), played.id)
    played.groups.own.set_limits(played.who("Ben"), OwnLimits(1, date(2099, 7, 7), time(3, 33), time(4, 44)))
    played.groups.board.block(played.who("Ben"), played.people["Cleo"])
    played.evening.sets("Ben", blocked=frozenset({"a-theme-of-bens"}))

    for name in ("Anna", "Cleo"):
        views = [played.page(name), played.home(name), played.groups.pages.meeting(played.who(name), meeting)]
        seen = repr(views) + played.groups.along.take(played.who(name), played.id).decode()
        private = (
            "2099",
            "3, 33",
            "a-theme-of-bens",
            secret,
            "wrote this",
            "Sum up twice",
            "pausing",
            device_of("Ben"),
        )
        assert [marker for marker in private if marker in seen] == []


# --- take it along


def test_a_group_goes_to_another_kit_and_each_member_confirms_that_it_is_them(played: AtWork) -> None:
    played.plan("Anna")
    file = played.groups.along.take(played.who("Ben"), played.id)

    there = AtWork(played.evening.later("Anna", "Zoe"))
    for name in ("Anna", "Zoe"):
        there.people[name] = there.evening.visitor(name).person
    there.id = there.groups.along.bring(there.who("Anna"), file)

    assert there.page("Anna").expected == ("Ben", "Cleo")
    assert len(there.page("Anna").meetings) == 1
    there.invite("Anna", "Ben")
    assert there.page("Anna").expected == ("Cleo",)


def test_the_file_holds_everybodys_turns_and_the_cases_that_all_know(played: AtWork) -> None:
    found = unpack(played.groups.along.take(played.who("Ben"), played.id), played.now)

    assert found.members == (Had("Anna", student=1), Had("Ben", patient=1), Had("Cleo", observer=1))
    assert found.met == ("good",)


def test_the_file_holds_no_marks_no_words_and_no_answers(played: AtWork) -> None:
    played.say(played.plan("Anna"), YES, "Ben")

    file = played.groups.along.take(played.who("Ben"), played.id).decode()

    for private in ("Sum up twice", "wrote this", "yes", *played.people.values(), device_of("Anna")):
        assert private not in file


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[" * 100_000, b'{"format": "roleplay-group/1"}', b"\xff\xfe", b"x" * 300_000],
    ids=["empty", "no format", "deep", "nothing in it", "not text", "too large"],
)
def test_what_is_no_groups_file_is_refused_and_nothing_is_imported(trio: AtWork, data: bytes) -> None:
    assert "Nothing was imported" in refused(trio.groups.along.bring, trio.who("Anna"), data)
    assert len(trio.home("Anna")) == 1


@pytest.mark.parametrize(
    "edit",
    [
        {"members": [{"name": "x" * 10_000}]},
        {"meetings": [{"starts": "9999-12-31T23:59:00", "zone": "Europe/London", "minutes": 60, "place": ""}]},
        {"meetings": [{"starts": "2025-10-20T19:00:00", "zone": "../../x", "minutes": 60, "place": ""}]},
        {"meetings": [{"starts": "2025-10-20T19:00:00", "zone": "UTC", "minutes": 60, "place": "https://a@b"}]},
        {"terms": {"name": "", "zone": "UTC"}},
    ],
    ids=["endless name", "another age", "no zone", "unsafe link", "no name"],
)
def test_a_file_that_somebody_edited_is_cleaned_as_if_it_were_typed(trio: AtWork, edit: dict[str, object]) -> None:
    body = json.loads(trio.groups.along.take(trio.who("Anna"), trio.id)) | edit

    assert refused(trio.groups.along.bring, trio.who("Anna"), json.dumps(body).encode())
    assert len(trio.home("Anna")) == 1


def test_who_changes_one_thing_after_another_is_slowed(trio: AtWork) -> None:
    board = trio.groups.board
    for _ in range(AT_ONCE - 1):  # She came in by invitation a moment ago.
        board.block(trio.who("Cleo"), trio.people["Ben"])

    with pytest.raises(TooMuch):
        board.block(trio.who("Cleo"), trio.people["Ben"])
