"""What gets into the library and what is remembered."""

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from content_builders import GOOD_CASE, content_folder, write_case
from own_store import NOW, Written, put_text

from roleplay.content import remembering, shelves
from roleplay.content.checks import check, run_check
from roleplay.content.judging import judge_case
from roleplay.content.loading import ContentStore, Library, load_library
from roleplay.content.shelves import fingerprint
from roleplay.errors import Fault
from roleplay.storage import open_store

BAD_CASE = GOOD_CASE.replace("difficulty: 2", "difficulty: hard")
WARNED_CASE = GOOD_CASE.replace("sources: [NICE CG95]", "sources: []")


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
    root = content_folder(tmp_path, warned=WARNED_CASE)

    library = load_library(root)

    assert list(library.cases) == ["warned"]
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


def test_a_yml_file_is_not_left_out_silently(tmp_path: Path) -> None:
    root = content_folder(tmp_path)
    (root / "cases" / "good.yml").write_text(GOOD_CASE)

    faults = load_library(root).faults

    expected = "cases/good.yml:1:1: error: expected a name that ends in .yaml; found .yml. Rename the file"
    assert [str(fault) for fault in faults] == [expected]


def test_the_fingerprint_depends_on_content_not_layout(tmp_path: Path) -> None:
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


def test_check_of_one_file_says_nothing_about_the_others(tmp_path: Path) -> None:
    root = content_folder(tmp_path, good=GOOD_CASE, bad=BAD_CASE)

    assert check([root / "cases" / "good.yaml"], root) == []


def test_check_refuses_a_missing_path(tmp_path: Path) -> None:
    root = content_folder(tmp_path)

    with pytest.raises(Fault, match="There's no file or folder"):
        check([root / "nowhere"], root)


# --- a folder that adds to the kit's, and what was written on this kit


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Written]:
    """Nothing has been written here yet."""
    written = Written(tmp_path)
    yield written
    written.store.close()


def two_folders(folder: Path, shipped: dict[str, str], more: dict[str, str]) -> tuple[Path, Path]:
    """What the kit ships and a folder that adds to it."""
    root, added = content_folder(folder, **shipped), folder / "more"
    (added / "cases").mkdir(parents=True)
    (added / "rubrics").mkdir()
    for name, text in more.items():
        write_case(added, name.replace("_", "-"), text)
    return root, added


def with_all(tmp_path: Path, here: Written, shipped: str, added: str, own: str) -> Library:
    """A library from three cases with the same id."""
    root, more = two_folders(tmp_path, {"good": shipped}, {"good": added})
    here.case("good", own)
    return load_library(root, own=here.library, added=[more])


def test_an_added_folder_and_own_cases_join_the_cases_of_the_kit(tmp_path: Path, here: Written) -> None:
    root, more = two_folders(tmp_path, {"good": GOOD_CASE}, {"added": GOOD_CASE})
    here.case("ours", GOOD_CASE)

    library = load_library(root, own=here.library, added=[more])

    assert sorted(library.cases) == ["added", "good", "ours"]
    assert (library.own, library.taken, library.faults) == ({"ours"}, {"good", "added"}, ())


def test_a_missing_added_folder_counts_as_empty(tmp_path: Path) -> None:
    root = content_folder(tmp_path, good=GOOD_CASE)

    assert load_library(root, added=[tmp_path / "nowhere"]).faults == ()


@pytest.mark.parametrize("shipped", [GOOD_CASE, BAD_CASE], ids=["good", "faulty"])
def test_nothing_added_replaces_a_case_of_the_kit(tmp_path: Path, here: Written, shipped: str) -> None:
    other = GOOD_CASE.replace("Tight chest", "Another chest")

    library = with_all(tmp_path, here, shipped, other, other)

    assert [case.title for case in library.cases.values()] == (
        ["Tight chest on the stairs"] if shipped == GOOD_CASE else []
    )
    taken = 'error: id: expected an id of its own; found "good", which the kit already uses. Choose another'
    assert [str(fault) for fault in library.faults if fault.where == "id"] == [
        f"more/cases/good.yaml:2:1: {taken}",
        f"own/cases/good.yaml:2:1: {taken}",
    ]


