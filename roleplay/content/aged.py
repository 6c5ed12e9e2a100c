"""What time alone makes wrong: signatures that have expired, and sources that nobody has looked at for a year."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from roleplay.content.case import Case
from roleplay.content.diagnostics import Diagnostic, Severity
from roleplay.content.judging import judge_sources
from roleplay.content.signatures import standing
from roleplay.content.sources import not_looked_at

EXPIRED = "reviewed too long ago. Let a clinician read it again, who signs by: python -m roleplay review CASE"
NAMED = 3
UNSEEN = "nobody has looked"
"""How a remark about a source that is too old begins."""


def expired_reviews(cases: Mapping[str, Case], today: date) -> Iterator[Diagnostic]:
    """By the file that a case lies in; whatever else is said of a review does not go by the date."""
    for file, case in cases.items():
        found = standing(case, today)
        if found.expired and not found.reviewed:
            yield Diagnostic(file, 1, 1, Severity.WARNING, "review", EXPIRED)


def sources_to_look_at(file: Path, name: str, today: date) -> Iterator[Diagnostic]:
    """In one line, as there may be many; nothing where there is no register, or one with faults."""
    sources = judge_sources(file, name).model if file.is_file() else None
    if sources is not None and (old := not_looked_at(sources, today)):
        named = ", ".join(source.id for source in old[:NAMED]) + (
            f" and {len(old) - NAMED} more" if old[NAMED:] else ""
        )
        sentence = f"{UNSEEN} for a year whether {named} still hold. Look, then write checked: DATE"
        yield Diagnostic(name, 1, 1, Severity.WARNING, "sources", sentence)
