"""The rules of backups: whole copies, kept for 30 days, without touching any other file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest
from evening import NOW, Evening, a_kit, an_evening, device_of, url_of
from left_over import DAY, rows_of
from own_store import files_of, pictures_of, put_text

from roleplay.__main__ import main
from roleplay.content.own import Version
from roleplay.errors import Fault
from roleplay.storage import open_store
from roleplay.usecases.upkeep import Backup, back_up, backups, compare_with_log

MILLISECONDS = 789


@pytest.fixture
def folder(evening: Evening) -> Path:
    """Where backups go by default."""
    return evening.folder / "backups"


def backed_up(evening: Evening, days: int = 0, milliseconds: int = MILLISECONDS) -> Backup:
    return back_up(evening.kit.store, NOW + days * DAY + milliseconds)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_backup_opens_as_a_store_with_everything_in_it(evening: Evening) -> None:
    evening.play()

    made = backed_up(evening).file

    with closing(open_store(f"sqlite:///{made}", NOW)) as copy, copy.read() as reader:
        assert reader.log.events(evening.practice) == evening.log()
    assert compare_with_log(f"sqlite:///{made}", NOW) == []


def test_a_backup_is_named_by_its_time_and_only_its_owner_reads_it(evening: Evening, folder: Path) -> None:
    made = backed_up(evening)

    assert made == Backup(folder / "kit-20251009T085320789.sqlite3", 0)
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_session_goes_on_during_and_after_a_backup(evening: Evening) -> None:
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
    """Quilla has been here and gone; nobody waits long for a lock."""
    evening = an_evening(tmp_path, busy_timeout=0.1)
    yield evening.start("Quilla", "Ben", "Cleo").moved("Quilla", "leave")
    evening.kit.close()


def forget(evening: Evening) -> bool:
    return evening.kit.people.forget(evening.visitor("Quilla"))


def test_somebody_who_deleted_everything_is_in_older_backups_only_and_those_go_after_thirty_days(hers: Evening) -> None:
    before = backed_up(hers).file
    forget(hers)

    for day in (1, 15, 30):
        backed_up(hers, days=day)
    on_day_30 = copies_with(before.parent, "Quilla")
    backed_up(hers, days=31)

    assert (on_day_30, copies_with(before.parent, "Quilla")) == ([before.name], [])


def test_a_backup_made_after_a_deletion_holds_nothing_of_it_though_the_file_still_does(hers: Evening) -> None:
    with hers.kit.store.read() as reader:
        reader.log.latest_at()
        gone = forget(hers)

        made = backed_up(hers).file

    assert (gone, copies_with(made.parent, "Quilla")) == (False, [])


def test_restoring_a_backup_brings_people_back_and_they_delete_again(hers: Evening, tmp_path: Path) -> None:
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


def test_backups_can_go_anywhere(evening: Evening, tmp_path: Path) -> None:
    wanted = tmp_path / "a stick" / "[copies]"

    made = back_up(evening.kit.store, NOW, wanted)

    assert made.file.parent == wanted
    assert not (evening.folder / "backups").exists()


def test_backups_in_another_folder_are_left_alone(evening: Evening, tmp_path: Path) -> None:
    old = backed_up(evening)

    back_up(evening.kit.store, NOW + 400 * DAY, tmp_path / "elsewhere")

    assert old.file.exists()


def test_a_folder_that_cannot_be_made_is_a_sentence(evening: Evening, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("no folder", encoding="utf-8")
    wanted = tmp_path / "a file" / "backups"

    with pytest.raises(Fault) as said:
        back_up(evening.kit.store, NOW, wanted)

    assert str(said.value) == f"The folder {wanted} can't be made, so there is no backup. Name another folder."


def test_if_a_backup_fails_no_old_one_goes(evening: Evening, folder: Path) -> None:
    old = backed_up(evening)
    (folder / "kit-20261113T085320789.sqlite3").mkdir()

    with pytest.raises(Fault, match="can’t open or create the file"):
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


# --- own cases


def test_a_backup_holds_the_own_cases_with_their_versions_and_pictures(evening: Evening) -> None:
    put_text(evening.kit.store, "ours", "a case")
    with evening.kit.store.write() as writer:
        writer.own.add_versions("ours", {Version(NOW): "what it was"})
        writer.own.put_picture("hand.png", b"a hand", None)

    with closing(open_store(f"sqlite:///{backed_up(evening).file}", NOW)) as copy:
        assert files_of(copy) == {
            "cases/ours.yaml": "a case",
            f"versions/ours/{Version(NOW).stamp}.yaml": "what it was",
        }
        assert pictures_of(copy) == {"hand.png": b"a hand"}


def test_copies_of_own_cases_of_an_older_kit_go_after_thirty_days_and_no_other_file_does(
    evening: Evening, folder: Path
) -> None:
    backed_up(evening)
    old = [folder / f"{name}-20251009T085320789.own.zip" for name in ("kit", "my")]
    for file in old:
        file.touch()

    backed_up(evening, days=30)
    kept = [file.exists() for file in old]
    backed_up(evening, days=30, milliseconds=MILLISECONDS + 1)

    assert (kept, [file.exists() for file in old]) == ([True, True], [False, True])


def test_a_copy_that_was_never_finished_goes_after_a_day_and_is_no_backup(evening: Evening, folder: Path) -> None:
    backed_up(evening)
    left = folder / ".kit-20251009T085320789-a_b3c4d5.tmp"
    left.touch()

    backed_up(evening, milliseconds=1)
    kept, counted = left.exists(), backups(evening.kit.store, folder)
    backed_up(evening, days=1)

    assert (kept, left.exists(), left in counted) == (True, False, False)


def test_a_missing_database_is_neither_copied_nor_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mistyped = tmp_path / "kti.sqlite3"
    monkeypatch.setenv("ROLEPLAY_DATABASE_URL", f"sqlite:///{mistyped}")

    status = main(["backup"])

    assert status == 2
    assert capsys.readouterr().err.startswith(f"There's no {mistyped}, so there's nothing to copy.")
    assert not list(tmp_path.glob("**/*.sqlite3"))
