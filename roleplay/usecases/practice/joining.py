"""Joining: start a practice, join one by code, take a seat back, get a personal key."""

from __future__ import annotations

from dataclasses import dataclass, replace

from roleplay.errors import Fault
from roleplay.people.attempts import Missed, Openings, TooMuch, missed
from roleplay.people.call_links import clean_link
from roleplay.people.codes import clean_code, device_mark, new_code
from roleplay.people.directions import isolated
from roleplay.people.names import clean_name, look_alike, same_name
from roleplay.people.persons import Person, Practice, Seat, SeatClaim
from roleplay.people.visitor import Visitor
from roleplay.room import events as ev
from roleplay.room.doors import can_be_let_in, is_shut_out, running
from roleplay.room.stages import DAY, DEFAULT_PRESET, PRESETS
from roleplay.room.state import FULL, Claim
from roleplay.room.views import LastView
from roleplay.storage import CodeTaken, Store
from roleplay.usecases.people.attempts import Attempts
from roleplay.usecases.people.people import Chance, People
from roleplay.usecases.practice.rooms import Rooms
from roleplay.usecases.practice.session import Session
from roleplay.usecases.practice.timing import check_timing


class NameTaken(Fault):
    """Somebody with this name is already in the room; the seat may be theirs to take back."""


@dataclass(frozen=True)
class Entrance:
    """What a device may know about a practice before it has a seat in it.

    ``host`` is who sat down first, "" for nobody yet. ``round`` is the number of the round that is being played, 0
    between rounds, and ``kind`` what it practises. ``known`` are the names of people whose own device this is and who
    have no seat on it yet.
    """

    code: str
    host: str
    people: int
    round: int
    kind: str
    mine: tuple[Seat, ...]
    known: tuple[str, ...]
    full: bool


@dataclass(frozen=True)
class SeatView:
    """A seat that this device holds, with what its page needs; ``others`` are other people on the same device."""

    practice: Practice
    seat: Seat
    has_key: bool
    charter: bool
    others: tuple[Seat, ...]


