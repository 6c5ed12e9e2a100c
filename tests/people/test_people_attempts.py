"""Guesses are limited: for one address, and for all together."""

from __future__ import annotations

import pytest

from roleplay.errors import Fault
from roleplay.people.attempts import IN_ALL, PER_ADDRESS, WINDOW, Attempts

NOW = 1_790_000_000_000


def after_misses(many: int, address: str = "here", at: int = NOW) -> Attempts:
    attempts = Attempts()
    for _ in range(many):
        attempts.miss(address, at)
    return attempts


def is_allowed(attempts: Attempts, address: str = "here", now: int = NOW) -> bool:
    try:
        attempts.allow(address, now)
    except Fault:
        return False
    return True


def test_one_wrong_try_less_than_too_many_leaves_one_more() -> None:
    assert is_allowed(after_misses(PER_ADDRESS - 1))


def test_after_too_many_wrong_tries_an_address_waits() -> None:
    with pytest.raises(Fault) as fault:
        after_misses(PER_ADDRESS).allow("here", NOW)

    assert str(fault.value) == ("Too many wrong tries from this network. Wait ten minutes, then try again.")


def test_one_addresss_misses_are_not_anothers() -> None:
    assert is_allowed(after_misses(PER_ADDRESS), address="there")


def test_many_addresses_together_are_limited_too() -> None:
    attempts = Attempts()
    for number in range(IN_ALL):
        assert is_allowed(attempts, address="new")
        attempts.miss(f"address {number}", NOW)

    assert not is_allowed(attempts, address="new")


def test_asking_is_no_miss() -> None:
    attempts = Attempts()

    assert all(is_allowed(attempts) for _ in range(2 * IN_ALL))


def test_a_miss_is_forgotten_after_ten_minutes() -> None:
    attempts = after_misses(PER_ADDRESS)

    assert not is_allowed(attempts, now=NOW + WINDOW - 1)
    assert is_allowed(attempts, now=NOW + WINDOW)


def test_the_ten_minutes_slide_with_each_miss() -> None:
    attempts = after_misses(PER_ADDRESS - 1)
    attempts.miss("here", NOW + WINDOW - 1)

    assert not is_allowed(attempts, now=NOW + WINDOW - 1)
    assert is_allowed(attempts, now=NOW + WINDOW)
    for _ in range(PER_ADDRESS - 1):
        attempts.miss("here", NOW + WINDOW)
    assert not is_allowed(attempts, now=NOW + 2 * WINDOW - 2)
