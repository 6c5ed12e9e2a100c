"""Names, as they are typed on a phone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.errors import Fault
from roleplay.people.names import LONGEST_NAME, clean_name, same_name

NO_NAME = "Type the name that the others know you by; a first name is enough."


@pytest.mark.parametrize("typed", ["", " ", "\t\n", "\u00a0\u2003", "\u200b", "\u202e\u2066", "\x00\x07", "\ud83d"])
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
    ],
)
def test_a_name_is_shown_without_what_cannot_be_seen(typed: str, shown: str) -> None:
    assert clean_name(typed) == shown


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
    assert name.isprintable()
    assert clean_name(name) == name


def test_capitals_do_not_tell_two_people_apart() -> None:
    assert same_name("ANA", "ana")
    assert same_name("Strauß", "STRAUSS")
    assert not same_name("Ana", "Anna")
