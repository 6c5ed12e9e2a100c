"""What gets into the library, and what is remembered."""

import io
import os
from pathlib import Path

import pytest
from content_builders import GOOD_CASE, content_folder, write_case

from roleplay.content.checks import check, run_check
from roleplay.content.loading import ContentStore, fingerprint, load_library
from roleplay.errors import Fault

BAD_CASE = GOOD_CASE.replace("difficulty: 2", "difficulty: hard")
WARNED_CASE = GOOD_CASE.replace("reviewed: true", "reviewed: false")


def test_loads_a_case_under_its_id(tmp_path: Path) -> None:
    root = content_folder(tmp_path, good_one=GOOD_CASE)

    library = load_library(root)

    assert list(library.cases) == ["good-one"]
    assert library.faults == ()


def test_a_bad_file_hides_no_good_one(tmp_path: Path) -> None:
    root = content_folder(tmp_path, bad=BAD_CASE, good_one=GOOD_CASE)

    library = load_library(root)

    assert list(library.cases) == ["good-one"]
    assert [fault.file for fault in library.faults] == ["cases/bad.yaml"]


def test_a_warning_keeps_no_case_out(tmp_path: Path) -> None:
    root = content_folder(tmp_path, unread=WARNED_CASE)

    library = load_library(root)

    assert list(library.cases) == ["unread"]
    assert [str(fault.severity) for fault in library.faults] == ["warning"]


def test_missing_tag_lists_are_told_once(tmp_path: Path) -> None:
    root = content_folder(tmp_path, one=GOOD_CASE, two=GOOD_CASE)
    (root / "rubrics" / "skills.yaml").unlink()

    faults = load_library(root).faults

    assert [fault.file for fault in faults] == ["rubrics/skills.yaml"]


def test_an_unchanged_file_is_not_read_again(tmp_path: Path) -> None:
    root, store = content_folder(tmp_path, good=GOOD_CASE), ContentStore()
    first = load_library(root, store).cases["good"]

    again = load_library(root, store).cases["good"]

    assert again is first


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    root, store = content_folder(tmp_path, good=GOOD_CASE), ContentStore()
    load_library(root, store)
    path = write_case(root, "good", GOOD_CASE.replace("cardiology", "neurology"))
    os.utime(path, ns=(1, 1))

    library = load_library(root, store)

    assert library.cases["good"].specialty == "neurology"


def test_a_case_is_judged_again_when_its_rubric_changed(tmp_path: Path) -> None:
    root, store = content_folder(tmp_path, good=GOOD_CASE), ContentStore()
    load_library(root, store)
    rubric = root / "rubrics" / "history.yaml"
    rubric.write_text(rubric.read_text().replace("gather", "collect"), encoding="utf-8")

    library = load_library(root, store)

    assert [fault.where for fault in library.faults] == ["checklist[1].domain"]


def test_a_case_is_judged_again_when_its_image_appears(tmp_path: Path) -> None:
    root, store = content_folder(tmp_path, good=GOOD_CASE.replace("card: Normal", "image: ecg.png")), ContentStore()
    assert load_library(root, store).cases == {}
    (root / "cases" / "ecg.png").touch()

    library = load_library(root, store)

    assert list(library.cases) == ["good"]


def test_a_file_over_256_kib_is_not_read(tmp_path: Path) -> None:
    root = content_folder(tmp_path, large=GOOD_CASE + "#" * 256 * 1024)

    faults = load_library(root).faults

    expected = "cases/large.yaml:1:1: error: expected at most 256 KiB; found 258 KiB. Shorten the file"
    assert [str(fault) for fault in faults] == [expected]


def test_a_yml_file_is_not_left_out_in_silence(tmp_path: Path) -> None:
    root = content_folder(tmp_path)
    (root / "cases" / "good.yml").write_text(GOOD_CASE)

    faults = load_library(root).faults

    expected = "cases/good.yml:1:1: error: expected a name that ends in .yaml; found .yml. Rename the file"
    assert [str(fault) for fault in faults] == [expected]


def test_the_fingerprint_tells_content_and_not_layout(tmp_path: Path) -> None:
    changed = GOOD_CASE.replace("difficulty: 2", "difficulty: 3")
    roots = [tmp_path / name for name in "abc"]
    for root, text in zip(roots, (GOOD_CASE, f"# a comment\n{GOOD_CASE}", changed), strict=True):
        root.mkdir()
        content_folder(root, good=text)

    one, same, other = (fingerprint(load_library(root).cases["good"]) for root in roots)

    assert one == same != other


@pytest.mark.parametrize(("case", "code"), [(GOOD_CASE, 0), (WARNED_CASE, 0), (BAD_CASE, 1)])
def test_check_fails_on_errors_only(tmp_path: Path, case: str, code: int) -> None:
    root = content_folder(tmp_path, good=case)

    assert run_check([], io.StringIO(), root) == code


def test_check_of_one_file_says_nothing_of_the_others(tmp_path: Path) -> None:
    root = content_folder(tmp_path, good=GOOD_CASE, bad=BAD_CASE)

    assert check([root / "cases" / "good.yaml"], root) == []


def test_check_refuses_a_path_that_is_not_there(tmp_path: Path) -> None:
    root = content_folder(tmp_path)

    with pytest.raises(Fault, match="There is no file or folder"):
        check([root / "nowhere"], root)
