"""Marks are rows only from the next event on that is no mark; whoever reads them earlier gets them all the same."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from evening import DOMAINS, HOUR, MINUTE, NAMES, NOW, STATEMENTS, Evening, a_kit, an_evening, url_of
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from left_over import forget, luggage, person_of, rows_of, shelf
from test_any_evening import go_on

from roleplay.marking.tidy import TidyMark
from roleplay.room import events as ev
from roleplay.room.events import Logged
from roleplay.room.state import Role
from roleplay.usecases.practice.current_marks import marks_of_round, marks_of_student
from roleplay.usecases.practice.projection import behind, tidy_marks
from roleplay.usecases.practice.rooms import HandRow
from roleplay.usecases.upkeep import back_up, compare_with_log

ROOT = Path(__file__).resolve().parents[2]
Deed = tuple[str, str, dict[str, object]]
MARKS: list[Deed] = [
    ("observer", "marked", {"item": "exertional", "mark": "done"}),
    ("observer", "marked", {"item": "exertional", "mark": None}),
    ("observer", "marked", {"item": "family", "mark": "not"}),
    ("observer", "rated_domain", {"domain": "gather", "value": 4}),
    ("student", "rated_overall", {"value": 2}),
    ("patient", "rated_statement", {"statement": "one", "value": 5}),
]
OTHERS: list[Deed] = [
    ("patient", "fact_came", {"fact": "stairs", "came": True}),
    ("observer", "pinned", {"pin": "try"}),
    ("observer", "wrote", {"words": "one_to_try", "text": "so"}),
    ("patient", "handed_in", {}),
]


def eager(evening: Evening) -> list[TidyMark]:
    """The rows as they would be if each tap replaced those of its round."""
    live = evening.kit.rooms.live(evening.practice)
    return [row for round_ in live.state.rounds for row in tidy_marks(evening.practice, round_, live.persons)]


def read_by_round(evening: Evening) -> list[TidyMark]:
    rounds = range(1, len(evening.state.rounds) + 1)
    with evening.kit.store.read() as reader:
        return [mark for number in rounds for mark in marks_of_round(reader, evening.practice, number)]


def read_by_student(evening: Evening) -> list[TidyMark]:
    with evening.kit.store.read() as reader:
        return [mark for name in NAMES for mark in marks_of_student(reader, person_of(evening, name))]


def stored(evening: Evening) -> tuple[TidyMark, ...]:
    with evening.kit.store.read() as reader:
        return reader.history.marks(evening.practice)


def killed(evening: Evening) -> Evening:
    """The server is gone before it has written any more, and another one starts on its file."""
    return evening.on(a_kit(url_of(evening.folder), evening.content, evening.wall, files=evening.kit.files))


def in_the_second_station(evening: Evening) -> Evening:
    """Round 1 is over with its forms, and in round 2 Ben is the student."""
    evening.more_cases("case-a").quiet().forms().moved("Anna", "go_on")
    evening.plan_by_hand(HandRow(1, 0, "case-a")).begin_planned().read().wall.forward(3 * MINUTE)
    return evening


class AnyOrder(RuleBasedStateMachine):
    """Taps, submits, steps and restarts in any order: whoever reads gets the rows of the eager way."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.evening = in_the_second_station(an_evening(Path(self.folder.name)).start())
        self.kits = [self.evening.kit]

    def teardown(self) -> None:
        assert compare_with_log(url_of(self.evening.folder), self.evening.wall.at) == []
        for kit in self.kits:
            kit.close()
        self.folder.cleanup()

    @rule(deeds=st.lists(st.sampled_from(MARKS), min_size=1, max_size=4), back=st.sampled_from([0, 1]))
    def mark(self, deeds: list[Deed], back: int) -> None:
        for role, kind, values in deeds:
            number = max(1, len(self.evening.state.rounds) - back)
            self.evening.tap(self.evening.who(role), kind, **values, round=number)

    @rule(deed=st.sampled_from(OTHERS))
    def tap(self, deed: Deed) -> None:
        role, kind, values = deed
        self.evening.tap(self.evening.who(role), kind, **values)

    @rule()
    def go_on(self) -> None:
        go_on(self.evening)

    @rule(name=st.sampled_from(NAMES), which=st.integers(0, 9))
    def step(self, name: str, which: int) -> None:
        if offered := [move for move in self.evening.view(name).top.moves if move not in ("leave", "finish")]:
            self.evening.move(name, offered[which % len(offered)])

    @rule(minutes=st.sampled_from([1, 8]))
    def time_passes(self, minutes: int) -> None:
        self.evening.wall.forward(minutes * MINUTE)

    @rule()
    def killed(self) -> None:
        self.evening = killed(self.evening)
        self.kits.append(self.evening.kit)

    @invariant()
    def whoever_reads_gets_the_rows_of_the_eager_way(self) -> None:
        rows = eager(self.evening)

        assert read_by_round(self.evening) == rows
        assert sorted(read_by_student(self.evening), key=repr) == sorted(rows, key=repr)


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=8, stateful_step_count=12)


@pytest.fixture
def marked(evening: Evening) -> Evening:
    """The observer has marked an item in the station, and nothing has happened since."""
    evening.station().tap("Ben", "fact_came", fact="stairs", came=True)
    assert evening.tap("Cleo", "marked", item="exertional", mark="done").result == "accepted"
    return evening


