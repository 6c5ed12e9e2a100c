"""Personal keys: four words that prove a person."""

from __future__ import annotations

import random

import pytest

from roleplay.errors import Fault
from roleplay.people.keys import KEY_WORDS, clean_key, hash_key, key_fits, new_key, words

NO_KEY = "A personal key is 4 words. Without one, leave this empty and just give a name."


def test_a_key_is_four_of_7776_words() -> None:
    asked: list[int] = []

    key = new_key(lambda below: asked.append(below) or below - 1)

    assert len(words()) == len(set(words())) == 7776
    assert asked == [7776] * KEY_WORDS
    assert key == " ".join([words()[-1]] * 4)


@pytest.mark.parametrize(
    "typed", ["one two three four", " One  TWO three\nfour ", "one-two-three-four", "one - two - three - four"]
)
def test_a_key_may_be_typed_in_any_way(typed: str) -> None:
    assert clean_key(typed) == "one two three four"


def test_every_key_can_be_typed_as_it_is_read_out() -> None:
    for word in words():
        key = f"{word} zoom {word} abacus"

        assert clean_key(key.upper()) == key


def test_a_word_with_a_dash_of_its_own_stays_one_word() -> None:
    assert clean_key("yo-yo felt-tip t-shirt drop-down") == "yo-yo felt-tip t-shirt drop-down"


@pytest.mark.parametrize(
    "typed",
    ["", "one two three", "one two three four five", "- - - -", f"a b c {'x' * 100}", "a b c \ud83d", "a b c \x00"],
)
def test_what_is_no_key_is_refused(typed: str) -> None:
    with pytest.raises(Fault) as fault:
        clean_key(typed)

    assert str(fault.value) == NO_KEY


def test_a_key_fits_its_hash_and_no_other_does() -> None:
    hashed = hash_key("one two three four")

    assert key_fits("one two three four", hashed)
    assert not key_fits("one two three five", hashed)
    assert not key_fits("", hashed)


def test_only_a_slow_salted_hash_is_kept() -> None:
    hashed = hash_key("one two three four")

    assert hashed.startswith("$argon2id$")
    assert hashed != hash_key("one two three four")
    assert "three" not in hashed


@pytest.mark.parametrize("stored", ["", "no hash", "$argon2id$v=19$m=65536,t=3,p=4$broken"])
def test_a_broken_hash_fits_nothing(stored: str) -> None:
    assert not key_fits("one two three four", stored)


def test_a_new_key_fits_after_being_typed() -> None:
    key = new_key(random.Random(3).randrange)

    assert key_fits(clean_key(f"  {key.title()} "), hash_key(key))