def test_an_id_is_free_again_once_the_kit_has_no_such_case(tmp_path: Path, here: Written) -> None:
    root, store = content_folder(tmp_path, good=GOOD_CASE), ContentStore()
    here.case("good", GOOD_CASE)
    taken = load_library(root, store, here.library)
    (root / "cases" / "good.yaml").unlink()

    library = load_library(root, store, here.library)

    assert (len(taken.faults), len(library.faults), library.own) == (1, 0, {"good"})


def test_a_fault_says_where_its_text_is(tmp_path: Path, here: Written) -> None:
    root, more = two_folders(tmp_path, {"bad": BAD_CASE}, {"worse": BAD_CASE})
    (more / "cases" / "good.yml").touch()
    (more / "rubrics" / "skills.yaml").touch()
    here.case("worst", BAD_CASE)

    faults = load_library(root, own=here.library, added=[more]).faults

    assert sorted({fault.file for fault in faults}) == [
        "cases/bad.yaml",
        "more/cases/good.yml",
        "more/cases/worse.yaml",
        "more/rubrics/skills.yaml",
        "own/cases/worst.yaml",
    ]
    assert {(fault.line, fault.column) for fault in faults if fault.where == "difficulty"} == {(8, 1)}


@pytest.mark.parametrize("where", ["added", "written here"])
def test_an_added_rubric_marks_its_own_cases_and_none_of_the_kits(tmp_path: Path, here: Written, where: str) -> None:
    marked = GOOD_CASE.replace("rubric: history", "rubric: house")
    root, more = two_folders(tmp_path, {"theirs": marked}, {"ours": marked} if where == "added" else {})
    rubric = (root / "rubrics" / "history.yaml").read_text(encoding="utf-8").replace("id: history", "id: house")
    if where == "added":
        (more / "rubrics" / "house.yaml").write_text(rubric, encoding="utf-8")
    else:
        here.rubric("house", rubric)
        here.case("ours", marked)

    library = load_library(root, own=here.library, added=[more])

    assert (list(library.cases), sorted(library.rubrics)) == (["ours"], ["history", "house"])
    assert [fault.file for fault in library.faults] == ["cases/theirs.yaml"]


def test_no_rubric_replaces_one_of_the_kits(tmp_path: Path, here: Written) -> None:
    root, more = two_folders(tmp_path, {"good": GOOD_CASE}, {})
    rubric = (root / "rubrics" / "history.yaml").read_text(encoding="utf-8").replace("gather", "collect")
    (more / "rubrics" / "history.yaml").write_text(rubric, encoding="utf-8")
    here.rubric("history", rubric)

    library = load_library(root, own=here.library, added=[more])

    assert list(library.cases) == ["good"]
    assert [fault.where for fault in library.faults] == ["id", "id"]


def test_an_own_case_may_show_any_picture_and_the_kits_come_first(tmp_path: Path, here: Written) -> None:
    root, more = two_folders(tmp_path, {}, {})
    (root / "cases" / "ecg.png").write_bytes(b"of the kit")
    (more / "cases" / "hand.png").write_bytes(b"a hand")
    for name in ("ecg", "eye"):
        here.picture(f"{name}.png", b"added here")
    for number, name in enumerate(("ecg", "hand", "eye", "lost", "../eye")):
        here.case(f"case-{number}", GOOD_CASE.replace("card: Normal", f"image: {name}.png"))

    library = load_library(root, own=here.library, added=[more])

    assert sorted(library.cases) == ["case-0", "case-1", "case-2"]
    names = ("ecg.png", "hand.png", "eye.png", "lost.png", "../eye.png")
    assert [library.picture(name) for name in names] == [b"of the kit", b"a hand", b"added here", None, None]
    assert [fault.message.split(";")[0] for fault in library.faults] == [
        "expected a picture that was added here",
        "expected an image inside the folder of the case",
    ]


