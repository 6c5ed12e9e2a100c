"""The server's time never runs backwards."""

from __future__ import annotations

from builders import HOUR, START

from roleplay.usecases.clock import Clock, ticks, wall


class Hands:
    """A clock face that a test sets; as a function it tells what it shows."""

    def __init__(self, shows: int) -> None:
        self.shows = shows

    def __call__(self) -> int:
        return self.shows


def test_time_follows_the_machines_clock() -> None:
    wall, ticks = Hands(START), Hands(0)
    clock = Clock(wall=wall, ticks=ticks)

    wall.shows, ticks.shows = START + 250, 250

    assert clock.now() == START + 250


def test_a_machines_clock_set_back_an_hour_does_not_set_time_back() -> None:
    wall, ticks = Hands(START), Hands(0)
    clock = Clock(wall=wall, ticks=ticks)

    wall.shows -= HOUR

    assert clock.now() == START


def test_after_being_set_back_time_goes_on_at_its_own_pace() -> None:
    wall, ticks = Hands(START), Hands(0)
    clock = Clock(wall=wall, ticks=ticks)

    wall.shows, ticks.shows = START - HOUR + 700, 700

    assert clock.now() == START + 700


def test_a_laptop_that_slept_wakes_in_the_present() -> None:
    wall, ticks = Hands(START), Hands(0)
    clock = Clock(wall=wall, ticks=ticks)

    wall.shows, ticks.shows = START + HOUR, 5

    assert clock.now() == START + HOUR


def test_set_forward_then_back_time_still_goes_on_from_the_latest_it_told() -> None:
    wall, ticks = Hands(START), Hands(0)
    clock = Clock(wall=wall, ticks=ticks)
    wall.shows = START + HOUR
    clock.now()

    wall.shows, ticks.shows = START + 10, 10

    assert clock.now() == START + HOUR + 10


def test_a_restart_with_a_clock_behind_the_log_goes_on_from_the_log() -> None:
    clock = Clock(floor=START, wall=Hands(START - HOUR), ticks=Hands(77))

    assert clock.now() == START


def test_a_log_from_long_ago_does_not_hold_time_back() -> None:
    assert Clock(floor=START, wall=Hands(START + HOUR), ticks=Hands(0)).now() == START + HOUR


def test_the_machines_own_clocks_tell_whole_milliseconds() -> None:
    assert Clock().now() >= START - 20 * 365 * 24 * HOUR
    assert isinstance(wall(), int)
    assert isinstance(ticks(), int)
