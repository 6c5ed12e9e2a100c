"""Looking after the store: projections that agree with the log, words whose year is over, backups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from roleplay.errors import Fault
from roleplay.storage import Store, open_store
from roleplay.storage.reading import Reader
from roleplay.storage.writing import Writer
from roleplay.usecases.live import Live, continued
from roleplay.usecases.projection import VERSION, exposures, goals, played, project, tidy_marks, written

YEAR = timedelta(days=365)
"""How long sentences stay, unless who received them keeps them."""
BACKUPS_STAY = timedelta(days=30)
MILLISECOND = timedelta(milliseconds=1)


def compare_with_log(url: str, now: int) -> list[tuple[int, int]]:
    """Rebuild every projection from the log; the (practice, round) pairs whose stored rows differ."""
    store = open_store(url, now)
    try:
        with store.read() as reader:
            return list(_differing(reader))
    finally:
        store.close()


def _differing(reader: Reader) -> Iterator[tuple[int, int]]:
    for practice in reader.practice_ids():
        live = continued(reader, practice, Live())
        for round_ in live.state.rounds:
            where, made = (practice, round_.number), (practice, round_, live.persons)
            round_as_known = reader.played(*where)
            stored = (
                reader.marks(*where),
                reader.exposures_of(*where),
                reader.goals_of(*where),
                () if round_as_known is None else (round_as_known,),
                reader.written(*where),
            )
            if stored != tuple(make(*made) for make in (tidy_marks, exposures, goals, played, written)):
                yield where


def bring_projections_up_to_date(store: Store) -> None:
    """Make every projection anew if this kit makes them otherwise than the one that wrote them."""
    with store.read() as reader:
        if reader.projected() == VERSION:
            return
    with store.write() as writer:
        for practice in writer.practice_ids():
            project_practice(writer, practice)
        writer.set_projected(VERSION)


def project_practice(writer: Writer, practice: int) -> None:
    """All rows of all rounds of a practice, from its log."""
    live = continued(writer, practice, Live())
    for round_ in live.state.rounds:
        project(writer, practice, round_, live.persons)


def erase_old_words(store: Store, now: int) -> tuple[int, ...]:
    """Delete the sentences whose year is over and that nobody keeps. Returns the practices that changed."""
    before = now - YEAR // MILLISECOND
    with store.write() as writer:
        rounds = writer.rounds_with_old_words(before)
        for practice, round_ in rounds:
            writer.erase_words(practice, round_)
        changed = {practice for practice, _ in rounds} | set(writer.erase_old_steps(before))
        logged = changed & set(writer.practice_ids())
        for practice in logged:
            project_practice(writer, practice)
    return tuple(sorted(changed))


@dataclass(frozen=True)
class Backup:
    """A copy that was made, and how many old ones went."""

    file: Path
    removed: int


def back_up(store: Store, now: int, folder: Path | None = None) -> Backup:
    """A whole copy beside the file (or in ``folder``), named by the time; copies older than 30 days go.

    Raises `Fault` where the copy cannot be made; then no old one goes either.
    """
    folder = folder or store.file.parent / "backups"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Fault(f"The folder {folder} cannot be made, so there is no backup. Name another folder.") from error
    moment = datetime.fromtimestamp(now / 1000, UTC)
    made = folder / f"{store.file.stem}-{moment:%Y%m%dT%H%M%S}{now % 1000:03d}{store.file.suffix}"
    store.back_up(made)
    old = [file for file in backups(store, folder) if _age(store, file, moment) > BACKUPS_STAY]
    for file in old:
        file.unlink(missing_ok=True)
    return Backup(made, len(old))


def backups(store: Store, folder: Path) -> list[Path]:
    """The backups that `back_up` made there, oldest first; no other file."""
    return sorted(file for file in folder.glob(f"{store.file.stem}-*{store.file.suffix}") if _made_at(store, file))


def _made_at(store: Store, file: Path) -> datetime | None:
    stamp = file.stem.removeprefix(f"{store.file.stem}-")
    try:
        return datetime.strptime(f"{stamp[:-3]}Z", "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _age(store: Store, file: Path, now: datetime) -> timedelta:
    made = _made_at(store, file)
    return timedelta(0) if made is None else now - made
