"""Practices, persons, seats, devices and claims."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError
from store_builders import NOW, practice_with_anna

from roleplay.people.persons import Person, Practice, Seat, SeatClaim
from roleplay.storage import CodeTaken, Store


def test_a_practice_is_found_by_code_and_by_id(store: Store) -> None:
    with store.write() as w:
        practice = w.practices.add_practice("ABCDE", NOW)

    with store.read() as r:
        assert (
            r.practices.practice_by_code("ABCDE")
            == r.practices.practice(practice.id)
            == Practice(practice.id, "ABCDE", NOW)
        )
        assert r.practices.practice_by_code("FGHJK") is None
        assert r.practices.practice(99) is None


def test_practice_ids_are_all_there(store: Store) -> None:
    with store.write() as w:
        made = tuple(w.practices.add_practice(code, NOW).id for code in ("ABCDE", "FGHJK"))

        assert w.practices.practice_ids() == made


def test_a_code_is_never_given_twice(store: Store) -> None:
    with store.write() as w:
        w.practices.add_practice("ABCDE", NOW)

        with pytest.raises(CodeTaken, match=r"^The code ABCDE already belongs .*\. Nothing was changed"):
            w.practices.add_practice("ABCDE", NOW)


def test_after_a_taken_code_the_same_transaction_may_try_another(store: Store) -> None:
    practice_with_anna(store, "ABCDE")
    with store.write() as w:
        with pytest.raises(CodeTaken):
            w.practices.add_practice("ABCDE", NOW)

        w.practices.add_practice("FGHJK", NOW)

    with store.read() as r:
        assert r.practices.practice_by_code("FGHJK") is not None


def test_a_person_is_found_whatever_the_case_of_the_letters(store: Store) -> None:
    with store.write() as w:
        w.persons.add_person(Person("1", "Zoë Groß", "hash"))
        w.persons.add_person(Person("2", "ZOE\N{COMBINING DIAERESIS} GROSS", "hash"))
        w.persons.add_person(Person("3", "Zoe Gross", "hash"))

        assert [person.id for person in w.persons.persons_with_key("zoë gross", None, 9)] == ["1", "2"]


def test_of_one_name_those_with_a_key_are_found_and_those_without_a_tag_first(store: Store) -> None:
    with store.write() as w:
        for id_, key, tag in (("1", "hash", "zoom"), ("2", None, None), ("3", "hash", None), ("4", "hash", "abacus")):
            w.persons.add_person(Person(id_, "Sam", key, key_tag=tag))

        found = [
            w.persons.persons_with_key("sam", tag, most)
            for tag, most in ((None, 9), (None, 2), ("zoom", 9), ("yo-yo", 9))
        ]

    assert [[person.id for person in persons] for persons in found] == [["3", "1", "4"], ["3", "1"], ["1"], []]


def test_wrong_tries_are_counted_by_what_was_tried_from_where_and_when(store: Store) -> None:
    with store.write() as w:
        for kind, network, at in (
            ("code", "a", 1),
            ("code", "a", 2),
            ("code", "b", 2),
            ("key", "a", 2),
            ("code", "a", 3),
        ):
            w.attempts.add_attempt(kind, network, at)

        assert [w.attempts.attempts("code", network, 1, 2) for network in "abc"] == [(3, 2), (3, 1), (3, 0)]
        w.attempts.erase_attempts(2, 2)
        assert [w.attempts.attempts(kind, "a", 0, 9) for kind in ("code", "key")] == [(2, 1), (1, 1)]


def test_a_person_is_found_however_the_name_was_typed(store: Store) -> None:
    with store.write() as w:
        w.persons.add_person(Person("1", "Aoife O’Brien-Ní", "a hash"))

        found = w.persons.persons_with_key("aoife  o'brien\N{EN DASH}ní", None, most=9)

        assert [person.id for person in found] == ["1"]


def test_a_person_gets_a_key_and_may_have_it_replaced(store: Store) -> None:
    with store.write() as w:
        w.persons.add_person(Person("anna", "Anna"))
        assert w.persons.person("anna") == Person("anna", "Anna", None)

        w.persons.set_key("anna", None, "first")
        w.persons.set_key("anna", "abacus", "second")

        assert w.persons.person("anna") == Person("anna", "Anna", "second", key_tag="abacus")
        assert w.persons.person("ben") is None


def test_seats_stand_in_the_order_of_joining(store: Store) -> None:
    practice = practice_with_anna(store).id

    with store.write() as w:
        w.practices.add_seat(Seat("a-seat", practice, "anna", "Anna again"), NOW)

    with store.read() as r:
        assert [seat.id for seat in r.practices.seats(practice)] == ["seat-1", "a-seat"]
        assert r.practices.seat("a-seat") == Seat("a-seat", practice, "anna", "Anna again")
        assert r.practices.seat("no-seat") is None


def test_a_seat_needs_its_practice_and_its_person(store: Store) -> None:
    practice = practice_with_anna(store).id

    with pytest.raises(IntegrityError), store.write() as w:
        w.practices.add_seat(Seat("seat-2", practice, "nobody", "Nobody"), NOW)


def test_a_seat_is_held_only_by_its_devices(store: Store) -> None:
    practice_with_anna(store)

    with store.write() as w:
        w.practices.add_device("seat-1", "d2")
        w.practices.add_device("seat-1", "d2")

    with store.read() as r:
        assert [r.practices.holds("seat-1", device) for device in ("d1", "d2", "d3")] == [True, True, False]


def test_a_device_that_is_passed_round_has_several_seats(store: Store) -> None:
    practice = practice_with_anna(store).id
    with store.write() as w:
        w.practices.add_seat(Seat("seat-2", practice, "anna", "Ben"), NOW)
        w.practices.add_device("seat-2", "d1")

        assert [seat.id for seat in w.practices.seats_of_device(practice, "d1")] == ["seat-1", "seat-2"]
        assert w.practices.seats_of_device(practice, "d2") == ()


def test_a_device_finds_its_practices_newest_first(store: Store) -> None:
    old = practice_with_anna(store)
    with store.write() as w:
        new = w.practices.add_practice("FGHJK", NOW + 1)
        seat = Seat("seat-2", new.id, "anna", "Anna")
        w.practices.add_seat(seat, NOW + 1)
        w.practices.add_device("seat-2", "d1")

        assert w.practices.practices_of_device("d1") == ((new, seat), (old, Seat("seat-1", old.id, "anna", "Anna")))


def test_a_claim_comes_back(store: Store) -> None:
    claim = SeatClaim("claim-1", practice_with_anna(store).id, "seat-1", "d2")

    with store.write() as w:
        w.practices.add_claim(claim, NOW)

    with store.read() as r:
        assert r.practices.claim("claim-1") == claim
        assert r.practices.claim("claim-2") is None
