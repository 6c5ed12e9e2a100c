"""Characters that cut text off or can't be seen are named where they do harm, and nowhere else."""

from pathlib import Path

import pytest
from evening import CONTENT

from roleplay.content.checks import check
from roleplay.web.server.root import ROOT

GOOD = (CONTENT / "cases/good.yaml").read_text(encoding="utf-8")


def said(tmp_path: Path, old: str, new: str) -> list[str]:
    assert old in GOOD
    file = tmp_path / "good.yaml"
    file.write_bytes(GOOD.replace(old, new, 1).encode())
    return [f"{one.line}:{one.column} {one.message}" for one in check([file], CONTENT)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("brief: Daniel Okafor, 58,", 'brief: "Ward #4, Daniel Okafor, 58," #4\n  # '),
        ("brief: Daniel Okafor, 58, has come about his chest.", "brief: 'ward #4'"),
        ("brief: Daniel Okafor, 58,", "brief: >-\n    Ward #4, 58,"),
        ("brief: Daniel Okafor, 58,", "brief: Ward#4, 58,"),
        ("difficulty: 2", "difficulty: 2  # 1 to 5"),
        ("skills: [red-flags]", "skills: [red-flags] #one"),
        ("student:", "student: #who sees people"),
        ("brief: Daniel Okafor, 58,", "brief: Temperature 36.6\u00a0°C, 58,"),
        ("brief: Daniel Okafor, 58,", "brief: ශ්\u200dරීමා, 👩\u200d⚕️, 58,"),
        ("brief: Daniel Okafor, 58,", "brief: >-\n    \u00a0Indented, 58,"),
        ("id: good\n", "id: good\r\n"),
    ],
)
def test_a_harmless_character_is_left_in_peace(tmp_path: Path, old: str, new: str) -> None:
    assert said(tmp_path, old, new) == []


def test_a_fault_with_another_cause_keeps_its_message(tmp_path: Path) -> None:
    found = said(tmp_path, "kind: interview", "kind: interview\u200b\nlevel2: x\u00a0y")

    begin = [message.split(";")[0] for message in found]
    assert begin == ["4:16 expected text that can be seen", "5:1 expected a key of the format"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_column_is_right_whatever_ends_a_line(tmp_path: Path, ending: str) -> None:
    file = tmp_path / "good.yaml"
    file.write_bytes(GOOD.replace("plays: Daniel Okafor, 58", "plays: Daniel #58").replace("\n", ending).encode())

    assert [(one.line, one.column) for one in check([file], CONTENT)] == [(18, 17)]


def test_the_shipped_cases_hold_no_such_character() -> None:
    of_signs = [one for one in check([], ROOT) if "cuts off the rest" in one.message or "(U+" in one.message]

    assert of_signs == []
