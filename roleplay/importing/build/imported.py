"""What an import comes to: the texts of new files, and a report of what was kept, what wasn't, and why."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from roleplay.content.loading import Library

Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""


class FileKind(StrEnum):
    """What a new file is; its folder has the same name with an s."""

    CASE = "case"
    RUBRIC = "rubric"


@dataclass(frozen=True)
class Job:
    """What every reader needs besides the bytes. ``name`` is the file's, without its folder."""

    name: str
    library: Library
    today: date


@dataclass(frozen=True)
class ImportedFile:
    """A file to be written. ``source`` is what it was made from, in readable lines, for comparing before it is saved;
    ``title`` is what it is called until then, which may give away more than its own title."""

    id: str
    kind: FileKind
    title: str
    text: str
    source: str

    @property
    def path(self) -> str:
        """Its path from the root of the content."""
        return f"{self.kind}s/{self.id}.yaml"

    def under(self, id_: str) -> "ImportedFile":
        """The same file with another id."""
        text = re.sub(r"^id:.*$", f"id: {id_}", self.text, count=1, flags=re.MULTILINE)
        return replace(self, id=id_, text=text)


@dataclass(frozen=True)
class ReportLine:
    """What became of one row, record or paragraph."""

    place: str
    what: str
    kept: bool = True
    why: str = ""

    def __str__(self) -> str:
        why = f" ({self.why})" if self.why else ""
        return f"{self.place}: {'kept' if self.kept else 'not kept'}: {self.what}{why}"


@dataclass(frozen=True)
class Imported:
    """The result of an import, before any of it is on the disk."""

    name: str
    files: tuple[ImportedFile, ...]
    report: tuple[ReportLine, ...]


def report_text(imported: Imported) -> str:
    """The report as text, ending with what is left to do."""
    kept = sum(line.kept for line in imported.report)
    head = f"{imported.name}: {counted(len(imported.files), 'file')} to write; "
    head += f"{counted(len(imported.report), 'line')} of report, {len(imported.report) - kept} of them not kept"
    return "\n".join([head, *(f"  {line}" for line in imported.report)])


def counted(number: int, noun: str) -> str:
    """1 file, 2 files."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
