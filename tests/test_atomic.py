"""Files that are there whole or not at all."""

from pathlib import Path

import pytest

from roleplay.atomic import READABLE, appear, replace_file, write_beside


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_as_a_whole_and_nothing_else_stays(tmp_path: Path) -> None:
    place = tmp_path / "list.txt"
    place.write_bytes(b"older and longer")

    replace_file(place, b"newer")

    assert (place.read_bytes(), names_in(tmp_path)) == (b"newer", ["list.txt"])


def test_only_its_owner_may_read_a_file_unless_everybody_may(tmp_path: Path) -> None:
    replace_file(tmp_path / "mine", b"")
    replace_file(tmp_path / "ours", b"", READABLE)

    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("mine", "ours")] == [0o600, 0o644]


def test_what_cannot_take_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a folder" / "with").mkdir(parents=True)

    with pytest.raises(OSError, match="directory"):
        replace_file(tmp_path / "a folder", b"newer")

    assert names_in(tmp_path) == ["a folder"]


def test_a_file_appears_only_where_none_is(tmp_path: Path) -> None:
    place = tmp_path / "case.yaml"
    place.write_bytes(b"somebody's own")

    with pytest.raises(FileExistsError):
        appear(write_beside(place, b"another"), place)

    assert place.read_bytes() == b"somebody's own"


def test_what_waits_beside_its_place_has_a_hidden_name(tmp_path: Path) -> None:
    beside = write_beside(tmp_path / "case.yaml", b"whole")

    assert beside.read_bytes() == b"whole"
    assert beside.name.startswith(".case-")
