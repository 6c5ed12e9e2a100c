"""What a reader sees of the signposts."""

from __future__ import annotations

import json
from datetime import date

import pytest

from roleplay.content.country import Country
from roleplay.sheets.atoms import joined
from roleplay.sheets.people.signposts import NEVER_CHECKED, NOBODY_KNOWN, NOT_FILLED_IN, checked, signposts
from roleplay.sheets.tree import tree

TODAY = date(2026, 12, 1)
RESCUE = {"who": "Rescue", "call": "11 2"}


def country(**more: object) -> Country:
    text = {"who": "Listeners", "text": "5000", "say": "HELLO", "web": "https://www.listen.example/"}
    return Country.model_validate({"format": "1", "id": "a", "name": "A", "danger": [RESCUE], "talk": [text], **more})


def shown(found: Country | None) -> str:
    return json.dumps(tree(joined(signposts(found, TODAY))), ensure_ascii=False)


def test_a_number_is_one_tap_away() -> None:
    text = shown(country())

    for address, words in (("tel:112", "Call 11 2"), ("sms:5000", "Text HELLO to 5000")):
        assert f'"href": "{address}"}}, "{words}"]' in text


def test_a_page_opens_beside_the_session() -> None:
    assert '"href": "https://www.listen.example/", "target": "_blank", "rel": "noopener"}' in shown(country())


def test_under_stop_stands_who_can_be_called_or_texted() -> None:
    page = {"who": "Readers", "web": "https://read.example"}
    found = country(talk=[{"who": "Listeners", "text": "5000"}, page])

    whole, phone = (str(joined(signposts(found, TODAY, by_phone=by))) for by in (False, True))

    assert ("Readers" in whole, "Readers" in phone, "Listeners" in phone) == (True, False, True)


def test_danger_comes_first() -> None:
    text = shown(country())

    assert text.index("Rescue") < text.index("Listeners")


def test_the_schools_line_shows_once_it_is_filled_in() -> None:
    empty, filled = shown(country()), shown(country(school={"who": "Dean", "call": "12"}))

    assert (NOT_FILLED_IN in empty, NOT_FILLED_IN in filled) == (True, False)
    assert "Dean" in filled


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (None, NEVER_CHECKED),
        ("2025-12-02", "Last checked on 2 December 2025."),
        ("2025-12-01", "Last checked on 1 December 2025, over a year ago. Check before use."),
    ],
)
def test_it_is_said_how_far_the_numbers_can_be_relied_on(day: str | None, sentence: str) -> None:
    found = country(checked=day)

    assert checked(found, TODAY) == sentence
    assert sentence in shown(found)


def test_without_any_file_people_still_read_what_to_do() -> None:
    assert NOBODY_KNOWN in shown(None)
