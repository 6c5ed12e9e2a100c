"""A problem given as JSON is planned, or refused with one sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

from roleplay.__main__ import main
from roleplay.cli.plan import plan_file
from roleplay.errors import Fault

VECTORS = Path(__file__).parents[1] / "vectors" / "rotation.json"
AGO = "sessions ago should be a whole number from 1 (last time) to 1000"
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
    file = written(tmp_path, evening(cases=cases, rounds=1, names=["Ana", "Ben"], turns=[{"student": 1}, {}]))

    assert plan_file(file)["rounds"] == [
        {
            "student": 1,
            "patient": 0,
            "observer": None,
            "observers": [0],
            "case": "c1",
            "why": "It’s Ben’s turn, going by your last sessions. "
            "The case is new to you both and practises safety-netting.",
        }
    ]


def test_who_met_last_time_can_be_given_by_number_or_by_name(tmp_path: Path) -> None:
    trio = evening(group_size=3, exposures=[{}, {}, {}], rounds=1, turns=[{}, {"student": 2}, {"student": 2}])
    by_number = written(tmp_path, trio | {"pairs": [[0, 1, 1]]})
    numbered = plan_file(by_number)["rounds"]
    by_name = written(tmp_path, trio | {"names": ["Ana", "Ben", "Cem"], "pairs": [["Ana", "Cem", 1], ["Ana", 1, 2]]})
    named = plan_file(by_name)["rounds"]

    assert [(row["student"], row["patient"]) for row in (*numbered, *named)] == [(0, 2), (0, 1)]
    assert "Person 2 hasn’t played the patient for Person 0 lately." in numbered[0]["why"]


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
        ({"turns": [{}]}, "turns is about 1 people, but group_size is 2."),
        ({"turns": [{"student": -1}, {}]}, "turns.0.student: input should be greater than or equal to 0."),
        ({"turns": [{}, {"patient": 10**30}]}, "turns.1.patient: input should be less than or equal to 1000."),
        ({"turns": [{}, {"observer": "two"}]}, "turns.1.observer: input should be a valid integer."),
        ({"past": [{}, {}]}, '"past" is not known here. Did you mean "turns"?'),
        ({"pairs": [[0, 1]]}, "pairs.0: write [student, patient, sessions ago]."),
        ({"pairs": [[0, 1, 1], [0, 0, 1]]}, "pairs.1: one person cannot be both student and patient."),
        ({"pairs": [[0, 2, 1]]}, "pairs.0: 2 is nobody here. Write a number from 0 to 1."),
        ({"pairs": [[-1, 0, 1]]}, "pairs.0: -1 is nobody here. Write a number from 0 to 1."),
        ({"pairs": [[True, 0, 1]]}, "pairs.0: true is nobody here. Write a number from 0 to 1."),
        ({"pairs": [["Ana", 0, 1]]}, 'pairs.0: "Ana" is nobody here. Write a number from 0 to 1.'),
        (
            {"names": ["Ana", "Ben"], "pairs": [["Ana", "Cem", 1]]},
            'pairs.0: "Cem" is nobody here. Write a number from 0 to 1 or one of the names.',
        ),
        (
            {"names": ["Ana", "Ana"], "pairs": [["Ana", 0, 1]]},
            'pairs.0: 2 people are called "Ana". Write their numbers instead.',
        ),
        ({"pairs": [[0, 1, 0]]}, f"pairs.0: {AGO}, not 0."),
        ({"pairs": [[0, 1, 1.5]]}, f"pairs.0: {AGO}, not 1.5."),
        ({"pairs": [[0, 1, 10**60]]}, f"pairs.0: {AGO}, not 1{'0' * 39}…."),
        ({"pairs": [[{"a": [1]}, 1, 1]]}, 'pairs.0: {"a": [1]} is nobody here. Write a number from 0 to 1.'),
        ({"pairs": 3}, "pairs: input should be a list."),
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
