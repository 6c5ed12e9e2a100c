"""The log of a practice: what goes in comes out, in order, once."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError
from store_builders import NOW, ONE_OF_EACH, a_mark, an_event, practice_with_anna

from roleplay.room.events import KINDS, NOBODY, Event, Logged, Stopped
from roleplay.storage import Store


def test_the_examples_hold_every_kind_of_event() -> None:
    assert {event.kind for event in ONE_OF_EACH} == set(KINDS)


@pytest.mark.parametrize("event", ONE_OF_EACH, ids=lambda event: event.kind)
def test_every_event_comes_back_as_it_went_in(store: Store, event: Event) -> None:
    practice = practice_with_anna(store).id
    logged = an_event(1, event, token="t1")

    with store.write() as w:
        w.log.append(practice, [logged])

    with store.read() as r:
        assert r.log.events(practice) == (logged,)


def test_what_an_event_need_not_say_comes_back_unsaid(store: Store) -> None:
    practice = practice_with_anna(store).id
    stop = Logged(1, Stopped(), NOW)

    with store.write() as w:
        w.log.append(practice, [stop])

    with store.read() as r:
        assert r.log.events(practice) == (stop,)


def test_events_come_in_order_and_only_those_after_the_one_named(store: Store) -> None:
    practice = practice_with_anna(store).id

    with store.write() as w:
        w.log.append(practice, [an_event(3), an_event(1), an_event(2)])

    with store.read() as r:
        assert [one.seq for one in r.log.events(practice)] == [1, 2, 3]
        assert [one.seq for one in r.log.events(practice, after=2)] == [3]


def test_each_practice_has_its_own_log(store: Store) -> None:
    first = practice_with_anna(store).id
    with store.write() as w:
        second = w.practices.add_practice("FGHJK", NOW).id

        w.log.append(first, [an_event(1, token="t1")])
        w.log.append(second, [an_event(1, token="t1")])

    with store.read() as r:
        assert len(r.log.events(first)) == len(r.log.events(second)) == 1


def test_nothing_to_append_is_fine(store: Store) -> None:
    practice = practice_with_anna(store).id

    with store.write() as w:
        w.log.append(practice, [])

    with store.read() as r:
        assert r.log.events(practice) == ()


def test_a_seq_is_refused_the_second_time(store: Store) -> None:
    practice = practice_with_anna(store).id

    with pytest.raises(IntegrityError), store.write() as w:
        w.log.append(practice, [an_event(1), an_event(1)])


def test_a_token_is_refused_the_second_time_by_the_database_itself(store: Store) -> None:
    practice = practice_with_anna(store).id

    with pytest.raises(IntegrityError), store.write() as w:
        w.log.append(practice, [an_event(1, token="t1"), an_event(2, token="t1")])


def test_nobodys_token_is_refused_the_second_time_too(store: Store) -> None:
    practice = practice_with_anna(store).id
    stops = [Logged(seq, Stopped(), NOW, NOBODY, token="t1", digest="d") for seq in (1, 2)]

    with pytest.raises(IntegrityError), store.write() as w:
        w.log.append(practice, stops)


def test_a_log_needs_its_practice(store: Store) -> None:
    with pytest.raises(IntegrityError), store.write() as w:
        w.log.append(99, [an_event(1)])


def test_a_token_is_known_by_its_digest_and_only_to_its_seat(store: Store) -> None:
    practice = practice_with_anna(store).id
    with store.write() as w:
        w.log.append(practice, [an_event(1, token="t1"), an_event(2)])

        assert w.log.known(practice, "seat-1", "t1") == "digest of t1"
        assert w.log.known(practice, "seat-1", "t2") is None
        assert w.log.known(practice, "seat-2", "t1") is None


def test_the_latest_instant_is_the_newest_of_all_logs(store: Store) -> None:
    first = practice_with_anna(store).id
    with store.write() as w:
        second = w.practices.add_practice("FGHJK", NOW).id
        assert w.log.latest_at() == 0

        w.log.append(first, [an_event(1, at=NOW + 7), an_event(2, at=NOW + 9)])
        w.log.append(second, [an_event(1, at=NOW + 8)])

        assert w.log.latest_at() == NOW + 9


def test_a_snapshot_comes_back_and_may_be_added_again(store: Store) -> None:
    body = {"case": {"name": "Grüße", "facts": [1, 2.5, None, True]}}

    with store.write() as w:
        w.log.add_snapshot("f00d", body)
        w.log.add_snapshot("f00d", body)

    with store.read() as r:
        assert r.log.snapshot("f00d") == body
        assert r.log.snapshot("beef") is None


def test_marks_keep_the_order_in_which_they_were_given(store: Store) -> None:
    practice = practice_with_anna(store).id
    second = [a_mark(practice, 2, thing=thing) for thing in "zay"]
    first = [a_mark(practice, 1, thing=thing) for thing in "ba"]

    with store.write() as w:
        w.history.replace_marks(practice, 2, second)
        w.history.replace_marks(practice, 1, first)

    with store.read() as r:
        assert r.history.marks(practice) == (*first, *second)
        assert r.history.marks(practice, 2) == tuple(second)


def test_marks_of_a_round_are_replaced_as_a_whole_and_no_others(store: Store) -> None:
    practice = practice_with_anna(store).id
    with store.write() as w:
        w.history.replace_marks(practice, 1, [a_mark(practice, 1, thing=thing) for thing in "abc"])
        w.history.replace_marks(practice, 2, [a_mark(practice, 2)])

        w.history.replace_marks(practice, 1, [a_mark(practice, 1, thing="d")])

        assert [row.thing for row in w.history.marks(practice)] == ["d", "washes-hands"]


def test_marks_can_be_taken_away(store: Store) -> None:
    practice = practice_with_anna(store).id
    with store.write() as w:
        w.history.replace_marks(practice, 1, [a_mark(practice)])

        w.history.replace_marks(practice, 1, [])

        assert w.history.marks(practice) == ()


def test_a_student_finds_their_own_marks_of_every_practice(store: Store) -> None:
    first = practice_with_anna(store).id
    with store.write() as w:
        second = w.practices.add_practice("FGHJK", NOW).id
        w.history.replace_marks(second, 1, [a_mark(second, student="anna"), a_mark(second, student="ben")])
        w.history.replace_marks(first, 1, [a_mark(first, student="anna")])

        found = w.history.marks_of_student("anna")

        assert [(row.practice, row.student) for row in found] == [(first, "anna"), (second, "anna")]
