"""The one way in which values are kept as JSON and read again."""

from __future__ import annotations

import json

import pytest

from roleplay.marking.marksheet import Critical, Domain, Item, Marksheet
from roleplay.people.private import Examined, Private
from roleplay.stored import as_stored, as_text, read_stored

SHEET = Marksheet(
    (Item("net", "manage", critical=Critical.MUST, reveals=("pillows",)),), (Domain("manage", weight=1.5),)
)
SETTINGS = Private(frozenset({"grief"}), Examined.LIMBS, extra_time=True, not_patient_until=7)


@pytest.mark.parametrize("value", [SHEET, SETTINGS], ids=["sheet", "settings"])
def test_a_value_comes_back_as_it_went_in(value: object) -> None:
    text = as_text(as_stored(value))

    assert read_stored(type(value), json.loads(text)) == value


def test_a_field_that_was_added_since_has_its_default() -> None:
    assert read_stored(Private, {"extra_time": True}) == Private(extra_time=True)


@pytest.mark.parametrize("weight", [1, 1.0])
def test_a_sheet_keeps_its_fingerprint_whether_a_number_in_it_is_whole_or_not(weight: float) -> None:
    sheet = Marksheet((), (Domain("manage", weight=weight),), mix=(weight, 0.5))

    assert read_stored(Marksheet, json.loads(as_text(as_stored(sheet)))).fingerprint == sheet.fingerprint


@pytest.mark.parametrize("body", [{"blocked": 3}, {"examined": "everything"}, {"not_student_until": "soon"}])
def test_what_no_kit_has_stored_is_refused(body: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="Private"):
        read_stored(Private, body)
