"""The tables that one downloads: every figure of the history can be reckoned again from them, and they name nobody."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from io import BytesIO, StringIO
from itertools import groupby
from math import floor
from pathlib import Path
from statistics import fmean, median
from zipfile import ZipFile

import pytest
from evening import MINUTE, Evening, an_evening
from left_over import DAY, bring, taken_home

from roleplay.review.every_view import Views
from roleplay.usecases.history.shelf import Filter

Row = dict[str, str]
WORTH = {"done": 1.0, "partly": 0.5, "not": 0.0}
LINES = """checklist:
  - {id: harm, text: Scares him, domain: gather, weight: 3, critical: never}
  - {id: net, text: Says when to ring, domain: manage, weight: 3, critical: must, tags: [red-flags]}
"""
MARKS = {
    "introduces": ("done", "not"), "exertional": ("not", "not"), "family": ("done", "done"), "net": ("not", "done"),
    "harm": ("done", ""),
}  # fmt: skip


@pytest.fixture
def five(before: Evening) -> Evening:
    """Anna was the student five times and once again of a known case; Cleo and Dora watched and differed, the clock was
    held once, and one sheet was marked in part."""
    before.more_cases(*(f"case-{n}" for n in range(5)), edits={"checklist:\n": LINES})
    evening = before.start("Anna", "Ben", "Cleo", "Dora")
    for number, case in enumerate(["case-0", "case-1", "case-2", "case-3", "case-4", "case-0"]):
        evening.begin(case).read().wall.forward(3 * MINUTE)
        play(evening, number)
    return evening.finish()


def play(evening: Evening, number: int) -> None:
    for observer, watcher in enumerate(("Cleo", "Dora")):
        few = 2 if number == 3 else len(MARKS)
        given = [(item, marks[observer]) for item, marks in list(MARKS.items())[:few] if marks[observer]]
        evening.send(watcher, *(evening.raw("marked", item=item, mark=mark) for item, mark in given))
    if number == 1:
        evening.moved("Ben", "pause").wall.forward(20 * MINUTE)
        evening.moved("Ben", "carry_on")
    evening.wall.forward(8 * MINUTE)
    evening.hand_in()
    evening.tap("Cleo", "rated_domain", domain="gather", value=1 + number % 5)
    evening.tap("Ben", "rated_statement", statement="one", value=1 + number % 5)
    if number:
        evening.tap("Cleo", "rated_goal", outcome="done" if number % 2 else "no_chance")
    while evening.stage == "debrief":
        evening.moved("Anna", "go_on")
    evening.moved("Anna", "go_on").tap("Anna", "wrote", words="next_step", text=f"step {number}")


def table(evening: Evening, file: str, name: str = "Anna") -> list[Row]:
    with ZipFile(BytesIO(evening.kit.history.export(evening.visitor(name)))) as exported:
        return list(csv.DictReader(StringIO(exported.read(f"{file}.csv").decode("utf-8-sig"))))


def rows(evening: Evening, name: str = "Anna") -> list[Row]:
    """Every mark, with what there is to know of its round."""
    rounds = {(row["practice"], row["round"]): row for row in table(evening, "rounds", name)}
    return [{**rounds[row["practice"], row["round"]], **row} for row in table(evening, "marks", name)]


def views(evening: Evening, name: str = "Anna") -> Views:
    return evening.kit.history.views(evening.visitor(name), Filter())


def stations(marks: Iterable[Row]) -> list[list[Row]]:
    ordered = sorted(marks, key=lambda row: (row["began"], row["practice"], int(row["round"])))
    return [list(rows) for _, rows in groupby(ordered, key=lambda row: (row["practice"], row["round"]))]


def own(marks: Iterable[Row], new: bool = True) -> list[list[Row]]:
    found = [one for one in stations(marks) if one[0]["role"] == "student" and one[0]["given up"] == "no"]
    return [one for one in found if one[0]["repeat"] == "no"] if new else found


def by_rater(station: list[Row]) -> list[list[Row]]:
    found = defaultdict(list)
    for row in station:
        if row["lens"] == "observer" and row["rater"] and row["what"] != "words":
            found[row["rater"]].append(row)
    return [found[rater] for rater in sorted(found)]


def percent(given: list[Row]) -> tuple[float, bool]:
    """One observer's station percent, and whether it counts."""
    items = [row for row in given if row["what"] == "item" and row["critical"] != "never"]
    asked = [row for row in items if row["mark"] != "na"]
    marked = [row for row in asked if row["mark"]]
    domains = [row for row in given if row["what"] == "domain"]
    share = float(given[0]["checklist share"])
    checklist = 100 * weighed(marked, lambda row: WORTH[row["mark"]])
    rated = weighed(domains, lambda row: 25 * (int(row["mark"]) - 1))
    whole = sum(float(row["weight"]) for row in marked) / sum(float(row["weight"]) for row in asked)
    overall = any(row["what"] == "overall" for row in given)
    return share * checklist + (1 - share) * rated, whole >= 0.8 and bool(domains) and overall


