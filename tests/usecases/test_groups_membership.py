"""Founding a group, coming in and leaving, as the use cases do it."""

from __future__ import annotations

from datetime import date, time

import pytest
from evening import HOUR, MINUTE, Evening, device_of
from groups_at_work import LONDON, TERMS, AtWork, refused
from left_over import on_disk, rows_of

from roleplay.groups.group import NOT_A_MEMBER, REMOVED
from roleplay.groups.invitation import EXPIRED, LASTS, REVOKED, UNKNOWN, USED
from roleplay.groups.meeting import Answer
from roleplay.groups.series import Series
from roleplay.people.attempts import TooMuch
from roleplay.people.visitor import Visitor
from roleplay.usecases.groups.changing import MOST_GROUPS


@pytest.fixture
def trio(evening: Evening) -> AtWork:
    return AtWork(evening).found("Anna", "Ben", "Cleo")


def names(group: AtWork, of: str = "Anna") -> list[str]:
    return [one.name for one in group.page(of).members]


def test_whoever_founds_a_group_is_its_admin(evening: Evening) -> None:
    page = AtWork(evening).found("Anna").page("Anna")

    assert (page.terms, page.is_admin) == (TERMS, True)
    assert [words for _, words in page.news] == ["Anna founded the group"]


def test_a_group_with_a_usual_day_has_its_next_six_sessions_at_once(evening: Evening) -> None:
    page = AtWork(evening).found("Anna", series=Series(date(2025, 10, 16), time(19), place="Library 2")).page("Anna")

    assert [str(one.starts) for one in page.meetings[:2]] == ["2025-10-16 19:00:00", "2025-10-23 19:00:00"]
    assert len(page.meetings) == 6


def test_somebody_new_on_this_kit_comes_in_by_the_link(trio: AtWork) -> None:
    trio.invite("Ben", "Dora")

    assert names(trio) == ["Anna", "Ben", "Cleo", "Dora"]
    assert trio.page("Dora").news[0][1] == "Dora joined"


def test_before_coming_in_one_reads_whose_invitation_it_is_and_no_more(trio: AtWork) -> None:
    secret = trio.groups.membership.invite(trio.who("Ben"), trio.id)

    entrance = trio.groups.membership.entrance(Visitor("a phone"), secret)

    assert (entrance.name, entrance.by, entrance.people, entrance.known) == ("Thursday trio", "Ben", 3, ())


def test_the_secret_of_an_invitation_is_stored_nowhere(trio: AtWork) -> None:
    secret = trio.groups.membership.invite(trio.who("Ben"), trio.id)

    assert secret.lower().encode() not in on_disk(trio.evening.folder)


@pytest.mark.parametrize("secret", ["", "of another kit", "x" * 100_000, "\0\udcff"])
def test_an_invitation_of_another_kit_lets_nobody_in(trio: AtWork, secret: str) -> None:
    for act in (trio.groups.membership.entrance, lambda who, it: trio.groups.membership.accept(who, it, "Dora")):
        assert refused(act, Visitor("a phone"), secret) == UNKNOWN


def test_what_is_used_up_taken_back_or_over_says_so(trio: AtWork) -> None:
    membership = trio.groups.membership
    used = membership.invite(trio.who("Anna"), trio.id)
    membership.accept(Visitor("d"), used, "Dora")
    back = membership.invite(trio.who("Anna"), trio.id)
    membership.take_back(trio.who("Anna"), trio.id, trio.page("Anna").invitations[0].digest)
    over = membership.invite(trio.who("Anna"), trio.id)
    trio.evening.wall.forward(LASTS)

    assert [refused(membership.accept, Visitor("e"), one, "Emil") for one in (used, back, over)] == [
        USED,
        REVOKED,
        EXPIRED,
    ]


def test_an_invitation_is_seen_by_whoever_made_it_and_by_admins(trio: AtWork) -> None:
    trio.groups.membership.invite(trio.who("Ben"), trio.id)

    assert [len(trio.page(name).invitations) for name in ("Anna", "Ben", "Cleo")] == [1, 1, 0]


def test_who_is_in_already_comes_in_twice_to_no_effect(trio: AtWork) -> None:
    secret = trio.groups.membership.invite(trio.who("Anna"), trio.id)

    assert trio.groups.membership.accept(trio.who("Ben"), secret, "Ben") == trio.id
    assert trio.groups.membership.accept(trio.who("Dora"), secret, "Dora") == trio.id


def test_a_stranger_reads_nothing_and_changes_nothing(trio: AtWork) -> None:
    other = AtWork(trio.evening, trio.id)
    stranger = AtWork(trio.evening.later("Zoe", "Yan")).evening.visitor("Zoe")
    meeting = trio.plan("Anna")

    said = {
        refused(other.groups.pages.group_page, stranger, trio.id),
        refused(other.groups.pages.meeting, stranger, meeting),
        refused(other.groups.meetings.answer, stranger, meeting, Answer.YES),
        refused(other.groups.membership.invite, stranger, trio.id),
        refused(other.groups.along.take, stranger, trio.id),
        refused(other.groups.from_meeting.come_in, stranger, meeting),
        refused(other.groups.pages.group_page, stranger, "no such group"),
    }

    assert said == {NOT_A_MEMBER}


def test_on_somebody_elses_device_a_group_stays_closed(trio: AtWork) -> None:
    assert "isn’t on this phone" in refused(
        trio.groups.pages.group_page, Visitor(device_of("Ben"), person=trio.people["Anna"]), trio.id
    )


