"""Join codes and devices."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from roleplay.errors import Fault
from roleplay.people.codes import CODE_LENGTH, SYMBOLS, clean_code, device_hash, new_code

EMPTY = "Type the six characters that stand on the first person's screen."
NO_CODE = "A code has 6 characters, and none of 0, O, 1, I or L. Look at the first person's screen again."


def test_there_are_31_symbols_and_none_looks_like_another() -> None:
    assert len(set(SYMBOLS)) == len(SYMBOLS) == 31
    assert not set(SYMBOLS) & set("0O1IL")
    assert SYMBOLS.upper() == SYMBOLS


def test_a_code_is_six_of_them_by_chance() -> None:
    chances: Iterator[int] = iter([0, 30, 0, 8, 1, 2])

    assert new_code(lambda below: next(chances)) == "2Z2A34"


def test_every_symbol_can_be_drawn() -> None:
    below = random.Random(1).randrange

    assert {symbol for _ in range(200) for symbol in new_code(below)} == set(SYMBOLS)


@pytest.mark.parametrize("typed", ["ABC234", "abc234", "abc 234", " ABC-234 ", "a-b-c 2 3 4", "abc\u00a0234\n"])
def test_a_code_may_be_typed_in_any_way(typed: str) -> None:
    assert clean_code(typed) == "ABC234"


def test_every_new_code_can_be_typed() -> None:
    code = new_code(random.Random(2).randrange)

    assert clean_code(code.lower()) == code
    assert len(code) == CODE_LENGTH


@pytest.mark.parametrize("typed", ["", "  ", "---"])
def test_nothing_typed_asks_for_the_code(typed: str) -> None:
    with pytest.raises(Fault) as fault:
        clean_code(typed)

    assert str(fault.value) == EMPTY


@pytest.mark.parametrize("typed", ["ABC23", "ABC2345", "ABC230", "ABCI23", "LBC234", "ABC23é", "ABC٢٣٤", "x" * 10_000])
def test_what_cannot_be_a_code_is_refused(typed: str) -> None:
    with pytest.raises(Fault) as fault:
        clean_code(typed)

    assert str(fault.value) == NO_CODE


def test_a_device_is_known_again_by_its_hash_alone() -> None:
    assert device_hash("cookie") == device_hash("cookie")
    assert device_hash("cookie") != device_hash("cookie2")
    assert "cookie" not in device_hash("cookie")
