"""Join codes and devices."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from roleplay.errors import Fault
from roleplay.people.codes import CODE_LENGTH, SYMBOLS, clean_code, device_hash, new_code

EMPTY = "Type the six characters on the first person’s screen."
NO_CODE = "A code has 6 characters and never 0, O, 1, I or L. Look at the first person’s screen again."


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


@pytest.mark.parametrize(
    "pasted",
    [
        "http://192.168.0.7:8501/join?code=ABC234",
        "https://kit.example.org/osce/join?x=1&code=abc-234&y=2#top",
        "Scan it, or open http://kit.local/join?code=ABC234 . See you at 8!",
        "http://kit.local/join?code=ABC%E2%80%93234",
        "http://kit.local/paper?sheet=ABC234",
        "Code: ABC 234",
        "CODE ABC 234.",
        "ABC–234",
        "ABC—234",
        "abc‑234",
        "ABC−234.",
        "ABC.234,",
        "“ABC 234”",
        "ＡＢＣ２３４",
        "Ａｂｃ－２３４。",
        "\u200bABC\u2060\u00ad234\u200e\ufeff",
    ],
)
def test_a_code_may_be_pasted_with_what_stands_around_it(pasted: str) -> None:
    assert clean_code(pasted) == "ABC234"


def test_a_code_that_spells_the_word_before_it_is_one() -> None:
    assert clean_code("sheet2") == clean_code("http://kit.local/paper?sheet=SHEET2") == "SHEET2"


def test_every_new_code_can_be_typed() -> None:
    code = new_code(random.Random(2).randrange)

    assert clean_code(code.lower()) == code
    assert len(code) == CODE_LENGTH


@pytest.mark.parametrize("typed", ["", "  ", "---", "\u200b", "http://kit.local/join?code="])
def test_nothing_typed_asks_for_the_code(typed: str) -> None:
    with pytest.raises(Fault) as fault:
        clean_code(typed)

    assert str(fault.value) == EMPTY


@pytest.mark.parametrize(
    "typed",
    [
        "ABC23",
        "ABC2345",
        "ABC230",
        "ABCI23",
        "LBC234",
        "ABC23é",
        "ABC٢٣٤",
        "x" * 10_000,
        "ABC23e\u0301",
        "http://kit.local/join",
        "code=ABC234&code=ABC23",
    ],
)
def test_what_cannot_be_a_code_is_refused(typed: str) -> None:
    with pytest.raises(Fault) as fault:
        clean_code(typed)

    assert str(fault.value) == NO_CODE


def test_a_device_is_known_again_by_its_hash_alone() -> None:
    assert device_hash("cookie") == device_hash("cookie")
    assert device_hash("cookie") != device_hash("cookie2")
    assert "cookie" not in device_hash("cookie")
