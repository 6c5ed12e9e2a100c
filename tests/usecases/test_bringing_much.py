"""The rules of a long file: each round once, no more than a person plays, and taps have their turn meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from evening import MINUTE, Evening, an_evening
from left_over import as_file, bring, luggage, person_of, refused, rows_of, stations

from roleplay.errors import Fault
from roleplay.storage import Store, Writer
from roleplay.usecases.history.brought_record import ROUNDS_AT_ONCE
from roleplay.usecases.history.portable import MOST_ROUNDS, Carried, Luggage
from roleplay.usecases.history.record import SIGNED_OUT, Carrying
from roleplay.workshop import AtOnce

ROUNDS = 3 * ROUNDS_AT_ONCE + 1
NOBODY_PLAYS = "rounds, more than anybody plays. Nothing was imported."


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Luggage:
    """What Anna carries after one round in which she saw the patient."""
    evening = (
        an_evening(tmp_path_factory.mktemp("elsewhere")).start("Anna", "Ben").begin().play_from_here("step").finish()
    )
    carried = luggage(evening, "Anna")
    evening.kit.close()
    return carried


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Evening]:
    """Another kit, on which Anna has just come in."""
    evening = an_evening(tmp_path / "here").start("Anna")
    evening.wall.forward(9 * 24 * 60 * MINUTE)
    yield evening
    evening.kit.close()


def many(played: Luggage, rounds: int) -> Luggage:
    """So many evenings like that one."""
    return replace(played, rounds=tuple(replace(played.rounds[0], origin=f"evening-{n}") for n in range(rounds)))


def bare(played: Luggage, rounds: int) -> Luggage:
    """The same, as somebody watched them."""
    one = replace(played.rounds[0], role="observer", played=None, sheets=None, marks=(), goal=None, words=())
    return many(replace(played, rounds=(one,), sheets={}), rounds)


class Watched:
    """A store in which something happens after its writes."""

    def __init__(self, store: Store, after: Callable[[int], None]) -> None:
        self.read, self._store, self._after, self.writes = store.read, store, after, 0

    @contextmanager
    def write(self) -> Iterator[Writer]:
        with self._store.write() as writer:
            yield writer
        self.writes += 1
        self._after(self.writes)


def bringing(
    evening: Evening, after: Callable[[int], None] = lambda writes: None, **limits: int
) -> Callable[[Luggage], int]:
    store: Any = Watched(evening.kit.store, after)
    carrying = Carrying(store, evening.kit.rooms, evening.kit.people, stations(evening), AtOnce(), **limits)
    return lambda carried: carrying.bring(evening.visitor("Anna"), as_file(carried))


def met(evening: Evening) -> int:
    with evening.kit.store.read() as reader:
        return len(reader.history.exposures(person_of(evening, "Anna")))


# --- how much


def test_a_round_repeated_in_a_file_counts_once(played: Luggage, here: Evening) -> None:
    again = replace(played, rounds=played.rounds * 500)

    assert bring(here, "Anna", as_file(again)) == 1
    rows = rows_of(here.folder)

    assert bring(here, "Anna", as_file(played)) == 0
    assert rows_of(here.folder) == rows


def test_of_a_repeated_round_the_copy_with_its_feedback_wins(played: Luggage, here: Evening) -> None:
    [whole] = played.rounds
    shut = replace(whole, sheets=None, marks=(), goal=None, words=())

    bring(here, "Anna", as_file(replace(played, rounds=(shut, whole, shut))))

    assert luggage(here, "Anna").rounds[0].marks == whole.marks


def test_more_rounds_than_anybody_plays_are_refused(played: Luggage, here: Evening) -> None:
    said = refused(bring, here, "Anna", as_file(bare(played, MOST_ROUNDS + 1)))

    assert said == f"That file holds over 3,000 {NOBODY_PLAYS}"
    assert met(here) == 0


def test_many_files_bring_no_more_rounds_than_one_may(played: Luggage, here: Evening) -> None:
    taken = bringing(here, most=5)
    taken(bare(played, 4))

    said = refused(taken, many(played, 6))

    assert said == f"With that file you’d have imported over 5 {NOBODY_PLAYS}"
    assert met(here) == 4


def test_mark_sheets_without_marks_are_not_kept(played: Luggage, here: Evening) -> None:
    [sheet] = played.sheets.values()
    others = {f"other-{n}": {**sheet, "fingerprint": f"other-{n}"} for n in range(50)}

    bring(here, "Anna", as_file(replace(played, sheets=played.sheets | others)))

    assert len(rows_of(here.folder)["sheets"]) == 1


def test_more_names_of_one_person_than_there_are_kits_are_refused(played: Luggage, here: Evening) -> None:
    crowd = replace(played, owners=tuple(f"person-{n}" for n in range(1000)))

    assert (
        refused(bring, here, "Anna", as_file(crowd)) == "That file holds marks that no kit makes. Nothing was imported."
    )
    assert rows_of(here.folder)["aliases"] == []


# --- while it is written


def test_a_long_file_is_written_in_short_pieces(played: Luggage, here: Evening) -> None:
    there = [met(here)]

    bringing(here, lambda writes: there.append(met(here)))(many(played, ROUNDS))

    assert there[-1] == ROUNDS
    assert max(later - before for before, later in pairwise(there)) <= ROUNDS_AT_ONCE


def test_a_tap_made_in_the_meantime_is_stored_between_two_pieces(played: Luggage, here: Evening) -> None:
    seen: list[int] = []

    def taps() -> None:
        with here.kit.store.write() as writer:
            seen.append(len(writer.history.exposures(person_of(here, "Anna"))))

    thread = Thread(target=taps)

    class WhileWriting(Watched):
        @contextmanager
        def write(self) -> Iterator[Writer]:
            with super().write() as writer:
                if self.writes == 1:
                    thread.start()
                    while thread.is_alive() and not here.kit.store.line.waiting:
                        pass
                yield writer

    store: Any = WhileWriting(here.kit.store, lambda writes: None)
    carrying = Carrying(store, here.kit.rooms, here.kit.people, stations(here), AtOnce())
    carrying.bring(here.visitor("Anna"), as_file(many(played, ROUNDS)))
    thread.join()

    assert seen[0] < ROUNDS == met(here)


def test_importing_the_same_file_again_completes_what_was_cut_short(played: Luggage, here: Evening) -> None:
    def full(writes: int) -> None:
        if writes == 3:
            raise Fault("The disk is full.")

    with pytest.raises(Fault):
        bringing(here, full)(many(played, ROUNDS))

    assert bring(here, "Anna", as_file(many(played, ROUNDS))) == ROUNDS - met_in(full_pieces=2)
    assert [mark_count(one) for one in luggage(here, "Anna").rounds] == [mark_count(played.rounds[0])] * ROUNDS


def met_in(full_pieces: int) -> int:
    return full_pieces * ROUNDS_AT_ONCE


def mark_count(one: Carried) -> int:
    return len(one.marks)


def test_nothing_more_is_imported_for_somebody_who_has_just_deleted_everything(played: Luggage, here: Evening) -> None:
    def leave(writes: int) -> None:
        if writes == 2:
            with here.kit.store.write() as writer:
                writer.erase_person(person_of(here, "Anna"), ())

    said = refused(bringing(here, leave), many(played, ROUNDS))

    assert said == SIGNED_OUT
    assert met(here) == 0
