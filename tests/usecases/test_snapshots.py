"""A case and its mark sheet are read back as they were stored."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from roleplay.content.loading import Library, load_library
from roleplay.usecases.practice.snapshots import read_snapshot, take_snapshot
from roleplay.web.server.root import ROOT


@pytest.fixture(scope="module")
def library() -> Library:
    """The kit's own cases: whatever the format allows is somewhere among them."""
    return load_library(ROOT)


def test_every_case_of_the_kit_comes_back_as_it_was_taken(library: Library) -> None:
    for case in library.cases.values():
        taken, body = take_snapshot(case, library)

        assert read_snapshot(taken.fingerprint, json.loads(json.dumps(body))) == taken


def test_the_kits_cases_put_everything_of_a_sheet_to_the_test(library: Library) -> None:
    sheets = [take_snapshot(case, library)[0].sheet for case in library.cases.values()]
    items = [item for sheet in sheets for item in sheet.items]

    assert {item.critical and item.critical.value for item in items} >= {None, "must"}
    assert any(item.reveals for item in items)
    assert any(item.may_not_arise for item in items)


def test_the_same_case_has_the_same_fingerprint_and_any_change_another(library: Library) -> None:
    case = next(iter(library.cases.values()))
    rubric = library.rubrics[case.rubric]
    changed = rubric.model_copy(update={"mix": rubric.mix.model_copy(update={"checklist": 0.4})})
    edited = replace(library, rubrics={**library.rubrics, case.rubric: changed})

    taken, again, other = (take_snapshot(case, one)[0].fingerprint for one in (library, library, edited))

    assert taken == again != other


def test_a_snapshot_keeps_the_pictures_that_its_case_names_and_no_others(library: Library) -> None:
    for case in library.cases.values():
        taken, _ = take_snapshot(case, library)
        named = {m.image for m in case.student.material if m.image} | {f.image for f in case.findings if f.image}

        assert set(taken.pictures) == named
        assert all(taken.pictures[name] == (library.folders[0] / name).read_bytes() for name in named)
    assert any(take_snapshot(case, library)[0].pictures for case in library.cases.values())


def test_a_picture_that_has_gone_missing_since_the_check_is_left_out(library: Library, tmp_path: Path) -> None:
    moved = replace(library, folders=(tmp_path,))

    for case in moved.cases.values():
        taken, body = take_snapshot(case, moved)

        assert taken.pictures == body["pictures"] == {}
