"""What is said of the content by the date: who stands for a case today, and which sources and signposts nobody has
looked at for a year. Only somebody who looks can put it right."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

from roleplay.content.case import Case
from roleplay.content.diagnostics import Diagnostic, Severity
from roleplay.content.judging import judge_country, judge_sources, read_text
from roleplay.content.signatures import standing
from roleplay.content.sources import is_old, not_looked_at

SIGNS = "who signs by: python -m roleplay review CASE"
NOT_REVIEWED = f"not clinically reviewed yet. Let a clinician read it, {SIGNS}"
CHANGED = f"changed since it was reviewed. Let a clinician read it again, {SIGNS}"
EXPIRED = f"reviewed too long ago. Let a clinician read it again, {SIGNS}"
NAMED = 3
UNSEEN = "nobody has looked"
"""How a remark about a source that is too old begins."""


def unreviewed(cases: Mapping[Path, Case], name: Callable[[Path], str], today: date) -> Iterator[Diagnostic]:
    """Each case, by its file, that no clinician stands for today, and why."""
    for file, case in cases.items():
        found = standing(case, today)
        if not found.reviewed:
            why = CHANGED if found.changed else EXPIRED if found.expired else NOT_REVIEWED
            yield Diagnostic(name(file), _line_of(file, "review:"), 1, Severity.WARNING, "review", why)


def _line_of(file: Path, key: str) -> int:
    """1 where the text lies in a store."""
    text = read_text(file) if file.is_file() else ""
    lines = text.splitlines() if isinstance(text, str) else []
    return next((n for n, line in enumerate(lines, 1) if line.startswith(key)), 1)


def sources_of_cases(cases: Mapping[Path, Case], name: Callable[[Path], str], today: date) -> Iterator[Diagnostic]:
    """Cases that say when their sources were last checked, over a year ago. One that says nothing leaves it to the
    register."""
    for file, case in cases.items():
        checked = case.review.checked_sources
        if checked is not None and is_old(checked, today):
            sentence = (
                f"{UNSEEN} at the case's sources since {checked.day} {checked:%B %Y}. Look, then write the new date"
            )
            yield Diagnostic(
                name(file), _line_of(file, "review:"), 1, Severity.WARNING, "review.checked_sources", sentence
            )


def sources_to_look_at(file: Path, name: str, today: date) -> Iterator[Diagnostic]:
    """On one line, as there may be many. Empty if there is no register, or if it has faults."""
    sources = judge_sources(file, name).model if file.is_file() else None
    if sources is not None and (old := not_looked_at(sources, today)):
        named = ", ".join(source.id for source in old[:NAMED]) + (
            f" and {len(old) - NAMED} more" if old[NAMED:] else ""
        )
        sentence = f"{UNSEEN} for a year whether {named} still hold. Look, then write checked: DATE"
        yield Diagnostic(name, 1, 1, Severity.WARNING, "sources", sentence)


def signposts_to_look_at(file: Path, name: str, today: date) -> Iterator[Diagnostic]:
    """A country whose numbers nobody has looked up for a year, or ever. Empty if the file has faults."""
    country = judge_country(file, name).model
    if country is not None and is_old(country.checked, today):
        checked = country.checked
        since = f"since {checked.day} {checked:%B %Y} " if checked else ""
        sentence = f"{UNSEEN} {since}whether these numbers hold. Look each of them up, then write checked: DATE"
        yield Diagnostic(name, _line_of(file, "checked:"), 1, Severity.WARNING, "checked", sentence)
