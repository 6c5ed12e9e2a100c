"""The rules of backups: whole copies, kept for 30 days, and no other file is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from zipfile import ZipFile

import pytest
from evening import NOW, Evening, a_kit, an_evening, device_of, url_of
from left_over import DAY, rows_of

from roleplay.__main__ import main
from roleplay.errors import Fault
from roleplay.storage import open_store
from roleplay.usecases.own_files import OwnFiles
from roleplay.usecases.upkeep import Backup, back_up, back_up_daily, backups, compare_with_log

MILLISECONDS = 789


@pytest.fixture
def folder(evening: Evening) -> Path:
    """Where backups go if nothing else is said."""
    return evening.folder / "backups"


def backed_up(evening: Evening, days: int = 0, milliseconds: int = MILLISECONDS) -> Backup:
    return back_up(evening.kit.store, NOW + days * DAY + milliseconds)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_backup_opens_as_a_store_with_everything_in_it(evening: Evening) -> None:
    evening.play()

    made = backed_up(evening).file

    with closing(open_store(f"sqlite:///{made}", NOW)) as copy, copy.read() as reader:
        assert reader.events(evening.practice) == evening.log()
    assert compare_with_log(f"sqlite:///{made}", NOW) == []


def test_a_backup_is_named_by_its_time_and_only_its_owner_reads_it(evening: Evening, folder: Path) -> None:
    made = backed_up(evening)

    assert made == Backup(folder / "kit-20251009T085320789.sqlite3", 0)
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_practice_goes_on_during_and_after_a_backup(evening: Evening) -> None:
    before = rows_of(evening.folder)

    backed_up(evening)

    assert rows_of(evening.folder) == before
    assert evening.begin().stage == "prepare"


def test_backups_of_thirty_days_stay_and_older_ones_go(evening: Evening, folder: Path) -> None:
    first = backed_up(evening)
    at_thirty = backed_up(evening, days=30)
    kept = names(folder)

    later = backed_up(evening, days=30, milliseconds=MILLISECONDS + 1)

    assert kept == [first.file.name, at_thirty.file.name]
    assert (at_thirty.removed, later.removed) == (0, 1)
    assert names(folder) == [at_thirty.file.name, later.file.name]


def copies_with(folder: Path, name: str) -> list[str]:
    return [file.name for file in sorted(folder.iterdir()) if name.encode() in file.read_bytes()]


@pytest.fixture
def hers(tmp_path: Path) -> Iterator[Evening]:
    """Quilla has been here and left; nobody waits long for a lock."""
    evening = an_evening(tmp_path, busy_timeout=0.1)
    yield evening.start("Quilla", "Ben", "Cleo").moved("Quilla", "leave")
    evening.kit.close()


def forget(evening: Evening) -> bool:
    return evening.kit.people.forget(evening.seats["Quilla"].person, device_of("Quilla"))


def test_who_deleted_everything_is_in_older_backups_only_and_those_go_after_thirty_days(hers: Evening) -> None:
    before = backed_up(hers).file
    forget(hers)

    for day in (1, 15, 30):
        backed_up(hers, days=day)
    on_day_30 = copies_with(before.parent, "Quilla")
    backed_up(hers, days=31)

    assert (on_day_30, copies_with(before.parent, "Quilla")) == ([before.name], [])


def test_a_backup_made_after_a_deletion_holds_nothing_of_it_though_the_file_still_does(hers: Evening) -> None:
    with hers.kit.store.read() as reader:
        reader.latest_at()
        gone = forget(hers)

        made = backed_up(hers).file

    assert (gone, copies_with(made.parent, "Quilla")) == (False, [])


def test_a_backup_that_is_put_back_brings_back_who_had_gone_and_they_delete_again(
    hers: Evening, tmp_path: Path
) -> None:
    made = backed_up(hers).file
    forget(hers)
    (tmp_path / "back").mkdir()
    copyfile(made, tmp_path / "back/kit.sqlite3")

    with closing(a_kit(url_of(tmp_path / "back"), hers.content, hers.wall)) as back:
        there_again = [held.person.name for held in back.people.on_device(device_of("Quilla"))]
        gone = forget(hers.on(back))

    assert (there_again, gone) == (["Quilla"], True)
    assert copies_with(tmp_path / "back", "Quilla") == []


@pytest.mark.parametrize(
    "name",
    [
        "kit-20240101T000000.sqlite3",
        "kit-20240101T000000old.sqlite3",
        "kit-20240101T0000001234.sqlite3",
        "kit-20241301T000000000.sqlite3",
        "kit-20240101T000000000.sqlite3.zip",
        "kit-20240101T000000000",
        "kit-before-0003-20240101T000000000.sqlite3",
        "other-20240101T000000000.sqlite3",
        "my kit-20240101T000000000.sqlite3",
        "notes.txt",
    ],
)
def test_files_of_other_names_stay_however_old(evening: Evening, folder: Path, name: str) -> None:
    folder.mkdir()
    (folder / name).write_text("somebody’s own", encoding="utf-8")

    made = backed_up(evening, days=400)

    assert made.removed == 0
    assert (folder / name).read_text(encoding="utf-8") == "somebody’s own"
    assert backups(evening.kit.store, folder) == [made.file]


def test_backups_go_where_somebody_wants_them(evening: Evening, tmp_path: Path) -> None:
    wanted = tmp_path / "a stick" / "[copies]"

    made = back_up(evening.kit.store, NOW, wanted)

    assert made.file.parent == wanted
    assert not (evening.folder / "backups").exists()


def test_backups_in_another_folder_are_none_of_this_ones(evening: Evening, tmp_path: Path) -> None:
    old = backed_up(evening)

    back_up(evening.kit.store, NOW + 400 * DAY, tmp_path / "elsewhere")

    assert old.file.exists()


def test_a_folder_that_cannot_be_made_is_a_sentence(evening: Evening, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("no folder", encoding="utf-8")
    wanted = tmp_path / "a file" / "backups"

    with pytest.raises(Fault) as said:
        back_up(evening.kit.store, NOW, wanted)

    assert str(said.value) == f"The folder {wanted} cannot be made, so there is no backup. Name another folder."


def test_where_a_backup_fails_no_old_one_goes(evening: Evening, folder: Path) -> None:
    old = backed_up(evening)
    (folder / "kit-20261113T085320789.sqlite3").mkdir()

    with pytest.raises(Fault, match="cannot open or make the file"):
        backed_up(evening, days=400)

    assert old.file.exists()


def test_a_kit_whose_name_has_brackets_finds_its_old_backups(tmp_path: Path) -> None:
    with closing(open_store(url_of(tmp_path).replace("kit.", "kit[1]."), NOW)) as store:
        back_up(store, NOW)

        assert back_up(store, NOW + 31 * DAY).removed == 1


def test_a_copy_from_before_a_change_of_the_tables_goes_after_thirty_days_too(evening: Evening) -> None:
    copy = evening.folder / "kit-before-0003-20251009T085320789.sqlite3"
    foreign = evening.folder / "kit-before-exams-20251009T085320789.sqlite3"
    for file in (copy, foreign):
        file.write_bytes(b"")

    backed_up(evening, days=30)
    assert copy.exists()
    backed_up(evening, days=30, milliseconds=MILLISECONDS + 1)

    assert (copy.exists(), foreign.exists()) == (False, True)


# --- the group's own cases


@pytest.fixture
def wrote(evening: Evening) -> Evening:
    """The group has a case, which was another one before, with a picture, and a rubric of its own."""
    own = evening.folder / "own"
    OwnFiles(own).save("ours", "first", NOW)
    OwnFiles(own).save("ours", "second", NOW + 1)
    (own / "rubrics").mkdir()
    (own / "rubrics" / "house.yaml").write_text("a rubric", encoding="utf-8")
    (own / "cases" / "a hand.png").write_bytes(b"a picture")
    return evening


def contents(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_own_cases_are_copied_with_the_store_and_only_its_owner_reads_them(wrote: Evening, folder: Path) -> None:
    made = backed_up(wrote)

    assert made.own == folder / "kit-20251009T085320789.own.zip"
    assert made.own.stat().st_mode & 0o777 == 0o600
    assert names(folder) == [made.own.name, made.file.name]


def test_a_copy_unpacked_beside_a_store_is_the_folder_as_it_was(wrote: Evening, tmp_path: Path) -> None:
    made = backed_up(wrote)
    assert made.own is not None
    elsewhere = tmp_path / "another machine"

    with ZipFile(made.own) as archive:
        archive.extractall(elsewhere)

    assert contents(elsewhere / "own") == contents(wrote.folder / "own")
    files = OwnFiles(elsewhere / "own")
    assert files.read("ours") == "second"
    assert [files.version("ours", version.stamp) for version in files.versions("ours")] == ["first"]


def test_what_is_half_written_or_from_elsewhere_is_not_copied(wrote: Evening, tmp_path: Path) -> None:
    cases = wrote.folder / "own" / "cases"
    (cases / ".ours-1a.tmp").write_text("hal", encoding="utf-8")
    (tmp_path / "secret").write_text("somebody else’s", encoding="utf-8")
    (cases / "link.yaml").symlink_to(tmp_path / "secret")

    made = backed_up(wrote)

    assert made.own is not None
    with ZipFile(made.own) as archive:
        assert sorted(archive.namelist()) == [
            "own/cases/a hand.png",
            "own/cases/ours.yaml",
            "own/rubrics/house.yaml",
            f"own/versions/ours/{OwnFiles(cases.parent).versions('ours')[0].stamp}.yaml",
        ]


def test_who_has_written_nothing_gets_no_copy_of_it(evening: Evening) -> None:
    assert backed_up(evening).own is None


def test_copies_of_own_cases_go_after_thirty_days_and_no_other_file_does(wrote: Evening, folder: Path) -> None:
    first = backed_up(wrote)
    (folder / "my-20251009T085320789.own.zip").touch()

    at_thirty = backed_up(wrote, days=30)
    kept = names(folder)
    later = backed_up(wrote, days=30, milliseconds=MILLISECONDS + 1)

    assert first.own is not None
    assert at_thirty.own is not None
    assert first.own.name in kept
    assert (later.removed, first.own.exists(), at_thirty.own.exists()) == (1, False, True)
    assert "my-20251009T085320789.own.zip" in names(folder)


def test_a_case_that_cannot_be_read_stops_no_copy_of_the_store_and_is_said(wrote: Evening, folder: Path) -> None:
    (folder / "kit-20251009T085320789.own.zip").mkdir(parents=True)

    with pytest.raises(Fault) as said:
        backed_up(wrote)

    assert "could not be copied: Is a directory. They are as they were." in str(said.value)
    assert names(folder) == ["kit-20251009T085320789.own.zip", "kit-20251009T085320789.sqlite3"]


def by_day(evening: Evening) -> None:
    back_up_daily(evening.kit.store, NOW)


@pytest.mark.parametrize("how", [backed_up, by_day])
def test_own_cases_are_in_every_backup(wrote: Evening, folder: Path, how: Callable[[Evening], object]) -> None:
    how(wrote)

    assert [name.partition(".")[2] for name in names(folder)] == ["own.zip", "sqlite3"]


def test_a_database_that_is_not_there_is_not_copied_and_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mistyped = tmp_path / "kti.sqlite3"
    monkeypatch.setenv("ROLEPLAY_DATABASE_URL", f"sqlite:///{mistyped}")

    status = main(["backup"])

    assert status == 2
    assert capsys.readouterr().err.startswith(f"There is no {mistyped}, so there is nothing to copy.")
    assert not list(tmp_path.glob("**/*.sqlite3"))
