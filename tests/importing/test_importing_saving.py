"""All files of an import are written, or none; and no existing file is touched."""

from dataclasses import replace
from pathlib import Path

import pytest
from importing_builders import imported, jsonl, record

from roleplay.errors import Fault
from roleplay.importing import Imported, save

TWO = imported("records.jsonl", jsonl(record(), record()))


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_writes_each_case_under_its_id(tmp_path: Path) -> None:
    places = save(TWO, tmp_path)

    assert [place.name for place in places] == ["imported-case.yaml", "imported-case-2.yaml"]
    assert files_in(tmp_path) == ["cases", "cases/imported-case-2.yaml", "cases/imported-case.yaml"]
    assert places[0].read_text(encoding="utf-8") == TWO.files[0].text


def test_a_folder_called_cases_is_written_into(tmp_path: Path) -> None:
    assert save(TWO, tmp_path / "cases")[0] == tmp_path / "cases" / "imported-case.yaml"


def test_a_file_that_is_there_keeps_its_name_and_text(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    there = tmp_path / "cases" / "imported-case.yaml"
    there.write_text("mine")

    places = save(TWO, tmp_path)

    assert there.read_text() == "mine"
    assert [place.stem for place in places] == ["imported-case-2", "imported-case-3"]
    assert "\nid: imported-case-3\n" in places[1].read_text(encoding="utf-8")


def test_importing_twice_makes_copies(tmp_path: Path) -> None:
    first, second = save(TWO, tmp_path), save(TWO, tmp_path)

    assert not set(first) & set(second)


def test_nothing_is_written_where_a_file_stands_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "cases").write_text("a file")

    with pytest.raises(Fault) as fault:
        save(TWO, tmp_path)

    assert str(fault.value) == (
        f'"records.jsonl" could not be saved in {tmp_path.as_posix()}: File exists. Nothing was written. Make '
        "room in the folder or choose another one, then import it again."
    )
    assert files_in(tmp_path) == ["cases"]


def test_if_one_cannot_be_written_the_folder_is_as_it_was(tmp_path: Path) -> None:
    second = TWO.files[1].under("x" * 300)

    with pytest.raises(Fault, match=r"File name too long\. Nothing was written\."):
        save(replace(TWO, files=(TWO.files[0], second)), tmp_path / "new" / "folder")

    assert files_in(tmp_path) == []


def test_nothing_to_write_writes_nothing(tmp_path: Path) -> None:
    assert save(Imported("x", (), ()), tmp_path) == ()
    assert files_in(tmp_path) == []
