"""OSCE records, one JSON object a line: each becomes an interview, and nothing in it is dropped.

Any field may be a text, a list, a map, a number or null, at any depth. Nothing reaches the student by itself: what
might be for them is noted beside their fields, and only from the objective, the demographics and the symptoms, leaving
out whatever gives away the diagnosis or a finding.
"""

import re
from collections.abc import Iterator
from typing import Any

from roleplay.content.case import TO_WRITE, WhenRule
from roleplay.errors import Fault
from roleplay.importing.build.case_text import finished, reminder
from roleplay.importing.build.draft import Card, Door, Draft, Told
from roleplay.importing.build.imported import Imported, ImportedFile, Job, Progress, ReportLine
from roleplay.importing.build.plain_text import cut, plain
from roleplay.importing.open.jsontree import Fields, Path, empties, outline
from roleplay.importing.open.opening_files import decoded
from roleplay.importing.propose.records import DIAGNOSIS, FOUND, Leaf, NoRecord, Record, records, sorted_out
from roleplay.importing.propose.spoilers import Secrets, gives_away, secrets

CHIEF = ("primary", "chief", "main", "presenting")


def read_osce(job: Job, data: bytes, progress: Progress) -> Imported:
    """Every record of a file of JSON lines; a line that isn't a record is reported without hiding any other."""
    text, report = decoded(job.name, data)
    lines = list(records(job.name, text))
    files: list[ImportedFile] = []
    taken: set[str] = set()
    for number, (place, value) in enumerate(lines, start=1):
        file, told = _converted(place, value, job, taken)
        report += told
        if file is not None:
            files.append(file)
            taken.add(file.id)
        progress(number, len(lines))
    if not files and not any(_may_be_record(value) for _, value in lines):
        raise Fault(
            f'"{job.name}" holds no OSCE record, so nothing was imported. Write one record a line, each as '
            '{"OSCE_Examination": {…}}.'
        )
    return Imported(job.name, tuple(files), (*report, *reminder(job, len(files))))


def _may_be_record(value: Any) -> bool:
    return isinstance(value, Fields) or (isinstance(value, NoRecord) and value.too_large)


def _converted(place: str, value: Any, job: Job, taken: set[str]) -> tuple[ImportedFile | None, list[ReportLine]]:
    if not isinstance(value, Fields):
        why = value.why if isinstance(value, NoRecord) else "it is not a record; a record begins with { and ends with }"
        return None, [ReportLine(place, "the line", False, why)]
    draft, told = drafted(place, sorted_out(value), outline(value))
    empty = [" › ".join(path) for path in empties(value)]
    file, judged = finished(draft, job, taken)
    told += [ReportLine(place, name or "the record", False, "it is empty") for name in empty]
    return file, [*judged, *told] if file is not None else judged


# Drafting


def drafted(place: str, record: Record, source: str) -> tuple[Draft, list[ReportLine]]:
    """The case, and the report of what could not go where one would expect it."""
    kept = _secrets(record)
    door = [_labelled(leaf) for leaf in record.objective]
    tasks = tuple(text for text in door if not gives_away(text, kept))
    hidden = [text for text in door if gives_away(text, kept)]
    chief = _first_safe(_by_weight(record.symptoms), kept)
    who = "; ".join(_labelled(leaf) for leaf in record.demographics)
    draft = Draft(
        place=place,
        title=f"Imported case, {place}",
        named="Imported case",
        source=source,
        door=Door(chief[:1].upper() + chief[1:], (), _brief("" if gives_away(who, kept) else who, chief), tasks),
        plays=who,
        you_are=f"You are the patient: {who}. {TO_WRITE} how you behave." if who else "",
        opening=f"{TO_WRITE} your first words, about this: {chief}" if chief else "",
        story=tuple(_told(record)),
        background=tuple(_background(record.others)),
        findings=tuple(_cards(record.cards)),
        points=(
            *(f"Diagnosis: {_labelled(leaf)}" for leaf in record.diagnosis),
            *(f"The record's objective: {text}" for text in hidden),
        ),
    )
    return draft, _moved(place, hidden, kept) + _untitled(place, record, chief)


