"""Looking after the store: keeping projections in step with the log, deleting words after a year, backups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from roleplay.errors import Fault
from roleplay.people.attempts import WINDOW
from roleplay.storage import Reader, Store, Writer, open_store
from roleplay.usecases.practice.live import Live, continued
from roleplay.usecases.practice.projection import VERSION, exposures, goals, played, project, tidy_marks, written
from roleplay.usecases.security import notes

YEAR = timedelta(days=365)
"""How long sentences are kept, unless the person who received them keeps them longer."""
BACKUPS_STAY = timedelta(days=30)
MILLISECOND = timedelta(milliseconds=1)
A_DAY = timedelta(hours=23)
"""Less than a day, so that a kit that is started every evening at eight makes a backup every evening."""
BACKUPS = "backups"
"""The folder beside the store's file."""
BEFORE = "before-[0-9]{4}-"
"""In the names of copies made before a file is upgraded."""
OF_OWN = r"\.own\.zip"
"""The ending of the copies that older kits made of people's own cases, which were in a folder then."""
UNFINISHED = r"-[a-z0-9_]+\.tmp"
"""What a copy ends in until it is whole; one that was never finished is still there if the kit was killed meanwhile."""


def compare_with_log(url: str, now: int) -> list[tuple[int, int]]:
    """Rebuild every projection from the log; the (practice, round) pairs whose stored rows differ."""
    store = open_store(url, now)
    try:
        with store.read() as reader:
            return list(_differing(reader))
    finally:
        store.close()


def _differing(reader: Reader) -> Iterator[tuple[int, int]]:
    for practice in reader.practices.practice_ids():
        live = continued(reader, practice, Live())
        for round_ in live.state.rounds:
            where, made = (practice, round_.number), (practice, round_, live.persons)
            round_as_known = reader.history.played(*where)
            stored = (
                # While they wait, nobody reads the stored ones.
                tidy_marks(*made) if round_.number in live.behind else reader.history.marks(*where),
                reader.history.exposures_of(*where),
                reader.history.goals_of(*where),
                () if round_as_known is None else (round_as_known,),
                reader.history.written(*where),
            )
            if stored != tuple(make(*made) for make in (tidy_marks, exposures, goals, played, written)):
                yield where


def bring_projections_up_to_date(store: Store) -> None:
    """Remake every projection if this kit makes them differently from the one that wrote them."""
    with store.read() as reader:
        if reader.history.projected() == VERSION:
            return
    with store.write() as writer:
        for practice in writer.practices.practice_ids():
            project_practice(writer, practice)
        writer.history.set_projected(VERSION)


def project_practice(writer: Writer, practice: int) -> None:
    """All rows of all rounds of a practice, from its log."""
    live = continued(writer, practice, Live())
    for round_ in live.state.rounds:
        project(writer, practice, round_, live.persons)


def erase_old_words(store: Store, now: int) -> tuple[int, ...]:
    """Delete sentences older than a year that nobody keeps, and links to calls, reports of faults in cases and what
    was shared that are as old. Returns the practices that changed."""
    before = now - YEAR // MILLISECOND
    with store.write() as writer:
        rounds = writer.old_words.rounds_with_old_words(before)
        changed = {touched for practice, round_ in rounds for touched in writer.old_words.erase_words(practice, round_)}
        changed |= writer.old_words.erase_old_steps(before) | writer.old_words.erase_old_calls(before)
        logged = changed & set(writer.practices.practice_ids())
        for practice in logged:
            project_practice(writer, practice)
        reports, shared = writer.reports.drop_old(before), writer.shares.drop_old(before)
    if changed or reports or shared:
        store.tidy()
    return tuple(sorted(changed))


