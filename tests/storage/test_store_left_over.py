"""What is left of rounds and people: rounds, words, mark sheets, devices, what was imported, kept and chosen again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy.exc import IntegrityError
from store_builders import NOW, an_exposure, practice_with_anna, url_of

from roleplay.content.models import Critical
from roleplay.marking.marksheet import Domain, Item, Marksheet, Statement
from roleplay.people.persons import Held, Person, Practice, Seat
from roleplay.people.rounds import Played, Written
from roleplay.storage import CodeTaken, Store, open_store

ITEMS = (
    Item(
        "net",
        "manage",
        "Says when to ring",
        3,
        Critical.MUST,
        True,
        may_not_arise=True,
        reveals=("pillows",),
        tags=("safety",),
    ),
    Item("b", "d"),
)
SHEET = Marksheet(
    ITEMS,
    (Domain("manage", "„Grüße“", 1.5, ("a", "b", "c")),),
    "Where?",
    ("No", "Yes"),
    (Statement("s", "I felt"),),
    (0.2, 0.8),
)


def a_round(practice: int = 1, round: int = 1, *, at: int = NOW, opened_at: int | None = None) -> Played:
    return Played(
        *(practice, round, "anna", "hot-at-bedtime", "„Grüße“ — 你好", "interview", "gp", "finals", 3),
        *(("ice", "red-flags"), True, SHEET.fingerprint, at, opened_at, 7.5, True, False),
    )


def a_word(practice: int = 1, round: int = 1, *, words: str = "sentence", made: int = NOW) -> Written:
    return Written(practice, round, "ben", "anna", words, "You waited. \N{WAVING HAND SIGN}", made)


@pytest.fixture
def practice(store: Store) -> int:
    """One practice with Anna in it, and two more people."""
    made = practice_with_anna(store)
    with store.write() as w:
        for name in ("ben", "mia"):
            w.persons.add_person(Person(name, name.title()))
    return made.id


def test_a_round_comes_back_as_it_went_in(store: Store, practice: int) -> None:
    rows = [a_round(practice), a_round(practice, 2, opened_at=NOW + 1)]

    with store.write() as w:
        for row in rows:
            w.history.replace_played(practice, row.round, [row])

    with store.read() as r:
        assert [r.history.played(practice, number) for number in (1, 2, 3)] == [*rows, None]
        assert isinstance(rows[0].heavy, bool)


def test_a_persons_rounds_are_those_they_met_oldest_first(store: Store, practice: int) -> None:
    with store.write() as w:
        for number, at in ((1, NOW + 5), (2, NOW), (3, NOW + 9)):
            w.history.replace_played(practice, number, [a_round(practice, number, at=at)])
            w.history.replace_exposures(
                practice, number, [an_exposure(practice, number, "ben" if number < 3 else "mia")]
            )

    with store.read() as r:
        assert [row.round for row in r.history.played_by("ben")] == [2, 1]
        assert r.history.played_by("anna") == ()


def test_words_come_back_to_whom_they_were_written_oldest_first(store: Store, practice: int) -> None:
    early, late = a_word(practice, words="line", made=NOW - 1), a_word(practice)

    with store.write() as w:
        w.history.replace_written(practice, 1, [late, early])

    with store.read() as r:
        assert r.history.written(practice, 1) == (late, early)
        assert r.history.received("anna") == (early, late)
        assert r.history.received("ben") == ()


def test_rounds_and_words_are_replaced_as_a_whole_and_no_others(store: Store, practice: int) -> None:
    with store.write() as w:
        for number in (1, 2):
            w.history.replace_played(practice, number, [a_round(practice, number)])
            w.history.replace_written(
                practice, number, [a_word(practice, number), a_word(practice, number, words="line")]
            )

        w.history.replace_played(practice, 1, [])
        w.history.replace_written(practice, 1, [a_word(practice)])

        assert (w.history.played(practice, 1), w.history.played(practice, 2)) == (None, a_round(practice, 2))
        assert (len(w.history.written(practice, 1)), len(w.history.written(practice, 2))) == (1, 2)


def test_a_sheet_comes_back_as_it_went_in_and_is_there_once(store: Store) -> None:
    with store.write() as w:
        for _ in range(2):
            w.history.add_sheet(SHEET)

    with store.read() as r:
        assert r.history.sheets([SHEET.fingerprint, SHEET.fingerprint, "unknown"]) == {SHEET.fingerprint: SHEET}


def test_how_the_rows_were_made_is_remembered(store: Store) -> None:
    with store.write() as w:
        never = w.history.projected()
        w.history.set_projected(1)
        w.history.set_projected(2)

        assert (never, w.history.projected()) == (None, 2)


# --- persons on their devices


def test_the_persons_of_a_device_come_in_the_order_of_their_coming(store: Store, practice: int) -> None:
    with store.write() as w:
        w.devices.add_person_device("mia", "d1", True, NOW + 2)
        w.devices.add_person_device("ben", "d1", False, NOW + 1)
        w.devices.add_person_device("anna", "d2", False, NOW)

    with store.read() as r:
        assert r.devices.held("d1") == (Held(Person("ben", "Ben"), False), Held(Person("mia", "Mia"), True))
        assert r.devices.held("d3") == ()


@pytest.mark.parametrize(("once", "then", "guest"), [(True, False, False), (False, True, False), (True, True, True)])
def test_who_proved_themself_on_a_device_is_no_guest_any_more(
    store: Store, practice: int, once: bool, then: bool, guest: bool
) -> None:
    with store.write() as w:
        w.devices.add_person_device("ben", "d1", once, NOW)
        w.devices.add_person_device("ben", "d1", then, NOW + 9)

        assert w.devices.held("d1") == (Held(Person("ben", "Ben"), guest),)


def test_the_seats_and_practices_of_a_person_are_found(store: Store, practice: int) -> None:
    with store.write() as w:
        other = w.practices.add_practice("FGHIJ", NOW)
        w.practices.add_seat(Seat("seat-2", other.id, "anna", "Anna"), NOW)

        assert [seat.id for seat in w.practices.seats_of_person("anna")] == ["seat-1", "seat-2"]
        assert [one.id for one in w.practices.practices_of_person("anna")] == [practice, other.id]
        assert (w.practices.seats_of_person("ben"), w.practices.practices_of_person("ben")) == ((), ())


def test_other_names_of_a_person_are_there_once(store: Store, practice: int) -> None:
    with store.write() as w:
        for alias in ("a", "b", "a"):
            w.persons.add_alias("anna", alias)

        assert (w.persons.aliases("anna"), w.persons.aliases("ben")) == ({"a", "b"}, frozenset())


# --- what was brought along


def test_a_practice_that_was_brought_along_is_its_owners(store: Store, practice: int) -> None:
    with store.write() as w:
        own = w.practices.add_own_practice("anna", "f00d", NOW - 7)

        assert w.practices.practice(own) == Practice(own, "anna:f00d", NOW - 7, "f00d", "anna")
        assert (w.practices.own_practices("anna"), w.practices.own_practices("ben")) == ({"f00d": own}, {})


def test_what_was_brought_along_is_not_held_here(store: Store, practice: int) -> None:
    with store.write() as w:
        w.practices.add_own_practice("anna", "f00d", NOW)

        assert w.practices.practice_ids() == (practice,)
        assert [one.id for one in w.practices.practices_of_person("anna")] == [practice]


def test_an_evening_is_brought_along_once_by_each(store: Store, practice: int) -> None:
    with store.write() as w:
        w.practices.add_own_practice("anna", "f00d", NOW)
        w.practices.add_own_practice("ben", "f00d", NOW)

        with pytest.raises(CodeTaken):
            w.practices.add_own_practice("anna", "f00d", NOW)

        assert len(w.practices.own_practices("ben")) == 1


def test_brought_sheets_come_back_as_they_went_in_and_once(store: Store, practice: int) -> None:
    body = {"opened": {"line": "„Grüße“"}, "seconds": 480}

    with store.write() as w:
        own = w.practices.add_own_practice("anna", "f00d", NOW)
        w.brought.add_brought(own, 1, body)

        assert (w.brought.brought(own, 1), w.brought.brought(own, 2)) == (body, None)
        with pytest.raises(IntegrityError):
            w.brought.add_brought(own, 1, body)


# --- kept, and chosen again


def test_what_is_kept_can_be_let_go(store: Store, practice: int) -> None:
    with store.write() as w:
        for round_ in (1, 1, 2):
            w.choices.keep("anna", practice, round_, True)
        w.choices.keep("anna", practice, 2, False)
        w.choices.keep("anna", practice, 3, False)

        assert (w.choices.kept("anna"), w.choices.kept("ben")) == ({(practice, 1)}, frozenset())


def test_a_case_can_be_chosen_again_and_not(store: Store, practice: int) -> None:
    with store.write() as w:
        for case in ("a", "a", "b"):
            w.choices.set_repeat("anna", case, True)
        w.choices.set_repeat("anna", "b", False)
        w.choices.set_repeat("anna", "c", False)

        assert (w.choices.repeats("anna"), w.choices.repeats("ben")) == ({"a"}, frozenset())


# --- what is deleted is gone


def test_what_a_write_deletes_is_zeroed(store: Store) -> None:
    """Even if SQLite wouldn't do so by default."""
    with store.write() as w:
        assert w.log._connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1


