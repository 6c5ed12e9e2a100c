"""What must hold at every moment, whatever anybody did: each truth raises AssertionError if it doesn't."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from model_content import places_on
from model_power import dump
from model_room import Acknowledged, Room, device_of
from model_spec import by_the_clock, walk
from test_room_views import SENTENCE, STEP, assert_only_words_of_ones_own, may_see, root_of

from roleplay.errors import Fault
from roleplay.people.visitor import Visitor
from roleplay.room import events as ev
from roleplay.room.codec import encode
from roleplay.room.events import NOBODY
from roleplay.room.fold import fold
from roleplay.room.state import Round
from roleplay.room.taps import Tap
from roleplay.room.views import Top, as_json
from roleplay.storage.practice.log import SAID
from roleplay.usecases.practice.live import Live, continued
from roleplay.usecases.upkeep import _differing

TITLES = re.compile(r"\w+\.case\.title")
"""What everyone may see of every case that is planned."""


def the_log_is_in_order(room: Room) -> None:
    """One after the other, never backwards; each row with the round and time that its kind has."""
    log = room.log()
    assert [row.seq for row in log] == list(range(1, len(log) + 1))
    assert all(one.at <= two.at for one, two in pairwise(log))
    for row in log:
        tapped = isinstance(row.event, ev.TapEvent)
        assert tapped is (row.made is not None) or isinstance(row.event, ev.Erased)
        if isinstance(row.event, ev.Stopped):
            assert row.seat == NOBODY
        if tapped and row.round is not None and row.made is not None:
            assert room.live.state.rounds[row.round - 1].began_at <= row.made <= row.at


def nothing_acknowledged_is_lost_and_nothing_counts_twice(room: Room) -> None:
    """The rows that came from messages are exactly those that were acknowledged, each once and as it was sent."""
    log = room.log()
    stored = [(row.seq, row.seat, row.token, row.digest) for row in log if row.token is not None]
    assert stored == [(a.seq, a.named, a.sent.token, a.sent.digest) for a in room.book if not a.erased]
    for entry in room.book:
        row, act = log[entry.seq - 1], entry.sent.act
        if entry.erased:
            assert isinstance(row.event, ev.Erased)
        elif isinstance(act, Tap):
            assert (row.event, row.round) == (act.event, act.round)


def the_rounds_hold_what_was_tapped(room: Room) -> None:
    """Counted again from the book: the latest of each thing, every pin, every card, every form."""
    state, log = room.live.state, room.log()
    taps = [(a, log[a.seq - 1]) for a in room.book if isinstance(a.sent.act, Tap) and not a.erased]
    for round_ in state.rounds:
        gone = round_.cast.student in round_.forgotten  # and if the power failed then, the rows may still be there
        mine = [
            (a.seat, row, _made(a, row, round_))
            for a, row in taps
            if row.round == round_.number and not (gone and row.event.kind in SAID)
        ]
        latest: dict[Any, tuple[int, int, object]] = {}
        for seat, row, made in mine:
            if isinstance(row.event, ev.Pinned | ev.Released | ev.HandedIn):
                continue
            thing, value = _said(row.event)
            key = (seat, row.event.kind, thing)
            latest[key] = max(latest.get(key, (0, 0, None)), (made, row.seq, value), key=lambda one: one[:2])
        assert {key: (e.made, e.seq, e.value) for key, e in round_.entries.items()} == latest
        pins = Counter((seat, row.event.pin, made) for seat, row, made in mine if isinstance(row.event, ev.Pinned))
        assert Counter((pin.seat, pin.pin, pin.made) for pin in round_.pins) == pins
        cards = [row.event.finding for _, row, _ in mine if isinstance(row.event, ev.Released)]
        assert round_.released == tuple(dict.fromkeys(cards))
        assert set(round_.handed_in) == {seat for seat, row, _ in mine if isinstance(row.event, ev.HandedIn)}


def _made(entry: Acknowledged, row: ev.Logged, round_: Round) -> int:
    assert isinstance(entry.sent.act, Tap)
    made = min(max(entry.sent.act.made, round_.began_at), row.at)
    assert row.made == made
    return made


def _said(event: ev.Event) -> tuple[str, object]:
    """The thing and the value."""
    body = {name: getattr(event, name) for name in encode(event)}
    *things, value = body.values()
    return (str(things[0]) if things else ""), value


def stages_follow_the_table(room: Room) -> None:
    """Each new row, and each deadline before it; then on to now."""
    live, new = room.live, room.log(room.walked.seq)
    room.walked = walk(room.walked, new, dict(live.snapshots))
    by_the_clock(room.walked, room.kit.clock.now())


def memory_is_the_log(room: Room) -> None:
    """What the process holds is what another process reads."""
    with room.kit.store.read() as reader:
        again = continued(reader, room.practice, Live())
    assert again.state == room.live.state
    assert again.names == room.live.names
    assert again.state == fold(room.log(), again.snapshots)


def projections_are_the_log(room: Room) -> None:
    with room.kit.store.read() as reader:
        assert list(_differing(reader)) == []


def no_screen_is_stale(room: Room) -> None:
    """What is kept of a seat's screen, which somebody else's tap may have left alone, is what a new one would show."""
    for held in room.seats.values():
        assert room.kit.screens.of(held).text == room.text(held.id)


def nobody_sees_what_is_not_theirs(room: Room) -> None:
    """Cases by role and stage, other people's words only after the feedback; nothing of either on the table."""
    seen = room.state
    seats = room.ever
    practice: Any = SimpleNamespace(seen=seen, ever=seats, stage=seen.stage, now=room.kit.clock.now())
    for seat in seats:
        shown = room.text(seat)
        allowed = re.compile("|".join((*may_see(practice, seat), *_played_last(room, seat))) or "nothing")
        wrong = [
            found
            for found in places_on(shown)
            if not any(allowed.fullmatch(path) or TITLES.fullmatch(path) for path in found)
        ]
        assert not wrong, f"{seat} at {seen.stage} of {len(seen.rounds)} sees {wrong}"
        assert_only_words_of_ones_own(practice, seat, shown)
    table = as_json(room.kit.rooms.table(room.practice))
    assert not places_on(table)
    assert not SENTENCE.search(table)
    assert not STEP.search(table)


