"""What makes the command `check` fail: errors; when strict, also every warning that the author can mend."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from content_builders import GOOD_CASE, content_folder, write_case

from roleplay.content.checks import check, run_check

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


# --- the group's own folder


def own_folder(folder: Path, **cases: str) -> Path:
    """What a group wrote."""
    (folder / "own" / "cases").mkdir(parents=True)
    for name, text in cases.items():
        write_case(folder / "own", name, text)
    return folder / "own"


@pytest.mark.parametrize(("own", "code"), [(GOOD_CASE, 0), (UNREAD, 0), (WARNED, 1), (BAD, 1)])
def test_own_cases_are_checked_as_those_of_the_kit_are(tmp_path: Path, own: str, code: int) -> None:
    root, ours, out = content_folder(tmp_path, good=GOOD_CASE), own_folder(tmp_path, ours=own), io.StringIO()

    assert run_check([], out, root, ours, strict=True) == code
    assert ("own/cases/ours.yaml" in out.getvalue()) is (own != GOOD_CASE)


def test_an_own_file_is_judged_alone_as_with_all_the_others(tmp_path: Path) -> None:
    root, ours = content_folder(tmp_path, good=GOOD_CASE), own_folder(tmp_path, good=GOOD_CASE)
    write_case(ours, "marked", GOOD_CASE.replace("rubric: history", "rubric: house"))
    rubric = (root / "rubrics" / "history.yaml").read_text(encoding="utf-8")
    (ours / "rubrics").mkdir()
    (ours / "rubrics" / "house.yaml").write_text(rubric.replace("id: history", "id: house"), encoding="utf-8")

    alone = check([ours], root, ours)

    assert [(fault.file, fault.where) for fault in alone] == [("own/cases/good.yaml", "id")]
    assert alone == check([], root, ours)


def test_the_command_line_looks_where_the_app_does(tmp_path: Path) -> None:
    root, _ = content_folder(tmp_path, good=GOOD_CASE), own_folder(tmp_path, ours=GOOD_CASE, bad=BAD)
    store = tmp_path / "kit.sqlite3"
    where = {"ROLEPLAY_CONTENT": str(root), "ROLEPLAY_DATABASE_URL": f"sqlite:///{store}"}

    checked, covered = (
        subprocess.run(
            [sys.executable, "-m", "roleplay", command],
            cwd=SHIPPED,
            env=os.environ | where,
            capture_output=True,
            text=True,
            check=False,
        )
        for command in ("check", "coverage")
    )

    assert (checked.returncode, covered.returncode) == (1, 0)
    assert "own/cases/bad.yaml:8:1: error: difficulty" in checked.stdout
    assert covered.stdout.startswith("2 cases\n")
    assert not store.exists()
