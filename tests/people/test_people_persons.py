"""Practices by the name they have on every kit."""

from __future__ import annotations

from dataclasses import replace

from roleplay.people.persons import Practice

HERE = Practice(1, "ABC234", 1_760_000_000_000)


def test_a_practice_has_the_same_origin_on_every_kit_whatever_its_number() -> None:
    assert HERE.origin == replace(HERE, id=7).origin
    assert len(HERE.origin) == 32


def test_two_practices_never_have_one_origin() -> None:
    """Codes are never used twice on one kit, and hardly ever in the same millisecond on two."""
    assert len({HERE.origin, replace(HERE, code="ABC235").origin, replace(HERE, opened_at=1).origin}) == 3


def test_what_was_brought_along_keeps_the_origin_it_came_with() -> None:
    brought = Practice(2, "anna:f00d", 1, "f00d", "anna")

    assert brought.origin == "f00d"


def test_an_origin_gives_no_code_away() -> None:
    assert HERE.code.lower() not in HERE.origin