def finish_deleting(store: Store, *, after_a_start: bool = False) -> bool:
    """Remove from the disk what couldn't be removed when it was deleted. Returns whether nothing is left.

    ``after_a_start`` tries even if nothing is known to be left: the kit may have stopped before removing it.
    """
    held_up = store.left_on_disk
    if not (held_up or after_a_start):
        return True
    done = store.tidy()
    if held_up and done:
        notes.event("deletion_finished")
    return done


@dataclass(frozen=True)
class Backup:
    """A copy that was made, and how many old ones were removed."""

    file: Path
    removed: int


def back_up(store: Store, now: int, folder: Path | None = None) -> Backup:
    """A whole copy beside the file (or in ``folder``), named by the time; copies older than 30 days are removed.

    Raises `Fault` if a copy can't be made; then no old one is removed either.
    """
    folder = folder or store.folder / BACKUPS
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Fault(f"The folder {folder} can't be made, so there is no backup. Name another folder.") from error
    moment = datetime.fromtimestamp(now / 1000, UTC)
    made = folder / f"{store.file.stem}-{moment:%Y%m%dT%H%M%S}{now % 1000:03d}{store.file.suffix}"
    store.back_up(made)
    # A copy made before an upgrade holds as much as any other copy.
    copies = [*backups(store, folder), *backups(store, store.folder, BEFORE)]
    old = [file for file in copies if _age(store, file, moment) > BACKUPS_STAY]
    for file in backups(store, folder, ending=OF_OWN):
        if _age(store, file, moment, OF_OWN) > BACKUPS_STAY:
            _removed(file)
    for file in (*_unfinished(store, folder), *_unfinished(store, store.folder)):
        if _age(store, file, moment, UNFINISHED) > A_DAY:
            _removed(file)
    return Backup(made, sum(_removed(file) for file in old))


def _unfinished(store: Store, folder: Path) -> list[Path]:
    return backups(store, folder, f"(?:{BEFORE})?", UNFINISHED)


def _removed(file: Path) -> bool:
    """Whether it was removed; if another program has it open, it goes another day."""
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def back_up_daily(store: Store, now: int) -> Backup | None:
    """Make a backup, unless there is one from the last day. Raises `Fault` as `back_up` does."""
    made = backups(store, store.folder / BACKUPS)
    moment = datetime.fromtimestamp(now / 1000, UTC)
    if made and _age(store, made[-1], moment) < A_DAY:
        return None
    return back_up(store, now)


def erase_old_attempts(store: Store, now: int) -> None:
    """Nobody's address stays in the file for a wrong try that no longer counts."""
    with store.write() as writer:
        writer.attempts.erase_attempts(now - WINDOW + 1, now)


def backups(store: Store, folder: Path, between: str = "", ending: str = "") -> list[Path]:
    """The backups that `back_up` made there, oldest first; no other file. ``between`` stands in the name before the
    time, ``ending`` after it in place of the store's own; both are patterns."""
    found = folder.iterdir() if folder.is_dir() else ()
    named = ((_made_at(store, file, between, ending), file) for file in found)
    return [file for made, file in sorted((made, file) for made, file in named if made is not None)]


def _made_at(store: Store, file: Path, between: str = f"(?:{BEFORE})?", ending: str = "") -> datetime | None:
    """None if the name isn't a backup's, such as a copy that somebody made and named."""
    stem, suffix = re.escape(store.file.stem), ending or re.escape(store.file.suffix)
    hidden = r"\." if ending == UNFINISHED else ""
    named = re.fullmatch(rf"{hidden}{stem}-{between}([0-9]{{8}}T[0-9]{{6}})([0-9]{{3}}){suffix}", file.name)
    try:
        # strptime has no milliseconds, only six digits of a second's fraction.
        return datetime.strptime(f"{named[1]}{named[2]}000+0000", "%Y%m%dT%H%M%S%f%z") if named else None
    except ValueError:
        return None


def _age(store: Store, file: Path, now: datetime, ending: str = "") -> timedelta:
    made = _made_at(store, file, ending=ending)
    return timedelta(0) if made is None else now - made