class Joining:
    """Use cases about joining; safe to call from any thread."""

    def __init__(self, store: Store, rooms: Rooms, people: People, attempts: Attempts, chance: Chance) -> None:
        self._store, self._rooms, self._attempts, self._chance = store, rooms, attempts, chance
        self.people = people
        self._openings = Openings()

    def open_practice(self, who: Visitor, name: str, opened: ev.Opened, key: str = "") -> Seat:
        """A new practice with its first seat. Raises `Fault` for a bad name."""
        shown = clean_name(name)
        opened = self._checked(opened)
        person = self.person_named(who, shown, key)
        self._may_open(who, proved=bool(key.strip()))
        practice = self._new_practice(opened)
        return self._sit(who, practice, person, shown)

    def open_table(self, who: Visitor, opened: ev.Opened) -> Practice:
        """A new practice on a laptop that is a table clock and nobody's screen."""
        opened = self._checked(opened)
        self._may_open(who)
        practice = self._new_practice(replace(opened, table=True))
        with self._store.write() as writer:
            writer.practices.add_table_device(practice.id, who.device)
        return practice

    def table(self, who: Visitor, typed: str) -> Practice:
        """The practice whose table clock this device is, or now becomes because it has a seat in it."""
        practice = self._practice(who, typed)
        with self._store.read() as reader:
            if reader.practices.is_table(practice.id, who.device):
                return practice
            seated = reader.practices.seats_of_device(practice.id, who.device)
        if not seated:
            raise Fault("Join this session first. Then you can use this screen as the table clock.")
        with self._store.write() as writer:
            writer.practices.add_table_device(practice.id, who.device)
        return practice

    def entrance(self, who: Visitor, typed: str) -> Entrance:
        """What a code leads to. Raises `Fault` for a wrong, finished or expired code; wrong ones are counted."""
        practice = self._practice(who, typed)
        state, seats = self._rooms.state(practice.id), self._rooms.live(practice.id).seats
        with self._store.read() as reader:
            held = reader.practices.seats_of_device(practice.id, who.device)
        playing = running(state)
        sitting = {seat.person for seat in held}
        owners = (one.person for one in self.people.on_device(who.device) if not one.guest)
        return Entrance(
            code=practice.code,
            host=seats[0].name if seats else "",
            people=len(state.seats),
            round=playing.number if playing else 0,
            kind=playing.snapshot.case.kind.value if playing else "",
            mine=tuple(seat for seat in held if not is_shut_out(state, seat.id, device_mark(practice.id, who.device))),
            known=tuple(person.name for person in owners if person.id not in sitting),
            full=len(state.seats) >= FULL,
        )

    def join(self, who: Visitor, typed: str, name: str, key: str = "") -> Seat:
        """A seat for this device. Raises `NameTaken` if the name is in the room, `Fault` for anything else."""
        practice = self._practice(who, typed)
        shown = clean_name(name)
        taken = self._seat_named(practice, shown)
        if taken is not None:
            return self._taken(who, practice, taken, key)
        _still_room(len(self._rooms.state(practice.id).seats))
        try:
            return self._sit(who, practice, self.person_named(who, shown, key), shown)
        except NameTaken:
            # In the meantime, and perhaps by this device: a button that is tapped twice sends its form twice.
            taken = self._seat_named(practice, shown)
            if taken is None:
                raise
            return self._taken(who, practice, taken, key)

    def come_in(self, who: Visitor, typed: str) -> Seat:
        """The seat of the person whose own device this is, without typing a name. Raises `Fault` on others' devices."""
        practice, person = self._practice(who, typed), self.people.mine(who)
        mine = next((seat for seat in self._rooms.live(practice.id).seats if seat.person == person.id), None)
        if mine is None:
            return self._sit(who, practice, person, person.name)
        with self._rooms.writing(practice.id) as session:
            if not session.writer.practices.holds(mine.id, who.device):
                session.writer.practices.add_device(mine.id, who.device)
                session.log(ev.DeviceProved(device_mark(practice.id, who.device)), mine.id)
        self._back_again(practice, mine)
        return mine

    def claim(self, who: Visitor, typed: str, name: str) -> str:
        """Ask the room for the seat with this name; returns the id with which `claimed` tells the answer."""
        practice = self._practice(who, typed)
        taken = self._seat_named(practice, clean_name(name))
        if taken is None:
            raise Fault("Nobody with that name is in this session. Use it to join instead.")
        if len(self._rooms.state(practice.id).seats) < 2:
            raise Fault("There’s nobody else in the room yet who could confirm that it’s you. Use your personal key.")
        asked = self._claims(who, practice, taken)
        if (open_ := next((c.id for c in asked if c.allowed is None), None)) is not None:
            return open_
        if len(asked) >= MOST_CLAIMS:
            raise Fault(f"You’ve asked {MOST_CLAIMS} times. Talk to the others, or use your personal key.")
        claim = SeatClaim(self._chance.token(), practice.id, taken.id, who.device)
        mark = device_mark(practice.id, who.device)
        with self._rooms.writing(practice.id) as session:
            if not can_be_let_in(session.state, Claim(claim.id, taken.id, device=mark)):
                raise Fault(NOBODY_TO_ASK if running(session.state) else NOT_ITSELF)
            session.writer.practices.add_claim(claim, session.at)
            session.log(ev.SeatClaimed(claim.id, taken.id, mark), ev.NOBODY)
        return claim.id

    def _checked(self, opened: ev.Opened) -> ev.Opened:
        """With its link cleaned. Raises `Fault` for one that isn't safe, and a timing or an exam that there isn't."""
        check_timing(opened)
        if opened.exam and opened.exam not in self._rooms.exams():
            raise Fault("There’s no such exam to prepare for. Choose one from the list.")
        return replace(opened, call=clean_link(opened.call) if opened.online else "")

    def _claims(self, who: Visitor, practice: Practice, seat: Seat) -> list[Claim]:
        """What this device has asked for this seat so far."""
        claims = [c for c in self._rooms.live(practice.id).state.claims if c.seat == seat.id]
        with self._store.read() as reader:
            made_by = {c.id: reader.practices.claim(c.id) for c in claims}
        return [c for c in claims if (made := made_by[c.id]) is not None and made.device == who.device]

    def claimed(self, who: Visitor, claim_id: str) -> Seat | bool | None:
        """The seat once somebody has let this device in, False if they refused, None while nobody has answered."""
        with self._store.read() as reader:
            claim = reader.practices.claim(claim_id)
            seat = reader.practices.seat(claim.seat) if claim and claim.device == who.device else None
        if claim is None or seat is None:
            return False
        state = self._rooms.live(claim.practice).state
        answer = next((c.allowed for c in state.claims if c.id == claim_id), False)
        return seat if answer else answer

    def seat(self, who: Visitor) -> SeatView:
        """The seat, if this device has it. Else raises `Fault`, worded the same for wrong ids and other people's."""
        with self._store.read() as reader:
            seat = reader.practices.seat(who.seat)
            if seat is None or not reader.practices.holds(seat.id, who.device):
                raise Fault("This phone or browser doesn’t have this seat. Join with the code to get in.")
            practice, person = reader.practices.practice(seat.practice), reader.persons.person(seat.person)
            here = reader.practices.seats_of_device(practice.id, who.device) if practice else ()
        assert practice is not None
        assert person is not None
        self._rooms.check_not_shut_out(practice.id, who)
        others = tuple(other for other in here if other.id != seat.id)
        return SeatView(practice, seat, person.key_hash is not None, person.charter_at is not None, others)

    def seats(self, who: Visitor) -> tuple[tuple[Practice, Seat], ...]:
        """This device's practices of the last few days in which people can still play, newest first."""
        return tuple((p, seat) for p, seat in self._recent(who) if not self._rooms.ended(p.id))

    def unfinished(self, who: Visitor) -> tuple[tuple[Seat, int], ...]:
        """This device's seats in practices that are over and still take words, each with the time until which they do;
        newest first."""
        over = ((seat, self._rooms.state(p.id)) for p, seat in self._recent(who) if self._rooms.ended(p.id))
        still = [(seat, state.closes_at) for seat, state in over if not state.closed]
        views = ((seat, until, self._rooms.view(seat.practice, seat.id)) for seat, until in still)
        return tuple((seat, until) for seat, until, shown in views if isinstance(shown, LastView) and shown.form)

    def _recent(self, who: Visitor) -> list[tuple[Practice, Seat]]:
        now = self._rooms.now()
        with self._store.read() as reader:
            held = reader.practices.practices_of_device(who.device)
        return [(p, seat) for p, seat in held if now - p.opened_at < RECENT][:MOST_OPEN]

    def last_seat(self, who: Visitor) -> Seat | None:
        """The seat this device took last, in any practice, for a person whose own device it is."""
        own = {held.person.id for held in self.people.on_device(who.device) if not held.guest}
        with self._store.read() as reader:
            held = reader.practices.practices_of_device(who.device)
        return next((seat for _, seat in held if seat.person in own), None)

    def last_timing(self, who: Visitor) -> ev.Opened:
        """The timing, and the exam, of the session that this device was last in; a preset that there no longer is
        counts for nothing."""
        with self._store.read() as reader:
            held = reader.practices.practices_of_device(who.device)
        last = self._rooms.live(held[0][0].id).state.opened if held else ev.Opened(DEFAULT_PRESET)
        if not {last.preset, *dict(last.by_kind).values()} <= PRESETS.keys():
            return ev.Opened(DEFAULT_PRESET)
        return replace(last, case="", table=False, online=False, call="")

    def accept_charter(self, who: Visitor) -> None:
        """The seat's person agrees to the ground rules, once for all their practices."""
        mine = self.seat(who)
        if not mine.charter:
            with self._store.write() as writer:
                writer.persons.accept_charter(mine.seat.person, self._rooms.now())

    def own_seat(self, who: Visitor) -> SeatView:
        """The seat, if this device stands for its person: not if the others gave the seat back by name."""
        mine = self.seat(who)
        with self._store.read() as reader:
            if all(held.person.id != mine.seat.person for held in reader.devices.held(who.device)):
                raise Fault(
                    "This phone or browser has your place for this session only. For your key or your private "
                    "settings, use the one with which you first joined, or on which you made a new key."
                )
        return mine

    def give_key(self, who: Visitor) -> str:
        """A new personal key for the seat's person, shown once; an older key stops working."""
        return self.people.give_key(who.named(self.own_seat(who).seat.person))

    def _may_open(self, who: Visitor, proved: bool = False) -> None:
        """Raises `TooMuch` for somebody who opens practice after practice."""
        now = self._rooms.now()
        if wait := self._openings.take(who.device, who.address, proved or self._known(who, now), now):
            minutes = -(-wait // 60)
            raise TooMuch(
                "So many sessions have been started from here that you have to wait. Carry on with one of them, or try "
                f"again in {minutes} minute{'s' * (minutes != 1)}.",
                wait,
            )

    def _known(self, who: Visitor, now: int) -> bool:
        """Whether the device was in a practice on an earlier day."""
        with self._store.read() as reader:
            return any(
                practice.opened_at <= now - DAY for practice, _ in reader.practices.practices_of_device(who.device)
            )

    def _practice(self, who: Visitor, typed: str) -> Practice:
        code = clean_code(typed)
        with self._store.read() as reader:
            practice = reader.practices.practice_by_code(code)
        if practice is None:
            raise Missed(missed(NO_SUCH_CODE, self._attempts.miss("code", who.address)))
        if self._rooms.state(practice.id).ended:
            raise Fault("This session is over, so its code no longer works. Start a new session; it takes a minute.")
        return practice

    def _seat_named(self, practice: Practice, name: str) -> Seat | None:
        seats = self._rooms.live(practice.id).seats
        return next((seat for seat in seats if look_alike(seat.name, name)), None)

    def _taken(self, who: Visitor, practice: Practice, taken: Seat, key: str) -> Seat:
        """The name is in the room: the same device carries on, a key proves the person, or others must confirm."""
        with self._store.read() as reader:
            held = reader.practices.holds(taken.id, who.device)
            person = reader.persons.person(taken.person)
        mark = device_mark(practice.id, who.device)
        held = held and not is_shut_out(self._rooms.state(practice.id), taken.id, mark)
        if not held and key.strip() and person is not None:
            self.people.check(who, person, key)
            with self._rooms.writing(practice.id) as session:
                session.writer.practices.add_device(taken.id, who.device)
                self.people.let_in(session.writer, person, who.device)
                session.log(ev.DeviceProved(mark), taken.id)
            held = True
        if held:
            self._back_again(practice, taken)
            return taken
        raise _name_taken(taken.name)

    def _back_again(self, practice: Practice, seat: Seat) -> None:
        """Somebody who left sits down again. Checked again inside the write: two tabs may come back at once."""
        if seat.id in self._rooms.state(practice.id).seats:
            return
        with self._rooms.writing(practice.id) as session:
            if seat.id not in session.state.seats:
                _still_room(len(session.state.seats))
                session.log(ev.Sat(), seat.id)

    def person_named(self, who: Visitor, name: str, key: str) -> Person:
        """The person whom the key proves, or who has used this name on this device; else a new one."""
        if key.strip():
            return self.people.prove(who, name, key)
        with self._store.read() as reader:
            here = (held.person for held in reader.devices.held(who.device) if same_name(held.person.name, name))
        return next(here, None) or Person(self._chance.token(), name)

    def _new_practice(self, opened: ev.Opened) -> Practice:
        while True:
            try:
                with self._store.write() as writer:
                    practice = writer.practices.add_practice(new_code(self._chance.below), self._rooms.now())
            except CodeTaken:
                continue
            with self._rooms.writing(practice.id) as session:
                session.log(opened, ev.NOBODY)
            return practice

    def _sit(self, who: Visitor, practice: Practice, person: Person, name: str) -> Seat:
        seat = Seat(self._chance.token(), practice.id, person.id, name)
        with self._rooms.writing(practice.id) as session:
            self._still_free(session, name)
            if session.writer.persons.person(person.id) is None:
                session.writer.persons.add_person(person)
            self.people.settle(session.writer, person, who.device, session.at)
            session.add_seat(seat, who.device)
            session.log(ev.Sat(device_mark(practice.id, who.device)), seat.id)
        return seat

    def _still_free(self, session: Session, name: str) -> None:
        """Checked again inside the write: two people may have typed the same name in the same second."""
        _still_room(len(session.state.seats))
        if any(look_alike(seat.name, name) for seat in session.live.seats):
            raise _name_taken(name)


NO_SUCH_CODE = "No session has this code. Look at the first person’s screen again: a code never has 0, O, 1, I or L."
NOBODY_TO_ASK = (
    "While this round is running, nobody can confirm that it’s you: not the student, and nobody on a phone that’s "
    "already in the round. Use your personal key, or ask again when everyone’s feedback is open."
)
NOT_ITSELF = (
    "A phone or browser can’t let itself in, and nobody else is in the room. Use your personal key, or join with "
    "another name."
)
MOST_CLAIMS = 3
"""How often one device may ask for one seat."""
RECENT, MOST_OPEN = 3 * DAY, 10
"""How far back we look for practices to carry on with, and how many we offer."""


def _name_taken(name: str) -> NameTaken:
    return NameTaken(f"{isolated(name)} is already in this session. Choose another name, or take your place back.")


def _still_room(people: int) -> None:
    if people >= FULL:
        raise Fault(f"This session is full: it has {FULL} people. Start a second one and split into two groups.")