def weighed(rows: list[Row], value: Callable[[Row], float]) -> float:
    total = sum(float(row["weight"]) for row in rows)
    return sum(float(row["weight"]) * value(row) for row in rows) / total


def dot(station: list[Row]) -> tuple[float, bool]:
    """The observers who marked enough count, and where none did, all."""
    scores = [percent(given) for given in by_rater(station)]
    enough = [value for value, counts in scores if counts]
    return fmean(enough or [value for value, _ in scores]), bool(enough)


def test_every_dot_can_be_reckoned_from_the_table(five: Evening) -> None:
    shown = views(five).level

    found = [dot(station) for station in own(rows(five), new=False)]

    assert [complete for _, complete in found].count(False) == 1
    assert [value for value, _ in found] == pytest.approx([one.percent for one in shown.dots])
    assert [complete for _, complete in found] == [one.complete for one in shown.dots]


def test_the_counts_of_a_skill_can_be_reckoned_from_the_table(five: Evening) -> None:
    shares = []
    for station in own(rows(five)):
        lines = defaultdict(list)
        for row in station:
            if row["what"] == "item" and "red-flags" in row["skills"].split() and row["mark"] not in ("", "na"):
                lines[row["thing"]].append(row["mark"])
        shares.append(fmean(all(mark == "not" for mark in marks) for marks in lines.values()))

    [skill] = views(five).missed.skills

    assert (skill.missed, skill.chances) == (pytest.approx(sum(shares)), len(shares))


def test_the_patients_answers_can_be_reckoned_from_the_table(five: Evening) -> None:
    answers = defaultdict(list)
    for row in (row for station in own(rows(five)) for row in station if row["what"] == "statement"):
        answers[row["text"]].append(int(row["mark"]))

    assert {one.text: one.median for one in views(five).patients.statements} == {
        text: median(values) for text, values in answers.items()
    }


def test_the_log_can_be_reckoned_from_the_table(five: Evening) -> None:
    each = [row for row in table(five, "rounds") if row["given up"] == "no"]

    log = views(five).log

    assert {part.role: (part.stations, part.minutes) for part in log.parts if part.stations} == {
        role: (len(found), pytest.approx(sum(float(row["minutes"]) for row in found)))
        for role in {row["role"] for row in each}
        if (found := [row for row in each if row["role"] == role])
    }


def test_what_became_of_the_next_steps_can_be_reckoned_from_the_table(five: Evening) -> None:
    judged = table(five, "steps")

    done = {row["focus"] for row in judged if row["last step"] == "done"}

    assert {line.text for line in views(five).goals.lines if line.became.value == "done"} == done
    assert len(done) == 3


def test_a_rater_is_a_letter_within_a_station_and_nobodys_name(five: Evening) -> None:
    marks = rows(five)

    assert {row["rater"] for row in marks if row["lens"] == "observer" and row["rater"]} == {"A", "B"}
    assert all(len(row["rater"]) <= 1 for row in marks)
    ids = [five.seats[name].person for name in ("Anna", "Ben", "Cleo", "Dora")]
    assert [one for one in ids if one in repr(marks)] == []


def test_a_repeat_and_a_round_that_was_given_up_say_so(five: Evening) -> None:
    later = five.later("Anna", "Ben", "Cleo").begin("case-4").moved("Ben", "leave").finish()

    each = [(row["repeat"], row["given up"]) for row in table(later, "rounds")]

    assert each == [("no", "no")] * 5 + [("yes", "no"), ("yes", "yes")]


def test_a_blank_is_a_line_without_a_mark_and_counts_nowhere(five: Evening) -> None:
    blank = [row for row in rows(five) if row["what"] == "item" and not row["mark"]]

    assert {(row["thing"], row["counted"]) for row in blank} >= {("net", "no"), ("harm", "no")}


def test_on_another_kit_the_table_gives_the_same_figures(five: Evening, tmp_path: Path) -> None:
    there = an_evening(tmp_path / "there").start("Anna")
    there.wall.forward(DAY)
    bring(there, "Anna", taken_home(five, "Anna"))

    marks = rows(there)

    assert [floor(value + 0.5) for value, _ in map(dot, own(marks, new=False))] == [
        floor(one.percent + 0.5) for one in views(five).level.dots
    ]
    assert {row["rater"] for row in marks} <= {"", "A", "B", "C", "D"}
    there.kit.close()
