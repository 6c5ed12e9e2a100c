"""A problem given as JSON is planned, or refused with one sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

from roleplay.__main__ import main
from roleplay.cli.plan import plan_file
from roleplay.errors import Fault

VECTORS = Path(__file__).parents[1] / "vectors" / "rotation.json"
ENTRIES = {one["name"]: one for one in json.loads(VECTORS.read_text(encoding="utf-8"))["data"]}


def written(folder: Path, data: object) -> Path:
    file = folder / "evening.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def evening(**other: Any) -> dict[str, Any]:
    return {"group_size": 2, "cases": [{"id": "c1"}, {"id": "c2"}], "exposures": [{}, {}], "rounds": 2, **other}


@pytest.mark.parametrize("name", [name for name in ENTRIES if name != "four_sealed_2"])
def test_an_entry_of_the_vectors_is_planned_as_expected(name: str, tmp_path: Path) -> None:
    expected = ENTRIES[name]["expected"]

    planned = plan_file(written(tmp_path, ENTRIES[name]))

    assert planned["feasible"] is expected["feasible"]
    assert planned["most_rounds"] == max(expected["feasible_rounds_up_to"]["feasible"])
    assert (planned["reason"] is None) is planned["feasible"]


def test_a_round_says_who_plays_what_and_why(tmp_path: Path) -> None:
    cases = [{"id": "c1", "title": "Cough", "skills": ["safety-netting"]}]
    file = written(tmp_path, evening(cases=cases, rounds=1, names=["Ana", "Ben"], past=[{"student": 1}, {}]))

    assert plan_file(file)["rounds"] == [
        {
            "student": 1,
            "patient": 0,
            "observer": None,
            "observers": [0],
            "case": "c1",
            "why": "Ben has had the fewest turns so far. The case is new to you both and practises safety-netting.",
        }
    ]


def test_the_reason_comes_with_what_can_be_done(tmp_path: Path) -> None:
    reason = plan_file(written(tmp_path, ENTRIES["trio_hall"]))["reason"]

    assert reason.startswith("Person 0 and Person 1 have only 1 unseen case between them")
    assert "Play fewer rounds: 2 can be planned." in reason


def test_a_blocked_theme_is_not_named(tmp_path: Path) -> None:
    cases = [{"id": "c1", "themes": ["grief"]}, {"id": "c2"}]

    reason = plan_file(written(tmp_path, evening(cases=cases, blocked=[["grief"], []])))["reason"]

    assert reason.startswith("There aren’t enough cases for tonight’s group.")


def test_one_person_alone_is_told_so(tmp_path: Path) -> None:
    planned = plan_file(written(tmp_path, evening(group_size=1, exposures=[{}])))

    assert (planned["feasible"], planned["most_rounds"]) == (False, 0)
    assert planned["reason"].startswith("You need at least two people")


def test_sealed_rooms_are_not_planned_yet(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"3 of 4 people are in the room.*not for sealed rooms"):
        plan_file(written(tmp_path, ENTRIES["four_sealed_2"]))


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"rounds": -1}, "rounds: input should be greater than or equal to 0."),
        ({"rounds": "two"}, "rounds: input should be a valid integer."),
        ({"group_size": 9}, "group_size: input should be less than or equal to 8."),
        ({"exposures": [{}]}, "exposures is about 1 people, but group_size is 2."),
        ({"names": ["Ana"]}, "names is about 1 people, but group_size is 2."),
        ({"cases": [{"id": "c1"}, {"id": "c1"}]}, 'the case "c1" is there twice.'),
        ({"cases": [{}]}, "cases.0.id: field required."),
        (
            {"exposures": [{"c1": ["nurse"]}, {}]},
            "exposures.0.c1.0: input should be 'student', 'patient', 'observer' or 'reader'.",
        ),
        ({"blockd": []}, '"blockd" is not known here. Did you mean "blocked"?'),
    ],
)
def test_a_fault_is_one_sentence(other: dict[str, Any], sentence: str, tmp_path: Path) -> None:
    file = written(tmp_path, evening(**other))

    with pytest.raises(Fault) as fault:
        plan_file(file)

    assert str(fault.value) == f"{file}: {sentence}"


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\udcff"])
def test_a_file_that_is_not_json_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "evening.json"
    file.write_bytes(text.encode(errors="surrogateescape"))

    with pytest.raises(Fault, match="is not JSON"):
        plan_file(file)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_not_a_fault(encoding: str, tmp_path: Path) -> None:
    plain, marked = written(tmp_path, evening()), tmp_path / "marked.json"
    marked.write_bytes(json.dumps(evening()).encode(encoding))

    assert plan_file(marked) == plan_file(plain)


def test_json_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="the file: "):
        plan_file(written(tmp_path, [1, 2]))


def test_the_command_prints_the_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["plan", str(written(tmp_path, evening()))])

    assert status == 0
    assert json.loads(capsys.readouterr().out)["feasible"] is True


def test_the_command_says_what_is_wrong_with_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["plan", str(tmp_path / "none.json")])

    assert status == 2
    assert "cannot be read" in capsys.readouterr().err
