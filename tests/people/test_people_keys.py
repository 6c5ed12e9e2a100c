"""Personal keys: a word to find them by, and four that prove a person."""

from __future__ import annotations

import random

import pytest

from roleplay.errors import Fault
from roleplay.people.keys import USUAL, Hasher, Key, clean_key, new_secret, new_tag, words

NO_KEY = "A personal key is five words; an older one is four. If you have neither, leave this empty."
CHEAP = Hasher(rounds=1, memory=8, threads=1)


def test_what_proves_a_person_is_four_of_7776_words() -> None:
    asked: list[int] = []

    secret = new_secret(lambda below: asked.append(below) or below - 1)

    assert len(words()) == len(set(words())) == 7776
    assert asked == [7776] * 4
    assert secret == " ".join([words()[-1]] * 4)


def test_the_word_before_it_says_nothing_of_it() -> None:
    drawn = random.Random(3)

    tag, secret = new_tag(drawn.randrange), new_secret(drawn.randrange)

    assert str(Key(tag, secret)) == f"{tag} {secret}"
    assert new_secret(random.Random(3).randrange) != secret


@pytest.mark.parametrize(
    "typed", ["one two three four", " One  TWO three\nfour ", "one-two-three-four", "one - two - three - four"]
)
def test_a_key_may_be_typed_in_any_way(typed: str) -> None:
    assert clean_key(typed) == Key(None, "one two three four")
    assert clean_key(f"tag {typed}") == clean_key(f"Tag - {typed}") == Key("tag", "one two three four")


@pytest.mark.parametrize(
    "pasted",
    [
        "One, two, three, four.",
        "“one two three four”",
        "one–two—three‑four",
        "one - two – three − four",
        "one.two.three.four",
        "one; two / three | four!",
        "ＯＮＥ ｔｗｏ　three four。",
        "\u200bone two\u00ad three\u00a0four\ufeff",
    ],
)
def test_a_key_may_be_pasted_with_what_stands_around_and_between_its_words(pasted: str) -> None:
    assert clean_key(pasted) == Key(None, "one two three four")


@pytest.mark.parametrize("between", ["-", " ", "–", ", ", " - "])
def test_a_word_with_a_dash_is_known_whatever_stands_between_the_words(between: str) -> None:
    for word in ("yo-yo", "felt-tip", "t-shirt", "drop-down"):
        key = f"abacus {word} zoom {word}"

        assert str(clean_key(key.replace(" ", between))) == key
        assert str(clean_key(key.replace("-", "‑"))) == key
        assert str(clean_key(key.replace("-", " "))) == key


def test_every_key_can_be_typed_as_it_is_read_out() -> None:
    for word in words():
        key, older = Key(word, f"zoom {word} abacus yo-yo"), Key(None, f"{word} zoom {word} abacus")

        assert [clean_key(str(each).upper()) for each in (key, older)] == [key, older]


def test_a_word_with_a_dash_of_its_own_stays_one_word() -> None:
    assert clean_key("yo-yo felt-tip t-shirt drop-down") == Key(None, "yo-yo felt-tip t-shirt drop-down")


def test_a_dash_in_the_place_of_one_space_joins_no_two_words() -> None:
    assert clean_key("abacus zoom yodel aim-abdomen") == Key("abacus", "zoom yodel aim abdomen")


@pytest.mark.parametrize(
    "typed",
    ["", "one two three", "one two three four five six", "- - - -", f"a b c {'x' * 100}", "a b c \ud83d", "a b c \x00"],
)
def test_what_is_no_key_is_refused(typed: str) -> None:
    with pytest.raises(Fault) as fault:
        clean_key(typed)

    assert str(fault.value) == NO_KEY


def test_a_key_fits_its_hash_and_no_other_does() -> None:
    hashed = CHEAP.hash("one two three four")

    assert CHEAP.fits("one two three four", hashed)
    assert not CHEAP.fits("one two three five", hashed)
    assert not CHEAP.fits("", hashed)


def test_only_a_slow_salted_hash_is_kept() -> None:
    hashed = USUAL.hash("one two three four")

    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert CHEAP.fits("one two three four", hashed)
    assert CHEAP.hash("one two three four") != CHEAP.hash("one two three four")
    assert "three" not in hashed


@pytest.mark.parametrize("stored", ["", "no hash", "$argon2id$v=19$m=65536,t=3,p=4$broken"])
def test_a_broken_hash_fits_nothing(stored: str) -> None:
    assert not CHEAP.fits("one two three four", stored)


def test_a_new_key_fits_after_being_typed() -> None:
    drawn = random.Random(3).randrange
    key = Key(new_tag(drawn), new_secret(drawn))

    assert CHEAP.fits(clean_key(f"  {str(key).title()} ").secret, CHEAP.hash(key.secret))