def test_an_added_picture_shows_in_no_case_of_a_folder(tmp_path: Path, here: Written) -> None:
    shows = GOOD_CASE.replace("card: Normal", "image: eye.png")
    root, more = two_folders(tmp_path, {"theirs": shows}, {"added": shows})
    here.picture("eye.png", b"added here")

    assert load_library(root, own=here.library, added=[more]).cases == {}


# --- what is judged before it becomes a file


def test_a_text_is_judged_as_it_will_be_once_it_is_saved(tmp_path: Path, here: Written) -> None:
    here.case("ours", BAD_CASE)
    library = load_library(content_folder(tmp_path), own=here.library)

    judged = library.judge(BAD_CASE.replace("id: good", "id: ours"), "own/cases/ours.yaml")

    assert judged.diagnostics == library.faults


def test_half_a_character_is_a_fault_like_any_other(tmp_path: Path) -> None:
    library = load_library(content_folder(tmp_path))

    [fault] = library.judge("format: 1\ntitle: \ud83d", "text").diagnostics

    assert str(fault) == "text:2:8: error: expected text; found half a character. Take it out"


# --- what is remembered


def test_with_nothing_changed_the_library_is_the_same_one(tmp_path: Path, here: Written) -> None:
    root, more = two_folders(tmp_path, {"good": GOOD_CASE, "bad": BAD_CASE}, {"added": GOOD_CASE})
    here.case("ours", GOOD_CASE)
    store = ContentStore()

    libraries = [load_library(root, store, here.library, [more]) for _ in range(2)]

    assert libraries[0] is libraries[1]


