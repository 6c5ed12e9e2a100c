"""What gets into the library, and what is remembered."""

import io
import os
from pathlib import Path

import pytest
from content_builders import GOOD_CASE, content_folder, write_case

from roleplay.content import loading, remembering
from roleplay.content.checks import check, run_check
from roleplay.content.judging import judge_case
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


# --- the group's own folder


def two_folders(folder: Path, shipped: dict[str, str], own: dict[str, str]) -> tuple[Path, Path]:
    """What the kit ships, and what a group wrote."""
    root, mine = content_folder(folder, **shipped), folder / "mine"
    (mine / "cases").mkdir(parents=True)
    (mine / "rubrics").mkdir()
    for name, text in own.items():
        write_case(mine, name.replace("_", "-"), text)
    return root, mine


def test_own_cases_come_to_those_of_the_kit(tmp_path: Path) -> None:
    root, own = two_folders(tmp_path, {"good": GOOD_CASE}, {"ours": GOOD_CASE})

    library = load_library(root, own=own)

    assert sorted(library.cases) == ["good", "ours"]
    assert (library.own, library.taken, library.faults) == ({"ours"}, {"good"}, ())


def test_an_own_folder_that_is_not_there_is_an_empty_one(tmp_path: Path) -> None:
    root = content_folder(tmp_path, good=GOOD_CASE)

    assert load_library(root, own=tmp_path / "nowhere").faults == ()


@pytest.mark.parametrize("shipped", [GOOD_CASE, BAD_CASE], ids=["good", "faulty"])
def test_an_own_case_never_takes_the_place_of_one_of_the_kit(tmp_path: Path, shipped: str) -> None:
    other = GOOD_CASE.replace("Tight chest", "Another chest")
    root, own = two_folders(tmp_path, {"good": shipped}, {"good": other})

    library = load_library(root, own=own)

    assert [case.title for case in library.cases.values()] == (
        ["Tight chest on the stairs"] if shipped == GOOD_CASE else []
    )
    assert [str(fault) for fault in library.faults if fault.file == "own/cases/good.yaml"] == [
        'own/cases/good.yaml:2:1: error: id: expected an id of its own; found "good", which the kit\'s own has. '
        "Write another one"
    ]


def test_an_id_is_free_again_once_the_kit_has_no_such_case(tmp_path: Path) -> None:
    root, own = two_folders(tmp_path, {"good": GOOD_CASE}, {"good": GOOD_CASE})
    store = ContentStore()
    taken = load_library(root, store, own)
    (root / "cases" / "good.yaml").unlink()

    library = load_library(root, store, own)

    assert (len(taken.faults), len(library.faults), library.own) == (1, 0, {"good"})


def test_a_fault_says_in_which_folder_its_file_is(tmp_path: Path) -> None:
    root, own = two_folders(tmp_path, {"bad": BAD_CASE}, {"worse": BAD_CASE})
    (own / "cases" / "good.yml").touch()
    (own / "rubrics" / "skills.yaml").touch()

    faults = load_library(root, own=own).faults

    assert [fault.file for fault in faults] == [
        "cases/bad.yaml",
        "own/cases/good.yml",
        "own/cases/worse.yaml",
        "own/rubrics/skills.yaml",
    ]


def test_an_own_rubric_marks_own_cases_and_no_other(tmp_path: Path) -> None:
    marked = GOOD_CASE.replace("rubric: history", "rubric: house")
    root, own = two_folders(tmp_path, {"theirs": marked}, {"ours": marked})
    rubric = (root / "rubrics" / "history.yaml").read_text(encoding="utf-8")
    (own / "rubrics" / "house.yaml").write_text(rubric.replace("id: history", "id: house"), encoding="utf-8")

    library = load_library(root, own=own)

    assert (list(library.cases), sorted(library.rubrics)) == (["ours"], ["history", "house"])
    assert [fault.file for fault in library.faults] == ["cases/theirs.yaml"]


