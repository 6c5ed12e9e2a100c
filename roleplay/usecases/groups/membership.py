"""Founding a group, coming in by invitation or from a session that was played together, and leaving."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from roleplay.errors import Fault
from roleplay.groups import diary as d
from roleplay.groups.board import apart
from roleplay.groups.diary import Diary
from roleplay.groups.group import Group, Member, Terms
from roleplay.groups.invitation import (
    LASTS,
    LONGEST,
    MOST_OPEN,
    REVOKED,
    UNKNOWN,
    Invitation,
    digest_of,
    meeting_of,
    revoke,
    use,
)
from roleplay.groups.local_time import clean_zone, today
from roleplay.groups.news import News, What
from roleplay.groups.shown import NOT_APART
from roleplay.groups.tonight import headline
from roleplay.groups.typed import clean_terms
from roleplay.people.attempts import Missed, missed
from roleplay.people.directions import isolated
from roleplay.people.names import clean_name, same_name
from roleplay.people.persons import Person
from roleplay.people.visitor import Visitor
from roleplay.storage import Reader, Writer
from roleplay.usecases.groups.changing import Diaries, check_many
from roleplay.usecases.groups.diaries import diary_of, save
from roleplay.usecases.people.attempts import Attempts
from roleplay.usecases.practice.joining import Joining
from roleplay.usecases.practice.rooms import Rooms

_A_GROUPS_OWN = "This session was planned by a group. To come into it, ask somebody in it to invite you."
_ONE_SESSION = "This invitation is for one session, not for the group. Open its link again."
_NOT_THERE = "You weren’t in this session, so ask somebody who was to invite you to the group."


@dataclass(frozen=True)
class GroupEntrance:
    """What an invitation shows before somebody comes in. ``known`` are the people whose own device this is;
    ``not_apart`` says that somebody whom they blocked is in the group; ``already`` is the group's id for a member.
    ``session`` says which one somebody is asked for as a guest, "" where it lets them into the group."""

    name: str
    by: str
    people: int
    known: tuple[str, ...]
    not_apart: str
    already: str
    session: str


@dataclass(frozen=True)
class Kept:
    """What the last screen of a session offers: ``group`` is the id of the group that was kept from it, "" while nobody
    has; ``by`` are the names of the others who are in it and were in the session, and ``mine`` says whether the reader
    is. ``sets_time``: it is for them to say when it usually meets."""

    group: str
    name: str
    by: tuple[str, ...]
    mine: bool
    sets_time: bool = False


class Membership:
    """Use cases about who is in a group; safe to call from any thread."""

    def __init__(self, diaries: Diaries, joining: Joining, rooms: Rooms, attempts: Attempts) -> None:
        self._diaries, self._joining, self._rooms, self._attempts = diaries, joining, rooms, attempts

    # --- founding

    def found(self, who: Visitor, terms: Terms, name: str | None = None, key: str = "") -> str:
        """The id of a new group whose admin they are; somebody whom the device doesn't know gives their name. Raises
        `Fault` for terms that can't be."""
        now = self._diaries.now()
        people = self._diaries.people
        me = people.mine(who) if name is None else self._joining.person_named(who, clean_name(name), key)
        made = Group(
            self._diaries.chance.token(), now, self._cleaned(terms), (Member(me.id, me.name, now, admin=True),)
        )
        self._diaries.slow_founding(who, me)
        with self._diaries.store.write() as writer:
            check_many(writer, me)
            self._diaries.people.settle(writer, me, who.device, now)
            self._found(writer, made, me)
        return made.id

    def agree(self, who: Visitor, group: str, terms: Terms) -> None:
        """An admin changes what the group agreed on."""
        cleaned = self._cleaned(terms)
        with self._diaries.changing(who, group) as change:
            agreed = d.agree(change.diary, change.me.id, cleaned, change.now)
            change.diary = d.fill(agreed, self._diaries.chance.token, change.now)

    # --- Keep this group going

    def kept(self, who: Visitor, practice: int) -> Kept:
        """What the last screen offers to somebody who was in this session. Raises `Fault` where it offers nothing."""
        me = self._sat(who, practice)
        with self._diaries.store.read() as reader:
            return self._kept(reader, practice, me)

    def keep(self, who: Visitor, practice: int, zone: str) -> str:
        """One tap on the last screen: whoever taps first founds the group, and the others come in. Returns its id."""
        me, now = self._sat(who, practice), self._diaries.now()
        self._diaries.slow(who.device, me.id)
        with self._diaries.store.write() as writer:
            found = writer.meetings.group_of(practice)
            if found is None:
                self._diaries.slow_founding(who, me)
                check_many(writer, me)
                return self._found_from(writer, practice, me, clean_zone(zone), now)
            before = diary_of(writer, found[0], now)
            _check_may_keep(before.group, me, planned=found[1] is not None)
            if not before.group.has(me.id):
                check_many(writer, me)
                self._come_in(writer, before, me, now)
            return found[0]

    # --- invitations

    def invite(self, who: Visitor, group: str, single: bool = True, lasts: int = LASTS) -> str:
        """The secret of a new invitation, for its link; it isn't stored and can't be shown again."""
        if not 0 < lasts <= LONGEST:
            raise Fault("An invitation lasts for up to 60 days. Choose a day before then.")
        secret = self._diaries.chance.token()
        with self._diaries.changing(who, group) as change:
            there = change.writer.groups.invitations(group)
            if sum(one.is_open(change.diary.group, change.now) for one in there) >= MOST_OPEN:
                raise Fault("The group has enough open invitations. Take one back, or send one of them.")
            until = change.now + lasts
            made = Invitation(digest_of(secret), group, change.me.id, change.now, until, single)
            change.writer.groups.put_invitation(made)
        return secret

    def take_back(self, who: Visitor, group: str, digest: str) -> None:
        """An invitation lets nobody in any more."""
        with self._diaries.changing(who, group) as change:
            found = change.writer.groups.invitation(digest)
            if found is None or found.group != group:
                raise Fault("That invitation isn’t there any more. Look at the list again.")
            change.writer.groups.put_invitation(revoke(found, change.diary.group, change.me.id, change.now))

    def entrance(self, who: Visitor, secret: str) -> GroupEntrance:
        """What an invitation leads to. Raises `Fault` for one that lets nobody in; unknown ones are counted."""
        here = [held.person for held in self._diaries.people.on_device(who.device) if not held.guest]
        with self.counting(who), self._diaries.store.read() as reader:
            invitation = self.invitation(reader, secret)
            diary = diary_of(reader, invitation.group, self._diaries.now())
            session = meeting_of(invitation, diary.meetings, self._diaries.now())
            group = diary.group
            member = next((one for one in here if group.has(one.id)), None)
            if member is None:
                use(invitation, group, "", self._diaries.now())
            blocks = [(block, one.id) for one in here for block in reader.board.blocks(one.id)]
            if member is None and any(invitation.by in apart([block], mine) for block, mine in blocks):
                raise Fault(REVOKED)
            blocked = {block.blocked for block, mine in blocks if block.person == mine}
        return GroupEntrance(
            name=isolated(group.terms.name),
            by=group.name_of(invitation.by),
            people=len(group.members),
            known=tuple(one.name for one in here),
            not_apart=NOT_APART if blocked & {one.person for one in group.members} else "",
            already=group.id if member is not None else "",
            session=headline(session, self._diaries.now()) if session is not None else "",
        )

    def accept(self, who: Visitor, secret: str, name: str, key: str = "") -> str:
        """Come in under this name: somebody whom the device or the key proves, or somebody new. Returns the group's
        id. Raises `Fault`."""
        with self.counting(who), self._diaries.store.read() as reader:
            if self.invitation(reader, secret).meeting:
                raise Fault(_ONE_SESSION)
        me, now = self._joining.person_named(who, clean_name(name), key), self._diaries.now()
        self._diaries.slow(who.device, me.id)
        with self._diaries.store.write() as writer:
            invitation = self.invitation(writer, secret)
            before = diary_of(writer, invitation.group, now)
            if before.group.has(me.id):
                return before.group.id
            check_many(writer, me)
            if invitation.by in apart(writer.board.blocks(me.id), me.id):
                raise Fault(REVOKED)
            used = use(invitation, before.group, me.id, now)
            self._diaries.people.settle(writer, me, who.device, now)
            writer.groups.put_invitation(used)
            self._come_in(writer, before, me, now)
        return before.group.id

    def member_here(self, who: Visitor, group: str, name: str) -> str:
        """The person on this device who is in the group under this name, "" for none."""
        with self._diaries.store.read() as reader:
            found = reader.groups.group(group)
            here = [held.person for held in reader.devices.held(who.device)]
        return next((one.id for one in here if found and found.has(one.id) and same_name(one.name, name)), "")

    # --- leaving

    def leave(self, who: Visitor, group: str) -> None:
        """One tap, no reason. What they showed of themselves goes with them."""
        with self._diaries.changing(who, group) as change:
            change.diary = d.leave(change.diary, change.me.id, change.now)
            change.writer.board.drop_steps(group, change.me.id)

    def remove(self, who: Visitor, group: str, person: str) -> None:
        """An admin takes somebody out; a session that they are in goes on for them. Links for all, which they may still
        have, let nobody in any more: under another name nobody would know them."""
        with self._diaries.changing(who, group) as change:
            change.diary = d.remove(change.diary, change.me.id, person, change.now)
            change.writer.board.drop_steps(group, person)
            for one in change.writer.groups.invitations(group):
                if not one.single and one.is_open(change.diary.group, change.now):
                    change.writer.groups.put_invitation(replace(one, revoked_at=change.now))

    def hand_on(self, who: Visitor, group: str, person: str, keeps: bool = False) -> None:
        """An admin makes somebody else one."""
        with self._diaries.changing(who, group) as change:
            change.diary = d.hand_on(change.diary, change.me.id, person, keeps, change.now)

    # --- inside

    def _cleaned(self, terms: Terms) -> Terms:
        if terms.exam and terms.exam not in self._rooms.exams():
            raise Fault("There’s no such exam to prepare for. Choose one from the list.")
        return clean_terms(terms, self._diaries.now())

    def _of_one(self, me: Person, terms: Terms, now: int) -> Group:
        return Group(self._diaries.chance.token(), now, terms, (Member(me.id, me.name, now, admin=True),))

    def _found(self, writer: Writer, group: Group, me: Person) -> None:
        now = group.founded_at
        founded = Diary(group, news=(News(now, What.FOUNDED, me.id),))
        save(writer, Diary(replace(group, everybody=())), d.fill(founded, self._diaries.chance.token, now))

    def _found_from(self, writer: Writer, practice: int, me: Person, zone: str, now: int) -> str:
        terms = Terms(f"{today(now, zone):%A} group", zone)
        made = self._of_one(me, terms, now)
        self._found(writer, made, me)
        writer.meetings.link(practice, made.id, None)
        return made.id

    def _come_in(self, writer: Writer, before: Diary, me: Person, now: int) -> None:
        joined = d.join(before, me.id, me.name, now)
        left = tuple(name for name in joined.group.expected if not same_name(name, me.name))
        save(writer, before, replace(joined, group=replace(joined.group, expected=left)))

    def _sat(self, who: Visitor, practice: int) -> Person:
        """Raises `Fault` for somebody who wasn't in this session."""
        me = self._diaries.people.tonight(who, practice).person
        if all(seat.person != me.id for seat in self._rooms.live(practice).seats):
            raise Fault(_NOT_THERE)
        return me

    def _kept(self, reader: Reader, practice: int, me: Person) -> Kept:
        found = reader.meetings.group_of(practice)
        group = reader.groups.group(found[0]) if found else None
        if group is None:
            return Kept("", "", (), mine=False)
        _check_may_keep(group, me, planned=found is not None and found[1] is not None)
        sat = self._rooms.live(practice).persons.values()
        others = (one for one in group.members if one.person in sat and one.person != me.id)
        names, mine = tuple(isolated(one.name) for one in others), group.has(me.id)
        sets_time = mine and group.member(me.id).admin and group.terms.series is None
        return Kept(group.id, isolated(group.terms.name), names, mine, sets_time)

    def invitation(self, reader: Reader, secret: str) -> Invitation:
        """Raises `Fault` for one that nobody made."""
        found = reader.groups.invitation(digest_of(secret)) if len(secret) <= _LONGEST_SECRET else None
        if found is None:
            raise _Unknown()
        return found

    @contextmanager
    def counting(self, who: Visitor) -> Iterator[None]:
        """An invitation that nobody made is a wrong try."""
        try:
            yield
        except _Unknown:
            raise Missed(missed(UNKNOWN, self._attempts.miss("invitation", who.address))) from None


def _check_may_keep(group: Group, me: Person, planned: bool) -> None:
    """Raises `Fault` for who was removed, and for a guest of a session that the group had ``planned``: only who founds
    a group at the end of a session offers it to everybody there."""
    was = group.ever(me.id)
    if was is not None and was.removed:
        raise Fault(REVOKED)
    if planned and not group.has(me.id):
        raise Fault(_A_GROUPS_OWN)


class _Unknown(Fault):
    """No such invitation."""

    def __init__(self) -> None:
        super().__init__(UNKNOWN)


_LONGEST_SECRET = 100