def _played_last(room: Room, seat: str) -> list[str]:
    """Who was played in a round that the evening ended in: its patient knows."""
    round_ = room.state.round
    if round_ is None or seat != round_.cast.patient or (round_.needs_note and seat not in round_.accepted):
        return []
    return [rf"{root_of(round_)}\.case\.patient\.plays"]


def seats_agree(room: Room) -> None:
    """On everything shared: stage, turn, clock, hold, people; and the table agrees."""
    tops = [room.view(seat).top for seat in room.state.seats] + [room.kit.rooms.table(room.practice).top]
    common = {_nobodys_own(top) for top in tops}
    assert len(common) == 1, common


def _nobodys_own(t: Top) -> tuple[object, ...]:
    held = t.held and (t.held.kind, t.held.agreed, t.held.of)
    people = tuple((person.name, person.roles, person.done) for person in t.people)
    return (t.stage, t.turn, t.number, t.round, t.kind, t.clock, t.asked, t.muted, held, people)


def devices_show_the_newest_they_heard(room: Room) -> None:
    """Every seat's screen is sent; whoever hears it last, in whatever order, shows what the kit would show."""
    for name, seat in room.seats.items():
        screen = room.screens[seat.id]
        # What was on its way from a server that is gone doesn't arrive.
        screen.coming = [one for one in screen.coming if one[0] == room.kit.boot]
        room.shows(seat.id)
        newest = screen.coming[-1]
        assert newest[2] == room.text(seat.id)
        assert all(one[:2] != newest[:2] or one[2] == newest[2] for one in screen.coming), name
        if len(screen.coming) > 4:
            while screen.coming:
                screen.hears(newest[1] + len(screen.coming))
            assert screen.text == newest[2], name


