"""Each file in tests/bad_content has a fault; expected.txt holds all that `check` says about it, word for word."""

from pathlib import Path

import pytest

from roleplay.content.checks import check

ROOT = Path(__file__).parents[1] / "bad_content"
EXPECTED = (ROOT / "expected.txt").read_text(encoding="utf-8").splitlines()
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("*/*.yaml"))


@pytest.mark.parametrize("file", FILES)
def test_says_what_is_wrong_where_and_what_to_write(file: str) -> None:
    expected = [line for line in EXPECTED if line.startswith(f"{file}:")]

    said = [str(diagnostic) for diagnostic in check([ROOT / file], ROOT)]

    assert said == expected


def test_nothing_is_expected_of_a_missing_file() -> None:
    assert {line.split(":")[0] for line in EXPECTED} <= set(FILES)
