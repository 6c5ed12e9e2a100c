"""Names, as they are typed on a phone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.errors import Fault
from roleplay.people.names import LONGEST_NAME, clean_name, look_alike, name_key, same_name

NO_NAME = "Type the name the others know you by. A first name is enough."


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "\t\n",
        "\u00a0\u2003",
        "\u200b",
        "\u202e\u2066",
        "\x00\x07",
        "\ud83d",
        "\u200d",
        "\u200c\ufe0f",
        "\u034f",
        "\u3164",
        "\u115f\u1160",
        "\u2800",
        "\U000e0041",
        "\ufffe",
        "\ufeff \u2069",
    ],
)
def test_what_shows_nothing_is_no_name(typed: str) -> None:
    with pytest.raises(Fault) as fault:
        clean_name(typed)

    assert str(fault.value) == NO_NAME


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ana", "Ana"),
        ("  Ana   Maria ", "Ana Maria"),
        ("Ana\nMaria", "Ana Maria"),
        ("Ana\x00\x1b[31m", "Ana [31m"),
        ("\u202eAna", "Ana"),
        ("Zoe\u0308", "Zoë"),
        ("O'Brien-Ní", "O'Brien-Ní"),
        ("小林", "小林"),
        ("<b>Ana</b>", "<b>Ana</b>"),
        ("Ana \U0001f44b", "Ana \U0001f44b"),
        ("An\u00ad\u200b\u2060na", "Anna"),
        ("A\u2066n\u202ea\u2069\u202c", "Ana"),
        ("\u200dAna\u200d \u200cMaria\ufe0f\ufe0f", "Ana Maria\ufe0f"),
        ("e\u200b\u0301va", "éva"),
    ],
)
def test_a_name_is_shown_without_what_cannot_be_seen(typed: str, shown: str) -> None:
    assert clean_name(typed) == shown


@pytest.mark.parametrize(
    "name",
    ["ශ්‍රීමා", "महेश्‍वरी", "محمد‌رضا", "മോഹന്‍", "র‍্যামন", "👩‍⚕️", "❤️‍🔥 Ana", "👩🏽‍⚕️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "葛󠄀城", "\U0001fae8 Ana"],
)
def test_what_gives_letters_and_emoji_their_shape_stays_as_it_was_typed(name: str) -> None:
    assert clean_name(f" {name}\u202e ") == name


def test_half_a_sign_is_dropped_since_no_store_could_keep_it() -> None:
    assert clean_name("An\ud83da") == "An a"
    assert clean_name("Ana\udfff") == "Ana"


def test_thirty_characters_fit() -> None:
    assert clean_name("x" * LONGEST_NAME) == "x" * LONGEST_NAME


def test_a_name_that_does_not_fit_on_a_phone_is_refused() -> None:
    with pytest.raises(Fault) as fault:
        clean_name("x" * 10_000)

    assert str(fault.value) == "That name has 10,000 characters; up to 30 fit on a phone. A first name is enough."


@given(st.text(st.characters(exclude_categories=()), max_size=40))
@settings(max_examples=300, derandomize=True, deadline=None, database=None)
def test_whatever_is_typed_is_refused_or_can_be_stored_and_shown(typed: str) -> None:
    try:
        name = clean_name(typed)
    except Fault:
        return

    assert name.encode("utf-8")
    assert 0 < len(name) <= LONGEST_NAME
    assert {unicodedata.category(sign) for sign in name}.isdisjoint({"Cc", "Cs", "Co", "Zl", "Zp"})
    assert not set(name) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\ufeff")
    assert clean_name(name) == name
    assert same_name(name, typed)


def test_capitals_do_not_tell_two_people_apart() -> None:
    assert same_name("ANA", "ana")
    assert same_name("Strauß", "STRAUSS")
    assert not same_name("Ana", "Anna")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O'Brien", "O’Brien"),
        ("Dʼarcy", "D`Arcy"),
        ("Ana-Maria", "ana–maria"),
        ("Ana‑Maria", "Ana−Maria"),
        ("Zoë", "Zoe\u0308"),
        ("IŞIK", "ışık"),
        ("İpek", "ipek"),
        ("ipek", "IPEK"),
        ("Ana  Maria", "Ana Maria"),
        ("Ana\u00a0Maria", "ana maria"),
        ("Ａｎａ", "Ana"),
        ("ශ් රීමා", "ශ්‍රීමා"),
        ("محمد رضا", "محمد‌رضا"),
        ("علي", "علی"),
        ("Νίκος", "ΝΊΚΟΣ"),
        ("Аnа", "Ana"),  # with two letters of the Cyrillic alphabet
        ("👩‍⚕️", "👩‍⚕"),
    ],
)
def test_names_that_people_read_as_one_are_the_same(one: str, other: str) -> None:
    assert same_name(one, other)
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Zoë", "Zoe"), ("O'Brien", "OBrien"), ("Lan", "Ian"), ("علی", "علا"), ("ANNA", "АНПА"), ("ـ", "-")],
)
def test_names_that_people_tell_apart_are_not_the_same(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert not look_alike(one, other)


def test_one_stroke_in_place_of_another_makes_no_other_name_in_a_room() -> None:
    assert look_alike("Ian", "lan")
    assert look_alike("Bill", "BiIl")
    assert look_alike("B0b", "Bob")
    assert not same_name("Ian", "lan"), "On a device they are two people."