def phones_hold_only_seats_they_were_let_into(room: Room) -> None:
    """A phone that asked has the seat exactly if somebody said yes."""
    allowed = {claim.id: bool(claim.allowed) for claim in room.live.state.claims}
    holders = {(seat, phone) for claim, (seat, phone) in room.claims.items() if allowed[claim]}
    with room.kit.store.read() as reader:
        for name, seat in room.seats.items():
            assert reader.practices.holds(seat.id, device_of(name))
        for seat_id, phone in room.claims.values():
            if seat_id in {seat.id for seat in room.seats.values()}:
                assert reader.practices.holds(seat_id, phone) is ((seat_id, phone) in holders)


def no_window_of_the_students_gets_into_the_part(room: Room) -> None:
    """Of the phones that were let into the place of who plays or watches, only those for which somebody of the round
    stands who is not its student, and none that has the student's place."""
    state, answers = room.state, [row for row in room.log() if isinstance(row.event, ev.ClaimAnswered)]
    runs = state.rounds and state.stage not in ("sheets", "next", "over")
    for claim, (seat, phone) in room.claims.items():
        if not any(row.event.claim == claim and row.event.allowed for row in answers) or seat in room.former:
            continue
        if not _has(room, seat, phone) or not runs:
            continue
        cast = state.rounds[-1].cast
        if seat in cast.seats and seat != cast.student:
            mine = {claim for claim, by in room.claims.items() if by == (seat, phone)}
            said_yes = {row.seat for row in answers if row.event.claim in mine and row.event.allowed}
            assert said_yes & set(cast.seats) - {cast.student}, f"{phone} reads in the place {seat}"
            assert cast.student in room.former or not _has(room, cast.student, phone)


def _has(room: Room, seat: str, phone: str) -> bool:
    try:
        return room.kit.joining.seat(Visitor(phone, seat=seat)).seat.id == seat
    except Fault:
        return False


TRUTHS = (
    no_screen_is_stale,
    the_log_is_in_order,
    nothing_acknowledged_is_lost_and_nothing_counts_twice,
    the_rounds_hold_what_was_tapped,
    stages_follow_the_table,
    memory_is_the_log,
    projections_are_the_log,
    nobody_sees_what_is_not_theirs,
    seats_agree,
    devices_show_the_newest_they_heard,
    phones_hold_only_seats_they_were_let_into,
    no_window_of_the_students_gets_into_the_part,
)
OF_THE_TIME = (
    no_screen_is_stale,
    stages_follow_the_table,
    nobody_sees_what_is_not_theirs,
    seats_agree,
    devices_show_the_newest_they_heard,
    no_window_of_the_students_gets_into_the_part,
)
"""Those that the clock alone may break; the others only a new row of the log, or another process."""


def forgotten(room: Room, name: str) -> None:
    """Record what was deleted with this person. Asserts that nothing else was, and that nothing names them."""
    seat = room.seats.pop(name)
    room.former.append(seat.id)
    theirs = {r.number for r in room.live.state.rounds if r.cast.student == seat.id}
    room.book = [_erased(entry, theirs) for entry in room.book]
    room.walked = room.live.state


def _erased(entry: Acknowledged, rounds: set[int]) -> Acknowledged:
    act = entry.sent.act
    gone = isinstance(act, Tap) and act.round in rounds and act.event.kind in SAID
    return Acknowledged(entry.seat, entry.sent, entry.seq, entry.erased or gone)


def nothing_names(room: Room, name: str) -> None:
    """Searched for in every row of the file."""
    for table, rows in dump(room.kit).items():
        assert not any(name in str(row) for row in rows), f"{name} stands in {table}"
