"""Who is here: by their open screens, and without a word in the log."""

from __future__ import annotations

from roleplay.web.practice.presence import GRACE, Presence

NOW = 1_000_000
MINUTE = 60_000
EACH_ON_A_PHONE = {"a": ["phone a"], "b": ["phone b"]}


def with_open(*screens: tuple[str, str]) -> Presence:
    presence = Presence()
    for screen in screens:
        presence.arrives(1, *screen)
    return presence


def away(presence: Presence, now: int, people: dict[str, list[str]] | None = None) -> dict[str, int]:
    return dict(presence.away(1, people or EACH_ON_A_PHONE, now).since)


def test_whoever_has_a_screen_open_is_here() -> None:
    presence = with_open(("a", "phone a"), ("b", "phone b"))

    assert away(presence, NOW + 10 * MINUTE) == {}


def test_whose_last_screen_closed_is_away_since_then() -> None:
    presence = with_open(("a", "phone a"), ("b", "phone b"), ("b", "phone b"))
    presence.leaves(1, NOW - MINUTE, "b", "phone b")
    assert away(presence, NOW + 10 * MINUTE) == {}

    presence.leaves(1, NOW, "b", "phone b")

    assert away(presence, NOW + 10 * MINUTE) == {"b": NOW}


def test_a_page_that_is_reloaded_is_nobodys_absence() -> None:
    presence = with_open(("a", "phone a"), ("b", "phone b"))
    presence.leaves(1, NOW, "b", "phone b")

    found = presence.away(1, EACH_ON_A_PHONE, NOW + GRACE - 1)

    assert (found.since, found.until) == ({}, NOW + GRACE)
    assert away(presence, NOW + GRACE) == {"b": NOW}


def test_who_comes_back_is_here_again() -> None:
    presence = with_open(("a", "phone a"), ("b", "phone b"))
    presence.leaves(1, NOW, "b", "phone b")
    presence.arrives(1, "b", "another phone")

    assert away(presence, NOW + MINUTE) == {}


def test_somebody_without_any_screen_is_missed_from_the_first_look_on() -> None:
    presence = with_open(("a", "phone a"))

    assert away(presence, NOW) == {}
    assert away(presence, NOW + 3 * MINUTE) == {"b": NOW}


def test_on_a_phone_that_is_passed_round_all_who_share_it_are_here() -> None:
    presence = with_open(("a", "a shared phone"))

    assert away(presence, NOW + MINUTE, {"a": ["a shared phone"], "b": ["a shared phone"]}) == {}


def test_each_change_is_counted_and_a_practice_that_nobody_looks_at_is_forgotten() -> None:
    presence = with_open(("a", "phone a"))
    before = presence.changes(1)
    presence.arrives(1, "b", "phone b")
    assert presence.changes(1) > before

    for seat in "ab":
        presence.leaves(1, NOW, seat, f"phone {seat}")

    assert (presence.changes(1), presence.is_open(1, "a")) == (0, False)


def test_one_practice_says_nothing_of_another() -> None:
    presence = with_open(("a", "phone a"))

    assert not presence.is_open(2, "a")