def log_of(store: Store) -> int:
    """The bytes in the write-ahead log."""
    return store.file.with_name(f"{store.file.name}-wal").stat().st_size


def test_tidying_empties_the_write_ahead_log(store: Store, practice: int) -> None:
    before = log_of(store)

    assert store.tidy()

    assert (before > 0, log_of(store), store.left_on_disk) == (True, 0, False)
    with store.read() as r:
        assert r.persons.person("ben") == Person("ben", "Ben")


def accept(store: Store, at: int) -> None:
    """Some write."""
    with store.write() as w:
        w.persons.accept_charter("ben", at)


def test_while_somebody_reads_what_was_there_before_tidying_says_that_it_is_not_done(impatient: Store) -> None:
    practice_with_anna(impatient)
    with impatient.read() as r:
        r.log.latest_at()
        accept(impatient, NOW)

        assert not impatient.tidy()

        assert (log_of(impatient) > 0, impatient.left_on_disk) == (True, True)
    assert impatient.tidy()
    assert (log_of(impatient), impatient.left_on_disk) == (0, False)


def test_others_write_while_tidying_waits_for_a_reader(file: Path) -> None:
    with closing(open_store(url_of(file), NOW, busy_timeout=30)) as store:
        practice_with_anna(store)
        tidying = Thread(target=store.tidy)
        with store.read() as r:
            r.log.latest_at()
            accept(store, NOW)
            tidying.start()

            for at in range(10):
                accept(store, at)

            assert tidying.is_alive()
        tidying.join()
        assert not store.left_on_disk
