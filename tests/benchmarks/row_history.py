"""The history of somebody with 1,000 rounds, among few rows of other people and among many."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from roleplay.content.loading import load_library
from roleplay.marking.marksheet import Marksheet, marksheet_of
from roleplay.people.visitor import Visitor
from roleplay.usecases.history.shelf import Filter
from roleplay.usecases.practice.snapshots import take_snapshot
from roleplay.web.server.kit import build_kit
from tests.benchmarks.quiet import wait_for_quiet
from tests.benchmarks.seeding import CASE
from tests.benchmarks.servers import ROOT
from tests.benchmarks.table import Row, median

ME, DEVICE = "person-me", "device-me"
ROUNDS, AS_STUDENT = 1000, 3
"""I am the student in every third of my rounds."""
FEW, MANY = 10_000, 1_000_000
REPEATS, BUDGET = 7, 2.0
NOW, DAY = 1_790_000_000_000, 24 * 60 * 60 * 1000
LIKE = {"case": CASE, "title": "Hot at bedtime", "skills": '["red-flags"]'}


def measure(folder: Path) -> list[Row]:
    """The same person's rows; other people's come in between, as they would over years. The median of seven."""
    few, many = (_opening(folder / str(rows), rows) for rows in (FEW, MANY))
    reached = f"{many / few:.2f} × ({1000 * few:.0f} ms, {1000 * many:.0f} ms)"
    what = f"history of {ROUNDS:,} rounds among {MANY:,} rows, against {FEW:,}"
    return [Row(what, f"≤ {BUDGET:g} ×", reached, many / few <= BUDGET)]


def _opening(folder: Path, rows: int) -> float:
    folder.mkdir()
    url = f"sqlite:///{folder / 'kit.sqlite3'}"
    kit = build_kit(url, ROOT, lambda: NOW)
    library = load_library(ROOT)
    case = library.cases[CASE]
    sheet = marksheet_of(library.rubrics[case.rubric], case)
    with kit.store.write() as writer:
        writer.history.add_sheet(sheet)
        snapshot, body = take_snapshot(case, library)
        writer.log.add_snapshot(snapshot.fingerprint, body)
    with closing(sqlite3.connect(folder / "kit.sqlite3")) as plain:
        _fill(plain, sheet, rows)
    wait_for_quiet()
    taken = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        shown = kit.history.overview(Visitor(DEVICE, person=ME), Filter())
        kit.history.views(Visitor(DEVICE, person=ME), Filter())
        taken.append(time.perf_counter() - start)
    assert shown.all == ROUNDS
    kit.close()
    return median(taken)


def _fill(plain: sqlite3.Connection, sheet: Marksheet, rows: int) -> None:
    """My sessions and the others' in turn, until there are so many rows."""
    plain.execute("INSERT INTO persons (id, name, folded) VALUES (?, 'Me', 'me')", (ME,))
    plain.execute("INSERT INTO person_devices VALUES (?, ?, 0, 0)", (ME, DEVICE))
    each = rows_of_a_round(sheet, 1, "x", "x", True)
    others = max(0, rows - ROUNDS * len(each)) // len(each)
    between = others / ROUNDS
    practice, owed = 0, 0.0
    for number in range(ROUNDS):
        owed += between
        while owed >= 1:
            practice, owed = practice + 1, owed - 1
            _insert(plain, sheet, practice, f"other-{practice % 997}", f"other-{practice % 991}", True)
        practice += 1
        mine = number % AS_STUDENT == 0
        _insert(plain, sheet, practice, ME if mine else "other-1", ME, mine)
    plain.commit()
    plain.execute("ANALYZE")


def _insert(
    plain: sqlite3.Connection, sheet: Marksheet, practice: int, student: str, person: str, marked: bool
) -> None:
    plain.execute(
        "INSERT INTO practices (id, code, opened_at) VALUES (?, ?, ?)", (practice, f"code-{practice}", NOW - DAY)
    )
    for table, row in rows_of_a_round(sheet, practice, student, person, marked):
        names = ", ".join(f'"{name}"' for name in row)
        plain.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))


def rows_of_a_round(
    sheet: Marksheet, practice: int, student: str, person: str, marked: bool
) -> list[tuple[str, dict[str, object]]]:
    where = {"practice": practice, "round": 1, "place": 0}
    at = NOW - 400 * DAY + practice
    kind = {"case_kind": "interview", "specialty": "paediatrics", "level": "finals", "difficulty": 3, "heavy": 0}
    rest = {"fingerprint": sheet.fingerprint, "at": at, "opened_at": at, "minutes": 8, "repeat": 0, "counts": 1}
    role = "student" if marked else "patient"
    rows: list[tuple[str, dict[str, object]]] = [
        ("rounds", {**where, "student": student, **LIKE, **kind, **rest}),
        ("exposures", {**where, "person": person, "case": CASE, "role": role, "heavy": 0, "counts": 1, "at": at}),
    ]
    if marked:
        rows += [("marks", {**row, "practice": practice, "student": student}) for row in _marks(sheet, at)]
        said = {"writer": "other-2", "receiver": student, "words": "sentence", "text": "When you waited.", "made": at}
        rows.append(("words", {**where, **said}))
        rows.append(("goals", {**where, "person": student, "text": "Wait.", "made": at, "outcome": None}))
    return rows


def _marks(sheet: Marksheet, at: int) -> Iterator[dict[str, object]]:
    things = [("item", item.id, "done") for item in sheet.items]
    things += [("domain", domain.id, "3") for domain in sheet.domains] + [("overall", "", "2")]
    for place, (kind, thing, mark) in enumerate(things):
        yield {
            "round": 1,
            "place": place,
            "case": CASE,
            "fingerprint": sheet.fingerprint,
            "lens": "observer",
            "rater": "other-2",
            "kind": kind,
            "thing": thing,
            "mark": mark,
            "weight": 1.0,
            "made": at,
            "submitted": at,
        }