def test_leaving_takes_one_tap_and_the_others_read_it(trio: AtWork) -> None:
    trio.groups.membership.leave(trio.who("Ben"), trio.id)

    assert names(trio) == ["Anna", "Cleo"]
    assert trio.page("Anna").news[0][1] == "Ben left"
    assert trio.home("Ben") == ()


def test_who_was_removed_reads_so_and_comes_back_only_by_a_new_invitation(trio: AtWork) -> None:
    for_all = trio.groups.membership.invite(trio.who("Anna"), trio.id, single=False)
    trio.groups.membership.remove(trio.who("Anna"), trio.id, trio.people["Ben"])

    assert refused(trio.page, "Ben") == REMOVED
    assert refused(trio.groups.membership.accept, trio.who("Ben"), for_all, "Ben") == REVOKED
    trio.evening.wall.forward(MINUTE)
    trio.invite("Cleo", "Ben")
    assert "Ben" in names(trio)


def test_the_last_who_leaves_takes_the_group_along_and_nothing_stays(trio: AtWork) -> None:
    meeting = trio.plan("Anna")
    trio.say(meeting, Answer.YES, "Ben")
    trio.groups.board.add_link(trio.who("Ben"), trio.id, "Good slides", "")

    for name in ("Anna", "Ben", "Cleo"):
        trio.groups.membership.leave(trio.who(name), trio.id)

    kept = rows_of(trio.evening.folder)
    assert {table for table, rows in kept.items() if rows and table.startswith(("group", "meeting"))} == set()


def test_a_group_whose_last_admin_deletes_everything_is_looked_after_by_the_longest_member(trio: AtWork) -> None:
    meeting = trio.plan("Anna")
    trio.say(meeting, Answer.YES, "Anna", "Ben")
    trio.evening.wall.forward(30 * HOUR)

    trio.evening.kit.people.forget(trio.who("Anna"))

    assert [(one.name, one.admin) for one in trio.page("Ben").members] == [("Ben", True), ("Cleo", False)]
    assert trio.next("Ben").tonight.coming == ("Ben",)
    assert b"anna" not in on_disk(trio.evening.folder)


def test_a_member_who_is_removed_during_a_session_finishes_it(trio: AtWork) -> None:
    trio.evening.begin()

    trio.groups.membership.remove(trio.who("Anna"), trio.id, trio.people["Ben"])

    assert trio.evening.kit.joining.seat(trio.evening.visitor("Ben")).seat.name == "Ben"


# --- Keep this group going


@pytest.fixture
def over(evening: Evening) -> AtWork:
    """A session of Anna, Ben and Cleo that has come to its end."""
    group = AtWork(evening.begin().read().play_from_here().finish())
    for name in ("Anna", "Ben", "Cleo"):
        group.know(name)
    return group


def test_the_last_screen_keeps_the_group_with_one_tap_each(over: AtWork) -> None:
    practice, membership = over.evening.practice, over.groups.membership
    assert membership.kept(over.who("Ben"), practice).group == ""

    over.id = membership.keep(over.who("Anna"), practice, LONDON)
    assert membership.kept(over.who("Ben"), practice).by == ("Anna",)
    assert membership.keep(over.who("Ben"), practice, LONDON) == over.id

    assert names(over) == ["Anna", "Ben"]
    assert over.page("Anna").terms.name == "Thursday group"


def test_tapping_it_twice_founds_one_group(over: AtWork) -> None:
    first, second = (over.groups.membership.keep(over.who("Anna"), over.evening.practice, LONDON) for _ in range(2))

    assert first == second
    assert len(over.home("Anna")) == 1


def test_who_was_not_in_the_session_is_not_in_the_group(over: AtWork) -> None:
    over.groups.membership.keep(over.who("Anna"), over.evening.practice, LONDON)
    zoe = over.evening.later("Zoe", "Yan").visitor("Zoe")

    assert "weren’t in this session" in refused(over.groups.membership.keep, zoe, over.evening.practice, LONDON)


# --- bad input


@pytest.mark.parametrize("name", ["", " \u200b ", "x" * 61, "x" * 10_000], ids=["none", "unseen", "long", "endless"])
def test_a_name_that_nobody_could_read_is_refused(evening: Evening, name: str) -> None:
    assert refused(AtWork(evening).found, "Anna", name=name)


def test_hostile_text_is_kept_as_text(evening: Evening) -> None:
    page = AtWork(evening).found("Anna", name="<script>alert(1)</script>\x1b[31m\r\nTrio").page("Anna")

    assert page.terms.name == "<script>alert(1)</script> [31m Trio"


def test_a_name_that_runs_from_the_right_turns_no_sentence_round(evening: Evening) -> None:
    group = AtWork(evening).found("Anna")

    group.groups.membership.agree(group.who("Anna"), group.id, TERMS.__class__("מחזור", LONDON))

    assert group.home("Anna")[0].name == "\u200e\u2068מחזור\u2069"


def test_who_founds_group_after_group_has_to_wait(evening: Evening) -> None:
    group = AtWork(evening)
    for _ in range(5):
        group.found("Anna")

    with pytest.raises(TooMuch):
        group.found("Anna")


def test_nobody_is_in_more_groups_than_they_could_meet(evening: Evening) -> None:
    group = AtWork(evening)
    for _ in range(MOST_GROUPS):
        group.found("Anna")
        evening.wall.forward(10 * MINUTE)

    assert "Leave one of them" in refused(group.found, "Anna")