CHANGES: dict[str, Callable[[Path, Path, Written], object]] = {
    "a case more": lambda root, more, here: here.case("new", GOOD_CASE),
    "a withdrawn case": lambda root, more, here: put_text(here.store, "ours", None),
    "another text": lambda root, more, here: here.case("ours", GOOD_CASE.replace("difficulty: 2", "difficulty: 3")),
    "a picture": lambda root, more, here: here.picture("ecg.png", b""),
    "a picture in a folder": lambda root, more, here: (more / "cases" / "ecg.png").touch(),
    "an added case": lambda root, more, here: write_case(more, "new", GOOD_CASE),
    "a rubric less": lambda root, more, here: (root / "rubrics" / "history.yaml").unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_gives_another_library(tmp_path: Path, here: Written, change: str) -> None:
    root, more = two_folders(tmp_path, {"good": GOOD_CASE}, {})
    here.case("ours", GOOD_CASE)
    here.case("shows", GOOD_CASE.replace("card: Normal", "image: ecg.png"))
    store = ContentStore()
    before = load_library(root, store, here.library, [more])

    CHANGES[change](root, more, here)
    after, anew = (load_library(root, each, here.library, [more]) for each in (store, None))

    assert (after.cases, after.faults) != (before.cases, before.faults)
    assert (after.cases, after.faults) == (anew.cases, anew.faults)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the cases that were read and judged."""
    names: list[str] = []

    def counted(text: str, name: str, *rest: object, **more: object) -> object:
        names.append(name)
        return judge_case(text, name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(shelves, "judge_case", counted)
    return names


def test_an_unchanged_library_starts_without_being_read_again(tmp_path: Path, here: Written, judged: list[str]) -> None:
    root = content_folder(tmp_path, good=GOOD_CASE, bad=BAD_CASE)
    here.case("ours", WARNED_CASE)
    first = load_library(root, ContentStore(tmp_path / "memory"), here.library)
    judged.clear()

    again = load_library(root, ContentStore(tmp_path / "memory"), here.library)

    assert judged == []
    assert again == first


@pytest.mark.parametrize("where", ["a file", "written here"])
def test_after_a_start_only_what_changed_is_read(tmp_path: Path, here: Written, judged: list[str], where: str) -> None:
    root, memory = content_folder(tmp_path, one=GOOD_CASE, two=GOOD_CASE), tmp_path / "memory"
    here.case("ours", GOOD_CASE)
    here.case("third", GOOD_CASE)
    load_library(root, ContentStore(memory), here.library)
    judged.clear()

    if where == "a file":
        write_case(root, "two", BAD_CASE)
    else:
        here.case("third", BAD_CASE)
    libraries = [load_library(root, ContentStore(memory), here.library) for _ in range(2)]

    assert judged == (["cases/two.yaml"] if where == "a file" else ["own/cases/third.yaml"])
    assert libraries[0].cases == libraries[1].cases
    assert len(libraries[1].cases) == 3


def test_what_another_process_saved_is_there_when_next_asked_for(tmp_path: Path, here: Written) -> None:
    root, store = content_folder(tmp_path), ContentStore(None, 1000, lambda: 5000)
    load_library(root, store, here.library)
    elsewhere = open_store(f"sqlite:///{here.store.file}", NOW)

    put_text(elsewhere, "ours", GOOD_CASE.replace("id: good\n", "id: ours\n"))
    elsewhere.close()

    assert list(load_library(root, store, here.library).cases) == ["ours"]


def test_what_is_gone_is_no_longer_remembered_and_the_rest_is(tmp_path: Path, here: Written, judged: list[str]) -> None:
    root, memory = content_folder(tmp_path, kept=BAD_CASE), tmp_path / "memory"
    here.case("ours", GOOD_CASE.replace("Tight chest", "My own chest"))
    store = ContentStore(memory)
    load_library(root, store, here.library)
    with here.store.write() as writer:
        writer.own.drop_case("ours")
    judged.clear()

    store.forget()

    assert load_library(root, store, here.library).cases == {}
    assert b"My own chest" not in memory.read_bytes()
    assert load_library(root, ContentStore(memory), here.library).cases == {}
    assert judged == []


@pytest.mark.parametrize("change", ["rubric", "picture", "same size and time", "judge"])
def test_a_start_judges_again_whatever_might_be_judged_differently(
    tmp_path: Path, judged: list[str], change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = content_folder(tmp_path, good=GOOD_CASE.replace("card: Normal", "image: ecg.png"))
    load_library(root, ContentStore(tmp_path / "memory"))
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
    load_library(root, ContentStore(tmp_path / "memory"))

    assert judged == ["cases/good.yaml"]


@pytest.mark.parametrize("damage", ["cut", "bits", "empty", "noise", "a folder", "another model"])
def test_a_damaged_memory_counts_as_none(tmp_path: Path, here: Written, damage: str) -> None:
    root = content_folder(tmp_path, good=GOOD_CASE, bad=BAD_CASE)
    here.case("ours", GOOD_CASE)
    memory = tmp_path / "memory"
    first = load_library(root, ContentStore(memory), here.library)
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
    again = [load_library(root, ContentStore(memory), here.library) for _ in range(2)]

    assert again == [first, first]


def test_a_memory_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST_DEAD", 3)
    root, store = content_folder(tmp_path, good=GOOD_CASE), ContentStore(tmp_path / "memory")

    for number in range(30):
        write_case(root, "good", GOOD_CASE + "#" * number)
        load_library(root, store)

    assert len((tmp_path / "memory").read_bytes().splitlines()) < 20


def test_the_disk_is_looked_at_only_so_often(tmp_path: Path) -> None:
    now = [5000]
    root, store = content_folder(tmp_path, good=GOOD_CASE), ContentStore(None, 1000, lambda: now[0])
    load_library(root, store)
    write_case(root, "new", GOOD_CASE)

    seen = [len(load_library(root, store).cases)]
    now[0] += 999
    seen.append(len(load_library(root, store).cases))
    now[0] += 1
    seen.append(len(load_library(root, store).cases))

    assert seen == [1, 1, 2]
