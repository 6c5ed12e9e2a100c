"""What a person has met and set out to do, private settings, the ground rules, table clocks."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from store_builders import NOW, a_goal, an_exposure, practice_with_anna

from roleplay.people.persons import Person
from roleplay.people.private import Examined, Private
from roleplay.storage import Store

SETTINGS = Private(frozenset({"death", "„Grüße“"}), Examined.LIMBS, True, NOW + 1, NOW + 2)


@pytest.mark.parametrize("heavy", [True, False])
@pytest.mark.parametrize("counts", [True, False])
def test_an_exposure_comes_back_as_it_went_in(store: Store, heavy: bool, counts: bool) -> None:
    practice = practice_with_anna(store).id
    exposure = an_exposure(practice, heavy=heavy, counts=counts)

    with store.write() as w:
        w.history.replace_exposures(practice, 1, [exposure])

    with store.read() as r:
        assert r.history.exposures("anna") == r.history.exposures_of(practice, 1) == (exposure,)
        assert isinstance(r.history.exposures("anna")[0].heavy, bool)


@pytest.mark.parametrize("outcome", [None, "done", "„Grüße“ — 你好"])
def test_a_goal_comes_back_as_it_went_in(store: Store, outcome: str | None) -> None:
    practice = practice_with_anna(store).id
    goal = a_goal(practice, outcome=outcome)

    with store.write() as w:
        w.history.replace_goals(practice, 1, [goal])

    with store.read() as r:
        assert r.history.goals("anna") == r.history.goals_of(practice, 1) == (goal,)


def test_the_exposures_of_a_round_keep_the_order_in_which_they_were_given(store: Store) -> None:
    practice = practice_with_anna(store).id
    rows = [an_exposure(practice, person=person) for person in ("zoe", "anna", "mia")]

    with store.write() as w:
        w.history.replace_exposures(practice, 1, rows)

    with store.read() as r:
        assert r.history.exposures_of(practice, 1) == tuple(rows)


def test_the_goals_of_a_round_keep_the_order_in_which_they_were_given(store: Store) -> None:
    practice = practice_with_anna(store).id
    rows = [a_goal(practice, person=person) for person in ("zoe", "anna", "mia")]

    with store.write() as w:
        w.history.replace_goals(practice, 1, rows)

    with store.read() as r:
        assert r.history.goals_of(practice, 1) == tuple(rows)


def test_exposures_of_a_round_are_replaced_as_a_whole_and_no_others(store: Store) -> None:
    practice = practice_with_anna(store).id
    other_round = an_exposure(practice, 2)
    with store.write() as w:
        w.history.replace_exposures(
            practice, 1, [an_exposure(practice, person=person) for person in ("anna", "ben", "mia")]
        )
        w.history.replace_exposures(practice, 2, [other_round])

        w.history.replace_exposures(practice, 1, [an_exposure(practice, person="ben")])

        assert [row.person for row in w.history.exposures_of(practice, 1)] == ["ben"]
        assert w.history.exposures("anna") == w.history.exposures_of(practice, 2) == (other_round,)


def test_goals_of_a_round_are_replaced_as_a_whole_and_no_others(store: Store) -> None:
    practice = practice_with_anna(store).id
    other_round = a_goal(practice, 2)
    with store.write() as w:
        w.history.replace_goals(practice, 1, [a_goal(practice, person=person) for person in ("anna", "ben", "mia")])
        w.history.replace_goals(practice, 2, [other_round])

        w.history.replace_goals(practice, 1, [a_goal(practice, person="ben")])

        assert [row.person for row in w.history.goals_of(practice, 1)] == ["ben"]
        assert w.history.goals("anna") == w.history.goals_of(practice, 2) == (other_round,)


def test_the_same_round_of_another_practice_is_left_alone(store: Store) -> None:
    first = practice_with_anna(store).id
    with store.write() as w:
        second = w.practices.add_practice("FGHJK", NOW).id
        w.history.replace_exposures(second, 1, [an_exposure(second)])
        w.history.replace_goals(second, 1, [a_goal(second)])

        w.history.replace_exposures(first, 1, [])
        w.history.replace_goals(first, 1, [])

        assert w.history.exposures_of(second, 1) == (an_exposure(second),)
        assert w.history.goals_of(second, 1) == (a_goal(second),)


def test_exposures_and_goals_can_be_taken_away(store: Store) -> None:
    practice = practice_with_anna(store).id
    with store.write() as w:
        w.history.replace_exposures(practice, 1, [an_exposure(practice)])
        w.history.replace_goals(practice, 1, [a_goal(practice)])

        w.history.replace_exposures(practice, 1, [])
        w.history.replace_goals(practice, 1, [])

        assert (w.history.exposures("anna"), w.history.goals("anna")) == ((), ())


def test_a_person_finds_their_own_exposures_of_every_practice_oldest_first(store: Store) -> None:
    first = practice_with_anna(store).id
    with store.write() as w:
        second = w.practices.add_practice("FGHJK", NOW).id
        w.history.replace_exposures(first, 2, [an_exposure(first, 2, at=NOW + 3)])
        w.history.replace_exposures(first, 1, [an_exposure(first, at=NOW + 1), an_exposure(first, person="ben")])
        w.history.replace_exposures(second, 1, [an_exposure(second, at=NOW + 2)])

        assert [(row.practice, row.round) for row in w.history.exposures("anna")] == [
            (first, 1),
            (second, 1),
            (first, 2),
        ]


def test_a_person_finds_their_own_goals_of_every_practice_oldest_first(store: Store) -> None:
    first = practice_with_anna(store).id
    with store.write() as w:
        second = w.practices.add_practice("FGHJK", NOW).id
        w.history.replace_goals(first, 2, [a_goal(first, 2, made=NOW + 3)])
        w.history.replace_goals(first, 1, [a_goal(first, made=NOW + 1), a_goal(first, person="ben")])
        w.history.replace_goals(second, 1, [a_goal(second, made=NOW + 2)])

        assert [(row.practice, row.round) for row in w.history.goals("anna")] == [(first, 1), (second, 1), (first, 2)]


def test_what_is_of_the_same_instant_comes_by_practice_and_round(store: Store) -> None:
    practice = practice_with_anna(store).id
    with store.write() as w:
        for round in (3, 1, 2):
            w.history.replace_exposures(practice, round, [an_exposure(practice, round)])
            w.history.replace_goals(practice, round, [a_goal(practice, round)])

        assert [row.round for row in w.history.exposures("anna")] == [1, 2, 3]
        assert [row.round for row in w.history.goals("anna")] == [1, 2, 3]


def test_exposures_need_their_practice(store: Store) -> None:
    with pytest.raises(IntegrityError), store.write() as w:
        w.history.replace_exposures(99, 1, [an_exposure(99)])


def test_goals_need_their_practice(store: Store) -> None:
    with pytest.raises(IntegrityError), store.write() as w:
        w.history.replace_goals(99, 1, [a_goal(99)])


def test_who_never_set_anything_has_the_defaults(store: Store) -> None:
    practice_with_anna(store)

    with store.read() as r:
        assert r.persons.private("anna") == r.persons.private("nobody") == Private()


@pytest.mark.parametrize("private", [SETTINGS, Private(), *(Private(examined=examined) for examined in Examined)])
def test_private_settings_come_back_as_they_went_in(store: Store, private: Private) -> None:
    practice_with_anna(store)

    with store.write() as w:
        w.persons.set_private("anna", private)

    with store.read() as r:
        assert r.persons.private("anna") == private
        assert isinstance(r.persons.private("anna").examined, Examined)


def test_private_settings_are_replaced_as_a_whole_and_no_one_elses(store: Store) -> None:
    practice_with_anna(store)
    with store.write() as w:
        w.persons.add_person(Person("ben", "Ben"))
        w.persons.set_private("anna", SETTINGS)
        w.persons.set_private("ben", SETTINGS)

        w.persons.set_private("anna", Private(extra_time=True))

        assert w.persons.private("anna") == Private(extra_time=True)
        assert w.persons.private("ben") == SETTINGS


def test_private_settings_need_their_person(store: Store) -> None:
    with pytest.raises(IntegrityError), store.write() as w:
        w.persons.set_private("nobody", SETTINGS)


def test_a_setting_that_was_not_there_yet_has_its_default(store: Store, file: Path) -> None:
    practice_with_anna(store)
    with closing(sqlite3.connect(file)) as older:
        older.execute("INSERT INTO private_settings VALUES ('anna', ?)", (json.dumps({"examined": "limbs"}),))
        older.commit()

    with store.read() as r:
        assert r.persons.private("anna") == Private(examined=Examined.LIMBS)


def test_a_person_says_yes_to_the_charter(store: Store) -> None:
    with store.write() as w:
        w.persons.add_person(Person("anna", "Anna"))
        w.persons.add_person(Person("ben", "Ben"))

        w.persons.accept_charter("anna", NOW)

    with store.read() as r:
        assert r.persons.person("anna") == Person("anna", "Anna", None, NOW)
        assert r.persons.person("ben") == Person("ben", "Ben")


def test_a_new_key_leaves_the_charter_as_it_was(store: Store) -> None:
    with store.write() as w:
        w.persons.add_person(Person("anna", "Anna", None, NOW))

        w.persons.set_key("anna", "abacus", "first")

        assert w.persons.person("anna") == Person("anna", "Anna", "first", NOW, "abacus")


def test_a_table_clock_is_one_only_in_its_practice(store: Store) -> None:
    first = practice_with_anna(store).id
    with store.write() as w:
        second = w.practices.add_practice("FGHJK", NOW).id

        w.practices.add_table_device(first, "d9")
        w.practices.add_table_device(first, "d9")

    with store.read() as r:
        assert [r.practices.is_table(first, device) for device in ("d9", "d1")] == [True, False]
        assert not r.practices.is_table(second, "d9")


def test_a_table_clock_has_no_seat(store: Store) -> None:
    practice = practice_with_anna(store).id

    with store.write() as w:
        w.practices.add_table_device(practice, "d9")

    with store.read() as r:
        assert (r.practices.seats_of_device(practice, "d9"), r.practices.practices_of_device("d9")) == ((), ())


def test_a_table_clock_needs_its_practice(store: Store) -> None:
    with pytest.raises(IntegrityError), store.write() as w:
        w.practices.add_table_device(99, "d9")
