"""What makes the command `check` fail: errors and, when strict, every warning that the author can fix."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from content_builders import GOOD_CASE, content_folder, write_case
from own_store import NOW, Written, put_text

from roleplay.content.aged import NOT_REVIEWED
from roleplay.content.checks import check, run_check
from roleplay.storage import open_store
from roleplay.web.server.kit import written_here

BAD = GOOD_CASE.replace("difficulty: 2", "difficulty: hard")
WARNED = GOOD_CASE.replace("sources: [NICE CG95]", "sources: []")
TODAY = date(2026, 12, 1)
SHIPPED = Path(__file__).parents[2]


@pytest.mark.parametrize(("case", "code"), [(GOOD_CASE, 0), (WARNED, 1), (BAD, 1)])
def test_strict_lets_pass_only_what_needs_a_clinician(tmp_path: Path, case: str, code: int) -> None:
    root, out = content_folder(tmp_path, good=case), io.StringIO()

    assert run_check([], out, root, strict=True, today=TODAY) == code
    assert (NOT_REVIEWED in out.getvalue()) is (case != BAD)


def test_strict_says_how_much_there_is_to_fix(tmp_path: Path) -> None:
    root, out = content_folder(tmp_path, warned=WARNED, good=GOOD_CASE), io.StringIO()

    run_check([], out, root, strict=True, today=TODAY)

    assert out.getvalue().splitlines()[-1] == "0 errors, 3 warnings. Strict: 1 fault to fix"


def test_strict_may_look_at_one_file_only(tmp_path: Path) -> None:
    root = content_folder(tmp_path, good=GOOD_CASE, warned=WARNED)

    assert run_check([str(root / "cases" / "good.yaml")], io.StringIO(), root, strict=True) == 0


def test_every_shipped_case_and_rubric_passes_strict() -> None:
    out = io.StringIO()

    code = run_check([], out, SHIPPED, strict=True, today=TODAY)

    assert code == 0, out.getvalue()


# --- what was written on this kit


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Written]:
    """Nothing has been written here yet."""
    written = Written(tmp_path)
    yield written
    written.store.close()


@pytest.mark.parametrize(("own", "code"), [(GOOD_CASE, 0), (WARNED, 1), (BAD, 1)])
def test_own_cases_are_checked_like_the_kits_own(tmp_path: Path, here: Written, own: str, code: int) -> None:
    root, out = content_folder(tmp_path, good=GOOD_CASE), io.StringIO()
    here.case("ours", own)

    assert run_check([], out, root, here.library, strict=True) == code
    assert ("own/cases/ours.yaml" in out.getvalue()) is (own != GOOD_CASE)


def test_a_file_of_an_added_folder_is_judged_the_same_alone_or_with_the_others(tmp_path: Path, here: Written) -> None:
    root, more = content_folder(tmp_path, good=GOOD_CASE), tmp_path / "more"
    (more / "cases").mkdir(parents=True)
    write_case(more, "good", GOOD_CASE)
    write_case(more, "marked", GOOD_CASE.replace("rubric: history", "rubric: house"))
    rubric = (root / "rubrics" / "history.yaml").read_text(encoding="utf-8")
    (more / "rubrics").mkdir()
    (more / "rubrics" / "house.yaml").write_text(rubric.replace("id: history", "id: house"), encoding="utf-8")

    alone = check([more], root, here.library, [more])

    assert [(fault.file, fault.where) for fault in alone] == [("more/cases/good.yaml", "id")]
    assert alone == check([], root, here.library, [more])


def test_the_command_line_looks_where_the_app_does(tmp_path: Path) -> None:
    shipped, added = content_folder(tmp_path, good=GOOD_CASE), tmp_path / "added"
    (added / "cases").mkdir(parents=True)
    write_case(added, "added", GOOD_CASE)
    store = open_store(f"sqlite:///{tmp_path / 'kit.sqlite3'}", NOW)
    for name, text in {"ours": GOOD_CASE, "bad": BAD}.items():
        put_text(store, name, text.replace("id: good\n", f"id: {name}\n"))
    store.close()
    where = {
        "ROLEPLAY_SHIPPED": str(shipped),
        "ROLEPLAY_CONTENT": str(added),
        "ROLEPLAY_DATABASE_URL": f"sqlite:///{store.file}",
    }

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
    assert covered.stdout.startswith("3 cases\n")


def test_a_command_makes_no_store_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEPLAY_DATABASE_URL", f"sqlite:///{tmp_path / 'kit.sqlite3'}")

    with written_here(NOW) as own:
        assert own is None
    assert list(tmp_path.iterdir()) == []
