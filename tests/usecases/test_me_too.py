"""Me too: it reaches who wrote the next step, once, and is stored nowhere."""

from __future__ import annotations

import pytest
from evening import SECOND, Evening

from roleplay.errors import Fault
from roleplay.usecases.practice.me_too import MeToo

STEP = "Sum up before I close"


@pytest.fixture
def written(evening: Evening) -> Evening:
    """Anna, the student, has written her next step."""
    return evening.begin().play_from_here(STEP)


def said_by(evening: Evening, *names: str) -> MeToo:
    for name in names:
        me_too(evening).say(evening.practice, evening.seats[name].id)
    return me_too(evening)


def me_too(evening: Evening) -> MeToo:
    return evening.kit.me_too


def shown_to(evening: Evening, name: str) -> tuple[str, ...]:
    return me_too(evening).take(evening.practice, evening.seats[name].id)


def test_who_wrote_the_next_step_is_shown_it_once(written: Evening) -> None:
    said_by(written, "Ben", "Cleo")

    assert shown_to(written, "Anna") == ("Ben", "Cleo")
    assert shown_to(written, "Anna") == ()


def test_nobody_else_is_shown_it(written: Evening) -> None:
    said_by(written, "Ben")

    assert [shown_to(written, name) for name in ("Ben", "Cleo")] == [(), ()]
    assert shown_to(written, "Anna") == ("Ben",)


def test_a_second_press_says_nothing_more(written: Evening) -> None:
    said_by(written, "Ben")
    shown_to(written, "Anna")

    said_by(written, "Ben")

    assert shown_to(written, "Anna") == ()


def test_it_is_in_no_log_and_on_no_screen_that_stays(written: Evening) -> None:
    before = written.stored(), written.views()

    said_by(written, "Ben")

    assert (written.stored(), written.views()) == before


def test_nobody_says_it_of_their_own_next_step(written: Evening) -> None:
    with pytest.raises(Fault, match="The session has moved on"):
        said_by(written, "Anna")


def test_nobody_says_it_where_no_next_step_is_written(evening: Evening) -> None:
    evening.begin().play_from_here()

    with pytest.raises(Fault, match="The session has moved on"):
        said_by(evening, "Ben")


def test_whoever_opens_their_screen_in_the_next_round_is_not_disturbed_by_it(written: Evening) -> None:
    written.more_cases("case-a")
    said_by(written, "Ben")

    written.begin("case-a")

    assert shown_to(written, "Anna") == ()


def test_once_the_session_is_over_nobody_is_told_any_more(written: Evening) -> None:
    said_by(written, "Ben")

    written.finish().wall.forward(SECOND)

    assert shown_to(written, "Anna") == ()
    with pytest.raises(Fault):
        said_by(written, "Cleo")


def test_a_restarted_server_has_forgotten_it(written: Evening) -> None:
    said_by(written, "Ben")

    again = MeToo(written.kit.rooms, written.kit.push.tell)

    assert again.take(written.practice, written.seats["Anna"].id) == ()


def test_the_screen_of_who_wrote_it_is_woken(written: Evening) -> None:
    woken: list[int] = []

    MeToo(written.kit.rooms, woken.append).say(written.practice, written.seats["Ben"].id)

    assert woken == [written.practice]
