"""Signposts of a country: what a file may hold, and when the check asks for another look."""

import io
import shutil
from datetime import date
from pathlib import Path

import pytest

from roleplay.content.checks import check, run_check
from roleplay.content.judging import judge_country
from roleplay.people.signposts import FOLDER

TODAY = date(2026, 12, 1)
GOOD = """format: 1
id: freedonia
name: Freedonia
checked: {checked}
danger:
  - {{who: Rescue, call: "112"}}
talk:
  - {{who: Listeners, text: "5000", say: HELLO}}
school:
  who:
  call:
"""


def written(folder: Path, text: str, name: str = "freedonia") -> Path:
    file = folder / "signposts" / f"{name}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def said(folder: Path, text: str) -> list[str]:
    file = written(folder, text)
    return [str(one).removeprefix("freedonia.yaml:") for one in judge_country(file, file.name).diagnostics]


def test_the_countries_that_come_with_the_kit_have_no_faults() -> None:
    found = {file.stem: judge_country(file, file.name).diagnostics for file in FOLDER.glob("*.yaml")}

    assert found == {"uk": (), "ireland": (), "germany": ()}


@pytest.mark.parametrize("country", ["uk", "ireland", "germany"])
def test_no_school_is_filled_in_for_anybody(country: str) -> None:
    found = judge_country(FOLDER / f"{country}.yaml", country).model

    assert found is not None
    assert found.school.signpost is None


@pytest.mark.parametrize(
    ("wrong", "right", "sentence"),
    [
        ('call: "112"', 'ring: "112"', "6:19: error: danger[1].ring: expected one of who, call, text, say, web, note"),
        ('call: "112"', "call: one two", "6:19: error: danger[1].call: expected a telephone number as it is dialled"),
        ('call: "112"', 'note: "Shout"', "6:5: error: danger[1]: expected call, text or web, so that people can reach"),
        ('text: "5000"', "web: http://a.b", "8:22: error: talk[1].web: expected an address that begins with https://"),
        (
            "  who:\n  call:",
            '  call: "1"',
            "9:1: error: school: expected who and one of call, text and web, or nothing",
        ),
        ("id: freedonia", "id: sylvania", "2:1: error: id: expected the file's name, freedonia"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, wrong: str, right: str, sentence: str) -> None:
    text = GOOD.format(checked="2026-11-01")
    assert said(tmp_path, text) == []

    [first, *_] = said(tmp_path, text.replace(wrong, right))

    assert first.startswith(sentence)


@pytest.mark.parametrize(
    ("checked", "sentence"),
    [
        ("2025-12-02", ""),
        ("2025-12-01", "nobody has looked since 1 December 2025 whether these numbers hold"),
        ("", "nobody has looked whether these numbers hold"),
    ],
)
def test_after_a_year_the_check_asks_for_another_look(tmp_path: Path, checked: str, sentence: str) -> None:
    file = written(tmp_path, GOOD.format(checked=checked))

    found = [one.message for one in check([file], tmp_path, today=TODAY) if one.file.endswith("freedonia.yaml")]

    assert len(found) == bool(sentence)
    assert all(message.startswith(sentence) for message in found)


def test_the_check_of_everything_looks_at_the_signposts_too(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parents[1] / "bad_content" / "rubrics", tmp_path / "rubrics")
    folder, out = written(tmp_path, "format: [").parent, io.StringIO()

    run_check([], out, tmp_path, today=TODAY, signposts=folder)

    assert "signposts/freedonia.yaml:2:1: error: " in out.getvalue()