def test_an_own_rubric_never_takes_the_place_of_one_of_the_kit(tmp_path: Path) -> None:
    root, own = two_folders(tmp_path, {"good": GOOD_CASE}, {})
    rubric = (root / "rubrics" / "history.yaml").read_text(encoding="utf-8")
    (own / "rubrics" / "history.yaml").write_text(rubric.replace("gather", "collect"), encoding="utf-8")

    library = load_library(root, own=own)

    assert list(library.cases) == ["good"]
    assert [fault.where for fault in library.faults] == ["id"]


def test_an_own_case_may_show_a_picture_of_the_kit_or_of_its_own(tmp_path: Path) -> None:
    shows = [GOOD_CASE.replace("card: Normal", f"image: {name}.png") for name in ("ecg", "hand", "lost")]
    root, own = two_folders(tmp_path, {}, dict(zip(("one", "two", "three"), shows, strict=True)))
    (root / "cases" / "ecg.png").write_bytes(b"of the kit")
    (own / "cases" / "ecg.png").write_bytes(b"of a group")
    (own / "cases" / "hand.png").write_bytes(b"a hand")

    library = load_library(root, own=own)

    assert sorted(library.cases) == ["one", "two"]
    assert [library.picture(name) for name in ("ecg.png", "hand.png", "lost.png")] == [b"of the kit", b"a hand", None]


# --- what is judged before it is a file


def test_a_text_is_judged_as_its_file_will_be(tmp_path: Path) -> None:
    root, own = two_folders(tmp_path, {}, {"ours": BAD_CASE})
    library = load_library(root, own=own)

    judged = library.judge(BAD_CASE.replace("id: good", "id: ours"), "own/cases/ours.yaml")

    assert judged.diagnostics == library.faults
    assert sorted(path.name for path in (own / "cases").iterdir()) == ["ours.yaml"]


def test_half_a_character_is_a_fault_like_any_other(tmp_path: Path) -> None:
    library = load_library(content_folder(tmp_path))

    [fault] = library.judge("format: 1\ntitle: \ud83d", "text").diagnostics

    assert str(fault) == "text:2:8: error: expected text; found half a character. Take it out"


# --- what is remembered


def test_with_nothing_changed_the_library_is_the_same_one(tmp_path: Path) -> None:
    root, own = two_folders(tmp_path, {"good": GOOD_CASE, "bad": BAD_CASE}, {"ours": GOOD_CASE})
    store = ContentStore()

    assert load_library(root, store, own) is load_library(root, store, own)


