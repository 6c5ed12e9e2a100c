"""How much one device may do at once, and when it may do more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from roleplay.people.attempts import FROM_ONE_NETWORK, MOST_KEYS, Allowance, Openings

NOW = 1_760_000_000_000


def test_what_is_allowed_at_once_is_allowed_and_one_more_waits() -> None:
    allowance = Allowance(at_once=3, per_second=1)

    waits = [allowance.take("phone", 1, NOW) for _ in range(4)]

    assert waits == [0, 0, 0, 1]


def test_after_the_wait_that_was_named_it_is_allowed() -> None:
    allowance = Allowance(at_once=10, per_second=2)
    allowance.take("phone", 10, NOW)

    wait = allowance.take("phone", 5, NOW)

    assert wait == 3
    assert allowance.take("phone", 5, NOW + 1000 * wait) == 0


def test_what_was_refused_costs_nothing() -> None:
    allowance = Allowance(at_once=4, per_second=1)
    allowance.take("phone", 3, NOW)

    assert allowance.take("phone", 4, NOW) > 0
    assert allowance.take("phone", 1, NOW) == 0


def test_asking_for_the_wait_takes_nothing() -> None:
    allowance = Allowance(at_once=4, per_second=1)

    assert [allowance.wait("phone", 4, NOW) for _ in range(3)] == [0, 0, 0]
    assert allowance.take("phone", 4, NOW) == 0
    assert allowance.wait("phone", 2, NOW) == 2


def test_what_is_given_back_may_be_taken_again_and_no_more() -> None:
    allowance = Allowance(at_once=4, per_second=0.001)
    allowance.take("phone", 3, NOW)

    allowance.give_back("phone", 3, NOW)
    allowance.give_back("phone", 3, NOW)

    assert [allowance.take("phone", 2, NOW) > 0 for _ in range(3)] == [False, False, True]


def test_one_phone_does_not_use_up_anothers() -> None:
    allowance = Allowance(at_once=1, per_second=0.001)
    allowance.take("phone", 1, NOW)

    assert allowance.take("other", 1, NOW) == 0


def test_more_than_the_whole_allowance_passes_once_it_is_whole() -> None:
    allowance = Allowance(at_once=100, per_second=10)

    assert allowance.take("phone", 200, NOW) == 0
    assert allowance.take("phone", 1, NOW) == 11


def test_a_clock_that_stands_still_or_is_set_back_gives_nothing() -> None:
    allowance = Allowance(at_once=1, per_second=1)
    allowance.take("phone", 1, NOW)

    assert allowance.take("phone", 1, NOW) == 1
    assert allowance.take("phone", 1, NOW - 60_000) == 1


def test_strangers_do_not_fill_the_memory() -> None:
    allowance = Allowance(at_once=1, per_second=1)

    for number in range(3 * MOST_KEYS):
        allowance.take(f"stranger {number}", 1, NOW + 10 * number)

    assert len(allowance._left) <= MOST_KEYS + 1


# --- practices


def opened(openings: Openings, many: int, known: bool = False, address: str = "10.0.0.7") -> int:
    """How many of so many devices of this network could open a practice."""
    kind = "known" if known else "invented"
    return sum(openings.take(f"{kind} {number}", address, known, NOW) == 0 for number in range(many))


def test_invented_cookies_use_up_no_practice_of_who_is_known() -> None:
    openings = Openings()

    assert opened(openings, 1000) == FROM_ONE_NETWORK
    assert opened(openings, 1000, known=True) == FROM_ONE_NETWORK


def test_a_practice_that_is_refused_costs_the_device_none() -> None:
    openings = Openings()
    opened(openings, 1000)

    refused = [openings.take("phone", "10.0.0.7", False, NOW) > 0 for _ in range(20)]

    assert refused == [True] * 20
    assert openings.take("phone", "10.0.0.8", False, NOW) == 0


def test_one_network_uses_up_no_practice_of_anothers_and_neighbours_are_one() -> None:
    openings = Openings()
    opened(openings, 1000, address="2001:db8::1")

    assert opened(openings, 2, address="2001:db8:0:1::1") == 2
    assert opened(openings, 2, address="2001:db8::2") == 0


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(0, 5000)), max_size=60))
def test_never_more_than_at_once_and_the_rate_together(asked: list[tuple[int, int]]) -> None:
    allowance, now, taken = Allowance(at_once=20, per_second=2), NOW, 0

    for much, later in asked:
        now += later
        taken += much if allowance.take("phone", much, now) == 0 else 0

    assert taken <= 20 + 2 * (now - NOW) / 1000 + 1e-6
