"""The rules of a queue: first come, first served, a few at a time, and nobody waits for those who have gone."""

from __future__ import annotations

from threading import Thread

import pytest

from roleplay.errors import Fault
from roleplay.waiting import TOO_LONG, TWICE, Line, Turn


def ahead(*turns: Turn) -> list[int]:
    return [turn.ahead for turn in turns]


def test_as_many_are_served_as_there_are_places_and_the_others_know_where_they_stand() -> None:
    line = Line(2)

    turns = [line.join(name) for name in ("Anna", "Ben", "Cleo", "Dora")]

    assert ahead(*turns) == [0, 0, 1, 2]
    assert [turn.wait(0) for turn in turns] == [True, True, False, False]


def test_whoever_came_first_is_served_first() -> None:
    line = Line(1)
    anna, ben, cleo = (line.join(name) for name in ("Anna", "Ben", "Cleo"))

    anna.leave()

    assert ahead(ben, cleo) == [0, 1]


def test_who_comes_again_at_once_stands_behind_those_who_wait() -> None:
    line = Line(1)
    anna, ben = line.join("Anna"), line.join("Ben")

    anna.leave()

    assert ahead(ben, line.join("Anna")) == [0, 1]


def test_who_leaves_the_line_holds_nobody_up() -> None:
    line = Line(1)
    anna, ben, cleo = (line.join(name) for name in ("Anna", "Ben", "Cleo"))

    ben.leave()
    ben.leave()
    anna.leave()

    assert ahead(cleo) == [0]


def test_a_line_that_is_too_long_is_a_sentence_and_takes_nobodys_place() -> None:
    line = Line(1, most=1)
    anna, ben = line.join("Anna"), line.join("Ben")

    with pytest.raises(Fault) as said:
        line.join("Cleo")
    anna.leave()

    assert str(said.value) == TOO_LONG
    assert ahead(ben, line.join("Cleo")) == [0, 1]


def test_one_person_does_not_fill_the_line() -> None:
    line = Line(1, each=2)
    first = line.join("Anna")
    line.join("Anna")

    with pytest.raises(Fault) as said:
        line.join("Anna")
    first.leave()

    assert str(said.value) == TWICE
    assert ahead(line.join("Ben"), line.join("Anna")) == [1, 2]


def test_who_waits_is_told_where_they_stand_until_their_turn() -> None:
    line, heard = Line(1, look_every=0), []
    anna, ben = line.join("Anna"), line.join("Ben")
    going = iter((anna, ben))

    def told(place: int) -> None:
        heard.append(place)
        next(going).leave()

    with line.turn("Cleo", told):
        assert heard == [2, 1]


def test_between_two_parts_of_a_long_work_whoever_waits_goes_first() -> None:
    line, heard = Line(1, look_every=0), []
    anna, ben = line.join("Anna"), line.join("Ben")

    def told(place: int) -> None:
        heard.append((place, ahead(ben)))
        ben.leave()

    anna.let_others(told)

    assert heard == [(1, [0])]
    assert ahead(anna) == [0]


def test_where_nobody_waits_the_work_goes_on_at_once() -> None:
    line = Line(1)
    anna = line.join("Anna")

    anna.let_others()

    assert anna.wait(0)


def test_who_gives_up_waiting_leaves_the_line() -> None:
    line = Line(1)
    anna = line.join("Anna")

    def closed(place: int) -> None:
        raise RuntimeError("the page was closed")

    with pytest.raises(RuntimeError), line.turn("Ben", closed):
        pass
    anna.leave()

    assert ahead(line.join("Cleo")) == [0]


def test_what_goes_wrong_in_a_turn_ends_it() -> None:
    line = Line(1)

    with pytest.raises(ZeroDivisionError), line.turn("Anna"):
        _ = 1 / 0

    assert ahead(line.join("Ben")) == [0]


def test_a_thread_that_waits_goes_on_when_another_leaves() -> None:
    line, done = Line(1), []
    anna, ben = line.join("Anna"), line.join("Ben")
    waiting = Thread(target=lambda: done.append(ben.wait(60)))

    waiting.start()
    anna.leave()
    waiting.join()

    assert done == [True]