@pytest.mark.parametrize("change", ["a case more", "a case less", "another text", "a picture", "a rubric less"])
def test_any_change_gives_another_library(tmp_path: Path, change: str) -> None:
    shows = GOOD_CASE.replace("card: Normal", "image: ecg.png")
    root, own = two_folders(tmp_path, {"good": GOOD_CASE}, {"ours": GOOD_CASE, "shows": shows})
    store = ContentStore()
    before = load_library(root, store, own)

    if change == "a case more":
        write_case(own, "new", GOOD_CASE)
    elif change == "a case less":
        (own / "cases" / "ours.yaml").unlink()
    elif change == "another text":
        write_case(own, "ours", GOOD_CASE.replace("difficulty: 2", "difficulty: 3"))
    elif change == "a picture":
        (own / "cases" / "ecg.png").touch()
    else:
        (root / "rubrics" / "history.yaml").unlink()
    after = load_library(root, store, own)

    assert (after.cases, after.faults) != (before.cases, before.faults)
    assert (after.cases, after.faults) == (load_library(root, own=own).cases, load_library(root, own=own).faults)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the cases that were read and judged."""
    names: list[str] = []

    def counted(path: Path, name: str, *rest: object, **more: object) -> object:
        names.append(name)
        return judge_case(path, name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(loading, "judge_case", counted)
    return names


def test_an_unchanged_library_starts_without_being_read_again(tmp_path: Path, judged: list[str]) -> None:
    root, own = two_folders(tmp_path, {"good": GOOD_CASE, "bad": BAD_CASE}, {"ours": WARNED_CASE})
    first = load_library(root, ContentStore(tmp_path / "memory"), own)
    judged.clear()

    again = load_library(root, ContentStore(tmp_path / "memory"), own)

    assert judged == []
    assert again == first


def test_after_a_start_only_what_changed_is_read(tmp_path: Path, judged: list[str]) -> None:
    root, own = two_folders(tmp_path, {"one": GOOD_CASE, "two": GOOD_CASE}, {"ours": GOOD_CASE})
    load_library(root, ContentStore(tmp_path / "memory"), own)
    write_case(root, "two", BAD_CASE)
    judged.clear()

    library = load_library(root, ContentStore(tmp_path / "memory"), own)
    load_library(root, ContentStore(tmp_path / "memory"), own)

    assert judged == ["cases/two.yaml"]
    assert sorted(library.cases) == ["one", "ours"]


@pytest.mark.parametrize("change", ["rubric", "picture", "same size and time", "judge"])
def test_a_start_judges_again_whatever_may_be_judged_otherwise(
    tmp_path: Path, judged: list[str], change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, own = two_folders(tmp_path, {"good": GOOD_CASE.replace("card: Normal", "image: ecg.png")}, {})
    load_library(root, ContentStore(tmp_path / "memory"), own)
    judged.clear()

    path, rubric = root / "cases" / "good.yaml", root / "rubrics" / "history.yaml"
    if change == "rubric":
        rubric.write_text(rubric.read_text(encoding="utf-8").replace("gather", "collect"), encoding="utf-8")
    elif change == "picture":
        (root / "cases" / "ecg.png").touch()
    elif change == "same size and time":
        status = path.stat()
        path.write_text(path.read_text(encoding="utf-8").replace("difficulty: 2", "difficulty: 3"), encoding="utf-8")
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    else:
        monkeypatch.setattr(remembering, "_header", lambda: b"another kit\n")
    load_library(root, ContentStore(tmp_path / "memory"), own)

    assert judged == ["cases/good.yaml"]


@pytest.mark.parametrize("damage", ["cut", "bits", "empty", "noise", "a folder", "another model"])
def test_a_damaged_memory_is_as_none(tmp_path: Path, damage: str) -> None:
    root, own = two_folders(tmp_path, {"good": GOOD_CASE, "bad": BAD_CASE}, {"ours": GOOD_CASE})
    memory = tmp_path / "memory"
    first = load_library(root, ContentStore(memory), own)
    kept = memory.read_bytes()

    if damage == "a folder":
        memory.unlink()
        memory.mkdir()
    else:
        memory.write_bytes(
            {
                "cut": kept[: len(kept) // 2],
                "bits": kept.replace(b"Tight", b"Right"),
                "empty": b"",
                "noise": bytes(range(256)) * 20,
                "another model": kept.replace(b'"format":1', b'"format":7'),
            }[damage]
        )
    again = [load_library(root, ContentStore(memory), own) for _ in range(2)]

    assert again == [first, first]


def test_a_memory_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST_DEAD", 3)
    root, store = content_folder(tmp_path, good=GOOD_CASE), ContentStore(tmp_path / "memory")

    for number in range(30):
        write_case(root, "good", GOOD_CASE + "#" * number)
        load_library(root, store)

    assert len((tmp_path / "memory").read_bytes().splitlines()) < 20


def test_the_disk_is_looked_at_so_often_and_at_once_after_a_change_of_ours(tmp_path: Path) -> None:
    now = [5000]
    root, store = content_folder(tmp_path, good=GOOD_CASE), ContentStore(None, 1000, lambda: now[0])
    load_library(root, store)
    write_case(root, "new", GOOD_CASE)

    seen = [len(load_library(root, store).cases)]
    now[0] += 999
    seen.append(len(load_library(root, store).cases))
    now[0] += 1
    seen.append(len(load_library(root, store).cases))
    write_case(root, "newer", GOOD_CASE)
    store.look_again()
    seen.append(len(load_library(root, store).cases))

    assert seen == [1, 1, 2, 3]
