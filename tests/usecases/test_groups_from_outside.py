"""What somebody outside a group gets of it: a guest of its session, an ex-member, whom it blocked, another kit."""

from __future__ import annotations

import json
from typing import Any

import pytest
from evening import MINUTE, UK, Evening, device_of
from groups_at_work import LONDON, AtWork, refused

from roleplay.groups.along import unpack
from roleplay.groups.invitation import REVOKED
from roleplay.people.attempts import TooMuch
from roleplay.people.visitor import Visitor
from roleplay.usecases.groups.changing import MOST_GROUPS


@pytest.fixture
def trio(evening: Evening) -> AtWork:
    return AtWork(evening).found("Anna", "Ben", "Cleo")


@pytest.fixture
def over(evening: Evening) -> AtWork:
    """A session of Anna, Ben and Cleo that has come to its end; Anna keeps the group going."""
    group = AtWork(evening.begin().read().play_from_here().finish())
    for name in ("Anna", "Ben", "Cleo"):
        group.know(name)
    group.id = group.groups.membership.keep(group.who("Anna"), evening.practice, LONDON)
    return group


def edited(group: AtWork, **terms: Any) -> bytes:
    """The group's file, changed by hand."""
    body = json.loads(group.groups.along.take(group.who("Anna"), group.id))
    return json.dumps(body | {"terms": body["terms"] | terms}).encode()


# --- the last screen of a session


def test_a_guest_of_a_groups_session_is_not_let_into_the_group_by_its_last_screen(trio: AtWork) -> None:
    seat = trio.groups.from_meeting.start(trio.who("Anna"), trio.plan("Anna", hours=0.5), UK)
    practice = trio.evening.kit.joining.seat(Visitor(device_of("Anna"), seat=seat.id)).practice
    trio.evening.kit.joining.join(Visitor("of a guest"), practice.code, "Gwen")
    [gwen] = trio.evening.kit.people.on_device("of a guest")
    guest = Visitor("of a guest", person=gwen.person.id)

    assert "invite you" in refused(trio.groups.membership.kept, guest, practice.id)
    assert "invite you" in refused(trio.groups.membership.keep, guest, practice.id, LONDON)
    assert len(trio.page("Anna").members) == 3


def test_the_last_screen_names_only_people_who_were_in_the_session(over: AtWork) -> None:
    over.invite("Anna", "Dora")

    assert over.groups.membership.kept(over.who("Ben"), over.evening.practice).by == ("Anna",)


def test_who_was_removed_reads_nothing_of_the_group_on_the_last_screen(over: AtWork) -> None:
    over.groups.membership.keep(over.who("Ben"), over.evening.practice, LONDON)
    over.groups.membership.remove(over.who("Anna"), over.id, over.people["Ben"])

    assert refused(over.groups.membership.kept, over.who("Ben"), over.evening.practice) == REVOKED


# --- an invitation


def test_an_invitation_by_somebody_who_blocked_them_looks_taken_back_from_the_beginning(trio: AtWork) -> None:
    trio.groups.membership.leave(trio.who("Cleo"), trio.id)
    secret = trio.groups.membership.invite(trio.who("Ben"), trio.id)
    trio.groups.board.block(trio.who("Ben"), trio.people["Cleo"])

    assert refused(trio.groups.membership.entrance, trio.who("Cleo"), secret) == REVOKED
    assert trio.groups.membership.entrance(Visitor("a phone"), secret).by == "Ben"


@pytest.mark.parametrize("single", [True, False], ids=["for one", "for all"])
def test_an_invitation_counts_only_while_who_made_it_is_in_the_group(trio: AtWork, single: bool) -> None:
    secret = trio.groups.membership.invite(trio.who("Ben"), trio.id, single)

    trio.groups.membership.leave(trio.who("Ben"), trio.id)

    for act in (trio.groups.membership.entrance, lambda who, it: trio.groups.membership.accept(who, it, "Ben again")):
        assert refused(act, Visitor("a fresh browser"), secret) == REVOKED
    assert trio.page("Anna").invitations == ()


def test_who_was_removed_comes_back_by_no_link_for_all_under_another_name(trio: AtWork) -> None:
    for_all, for_one = (trio.groups.membership.invite(trio.who("Cleo"), trio.id, single) for single in (False, True))

    trio.groups.membership.remove(trio.who("Anna"), trio.id, trio.people["Ben"])

    assert refused(trio.groups.membership.accept, Visitor("a fresh browser"), for_all, "Not Ben") == REVOKED
    assert trio.groups.membership.accept(Visitor("of Dora"), for_one, "Dora") == trio.id


# --- a group's file


def test_the_file_of_two_says_nothing_of_what_the_other_one_knows(evening: Evening) -> None:
    group = AtWork(evening.begin().read().play_from_here().finish())
    for name in ("Anna", "Ben"):
        group.know(name)
        group.id = group.groups.membership.keep(group.who(name), evening.practice, LONDON)

    assert unpack(group.groups.along.take(group.who("Anna"), group.id), group.now).met == ()


def test_who_imports_group_after_group_has_to_wait(trio: AtWork) -> None:
    file = edited(trio)
    for _ in range(4):  # She founded one a moment ago.
        trio.groups.along.bring(trio.who("Anna"), file)

    with pytest.raises(TooMuch):
        trio.groups.along.bring(trio.who("Anna"), file)


def test_nobody_imports_more_groups_than_they_could_meet(trio: AtWork) -> None:
    file = edited(trio)
    for _ in range(MOST_GROUPS - 1):
        trio.evening.wall.forward(10 * MINUTE)
        trio.groups.along.bring(trio.who("Anna"), file)
    trio.evening.wall.forward(10 * MINUTE)

    assert "Leave one of them" in refused(trio.groups.along.bring, trio.who("Anna"), file)


def test_a_group_whose_exam_this_kit_does_not_know_is_imported_without_it(trio: AtWork) -> None:
    trio.id = trio.groups.along.bring(trio.who("Anna"), edited(trio, exam="of-another-kit" * 400))

    assert trio.page("Anna").terms.exam == ""


@pytest.mark.parametrize(
    "terms",
    [{"level": "x" * 41}, {"pauses": [{"first": "2025-11-03", "last": "2025-11-09"}] * 200}],
    ids=["a line that no page has room for", "pauses without end"],
)
def test_what_no_form_takes_no_file_brings(trio: AtWork, terms: dict[str, Any]) -> None:
    assert refused(trio.groups.along.bring, trio.who("Anna"), edited(trio, **terms))
    assert len(trio.home("Anna")) == 1
