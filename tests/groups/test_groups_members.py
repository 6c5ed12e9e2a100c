"""Who is in a group, who may change it, and how somebody comes in and leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from groups_builders import NOW, TERMS, a_diary, a_group, hours, refused, says

from roleplay.groups import diary as d
from roleplay.groups.group import (
    ADMINS_ONLY,
    MOST_EVER,
    MOST_MEMBERS,
    NOT_A_MEMBER,
    REMOVED,
    Aim,
    Pause,
    check_admin,
    in_whole_weeks,
)
from roleplay.groups.invitation import EXPIRED, REVOKED, USED, Invitation, revoke, use
from roleplay.groups.local_time import DAY
from roleplay.groups.meeting import Answer
from roleplay.groups.news import sentence


def told(diary: d.Diary) -> list[str]:
    return [sentence(one, diary.group) for one in diary.news]


def test_who_comes_in_is_named_to_all() -> None:
    joined = d.join(a_diary(), "dora", "Dora", hours(1))

    assert [one.name for one in joined.group.members] == ["Ana", "Ben", "Cleo", "Dora"]
    assert told(joined) == ["Dora joined"]


def test_coming_in_twice_changes_nothing() -> None:
    diary = a_diary()

    assert d.join(diary, "ben", "Ben", hours(1)) is diary


def test_leaving_takes_no_reason_and_the_others_read_it() -> None:
    left = d.leave(says(a_diary(), Answer.YES, "Ben"), "ben", hours(1))

    assert told(left) == ["Ben left"]
    assert left.meetings[0].replies == ()
    assert refused(left.group.member, "ben") == NOT_A_MEMBER


def test_the_last_admin_who_leaves_passes_it_to_the_longest_member() -> None:
    left = d.leave(a_diary(), "ana", hours(1))

    assert [(one.name, one.admin) for one in left.group.members] == [("Ben", True), ("Cleo", False)]
    assert told(left) == ["Ana left", "Ben is a group admin now"]


def test_an_admin_who_deletes_everything_passes_it_on_too_and_nobody_reads_their_name() -> None:
    gone = d.forget(says(a_diary(), Answer.YES, "Ana"), "ana", hours(1))

    assert told(gone) == ["Ben is a group admin now"]
    assert "ana" not in repr(gone)


def test_with_another_admin_nobody_is_made_one() -> None:
    both = d.hand_on(a_diary(), "ana", "cleo", True, hours(1))

    left = d.leave(both, "ana", hours(2))

    assert [one.name for one in left.group.members if one.admin] == ["Cleo"]


def test_handing_on_takes_one_tap_and_leaves_one_admin() -> None:
    handed = d.hand_on(a_diary(), "ana", "ben", False, hours(1))

    assert [one.name for one in handed.group.members if one.admin] == ["Ben"]


def test_who_was_removed_reads_that_their_history_is_theirs() -> None:
    out = d.remove(a_diary(), "ana", "ben", hours(1))

    assert refused(out.group.member, "ben") == REMOVED
    assert told(out) == ["Ben is no longer in the group"]


@pytest.mark.parametrize("act", [d.remove, d.hand_on], ids=["remove", "hand on"])
def test_only_an_admin_may(act: object) -> None:
    more = (hours(1),) if act is d.remove else (False, hours(1))

    assert refused(act, a_diary(), "ben", "cleo", *more) == ADMINS_ONLY  # type: ignore[arg-type]


def test_a_stranger_is_no_admin() -> None:
    assert refused(check_admin, a_group(), "zoe") == NOT_A_MEMBER


def test_a_full_group_says_so() -> None:
    diary = a_diary()
    for number in range(MOST_MEMBERS - 3):
        diary = d.join(diary, f"p{number}", f"Person {number}", hours(1))

    assert "is full" in refused(d.join, diary, "one more", "One more", hours(2))


def test_who_comes_and_goes_under_ever_new_names_comes_to_an_end() -> None:
    diary = a_diary()
    for number in range(MOST_EVER - 3):
        diary = d.leave(d.join(diary, f"p{number}", f"Person {number}", hours(1)), f"p{number}", hours(1))

    assert "is full" in refused(d.join, diary, "one more", "One more", hours(2))
    assert d.join(diary, "p0", "Person 0", hours(2)).group.has("p0")


def test_a_group_whose_everybody_left_has_no_admin_and_whoever_comes_is_one() -> None:
    empty = d.leave(a_diary(1), "ana", hours(1))
    assert empty.group.members == ()

    assert [one.admin for one in d.join(empty, "ben", "Ben", hours(2)).group.members] == [True]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"goes_ahead_with": 5}, "goes ahead with 2 or 3"),
        ({"most": 1}, "can be for 3 to"),
        ({"hold_hours": 0}, "can be held"),
        ({"aim": Aim(0, date(2026, 3, 2), date(2026, 4, 2))}, "An aim is"),
        ({"pauses": (Pause(date(2026, 4, 6), date(2026, 3, 2)),)}, "A pause ends"),
    ],
)
def test_terms_that_no_form_offers_are_refused(change: dict[str, object], said: str) -> None:
    assert said in refused(d.agree, a_diary(), "ana", replace(TERMS, **change), NOW)  # type: ignore[arg-type]


def test_a_pause_is_of_whole_weeks() -> None:
    wednesday, saturday = date(2026, 4, 8), date(2026, 4, 18)

    assert in_whole_weeks(wednesday, saturday) == Pause(date(2026, 4, 6), date(2026, 4, 19))


# --- invitations


def an_invitation(single: bool = True) -> Invitation:
    return Invitation("digest", "g", "ana", NOW, NOW + DAY, single)


def test_an_invitation_for_one_lets_one_person_in() -> None:
    used = use(an_invitation(), a_group(), "dora", hours(1))

    assert refused(use, used, a_group(), "emil", hours(1)) == USED


def test_an_invitation_for_all_lets_everybody_in_until_its_day() -> None:
    for_all = an_invitation(single=False)
    assert use(use(for_all, a_group(), "dora", hours(1)), a_group(), "emil", hours(23)) == for_all

    assert refused(use, for_all, a_group(), "fay", NOW + DAY) == EXPIRED


def test_what_was_taken_back_lets_nobody_in() -> None:
    taken_back = revoke(an_invitation(), a_group(), "ana", hours(1))

    assert refused(use, taken_back, a_group(), "dora", hours(1)) == REVOKED


def test_whoever_made_it_and_admins_take_it_back_and_nobody_else() -> None:
    of_ben = replace(an_invitation(), by="ben")

    assert "take it back" in refused(revoke, of_ben, a_group(), "cleo", hours(1))
    assert revoke(of_ben, a_group(), "ana", hours(1)).revoked_at == hours(1)
    assert revoke(of_ben, a_group(), "ben", hours(1)).revoked_at == hours(1)


@pytest.mark.parametrize(("single", "made_at", "may"), [(False, 3, False), (True, 1, False), (True, 3, True)])
def test_who_was_removed_comes_back_only_if_a_member_asks_them_again(single: bool, made_at: int, may: bool) -> None:
    out = d.remove(a_diary(), "ana", "ben", hours(2)).group
    asked = replace(an_invitation(single), made_at=hours(made_at))

    if may:
        assert use(asked, out, "ben", hours(4)).used_at == hours(4)
    else:
        assert refused(use, asked, out, "ben", hours(4)) == REVOKED