def _secrets(record: Record) -> Secrets:
    """This includes what is under a label such as Diagnosis or Test Results elsewhere."""
    elsewhere = (*record.objective, *record.demographics, *record.history, *record.symptoms, *record.others)
    diagnoses = [text for path, text in (*record.cards, *elsewhere) if _any_label(DIAGNOSIS, path)]
    found = [text for path, text in elsewhere if _any_label(FOUND, path)]
    return secrets([*(text for _, text in record.diagnosis), *diagnoses], [*(text for _, text in record.cards), *found])


def _any_label(pattern: re.Pattern[str], path: Path) -> bool:
    return any(pattern.search(plain(label)) for label in path)


def _labelled(leaf: Leaf) -> str:
    """The text, preceded by the labels below the field's own."""
    path, text = leaf
    return f"{' – '.join(path[1:])}: {text}" if any(path[1:]) else text


def _by_weight(symptoms: tuple[Leaf, ...]) -> list[Leaf]:
    return sorted(symptoms, key=lambda leaf: not _is_chief(leaf))


def _is_chief(leaf: Leaf) -> bool:
    return any(word in plain(label).split() for label in leaf[0] for word in CHIEF)


def _first_safe(symptoms: list[Leaf], kept: Secrets) -> str:
    return next((text for _, text in symptoms if not gives_away(text, kept)), "")


def _brief(who: str, chief: str) -> tuple[str, ...]:
    """Empty if none of it may be told."""
    return tuple(filter(None, [f"Who has come: {who}." if who else "", f"What it is about: {chief}." if chief else ""]))


def _told(record: Record) -> Iterator[Told]:
    """The main symptom is volunteered, the history follows an open question, and the rest is told when asked."""
    for number, (path, text) in enumerate(_by_weight(record.symptoms)):
        first = number == 0 or _is_chief((path, text))
        yield Told(text, WhenRule.VOLUNTEER if first else WhenRule.ASKED, _topic(path))
    for path, text in record.history:
        yield Told(text, WhenRule.OPEN, _topic(path))


def _topic(path: Path) -> str:
    return " – ".join(label for label in path[1:] or path if label).lower()


def _background(others: tuple[Leaf, ...]) -> Iterator[tuple[str, str]]:
    for leaf in others:
        yield leaf[0][0], _labelled(leaf)


def _cards(found: tuple[Leaf, ...]) -> Iterator[Card]:
    """One card for what is asked for together: texts whose labels are the same up to the last."""
    together: dict[Path, list[str]] = {}
    for path, text in found:
        inner = path[1:] if len(path) > 1 else path
        asked, last = (inner[:-1], inner[-1]) if len(inner) > 1 else (inner, "")
        line = f"{last}: {text}" if last and plain(last) not in ("findings", "finding") else text
        together.setdefault(asked, []).append(line)
    for asked, lines in together.items():
        yield Card(", ".join(filter(None, asked)) or "Another finding", "\n".join(lines))


# Reporting


def _moved(place: str, hidden: list[str], kept: Secrets) -> list[ReportLine]:
    """The report is for the teacher, who may see what it gives away."""
    return [
        ReportLine(
            place,
            f'the objective "{cut(text, 60)}"',
            True,
            f'in the debrief, not as a task, since it would give away "{cut(gives_away(text, kept), 40)}"',
        )
        for text in hidden
    ]


def _untitled(place: str, record: Record, chief: str) -> list[ReportLine]:
    if chief or not record.symptoms:
        return []
    why = "each symptom uses words of the diagnosis or a finding; write a title that gives away neither"
    return [ReportLine(place, "no title from the symptoms", True, why)]
