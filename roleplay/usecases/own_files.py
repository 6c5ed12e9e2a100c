"""The group's own folder on the disk: a case is there whole or not at all, and what it was before is kept.

`cases/ID.yaml` is what is played, with its pictures beside it; `versions/ID/STAMP.yaml` what it was before, by when it
was replaced or taken off the shelf (UTC).
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from roleplay.errors import Fault

OWN = "own"
"""The folder beside the store's file."""
MOST_CASES = 1000
MOST_VERSIONS = 100
"""Of a case; then the oldest goes."""
MOST_PICTURES = 300
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID = 60
NOT_ON_WINDOWS = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
STAMP = re.compile(r"[0-9]{8}T[0-9]{9}Z")
MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Version:
    """What a case was until ``at`` (UTC milliseconds). ``stamp`` names it."""

    stamp: str
    at: int


class OwnFiles:
    """Reads and writes the folder. Raises `Fault` where the disk does not let it; then everything is as it was."""

    def __init__(self, folder: Path) -> None:
        self._cases, self._versions = folder / "cases", folder / "versions"

    def read(self, case_id: str) -> str | None:
        """The text of an own case, faulty or not; None if there is none."""
        return _read(self._case(case_id))

    def versions(self, case_id: str) -> tuple[Version, ...]:
        """What the case was before, newest first."""
        folder = self._versions / _checked(case_id)
        found = [path.stem for path in folder.glob("*.yaml") if STAMP.fullmatch(path.stem)] if folder.is_dir() else []
        return tuple(Version(stamp, _at(stamp)) for stamp in sorted(found, reverse=True))

    def version(self, case_id: str, stamp: str) -> str | None:
        """The text of a version."""
        return _read(self._versions / _checked(case_id) / f"{stamp}.yaml") if STAMP.fullmatch(stamp) else None

    def save(self, case_id: str, text: str, now: int) -> None:
        """The case is this text from now on; what it was is kept as a version."""
        path = self._case(case_id)
        if NOT_ON_WINDOWS.fullmatch(case_id):
            raise Fault(f"A file cannot be called {case_id} on every computer. Give the case another id.")
        try:
            before = _read(path)
            if before == text:
                return
            if before is None and len(list(self._cases.glob("*.yaml"))) >= MOST_CASES:
                raise Fault(f"There are {MOST_CASES:,} own cases, and no more fit. Take one out of the folder.")
            if before is not None:
                self._keep(case_id, before, now)
            _appear(path, text.encode())
        except OSError as error:
            why = error.strerror or "it cannot be written to"
            raise Fault(
                f"The case could not be saved in {self._cases.as_posix()}: {why}. The old text is as it was, and yours "
                "is still in the editor. Free the folder or download your text."
            ) from error

    def remove(self, case_id: str, now: int) -> None:
        """There is no such case from now on; what it was is kept as a version."""
        path = self._case(case_id)
        try:
            before = _read(path)
            if before is not None:
                self._keep(case_id, before, now)
                path.unlink(missing_ok=True)
                _settle(path.parent)
        except OSError as error:
            why = error.strerror or "it cannot be written to"
            raise Fault(
                f"The case could not be taken out of {self._cases.as_posix()}: {why}. It is as it was. "
                "Free the folder, then try again."
            ) from error

    def removed(self) -> tuple[str, ...]:
        """The ids of what was a case once, and has versions."""
        folders = self._versions.iterdir() if self._versions.is_dir() else ()
        ids = {folder.name for folder in folders if len(folder.name) <= LONGEST_ID and ID.fullmatch(folder.name)}
        return tuple(sorted(id_ for id_ in ids - self.ids() if self.versions(id_)))

    def add_picture(self, name: str, data: bytes) -> None:
        """A picture beside the cases, under a name that only this picture has."""
        path = self._cases / name
        try:
            if path.is_file():
                return
            if sum(each.suffix in (".png", ".jpg") for each in self._cases.glob("picture-*")) >= MOST_PICTURES:
                raise Fault(f"There are {MOST_PICTURES} pictures, and no more fit. Take one out of the folder.")
            _appear(path, data)
        except OSError as error:
            why = error.strerror or "it cannot be written to"
            raise Fault(
                f"The picture could not be saved in {self._cases.as_posix()}: {why}. "
                "Free the folder, then add it again."
            ) from error

    def texts(self) -> dict[str, str]:
        """Every own case, faulty or not, by its id."""
        read = {path.stem: _read(path) for path in self._cases.glob("*.yaml") if ID.fullmatch(path.stem)}
        return {case_id: text for case_id, text in sorted(read.items()) if text is not None}

    def ids(self) -> frozenset[str]:
        """Those of every own case on the disk, faulty or not."""
        return frozenset(path.stem for path in self._cases.glob("*.yaml"))

    def has_room_for(self, number: int) -> None:
        """Raises `Fault` where so many new cases are too many."""
        there = len(self.ids())
        if there + number > MOST_CASES:
            raise Fault(
                f"There are {there:,} own cases, and only {max(0, MOST_CASES - there):,} more fit. Nothing was saved. "
                "Keep fewer of these, or take some out of the folder."
            )

    def add(self, texts: Mapping[str, str]) -> None:
        """New own cases, by their ids: all of them from now on, or none where anything fails."""
        places = {self._case(case_id): text for case_id, text in texts.items()}
        self.has_room_for(len(texts))
        if there := [path.stem for path in places if path.exists()]:
            raise Fault(f"{there[0]} is there already. Nothing was saved. Save again.")
        waiting: list[tuple[str, Path]] = []
        try:
            for path, text in places.items():
                waiting.append((_beside(path, text.encode()), path))
            for name, path in waiting:
                os.replace(name, path)
            _settle(self._cases)
        except BaseException as error:
            for left in (one for pair in waiting for one in pair):
                with suppress(OSError):
                    os.unlink(left)
            if isinstance(error, OSError):
                why = error.strerror or "it cannot be written to"
                raise Fault(
                    f"Nothing could be saved in {self._cases.as_posix()}: {why}. What was read is still here. "
                    "Free the folder, then save again."
                ) from error
            raise

    def _keep(self, case_id: str, text: str, now: int) -> None:
        """A version is never written over; one that was kept before a crash is not kept twice."""
        known = self.versions(case_id)
        if known and self.version(case_id, known[0].stamp) == text:
            return
        at = max(now, known[0].at + 1) if known else now
        folder = self._versions / case_id
        _appear(folder / f"{_stamp(at)}.yaml", text.encode())
        for old in known[MOST_VERSIONS - 1 :]:
            (folder / f"{old.stamp}.yaml").unlink(missing_ok=True)

    def _case(self, case_id: str) -> Path:
        return self._cases / f"{_checked(case_id)}.yaml"


def _checked(case_id: str) -> str:
    """No id leads out of the folder."""
    if len(case_id) > LONGEST_ID or not ID.fullmatch(case_id):
        raise Fault("That is no id of a case. Look at the list of our cases again.")
    return case_id


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Fault(f"{path.name} cannot be read: {error.strerror}. Nothing was changed.") from error


def _appear(path: Path, data: bytes) -> None:
    """Under its name the file is the old one or the new one, whatever happens in between."""
    name = _beside(path, data)
    try:
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    _settle(path.parent)


def _beside(path: Path, data: bytes) -> str:
    """It is on the disk under a name that no reader of content looks at."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    return name


def _settle(folder: Path) -> None:
    """The name is on the disk too; not every system lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _stamp(at: int) -> str:
    moment = datetime.fromtimestamp(at // 1000, UTC)
    return f"{moment:%Y%m%dT%H%M%S}{at % 1000:03d}Z"


def _at(stamp: str) -> int:
    try:
        moment = datetime.strptime(stamp[:15] + "+0000", "%Y%m%dT%H%M%S%z")
    except ValueError:
        return 0
    return int(moment.timestamp()) * 1000 + int(stamp[15:18])
