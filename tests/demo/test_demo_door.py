"""Getting into the demo, its marker, and files that aren't demos."""

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from demo_builders import NOW, Made

from roleplay.cli import demo
from roleplay.cli.demo import Line, run_demo
from roleplay.demo import term
from roleplay.demo.learners import EVERYBODY
from roleplay.demo.marker import NAME, VARIABLE, is_marked, mark_as_demo
from roleplay.demo.term import Demo, make_demo
from roleplay.demo.way_in import EVENINGS, NAMES, is_demo, let_in, people_of_demo
from roleplay.errors import Fault
from roleplay.people.persons import Person
from roleplay.storage import open_store
from roleplay.storage.databases.sqlite import url_of


@pytest.fixture
def as_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "1")


def test_the_door_knows_the_people_of_the_term() -> None:
    assert tuple(one.name for one in EVERYBODY) == NAMES
    assert len(term.TERM) == EVENINGS


def test_without_the_variable_nobody_is_let_in(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)

    assert not is_demo(made.store)
    assert people_of_demo(made.store) == let_in(made.store, "a stranger", NOW) == ()
    with made.store.read() as reader:
        assert reader.devices.held("a stranger") == ()


@pytest.mark.usefixtures("as_demo")
def test_a_device_is_let_in_once_as_all_five(made: Made) -> None:
    shown = let_in(made.store, "a browser", NOW)

    assert tuple(one.name for one in shown) == NAMES
    assert let_in(made.store, "a browser", NOW + 1) == shown
    with made.store.read() as reader:
        held = reader.devices.held("a browser")
    assert [one.person.name for one in held] == list(NAMES)
    assert not any(one.guest for one in held)


@pytest.mark.usefixtures("as_demo")
def test_another_kit_lets_nobody_in_even_under_the_demos_name(tmp_path: Path) -> None:
    store = open_store(url_of(tmp_path / NAME), NOW)
    with store.write() as writer:
        writer.persons.add_person(Person("1", "Ana"))

    assert people_of_demo(store) == let_in(store, "a browser", NOW) == ()
    store.close()


@pytest.mark.usefixtures("as_demo")
def test_somebody_who_joins_later_under_the_same_name_is_not_shown(made: Made) -> None:
    before = people_of_demo(made.store)
    with made.store.write() as writer:
        writer.persons.add_person(Person("a namesake", "Ana"))

    assert people_of_demo(made.store) == before
    with made.store.write() as writer:
        writer.erase_person("a namesake", [])


def test_the_command_says_how_to_get_in(made: Made) -> None:
    assert "12 of 12 weeks" in made.said
    assert str(made.file) in made.said
    for name in NAMES:
        (line,) = [line for line in made.said.splitlines() if line.startswith(f"  {name}: ")]
        assert len(line.split(": ")[1].split()) == 5
    assert sorted(file.name for file in made.file.parent.iterdir() if file.name != NAME) in (
        [],
        [f"{NAME}-shm", f"{NAME}-wal"],
    )


@pytest.mark.parametrize("content", [b"", b"my notes", None])
def test_a_file_that_is_not_a_demo_is_left_as_it_is(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / NAME
    if content is None:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE mine (words TEXT)")
    else:
        file.write_bytes(content)
    before = file.read_bytes()

    with pytest.raises(Fault, match="not a demo that this kit made"):
        run_demo(io.StringIO(), tmp_path, NOW, open_app=False)

    assert file.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [NAME]


def test_a_demo_is_not_written_into_an_existing_file(made: Made) -> None:
    with pytest.raises(Fault, match="already exists"):
        make_demo(url_of(made.file), NOW, lambda done, of, words: None)


def test_an_open_demo_is_left_as_it_is(made: Made) -> None:
    with made.store.read(), pytest.raises(Fault, match="open in another window"):
        run_demo(io.StringIO(), made.file.parent, NOW, open_app=False)

    assert is_marked(made.file)


def test_an_older_demo_is_replaced_once_the_new_one_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / NAME
    _marked(file, "old")
    monkeypatch.setattr(demo, "make_demo", _broken)
    with pytest.raises(RuntimeError):
        run_demo(io.StringIO(), tmp_path, NOW, open_app=False)
    assert _note(file) == "old"

    def quick(url: str, now: int, progress: object) -> Demo:
        _marked(Path(url.removeprefix("sqlite:///")), "new")
        return Demo((), "ABCDEF", 0, 0)

    (tmp_path / "backups").mkdir()
    _marked(tmp_path / "backups/demo-20251008T100000000.sqlite3", "a copy of the old one")
    (tmp_path / "backups/demo-mine.sqlite3").write_text("not a copy of a demo")
    monkeypatch.setattr(demo, "make_demo", quick)
    run_demo(io.StringIO(), tmp_path, NOW, open_app=False)
    assert _note(file) == "new"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["backups", NAME]
    assert [each.name for each in (tmp_path / "backups").iterdir()] == ["demo-mine.sqlite3"]


def test_ctrl_c_leaves_an_older_demo_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(url: str, now: int, progress: object) -> Demo:
        raise KeyboardInterrupt

    _marked(tmp_path / NAME, "old")
    monkeypatch.setattr(demo, "make_demo", stopped)
    out = io.StringIO()

    assert run_demo(out, tmp_path, NOW, open_app=False) == demo.STOPPED
    assert "Stopped" in out.getvalue()
    assert _note(tmp_path / NAME) == "old"


def test_progress_is_on_one_line() -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    line = Line(screen)
    line(0, 2, "week 1: Ana, Ben, Chiara")
    line(1, 2, "week 2: Ana")
    line(2, 2, "done")

    first, second, last = screen.getvalue().split("\r")[1:]
    assert len(second) == len(first)
    assert last.endswith("\n")
    assert "\n" not in first + second


def _marked(file: Path, note: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE note (words TEXT)")
        connection.execute("INSERT INTO note VALUES (?)", (note,))
        connection.commit()
    mark_as_demo(file)


def _note(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return str(connection.execute("SELECT words FROM note").fetchone()[0])


def _broken(url: str, now: int, progress: object) -> Demo:
    raise RuntimeError("half way")
