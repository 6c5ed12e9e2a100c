"""What makes the command `check` fail: errors; when strict, also every warning that the author can mend."""

import io
from pathlib import Path

import pytest
from content_builders import GOOD_CASE, content_folder

from roleplay.content.checks import run_check

BAD = GOOD_CASE.replace("difficulty: 2", "difficulty: hard")
WARNED = GOOD_CASE.replace("sources: [NICE CG95]", "sources: []")
UNREAD = GOOD_CASE.replace("reviewed: true", "reviewed: false")
SHIPPED = Path(__file__).parents[2]


@pytest.mark.parametrize(("case", "code"), [(GOOD_CASE, 0), (UNREAD, 0), (WARNED, 1), (BAD, 1)])
def test_strict_lets_pass_only_what_a_clinician_has_to_mend(tmp_path: Path, case: str, code: int) -> None:
    root = content_folder(tmp_path, good=case)

    assert run_check([], io.StringIO(), root, strict=True) == code


def test_strict_says_how_much_is_to_mend(tmp_path: Path) -> None:
    root, out = content_folder(tmp_path, warned=WARNED, unread=UNREAD), io.StringIO()

    run_check([], out, root, strict=True)

    assert out.getvalue().splitlines()[-1] == "0 errors, 2 warnings. Strict: 1 fault to mend"


def test_strict_may_look_at_one_file_only(tmp_path: Path) -> None:
    root = content_folder(tmp_path, good=GOOD_CASE, warned=WARNED)

    assert run_check([str(root / "cases" / "good.yaml")], io.StringIO(), root, strict=True) == 0


def test_every_shipped_case_and_rubric_passes_strict() -> None:
    out = io.StringIO()

    code = run_check([], out, SHIPPED, strict=True)

    assert code == 0, out.getvalue()
