"""What people wrote lies in a table of its own: it reads as it was written, and goes without what it was written in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from evening import Evening, Wall, a_kit, small_library
from older_stores import brought_before_texts, logs_before_texts, rows
from store_builders import A_ROUND, NOW, an_event, practice_with_anna, url_of

from roleplay.people.persons import Seat
from roleplay.room.events import Asked, Erased, Event, Logged, Marked, Planned, Wrote
from roleplay.room.state import Role
from roleplay.room.vocabulary import Move, PlannedRound, Words
from roleplay.storage import Store, open_store
from roleplay.usecases.upkeep import MILLISECOND, YEAR, compare_with_log, erase_old_words

SAID = "You waited until I had found the word"
BEGAN = replace(A_ROUND, goal=SAID)
ROW = PlannedRound("seat-1", "seat-2", (), "good", "Tight chest on the stairs")
WITH_WORDS: tuple[Event, ...] = (
    Wrote(Words.SENTENCE, SAID),
    BEGAN,
    Asked(Move.SWAP, BEGAN),
    Planned((ROW, replace(ROW, why=SAID))),
    Planned((), reason=SAID),
)
BARE = {
    BEGAN: replace(BEGAN, goal="", steps=()),
    WITH_WORDS[2]: Asked(Move.SWAP, replace(BEGAN, goal="", steps=())),
    WITH_WORDS[3]: Planned((ROW, ROW)),
    WITH_WORDS[4]: Planned(()),
}


def texts_of(file: Path) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(file)) as plain:
        plain.row_factory = sqlite3.Row
        return [dict(row) for row in plain.execute("SELECT * FROM texts ORDER BY practice, seq, kind")]


def erase(store: Store) -> None:
    """Every text there is."""
    with closing(sqlite3.connect(store.file)) as plain, plain:
        plain.execute("DELETE FROM texts")


def logged(store: Store, *events: Event, token: str | None = None) -> int:
    """The practice in whose log these stand."""
    practice = practice_with_anna(store).id
    with store.write() as w:
        w.log.append(practice, [an_event(seq, event, token=token) for seq, event in enumerate(events, 1)])
    return practice


# --- apart, and together


@pytest.mark.parametrize("event", WITH_WORDS, ids=lambda event: event.kind)
def test_words_stand_beside_their_event_and_nowhere_in_it(store: Store, file: Path, event: Event) -> None:
    practice = logged(store, event)

    stood = rows(file)

    assert {table for table, found in stood.items() if SAID in repr(found)} == {"texts"}
    with store.read() as r:
        assert [one.event for one in r.log.events(practice)] == [event]


@pytest.mark.parametrize("event", WITH_WORDS[1:], ids=lambda event: event.kind)
def test_without_its_words_a_step_is_what_it_was(store: Store, event: Event) -> None:
    practice = logged(store, event)

    erase(store)

    with store.read() as r:
        [left] = r.log.events(practice)
    assert left.event == BARE[event]


def test_a_sentence_that_was_erased_leaves_its_time_and_its_round(store: Store) -> None:
    practice = logged(store, WITH_WORDS[0], token="t1")

    erase(store)

    with store.read() as r:
        assert r.log.events(practice) == (Logged(1, Erased(), NOW, round=1),)


def test_a_sentence_that_was_taken_away_is_none_that_was_erased(store: Store) -> None:
    practice = logged(store, Wrote(Words.SENTENCE, ""))

    with store.read() as r:
        assert [one.event for one in r.log.events(practice)] == [Wrote(Words.SENTENCE, "")]


def test_a_mark_and_a_step_without_words_are_one_row_each(store: Store, file: Path) -> None:
    logged(
        store, Marked("washes-hands", None), replace(BEGAN, goal="", steps=()), Asked(Move.END_HERE), Planned((ROW,))
    )

    assert texts_of(file) == []


def test_the_digest_of_a_sentence_goes_with_it_and_its_token_is_used_for_ever(store: Store, file: Path) -> None:
    practice = logged(store, WITH_WORDS[0], token="t1")
    with store.read() as r:
        assert r.log.known(practice, "seat-1", "t1") == "digest of t1"
    assert "digest of t1" not in repr(rows(file)["events"])

    erase(store)

    with store.read() as r:
        assert r.log.known(practice, "seat-1", "t1") == ""


def test_what_was_written_in_a_round_that_was_brought_along_stands_beside_it(store: Store, file: Path) -> None:
    opened = {"line": None, "sentence": {"name": "Ben", "value": SAID}, "goal": SAID, "patient": "Ben"}
    with store.write() as w:
        own = w.practices.add_own_practice("anna", "f00d", NOW)
        w.brought.add_brought(own, 2, {"opened": opened, "seconds": 480})

        assert w.brought.brought(own, 2) == {"opened": opened, "seconds": 480}

    assert {table for table, found in rows(file).items() if SAID in repr(found)} == {"texts"}
    assert [(row["seq"], row["kind"], row["round"]) for row in texts_of(file)] == [
        (2, "round_began", 2),
        (2, "wrote", 2),
    ]


# --- from the seventh version to the eighth

WRITTEN = ("dora-patient", "bens-step", "kept-", "annas-step", "annas-next", "there-", "mid-", "half a sen")
REASON = " is student"


@pytest.fixture
def evening(seventh: Path) -> Iterator[Evening]:
    """The last evening of that file, in its quiet minute, on a kit of this version."""
    with closing(sqlite3.connect(seventh)) as plain:
        [[now]] = plain.execute("SELECT max(at) FROM events")
        [[code]] = plain.execute("SELECT code FROM practices WHERE id = 5")
        held = plain.execute("SELECT id, practice, person, name FROM seats WHERE practice = 5").fetchall()
    wall, seats = Wall(now), {name: Seat(id_, practice, person, name) for id_, practice, person, name in held}
    kit = a_kit(url_of(seventh), small_library(seventh.parent / "content"), wall)
    yield Evening(kit, wall, seventh.parent, seats, code, count(1000))
    kit.close()


def test_every_log_of_an_older_file_reads_as_it_did(older: Path) -> None:
    before = logs_before_texts(older)

    with closing(open_store(url_of(older), NOW)) as store, store.read() as r:
        assert {practice: r.log.events(practice) for practice in before} == before
    assert any(before.values())


def test_rounds_that_were_brought_along_read_as_they_did(seventh: Path) -> None:
    before = brought_before_texts(seventh)

    with closing(open_store(url_of(seventh), NOW)) as store, store.read() as r:
        assert {where: r.brought.brought(*where) for where in before} == before
    assert len(before) == 2


def test_nothing_that_anybody_wrote_is_left_in_events_or_brought_rounds(seventh: Path) -> None:
    before = repr(rows(seventh))
    assert [marker for marker in (*WRITTEN, REASON) if marker not in before] == []

    open_store(url_of(seventh), NOW).close()

    after = rows(seventh)
    assert [marker for marker in (*WRITTEN, REASON) if marker in repr((after["events"], after["brought"]))] == []
    assert [marker for marker in (*WRITTEN, REASON) if marker not in repr(after["texts"])] == []


def test_what_moved_is_in_no_byte_of_the_file_once_it_is_erased(evening: Evening) -> None:
    """Neither where it went nor where it had been."""
    with evening.kit.store.write() as w:
        w.choices.keep(evening.seats["Anna"].person, 3, 1, False)

    erase_old_words(evening.kit.store, evening.wall.at + 2 * YEAR // MILLISECOND)

    bytes_ = b"".join(file.read_bytes() for file in evening.folder.glob("kit.sqlite3*"))
    assert [marker for marker in WRITTEN if marker.encode() in bytes_] == []


def test_words_that_are_kept_are_kept_in_what_moved(evening: Evening) -> None:
    erase_old_words(evening.kit.store, evening.wall.at + 2 * YEAR // MILLISECOND)

    left = {row["text"] for row in texts_of(evening.kit.store.file) if row["kind"] != Planned.kind}
    assert left == {f'["kept-{role}-in-1"]' for role in Role} | {'["annas-step"]'}


def test_projections_of_a_file_of_the_seventh_version_agree_with_the_log(evening: Evening) -> None:
    assert compare_with_log(url_of(evening.kit.store.file), evening.wall.at) == []


def test_a_sentence_that_was_sent_before_is_known_and_refused_with_other_words(evening: Evening) -> None:
    sent = next(row for row in evening.log() if isinstance(row.event, Wrote) and row.event.text == "half a sentence")
    again = {"token": sent.token, "kind": "wrote", "round": 2, "made": sent.made, "words": "sentence"}
    before = evening.stored()

    answers = evening.send("Cleo", again | {"text": "half a sentence"}, again | {"text": "another"})

    assert [answer.result for answer in answers] == ["known", "refused"]
    assert evening.stored() == before


def test_an_evening_goes_on_in_the_middle_of_a_round(evening: Evening) -> None:
    assert (evening.stage, evening.round.goal) == ("quiet", "mid-step")

    evening.forms().moved("Anna", "go_on").finish()

    words = {row.event.text for row in evening.log() if isinstance(row.event, Wrote)}
    assert {"half a sentence", "Cleo wrote this", "mid-step"} <= words
    assert compare_with_log(url_of(evening.kit.store.file), evening.wall.at) == []
