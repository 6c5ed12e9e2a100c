"""The rules of own cases as a folder: an older kit's is imported once, and editing by hand loses nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from evening import HOUR, NOW, Evening, a_kit, an_evening, sentence, url_of
from own_store import files_of, pictures_of, put_text

from roleplay.__main__ import main
from roleplay.content.own import OwnText, Version
from roleplay.errors import Fault
from roleplay.usecases.cases.own_folder import Brought, export_own, import_own

GOOD = (Path(__file__).parents[1] / "bad_content/cases/good.yaml").read_text(encoding="utf-8")
OURS = GOOD.replace("id: good\n", "id: ours\n").replace("Tight chest", "Our chest")
ANNAS = OURS.replace("author: A. Author", "author: anna")
HOUSE = (Path(__file__).parents[1] / "bad_content/rubrics/history.yaml").read_text(encoding="utf-8")
STAMP = "20251009T085320000Z"


def harder(text: str = OURS) -> str:
    return text.replace("difficulty: 2", "difficulty: 3")


def write(folder: Path, **files: str) -> None:
    """``cases__ours`` is cases/ours.yaml."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Evening]:
    """Anna and Ben have been at a kit that now finds the folder of an older one beside its store."""
    evening = an_evening(tmp_path).start("Anna", "Ben")
    with sqlite3.connect(evening.kit.store.file) as bare:
        bare.execute("DELETE FROM own_content")
    write(tmp_path / "own", cases__ours=ANNAS, cases__faulty="title: [", rubrics__house="id: house")
    write(tmp_path / "own/versions", **{f"ours__{STAMP}": OURS, f"gone__{STAMP}": GOOD, "ours__notes": "no version"})
    (tmp_path / "own/cases/a hand.png").write_bytes(b"a hand")
    (tmp_path / "own/cases/.ours-x1.tmp").write_text("hal", encoding="utf-8")
    yield evening
    evening.kit.close()


def restarted(evening: Evening) -> Evening:
    evening.kit.close()
    return evening.on(a_kit(url_of(evening.folder), evening.content, evening.wall))


CAME = {
    "cases/ours.yaml": ANNAS,
    "cases/faulty.yaml": "title: [",
    "rubrics/house.yaml": "id: house",
    f"versions/ours/{STAMP}.yaml": OURS,
    f"versions/gone/{STAMP}.yaml": GOOD,
}


def owner_of(evening: Evening, case: str) -> str | None:
    with evening.kit.store.read() as reader:
        return reader.own.owners()[case][0]


# --- the folder of an older kit


def test_what_an_older_kit_kept_in_a_folder_is_imported_and_the_folder_stays_as_it_is(older: Evening) -> None:
    before = contents(older.folder / "own")

    now = restarted(older)

    assert files_of(now.kit.store) == CAME
    assert pictures_of(now.kit.store) == {"a hand.png": b"a hand"}
    assert contents(older.folder / "own") == before
    assert "ours" in now.kit.library().cases
    now.kit.close()


def test_it_is_imported_once(older: Evening) -> None:
    first = restarted(older)
    with first.kit.store.write() as writer:
        writer.own.drop_case("ours")
    write(older.folder / "own", cases__later=GOOD)

    second = restarted(first)

    assert files_of(second.kit.store).keys() == {*CAME} - {"cases/ours.yaml", f"versions/ours/{STAMP}.yaml"}
    second.kit.close()


def test_if_it_breaks_off_the_kit_opens_and_the_next_start_goes_on(older: Evening) -> None:
    version = older.folder / f"own/versions/ours/{STAMP}.yaml"
    version.unlink()
    version.mkdir()
    first = restarted(older)
    came = files_of(first.kit.store)
    version.rmdir()
    version.write_text(OURS, encoding="utf-8")

    second = restarted(first)

    assert came == {}
    assert files_of(second.kit.store) == CAME
    second.kit.close()


@pytest.mark.parametrize(
    ("first", "author", "owner"),
    [("Anna", "anna", "Anna"), ("Ben", "anna", None), ("Anna", "Ben", None), ("", "anna", None)],
)
def test_a_case_belongs_to_the_author_it_names_who_knew_it_first(
    older: Evening, first: str, author: str, owner: str | None
) -> None:
    write(older.folder / "own", cases__ours=OURS.replace("A. Author", author))
    older.wall.forward(48 * HOUR)
    for name in dict.fromkeys((first, "Ben", "Anna") if first else ()):
        with older.kit.store.read() as reader:
            person = reader.persons.person(older.seats[name].person)
        assert person is not None
        older.kit.browsing.knows_file(person, "ours")
        older.wall.forward(1)

    now = restarted(older)

    assert owner_of(now, "ours") == (older.seats[owner].person if owner else None)
    assert (owner_of(now, "faulty"), owner_of(now, "gone")) == (None, None)
    now.kit.close()


def test_an_ownerless_case_is_played_and_copied_but_nobody_changes_it(older: Evening) -> None:
    now = restarted(older)
    now.wall.forward(48 * HOUR)
    ben = now.visitor("Ben")

    copy = now.kit.writing.open(ben, "ours")

    assert "id: ours-2" in copy.text
    with pytest.raises(Fault, match="it isn’t yours to change"):
        now.kit.writing.save(ben, harder(ANNAS))
    now.kit.close()