@pytest.fixture
def written(evening: Evening) -> Evening:
    """Everybody could submit, and the observer has marked an item since they wrote."""
    evening.quiet()
    statements = [evening.raw("rated_statement", statement=one, value=4) for one in STATEMENTS]
    evening.send("Ben", *statements, evening.raw("wrote", words="sentence", text="so"))
    rated = [evening.raw("rated_domain", domain=one, value=3) for one in DOMAINS]
    wrote = evening.raw("wrote", words="saw_or_heard", text="so")
    evening.send("Cleo", evening.raw("rated_overall", value=2), *rated, wrote)
    assert evening.tap("Cleo", "marked", item="exertional", mark="done").result == "accepted"
    return evening


def test_a_mark_waits_for_the_next_event_that_is_none(written: Evening) -> None:
    before = stored(written)

    written.tap("Anna", "wrote", words="line", text="so")

    assert [mark.thing for mark in stored(written) if mark not in before] == ["exertional"]
    assert stored(written) == tuple(eager(written))


@pytest.mark.parametrize("name", ["Cleo", "Ben"])
def test_when_somebody_submits_every_mark_is_stored_whoever_made_it(written: Evening, name: str) -> None:
    assert written.tap(name, "handed_in").say == ""

    assert stored(written) == tuple(eager(written)) != ()


def test_at_the_end_of_a_stage_every_mark_is_stored(marked: Evening) -> None:
    marked.wall.forward(8 * MINUTE)
    marked.tap("Cleo", "marked", item="family", mark="done")

    assert [mark.thing for mark in stored(marked)] == ["exertional", "family"]


def test_a_fact_stores_no_marks(marked: Evening) -> None:
    marked.tap("Ben", "fact_came", fact="stairs", came=False)

    assert (stored(marked), len(read_by_round(marked))) == ((), 1)


def test_an_observers_page_shows_their_marks_while_they_wait(marked: Evening) -> None:
    page = marked.kit.stations.page(marked.visitor("Cleo"), marked.practice, 1)

    assert page.own is not None
    assert len(page.own.marks) == 1


def test_after_a_kill_the_marks_are_there_although_no_row_was_stored(marked: Evening) -> None:
    again = killed(marked)

    assert (stored(again), read_by_round(again)) == ((), eager(marked))
    again.moved("Cleo", "pause")
    assert stored(again) == tuple(eager(marked)) != ()
    again.kit.close()


def test_of_a_room_that_nobody_finished_history_and_record_hold_every_mark(marked: Evening) -> None:
    marked.wall.forward(49 * HOUR)

    [seen] = shelf(marked, "Anna").seen
    [carried] = luggage(marked, "Anna").rounds

    assert [observer.items["exertional"].value for observer in seen.observers.values()] == ["done"]
    assert [mark.thing for mark in carried.marks] == ["exertional"]


def test_who_deletes_everything_leaves_no_mark_behind_that_was_waiting(marked: Evening) -> None:
    marked.moved("Anna", "leave")
    marked.tap("Cleo", "marked", item="family", mark="done")

    forget(marked, "Anna")

    assert (rows_of(marked.folder)["marks"], read_by_round(marked)) == ([], [])
    assert compare_with_log(url_of(marked.folder), marked.wall.at) == []


def test_a_backup_holds_the_marks_that_were_waiting(marked: Evening, tmp_path: Path) -> None:
    made = back_up(marked.kit.store, NOW + HOUR, tmp_path / "backups").file

    restored = marked.on(a_kit(f"sqlite:///{made}", marked.content, marked.wall))

    assert read_by_round(restored) == eager(marked) != []
    restored.kit.close()


def test_a_round_keeps_its_marks_while_those_of_another_wait(evening: Evening) -> None:
    first = [row for row in eager(in_the_second_station(evening)) if row.round == 1]

    evening.tap(evening.who(Role.OBSERVER), "marked", item="exertional", mark="done")

    assert {row.round for row in read_by_round(evening)} == {1, 2}
    assert [row for row in read_by_round(evening) if row.round == 1] == first != []


def test_a_late_mark_of_an_earlier_round_is_stored_with_the_next_event_of_the_later_one(evening: Evening) -> None:
    in_the_second_station(evening).tap("Anna", "fact_came", fact="stairs", came=True)
    assert evening.tap("Cleo", "marked", item="family", mark="done", round=1).result == "accepted"
    waiting = [row for row in eager(evening) if row not in stored(evening)]

    evening.moved("Cleo", "pause")

    assert [row.round for row in waiting] == [1]
    assert stored(evening) == tuple(eager(evening))


def test_what_is_erased_behind_a_waiting_mark_lets_it_wait_on() -> None:
    waiting = Logged(7, ev.Marked("family", None), NOW, "c", round=2)

    assert behind(frozenset(), [waiting, Logged(8, ev.Erased(), NOW, round=1)]) == {2}


def test_nobody_reads_stored_marks_but_who_knows_which_are_still_to_come() -> None:
    stored_marks = re.compile(r"history\s*\.marks")

    readers = {path.name for path in (ROOT / "roleplay").rglob("*.py") if stored_marks.search(path.read_text("utf-8"))}

    assert readers == {"current_marks.py", "upkeep.py"}
