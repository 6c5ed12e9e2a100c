"""What people wrote on this kit, in its store: whose it is, its earlier versions, and how much there may be."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.content.own import Listing, OwnText, Version
from roleplay.content.reported_faults import ReportedFault
from roleplay.errors import Fault
from roleplay.people.persons import FORMER
from roleplay.storage import Reader, Store, Writer
from roleplay.usecases.cases.own_text import NOT_ON_WINDOWS, nameless

MOST_CASES, MOST_IN_ALL = 500, 5000
"""At most for one person, withdrawn cases included, and for everybody."""
MOST_VERSIONS = 100
"""How many versions of a case by one person are kept; then their oldest goes, but never the case's first."""
NOT_YOURS = (
    "There’s already a case called {id}, and it isn’t yours to change. Nothing was saved. Give yours another id."
)


class OwnLibrary:
    """What was written here, in the form the library asks for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def where(self) -> str:
        return str(self._store.file)

    def revision(self) -> int:
        with self._store.read() as reader:
            return reader.own.revision()

    def listing(self) -> Listing:
        with self._store.read() as reader:
            return reader.own.listing()

    def case(self, id: str) -> str | None:
        with self._store.read() as reader:
            kept = reader.own.case(id)
        return None if kept is None else kept.text

    def rubric(self, id: str) -> str | None:
        with self._store.read() as reader:
            return reader.own.rubric(id)

    def picture(self, name: str) -> bytes | None:
        with self._store.read() as reader:
            return reader.own.picture(name)

    def reports(self) -> tuple[ReportedFault, ...]:
        """What is said to be wrong with any case of this kit and was not answered."""
        with self._store.read() as reader:
            return reader.reports.open()


def refuse_to_save(reader: Reader, person: str, case_id: str) -> OwnText | None:
    """What is under this id now. Raises `Fault` if it isn't this person's, or if one more would be too many."""
    if NOT_ON_WINDOWS.fullmatch(case_id):
        raise Fault(f"Not every computer allows a file called {case_id}. Give the case another id.")
    kept = reader.own.case(case_id)
    if kept is None:
        refuse_too_many(reader, person, 1)
    elif kept.owner != person:
        raise Fault(NOT_YOURS.format(id=case_id))
    return kept


def refuse_too_many(reader: Reader, person: str, new: int) -> None:
    """Raise `Fault` if this many new cases are too many."""
    owners = [owner for owner, _ in reader.own.owners().values()]
    for there, most, whose in ((owners.count(person), MOST_CASES, "of yours"), (len(owners), MOST_IN_ALL, "in all")):
        if there + new > most:
            more = f"{max(0, most - there):,} more fit"
            raise Fault(
                f"There are {there:,} cases {whose}, withdrawn ones included, and only {more}. Nothing was saved. "
                "Keep fewer of these, or rewrite one you have."
            )


def save(writer: Writer, kept: OwnText | None, anew: OwnText, now: int) -> None:
    """Make this the case's text (or withdraw the case); what it was before is kept as a version."""
    if kept is not None and kept.text is not None:
        _keep(writer, kept, now)
    writer.own.put_case(anew)


def _keep(writer: Writer, kept: OwnText, now: int) -> None:
    known = writer.own.versions(kept.id)
    at = max(now, known[0].at + 1) if known else now
    writer.own.add_versions(kept.id, {Version(at, kept.writer): kept.text or ""})
    # Versions without a writer (edited by hand, or whose writer has gone) could be anybody's, so they stay.
    theirs = [version.at for version in known[:-1] if kept.writer is not None and version.writer == kept.writer]
    writer.own.drop_versions(kept.id, theirs[MOST_VERSIONS - 1 :])


def forget_own(writer: Writer, person: str) -> None:
    """What others have played stays, by a former member and owned by nobody; the rest goes."""
    for id_ in [id_ for id_, (owner, _) in writer.own.owners().items() if owner == person]:
        kept = writer.own.case(id_)
        text = kept and kept.text
        left = nameless(text) if text and writer.own.played_by_others(id_, person) else None
        writer.own.rename_author(id_, FORMER)
        if left is None:
            writer.own.drop_case(id_)
            writer.reports.drop_of_case(id_)
        else:
            writer.own.drop_versions(id_)
            writer.own.put_case(OwnText(id_, None, None, left))
    _forget_pictures(writer, person)


def _forget_pictures(writer: Writer, person: str) -> None:
    """Delete theirs, except for those that a case shows. A round that has been played holds its own."""
    texts = writer.own.texts().values()
    mine = [name for name, owner in writer.own.pictures().items() if owner == person]
    if gone := [name for name in mine if not any(name in text for text in texts)]:
        writer.own.drop_pictures(gone)


def as_rows(person: str, texts: Mapping[str, str]) -> list[OwnText]:
    """This person's new cases."""
    return [OwnText(id_, person, person, text) for id_, text in texts.items()]
