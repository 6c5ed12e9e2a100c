"""What older builds stored folds to the same rows and views: a change that makes a difference has to say why."""

from __future__ import annotations

import json
import shutil

import pytest

from tests import recorded
from tests.recorded import NAMES, differences, kept_folds, load


@pytest.mark.parametrize("name", NAMES)
def test_a_recorded_practice_folds_to_the_same_rows_and_views(name: str) -> None:
    assert differences(name) == [], "Fix it, or `python -m tests.recorded --accept` and say why in the commit."


def test_the_recordings_hold_a_pair_a_stop_a_swap_a_late_comer_and_erased_words() -> None:
    kinds = {name: {logged.event.kind for logged in load(name).log} for name in NAMES}

    assert len(load("pair").live.seats) == 2
    assert "stopped" in kinds["stop"]
    assert "undone" in kinds["swap"]
    assert "watched" in kinds["late_comer"]
    assert {"erased", "forgotten"} <= kinds["words_erased"]


def test_every_recording_has_rows_of_every_kind_and_views_of_everybody() -> None:
    for name in NAMES:
        kept = kept_folds(name)
        assert all(
            any(of.startswith(f"{kind} of") and made for of, made in kept.items()) for kind in recorded.PROJECTIONS
        )
        assert {of.rpartition(": ")[2] for of in kept} >= {seat.name for seat in load(name).live.seats}


def test_an_event_that_changes_its_meaning_is_named_with_everything_that_it_changes(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("recorded")
    for file in recorded.HERE.glob("pair.*"):
        shutil.copy(file, folder)
    log = folder / "pair.log.json"
    kept = json.loads(log.read_text(encoding="utf-8"))
    first = next(row for row in kept["events"] if row[1] == "rated_overall")
    first[2]["value"] = 1
    log.write_text(json.dumps(kept), encoding="utf-8")
    monkeypatch.setattr(recorded, "HERE", folder)

    assert "tidy_marks of round 1" in differences("pair")