# --- out and back in


@pytest.fixture
def wrote(before: Evening) -> Evening:
    """Anna has a case with an earlier version, and has withdrawn another."""
    evening = before.start("Anna", "Ben")
    evening.wall.forward(48 * HOUR)
    me = evening.visitor("Anna")
    base = evening.kit.writing.save(me, OURS).base
    evening.kit.writing.save(me, harder(), base)
    off = evening.kit.writing.save(me, GOOD.replace("id: good", "id: off").replace("Tight", "Loose"))
    evening.kit.writing.remove(me, "off", off.base)
    with evening.kit.store.write() as writer:
        writer.own.put_picture("hand.png", b"a hand", me.person)
        writer.own.put_rubric("house", HOUSE.replace("id: history", "id: house"))
    return evening


def imported(evening: Evening, folder: Path) -> Brought:
    return import_own(evening.kit.store, folder, evening.wall.at, evening.content)


def test_what_is_exported_makes_the_same_on_another_kit(wrote: Evening, tmp_path: Path) -> None:
    number = export_own(wrote.kit.store, tmp_path / "out")
    other = an_evening(tmp_path / "other")

    came = imported(other, tmp_path / "out")

    assert (number, came) == (1, Brought(new=1, changed=0, same=0))
    assert files_of(other.kit.store) == files_of(wrote.kit.store)
    assert pictures_of(other.kit.store) == pictures_of(wrote.kit.store)
    assert owner_of(other, "ours") is None
    other.kit.close()


def test_a_case_edited_by_hand_stays_its_owners_and_keeps_a_version(wrote: Evening, tmp_path: Path) -> None:
    export_own(wrote.kit.store, tmp_path / "out")
    write(tmp_path / "out", cases__ours=OURS + "# by hand\n", cases__new=GOOD.replace("id: good", "id: new"))

    came = imported(wrote, tmp_path / "out")

    assert came == Brought(new=1, changed=1, same=0)
    assert files_of(wrote.kit.store)["cases/ours.yaml"] == OURS + "# by hand\n"
    assert (owner_of(wrote, "ours"), owner_of(wrote, "new")) == (wrote.seats["Anna"].person, None)
    with wrote.kit.store.read() as reader:
        texts = [reader.own.version("ours", version.at) for version in reader.own.versions("ours")]
    assert texts == [harder(), OURS]


def test_with_one_fault_nothing_is_imported_and_its_line_is_named(wrote: Evening, tmp_path: Path) -> None:
    export_own(wrote.kit.store, tmp_path / "out")
    write(tmp_path / "out", cases__ours=OURS.replace("level: clinical", "level: high"), cases__a=GOOD)
    before = files_of(wrote.kit.store)

    with pytest.raises(Fault) as said:
        imported(wrote, tmp_path / "out")

    assert "out/cases/ours.yaml:7:1: error: level: expected one of" in sentence(said)
    assert files_of(wrote.kit.store) == before


def test_an_id_of_the_kit_is_not_imported(wrote: Evening, tmp_path: Path) -> None:
    write(tmp_path / "out", cases__good=GOOD)

    with pytest.raises(Fault, match="which the kit already uses"):
        imported(wrote, tmp_path / "out")


def test_an_export_never_overwrites_another_text(wrote: Evening, tmp_path: Path) -> None:
    export_own(wrote.kit.store, tmp_path / "out")
    export_own(wrote.kit.store, tmp_path / "out")
    write(tmp_path / "out", cases__ours="mine")

    with pytest.raises(Fault, match="already exists with another text"):
        export_own(wrote.kit.store, tmp_path / "out")

    assert (tmp_path / "out/cases/ours.yaml").read_text(encoding="utf-8") == "mine"


def test_the_command_takes_cases_out_and_in(
    wrote: Evening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ROLEPLAY_DATABASE_URL", url_of(wrote.folder))
    monkeypatch.setenv("ROLEPLAY_SHIPPED", str(wrote.content))

    out = main(["cases", "export", str(tmp_path / "out")])
    write(tmp_path / "out", cases__ours=OURS)
    back = main(["cases", "import", str(tmp_path / "out")])
    lost = main(["cases", "import", str(tmp_path / "nowhere")])

    said = capsys.readouterr()
    assert (out, back, lost) == (0, 0, 2)
    assert said.out.splitlines()[-1] == "0 new cases, 1 changed, 0 unchanged."
    assert "has no folder called cases" in said.err
    assert wrote.kit.library().cases["ours"].difficulty == 2


def test_a_running_kit_sees_a_change_by_hand(wrote: Evening) -> None:
    put_text(wrote.kit.store, "mine", GOOD.replace("id: good", "id: mine"))
    with wrote.kit.store.write() as writer:
        writer.own.put_case(OwnText("ours", None, None, None))
        writer.own.add_versions("mine", {Version(NOW): GOOD})

    assert sorted(wrote.kit.library().cases) == ["good", "mine"]
