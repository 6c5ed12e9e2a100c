"""Example stations for one person: what is offered, what is kept, and that nobody else has any of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from evening import HEAVY, HOUR, Evening, theme
from examples_at_hand import WHY, with_examples

from roleplay.errors import Fault
from roleplay.marking.marked_alone import MarkedAlone
from roleplay.marking.marksheet import Mark
from roleplay.people.rounds import READER
from roleplay.review.calibration import Way
from roleplay.room.views import as_json
from roleplay.usecases.alone.example import GONE, RELOAD
from roleplay.usecases.practice.rooms import HandRow

MINE = {"introduces": "done", "exertional": "done"}
MARKER = "with-tom"


@pytest.fixture
def after(before: Evening) -> Evening:
    """Anna, Ben and Cleo have met the good case, and the kit has an example of it."""
    before.start().begin().play_from_here().finish()
    return with_examples(before, MARKER)


def mark(evening: Evening, name: str = "Anna", example: str = MARKER, **items: str) -> str:
    """The sentence of how their marks compare."""
    who = evening.visitor(name)
    evening.kit.examples.open(who, example)
    return evening.kit.examples.mark(who, example, items or MINE, {"gather": 4}).comparison.sentence


def offered(evening: Evening, name: str = "Anna") -> list[str]:
    return [one.id for one in evening.kit.examples.offers(evening.visitor(name))]


def refused(ask: Callable[[], Any]) -> str:
    with pytest.raises(Fault) as fault:
        ask()
    return str(fault.value)


def test_who_opens_an_example_knows_its_case_from_then_on(before: Evening) -> None:
    evening = with_examples(before.more_cases("case-b").start("Anna"), MARKER)

    played = evening.kit.examples.open(evening.visitor("Anna"), MARKER)

    with evening.kit.store.read() as reader:
        [exposure] = reader.history.exposures(evening.seats["Anna"].person)
    assert (exposure.case, exposure.role, exposure.counts) == ("good", READER, False)
    assert [item.id for item in played.sheet.items] == ["introduces", "exertional", "family"]


def test_an_example_of_a_case_that_is_planned_is_neither_offered_nor_opened(before: Evening) -> None:
    evening = with_examples(before.start(), MARKER)

    assert {case for _, _, case in evening.planned()} == {"good"}
    assert offered(evening) == []
    assert "planned" in refused(lambda: evening.kit.examples.open(evening.visitor("Anna"), MARKER))


@pytest.mark.parametrize("edits", [HEAVY, theme("pregnancy")], ids=["demanding", "a theme they don’t want"])
def test_nobody_is_offered_what_they_do_not_want(after: Evening, edits: dict[str, str]) -> None:
    with_examples(after.more_cases("other", edits=edits), "of-another", case="other")
    after.sets("Anna", blocked=frozenset({"pregnancy"}))

    assert offered(after) == [MARKER]


def test_a_blocked_theme_cannot_be_opened_by_its_address_either(after: Evening) -> None:
    with_examples(after.more_cases("other", edits=theme("pregnancy")), "of-another", case="other")
    after.sets("Anna", blocked=frozenset({"pregnancy"}))

    assert refused(lambda: after.kit.examples.open(after.visitor("Anna"), "of-another")) == GONE


def test_what_gives_nothing_away_is_offered_first_and_what_was_marked_last(after: Evening) -> None:
    with_examples(after.more_cases("case-a"), "a-new-case", case="case-a")
    with_examples(after, "with-una")
    first = offered(after)

    mark(after, example=MARKER)

    assert first == [MARKER, "with-una", "a-new-case"]
    assert offered(after) == ["with-una", "a-new-case", MARKER]


def test_marks_are_compared_and_kept(after: Evening) -> None:
    said = mark(after)

    kept = after.kit.examples.outcome(after.visitor("Anna"), MARKER)
    assert said == "You matched us on 1 of 2 and were more generous on 1."
    assert kept is not None
    assert (kept.comparison.sentence, kept.comparison.blank) == (said, 1)
    assert [area.sentence for area in kept.comparison.areas] == ["You put 4; ours is 1 or 2."]


@pytest.mark.parametrize(
    ("items", "ratings"),
    [
        ({"nothing": "done"}, {}),
        ({"introduces": "partly"}, {}),
        ({"introduces": "na"}, {}),
        ({"introduces": "perhaps"}, {}),
        ({}, {"gather": 6}),
        ({}, {"relate": 3}),
    ],
)
def test_what_the_example_does_not_ask_is_refused(
    after: Evening, items: dict[str, str], ratings: dict[str, int]
) -> None:
    who = after.visitor("Anna")
    after.kit.examples.open(who, MARKER)

    assert refused(lambda: after.kit.examples.mark(who, MARKER, items, ratings)) == RELOAD
    assert after.kit.examples.outcome(who, MARKER) is None


def test_nobody_marks_what_they_have_not_opened(before: Evening) -> None:
    evening = with_examples(before.start("Anna"), MARKER)

    assert refused(lambda: evening.kit.examples.mark(evening.visitor("Anna"), MARKER, MINE, {})) == GONE


def test_a_case_that_is_planned_meanwhile_costs_nobody_their_marks(after: Evening) -> None:
    after.kit.examples.open(after.visitor("Anna"), MARKER)
    later = after.later("Anna", "Dora").plan_by_hand(HandRow(1, 0, "good"))

    assert later.kit.examples.mark(after.visitor("Anna"), MARKER, MINE, {}).comparison.lines != ()


def test_the_first_try_counts_towards_a_habit_and_the_latest_is_shown(after: Evening) -> None:
    mark(after)
    after.wall.forward(HOUR)
    again = mark(after, introduces="not", exertional="done", family="not")

    found, who = after.kit.examples.habit(after.visitor("Anna")), after.visitor("Anna")
    shown = after.kit.examples.outcome(who, MARKER)
    assert (found.kinder, found.of, found.way) == (1, 1, Way.ALIKE)
    assert shown is not None
    assert shown.comparison.sentence == again == "You matched us on 3 of 3."


def test_of_many_tries_two_are_kept(after: Evening) -> None:
    for _ in range(4):
        mark(after)
        after.wall.forward(HOUR)

    with after.kit.store.read() as reader:
        kept = reader.alone.alone(after.seats["Anna"].person)
    assert [one.at for one in kept] == sorted(one.at for one in kept)
    assert len(kept) == 2
    who = after.visitor("Anna")
    assert "marked 1 example" in after.kit.given.given(who, after.kit.history.shelf(who)).statement


def test_of_two_markings_the_first_counts_towards_the_habit(after: Evening) -> None:
    mark(after, introduces="not")
    old = replace(_one(after), at=1, items={"introduces": Mark.DONE})

    with after.kit.store.write() as writer:
        writer.alone.add_alone(old)

    assert after.kit.examples.habit(after.visitor("Anna")).kinder == 1


def _one(after: Evening) -> MarkedAlone:
    with after.kit.store.read() as reader:
        [one] = reader.alone.alone(after.seats["Anna"].person)
    return one


def test_marks_of_an_example_that_has_changed_since_are_shown_no_more(after: Evening) -> None:
    mark(after)

    path = after.content / "cases" / "good.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Asks about the family", "Asks about her family"), encoding="utf-8"
    )
    with_examples(after, MARKER)

    assert after.kit.examples.outcome(after.visitor("Anna"), MARKER) is None
    assert after.kit.examples.habit(after.visitor("Anna")).of == 0


def test_an_example_that_the_check_refuses_is_not_there(after: Evening) -> None:
    file = after.content / "cases" / "examples" / f"{MARKER}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("item: family", "item: families"), encoding="utf-8")

    assert offered(after) == []
    assert refused(lambda: after.kit.examples.open(after.visitor("Anna"), MARKER)) == GONE


def test_who_has_neither_observed_nor_marked_is_new_to_observing(after: Evening) -> None:
    new = {name: after.kit.examples.is_new_to_observing(after.visitor(name)) for name in after.seats}
    mark(after)

    assert new == {"Anna": True, "Ben": True, "Cleo": False}
    assert not after.kit.examples.is_new_to_observing(after.visitor("Anna"))


def test_nobody_elses_marks_can_be_asked_for(after: Evening) -> None:
    mark(after)
    thief = after.visitor("Ben").named(after.seats["Anna"].person)

    for ask in (after.kit.examples.offers, after.kit.examples.habit):
        assert "isn’t on this phone" in refused(lambda ask=ask: ask(thief))
    assert "isn’t on this phone" in refused(lambda: after.kit.examples.outcome(thief, MARKER))
    assert after.kit.examples.outcome(after.visitor("Ben"), MARKER) is None


def test_no_phone_of_a_session_and_no_record_of_anybody_else_holds_them(after: Evening) -> None:
    mark(after)
    later = after.more_cases("case-b").later()
    later.begin("case-b").play_from_here()

    seen = json.dumps([as_json(later.view(name)) for name in later.seats])
    with ZipFile(BytesIO(later.kit.history.export(later.visitor("Ben")))) as file:
        table = "".join(file.read(name).decode() for name in file.namelist())

    assert MARKER not in seen + table
    assert WHY not in seen + table


def test_they_change_no_mark_of_a_round(after: Evening) -> None:
    with after.kit.store.read() as reader:
        before = reader.history.marks(after.practice)

    mark(after)

    with after.kit.store.read() as reader:
        assert reader.history.marks(after.practice) == before
        assert len(reader.history.played_by(after.seats["Anna"].person)) == 1


def test_deleting_everything_deletes_them(after: Evening) -> None:
    mark(after)
    mark(after, "Ben")

    after.kit.people.forget(after.visitor("Anna"))

    with after.kit.store.read() as reader:
        assert reader.alone.alone(after.seats["Anna"].person) == ()
        assert len(reader.alone.alone(after.seats["Ben"].person)) == 1
