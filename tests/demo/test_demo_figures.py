"""Every figure on every history page of the demo, against the same figure recomputed from its export."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

import numpy as np
import pandas as pd
import pytest
import recomputed as again
from demo_builders import NOW, Made
from recomputed import AT, Export
from scipy import stats

from roleplay.demo.way_in import NAMES
from roleplay.people.visitor import Visitor
from roleplay.review.every_view import Views
from roleplay.sheets.history.numbers import numbers
from roleplay.storage.databases.sqlite import url_of
from roleplay.usecases.history.shelf import Filter
from roleplay.web.server.kit import Kit, build_kit
from roleplay.web.server.root import ROOT

DEVICE = "proof"
TERM = 100 * 24 * 60 * 60 * 1000
HALF = 0.5 + 1e-6
FIGURE = re.compile(r"[−+]?\d[\d,]*(?:\.\d+)?")
OUTCOMES = {"done": "done", "partly": "partly done", "missed": "missed the chance", "no_chance": "didn’t come up"}


@pytest.fixture(scope="module", params=[1, 3], ids=["a term", "three terms"])
def kit(request: pytest.FixtureRequest, made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    """The demo, on a device that holds everybody in it; and once more with two such terms before it, as some views only
    begin with many stations."""
    file = tmp_path_factory.mktemp("proof") / "demo.sqlite3"
    with closing(sqlite3.connect(made.file)) as there, closing(sqlite3.connect(file)) as here:
        there.backup(here)
        for term in range(1, request.param):
            for table in ("practices", "rounds", "exposures", "marks", "words", "goals"):
                add_term(here, table, term)
        here.commit()
    found = build_kit(url_of(file), ROOT, lambda: NOW)
    with found.store.write() as writer:
        for name in NAMES:
            writer.devices.add_person_device(made.person(name), DEVICE, False, NOW)
    yield found
    found.close()


def add_term(here: sqlite3.Connection, table: str, term: int) -> None:
    """The same rows, earlier. Where the first term was marked as done, every second line is missed now."""
    columns = [row[1] for row in here.execute(f"PRAGMA table_info({table})")]
    number = "id" if table == "practices" else "practice"
    earlier = {name: f"{name} - {term} * {TERM}" for name in ("at", "made", "opened_at")}
    other = {number: f"{number} + {term} * 1000", "code": f"code || {term}", "origin": f"origin || {term}"}
    worse = {"mark": f"CASE WHEN mark = 'done' AND place % 2 = {term} % 2 THEN 'not' ELSE mark END"}
    changed = {**earlier, **other, **worse}
    picked = ", ".join(changed.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    here.execute(f"INSERT INTO {table} ({names}) SELECT {picked} FROM {table} WHERE {number} < 1000")


@pytest.fixture(params=NAMES)
def who(request: pytest.FixtureRequest, made: Made) -> Visitor:
    return Visitor(DEVICE, person=made.person(request.param))


@pytest.fixture
def shown(kit: Kit, who: Visitor) -> Views:
    return kit.history.views(who, Filter())


@pytest.fixture
def export(kit: Kit, who: Visitor) -> Export:
    return Export.read(kit.history.export(who))


def figures(*texts: str) -> list[float]:
    """Every number in these texts, in their order."""
    return [float(one.replace("−", "-").replace(",", "")) for text in texts for one in FIGURE.findall(text)]


def told(said: Sequence[float], values: Iterable[float]) -> bool:
    """Whether these are the values, rounded as they are on the page."""
    expected = list(values)
    return len(said) == len(expected) and all(abs(a - b) <= HALF for a, b in zip(said, expected, strict=True))


def day(at: pd.Timestamp) -> str:
    return f"{at.day} {at:%B %Y}"


def test_the_log(shown: Views, export: Export) -> None:
    played, own = export.played, export.own
    roles = ("student", "patient", "observer")
    minutes = {role: played[played.role == role].minutes.astype(float).sum() for role in roles}
    counts = Counter(played.role)
    cells = own.groupby(["specialty", "kind"]).agg(n=("case", "size"), last=("at", "max"))

    rows = {row[0]: row[1:] for row in shown.log.table.rows}

    assert all(told(figures(*rows[f"As {role}"]), [counts[role], minutes[role]]) for role in roles)
    assert {what: (row[0], row[2]) for what, row in rows.items() if row[0] != "0" and not what.startswith("As ")} == {
        f"{specialty.capitalize()}, {kind}": (str(cell.n), day(cell["last"]))
        for (specialty, kind), cell in cells.iterrows()
    }
    assert figures(shown.log.title) == [len(played), played.case.nunique()]
    assert shown.log.covered == len({tag for tags in own["case skills"] for tag in tags.split()})


def test_the_next_steps(shown: Views, export: Export) -> None:
    found = again.steps(export)
    became = [became_of(seen) for _, seen in found]

    assert [row[1:3] for row in shown.goals.table.rows] == list(zip((text for text, _ in found), became, strict=True))
    for step, (_, seen) in zip(shown.goals.lines, found, strict=True):
        chances = [outcome for _, outcome in seen if outcome != "no_chance"]
        assert figures(step.said) == ([chances.count("done"), len(chances)] if chances else [])
        assert [one.became.value for one in step.seen] == [OUTCOMES[outcome] for _, outcome in seen]
    kept = became.count("done on two days")
    done, still = became.count("done") + kept, became.count("still open")
    assert figures(shown.goals.title) == [done, len(found)]
    assert figures(shown.goals.sentence) == [len(found), done, *([kept] if kept else []), *([still] if still else [])]


def became_of(seen: Sequence[tuple[str, str]]) -> str:
    """Done on two days, or else the best that was seen."""
    if len({day for day, outcome in seen if outcome == "done"}) > 1:
        return "done on two days"
    outcomes = [outcome for _, outcome in seen]
    return next((words for outcome, words in OUTCOMES.items() if outcome in outcomes), "still open")


def test_the_recent_level(shown: Views, export: Export) -> None:
    stations, counted = export.stations(), export.counted()
    newest = stations.iloc[::-1]

    assert told([float(row[2]) for row in shown.level.table.rows], newest.percent)
    assert [row[:2] for row in shown.level.table.rows] == list(zip(map(day, newest["at"]), newest.title, strict=True))
    firsts = newest.complete & (newest.repeat == "no")
    assert [row[3] == "first try" for row in shown.level.table.rows] == list(firsts)
    if len(counted) < 5:
        assert figures(shown.level.missing) == [5 - len(counted)]
        return
    assert told(figures(shown.level.title), [5, len(counted)])
    assert told(figures(shown.level.sentence)[:3], again.band(counted.iloc[-5:]))


def test_the_trend(shown: Views, export: Export) -> None:
    counted = export.counted()

    if len(counted) < 12:
        assert figures(shown.trend.missing) == [12 - len(counted)]
        return
    rise, low, high = again.rise(counted)
    assert told(figures(*shown.trend.table.rows[0][1:]), [rise, low, high])
    assert told(figures(shown.trend.sentence)[:3], [low, high, len(counted)])


def test_the_areas(shown: Views, export: Export) -> None:
    own, found = again.areas(export)

    assert len(shown.areas.table.rows) == len(found)
    for row, area in zip(shown.areas.table.rows, found.itertuples(), strict=True):
        assert told(figures(*row[1:]), [area.n, area.mean, area.low, area.high])
    if len(found):
        assert told(figures(shown.areas.title), [len(found), own])


def test_what_is_worth_a_look(shown: Views, export: Export) -> None:
    found = {tag: (float(sum(of)), len(of)) for tag, of in again.chances(export).items() if len(of) >= 4}
    names = {skill.tag: skill for skill in shown.missed.skills}

    assert {tag: (skill.missed, skill.chances) for tag, skill in names.items()} == {
        tag: (pytest.approx(x), n) for tag, (x, n) in found.items()
    }
    assert [figures(row[1]) for row in shown.missed.table.rows] == [
        [round(found[skill.tag][0], 2), found[skill.tag][1]] for skill in shown.missed.skills
    ]
    assert all((skill.lower, skill.upper) == pytest.approx(again.wilson(*found[tag])) for tag, skill in names.items())
    look = [tag for tag, (x, n) in found.items() if x / n >= 0.5 and again.wilson(x, n)[0] > 0.35]
    assert {skill.tag for skill in shown.missed.skills if skill.look} <= set(look)
    assert sum(skill.look for skill in shown.missed.skills) == min(3, len(look))


def test_a_skill_over_time(shown: Views, export: Export) -> None:
    every = again.chances(export)
    found = {tag: (5 - sum(of[:5]), 5 - sum(of[-5:]), len(of)) for tag, of in every.items() if len(of) >= 10}

    assert {s.tag: (s.first, s.last, s.chances) for s in shown.changes.skills} == {
        tag: (pytest.approx(float(first)), pytest.approx(float(last)), n) for tag, (first, last, n) in found.items()
    }
    if not found:
        assert figures(shown.changes.missing) == [10 - max(map(len, every.values()))]


def test_self_and_observer(shown: Views, export: Export) -> None:
    found = again.differences(export)

    assert len(found) == len(shown.own.pairs)
    if len(found) < 6:
        assert figures(shown.own.missing) == [6 - len(found)]
        return
    newest = found.iloc[::-1]
    rows = [figures(*row[2:]) for row in shown.own.table.rows]
    assert all(told(row, [one.own, one.theirs, one.d]) for row, one in zip(rows, newest.itertuples(), strict=True))
    low, high = stats.t.interval(0.8, len(found) - 1, found.d.mean(), stats.sem(found.d))
    said = figures(shown.own.sentence)
    if low * high > 0:
        assert told(said, [abs(found.d.mean()), *sorted((abs(low), abs(high))), found.d.abs().mean()])
    else:
        assert told(said, [low, high, found.d.abs().mean()])


def test_the_patients_answers(shown: Views, export: Export) -> None:
    rows = export.marks.merge(export.firsts[AT], on=AT)
    answers = rows[rows.what == "statement"].assign(v=lambda t: t.mark.astype(int)).groupby("text").v
    found = {text: (values.median(), len(values)) for text, values in answers if len(values) >= 3}

    assert {row[0]: tuple(figures(*row[1:])) for row in shown.patients.table.rows} == found
    few = sum(len(values) < 3 for _, values in answers)
    assert figures(shown.patients.sentence) == ([few, 3] if few and found else [])


def test_the_numbers_of_every_station(kit: Kit, who: Visitor, export: Export) -> None:
    places = {(station.origin, station.round): station for station in kit.history.shelf(who).stations}
    scores = export.scores(export.rounds[export.rounds.role == "student"])

    for key, observers in scores.groupby(level=AT):
        station = places[key[0], int(key[1])]
        if station.practice > 1000:  # an added term has no log, from which a station's page is made
            continue
        page = kit.stations.page(who, station.practice, station.round)
        assert page.sheets is not None
        said = [line for line in numbers(page.scores, page.sheets.opened) if "</strong>: " in line]
        lines = sorted(figures(line.split("</strong>: ")[1]) for line in said if "observers together" not in line)
        parts = observers[["sheet", "areas", "station"]].to_numpy()
        expected = sorted([value for value in row if not np.isnan(value)] for row in parts)
        assert all(told(*pair) for pair in zip(lines, expected, strict=True))
        assert len(lines) == len(expected)


def test_how_often_two_observers_marked_the_same(kit: Kit, who: Visitor, export: Export) -> None:
    places = {(station.origin, station.round): station for station in kit.history.shelf(who).stations}
    items = export.of(export.rounds[export.rounds.role == "student"], "item")

    for key, given in items[items.mark != ""].groupby(AT):
        lines = given.groupby("thing").mark.agg(["size", "nunique"])
        shared = lines[lines["size"] > 1]
        station = places[key[0], int(key[1])]
        if station.practice > 1000:  # an added term has no log, from which a station's page is made
            continue
        page = kit.stations.page(who, station.practice, station.round)
        assert page.sheets is not None
        together = [line for line in numbers(page.scores, page.sheets.opened) if "observers together" in line]
        assert len(together) == (len(shared) > 0)
        if together:
            alike, of = int((shared["nunique"] == 1).sum()), len(shared)
            low, high = again.wilson(alike, of)
            assert told(figures(together[0].split("</strong>")[1]), [alike, of, 100 * low, 100 * high])
