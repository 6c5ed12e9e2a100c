"""The term that a demo consists of: played through the log, believable, and the same for the same seed."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from statistics import fmean

import pytest
from demo_builders import NOW, Made

from roleplay.content.loading import load_library
from roleplay.demo.learners import EVERYBODY, Skills
from roleplay.demo.phrases import phrases
from roleplay.demo.term import SEED, TERM, make_demo
from roleplay.marking.marksheet import marksheet_of
from roleplay.review.observed import first_try
from roleplay.room.events import Wrote
from roleplay.storage import Reader, open_store
from roleplay.storage.databases.sqlite import url_of
from roleplay.usecases.history.shelf import Shelf, shelf_of
from roleplay.usecases.upkeep import compare_with_log
from roleplay.web.server.root import ROOT

NAMES = [one.name for one in EVERYBODY]
DAY = 24 * 60 * 60 * 1000
SOME = 5
"""How many weeks: enough for an imported record and a round that was given up."""


def _shelf(made: Made, name: str) -> Shelf:
    with made.store.read() as reader:
        return shelf_of(reader, made.person(name), lambda practice: True)


def _counted(shelf: Shelf) -> list[float]:
    """The percentages that count in trends, oldest first."""
    found = [(seen.station.at, seen.observed) for seen in shelf.seen if first_try(seen)]
    return [saw.percent for _, saw in sorted(found, key=lambda pair: pair[0]) if saw.complete and saw.percent]


def _mean(parts: Iterable[list[float]]) -> float:
    return fmean(percent for part in parts for percent in part)


def _marks(reader: Reader, weeks: int) -> list[tuple[object, ...]]:
    """Every mark of the first weeks, with names instead of ids."""
    found = []
    for practice in reader.practices.practice_ids()[:weeks]:
        names = {seat.person: seat.name for seat in reader.practices.seats(practice)}
        for m in reader.history.marks(practice):
            found.append((practice, m.round, m.case, names[m.rater], names[m.student], m.kind, m.thing, m.mark))
    return sorted(found)


def test_everything_comes_from_the_log(made: Made) -> None:
    assert compare_with_log(url_of(made.file), NOW) == []


def test_the_same_seed_gives_the_same_marks_whenever_it_is_made(made: Made, tmp_path: Path) -> None:
    url = url_of(tmp_path / "again.sqlite3")
    heard: list[tuple[int, int]] = []
    again = make_demo(url, NOW + 100 * DAY, lambda done, of, _: heard.append((done, of)), SEED, weeks=SOME)
    store = open_store(url, NOW)
    try:
        with made.store.read() as one, store.read() as other:
            assert _marks(one, SOME) == _marks(other, SOME)
            assert len({one.persons.person(p.id) is None for p in again.people}) == 1, "ids differ"
    finally:
        store.close()
    assert heard == [(week, SOME) for week in range(SOME + 1)]


def test_it_ended_yesterday_and_came_weekly(made: Made) -> None:
    with made.store.read() as reader:
        opened = [
            p.opened_at for i in reader.practices.practice_ids() if (p := reader.practices.practice(i)) is not None
        ]
        latest = reader.log.latest_at()

    assert len(opened) == 12
    assert all(6.9 * DAY < late - early < 7.1 * DAY for early, late in pairwise(opened))
    assert latest < NOW
    assert NOW - opened[-1] < 2 * DAY


def test_five_people_of_whom_one_came_later_and_imported_a_record(made: Made) -> None:
    shelves = {name: _shelf(made, name) for name in NAMES}

    assert sum(len(_counted(shelf)) >= 5 for shelf in shelves.values()) >= 2
    assert all(len(_counted(shelf)) >= 3 for shelf in shelves.values())
    assert [name for name in NAMES if any(station.brought for station in shelves[name].stations)] == ["Mina"]
    with made.store.read() as reader:
        weeks = [len(reader.practices.seats(practice)) for practice in reader.practices.practice_ids()]
        keys = [reader.persons.person(made.person(name)) for name in NAMES]
    assert Counter(weeks) == {3: 6, 4: 5, 2: 1}
    assert all(person is not None and person.key_hash and person.charter_at for person in keys)


def test_some_rounds_go_wrong_as_rounds_do(made: Made) -> None:
    seen = [one for name in NAMES for one in _shelf(made, name).seen]
    with made.store.read() as reader:
        kinds = Counter(e.event.kind for i in reader.practices.practice_ids() for e in reader.log.events(i))

    assert any(not one.station.counts for one in seen), "given up"
    assert any(one.station.repeat for one in seen), "a case seen again by choice"
    assert any(one.station.counts and not one.observed.complete for one in seen), "half a sheet"
    assert not any(one.station.card.heavy for one in seen)
    assert kinds["time_out_taken"] == 1
    assert kinds["handed_in"] == sum(len(week.names) ** 2 for week in TERM) - 2, "two forms were not handed in"


def test_one_word_comes_the_day_after(made: Made) -> None:
    with made.store.read() as reader:
        late = [
            (after.event, after.made)
            for practice in reader.practices.practice_ids()
            for before, after in pairwise(reader.log.events(practice))
            if after.at - before.at > DAY / 2
        ]

    assert [(event.kind, event.words.value) for event, _ in late if isinstance(event, Wrote)] == [
        ("wrote", "one_to_try")
    ]
    assert len(late) == 1


def test_nobody_is_the_student_of_a_case_they_know_unless_they_chose_it(made: Made) -> None:
    for name in NAMES:
        with made.store.read() as reader:
            met = reader.history.exposures(made.person(name))
        known: set[str] = set()
        again = []
        for one in met:
            again += [one.case] if one.role == "student" and one.case in known else []
            known.add(one.case)
        assert len(again) == (name == "Ben")


def test_words_are_from_the_pool_and_come_once_in_a_round(made: Made) -> None:
    with made.store.read() as reader:
        rounds = [
            [w.text for w in reader.history.written(practice, number)]
            for practice in reader.practices.practice_ids()
            for number in range(1, 8)
        ]
    texts = [text for words in rounds for text in words]

    assert set(texts) <= phrases().sentences
    assert all(len(words) == len(set(words)) for words in rounds)
    assert len(texts) > 150
    assert max(Counter(texts).values()) <= 4


def test_they_improved_together_and_not_because_it_was_written_so(made: Made) -> None:
    """Over everybody's stations, as chance is larger than what one person learns in a term."""
    all_ = [_counted(_shelf(made, name)) for name in NAMES]
    steps = [later - earlier for percents in all_ for earlier, later in pairwise(percents)]

    assert _mean(percents[-(len(percents) // 2) :] for percents in all_) > _mean(
        percents[: len(percents) // 2] for percents in all_
    )
    assert min(steps) < 0 < max(steps)


def test_a_skill_grows_with_practice_only() -> None:
    ana = Skills(EVERYBODY[0], SEED)
    before = ana.level("explaining"), ana.level("red-flags")
    ana.practise(["explaining"], 1.0)

    assert before == (Skills(EVERYBODY[0], SEED).level("explaining"), Skills(EVERYBODY[0], SEED).level("red-flags"))
    assert ana.level("explaining") - before[0] > ana.level("red-flags") - before[1] > 0


def test_every_sentence_fits_a_station_that_there_is() -> None:
    library = load_library(ROOT)
    sheets = {id_: marksheet_of(library.rubrics[case.rubric], case) for id_, case in library.cases.items()}
    skills = {
        kind: {tag for id_, sheet in sheets.items() for i in sheet.items for tag in i.tags if of[id_] == kind}
        for of in [{id_: case.kind[0] for id_, case in library.cases.items()}]
        for kind in "iep"
    }
    said = phrases()

    assert [one for one in (*said.felt, *said.advice, *said.seen, *said.own) if one.skill not in skills[one.kind]] == []
    lines = {
        (of, item) for id_, s in sheets.items() for of in (id_, library.cases[id_].rubric) for item in s.item_by_id
    }
    assert [one for one in said.felt_here if (one.of, one.item) not in lines] == []
    assert all(one.say.startswith("When ") and " I felt " in one.say for one in (*said.felt, *said.felt_here))
    assert all(one.to_try.startswith("Try ") and one.next_step.startswith("Next time I will ") for one in said.advice)


@pytest.mark.parametrize("name", NAMES)
def test_every_goal_is_one_of_our_next_steps(made: Made, name: str) -> None:
    steps = {one.next_step for one in phrases().advice}

    assert {goal.text for goal in _shelf(made, name).goals if goal.text} <= steps
