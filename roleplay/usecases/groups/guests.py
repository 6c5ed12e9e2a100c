"""Guests: somebody whom a member asks for one session, and who sees that session and nothing else of the group."""

from __future__ import annotations

from roleplay.errors import Fault
from roleplay.groups import diary as d
from roleplay.groups import meeting as m
from roleplay.groups import waiting_list as places
from roleplay.groups.board import apart
from roleplay.groups.invitation import MOST_OPEN, REVOKED, Invitation, digest_of, meeting_of, use
from roleplay.groups.meeting import Guest
from roleplay.people.names import clean_name
from roleplay.people.visitor import Visitor
from roleplay.usecases.groups.changing import Change, Diaries
from roleplay.usecases.groups.diaries import diary_of, save
from roleplay.usecases.groups.membership import Membership
from roleplay.usecases.practice.joining import Joining

NO_PLACE = "Every place in this session is taken. Ask whoever invited you about another one."
_FOR_THE_GROUP = "This invitation is for the group, not for one session. Open its link again."


class Guests:
    """Use cases of guests; safe to call from any thread."""

    def __init__(self, diaries: Diaries, membership: Membership, joining: Joining) -> None:
        self._diaries, self._membership, self._joining = diaries, membership, joining

    def ask(self, who: Visitor, meeting: str) -> str:
        """The secret of an invitation for one person to one session; it isn't stored and can't be shown again."""
        secret = self._diaries.chance.token()
        with self._diaries.changing_meeting(who, meeting) as change:
            found = change.diary.meeting(meeting)
            m.check_open(found, change.now)
            open_ = [
                one
                for one in change.writer.groups.invitations(found.group)
                if one.is_open(change.diary.group, change.now)
            ]
            if len(open_) >= MOST_OPEN:
                raise Fault("The group has enough open invitations. Take one back, or send one of them.")
            made = Invitation(digest_of(secret), found.group, change.me.id, change.now, found.ends_at, meeting=meeting)
            change.writer.groups.put_invitation(made)
        return secret

    def accept(self, who: Visitor, secret: str, name: str, key: str = "") -> str:
        """Come this once, under this name: somebody whom the device or the key proves, or somebody new. Returns the id
        of the person. Raises `Fault`."""
        with self._membership.counting(who), self._diaries.store.read() as reader:
            if not self._membership.invitation(reader, secret).meeting:
                raise Fault(_FOR_THE_GROUP)
        me, now = self._joining.person_named(who, clean_name(name), key), self._diaries.now()
        self._diaries.slow(who.device, me.id)
        with self._diaries.store.write() as writer:
            invitation = self._membership.invitation(writer, secret)
            stored = diary_of(writer, invitation.group, now)
            before = d.settled(stored, now)
            meeting = meeting_of(invitation, before.meetings, now)
            if before.group.has(me.id) or (meeting and meeting.guest(me.id)):
                return me.id
            if meeting is None or invitation.by in apart(writer.board.blocks(me.id), me.id):
                raise Fault(REVOKED)
            used = use(invitation, before.group, me.id, now)
            if places.is_full(meeting):
                raise Fault(NO_PLACE)
            coming = m.with_guest(meeting, Guest(me.id, me.name, invitation.by, now))
            self._diaries.people.settle(writer, me, who.device, now)
            writer.groups.put_invitation(used)
            save(writer, stored, d.with_meeting(before, coming))
        return me.id

    def say_no(self, who: Visitor, meeting: str) -> None:
        """They can't come after all, or don't want to: the session is gone from their Home."""
        me, now = self._diaries.people.mine(who), self._diaries.now()
        self._diaries.slow(who.device, me.id)
        with self._diaries.store.write() as writer:
            found = writer.meetings.meeting(meeting)
            if found is None or found.guest(me.id) is None:
                raise Fault(d.GONE)
            before = diary_of(writer, found.group, now)
            save(writer, before, d.without_guest(before, meeting, me.id, now))

    def take_back(self, who: Visitor, meeting: str, person: str) -> None:
        """Whoever asked somebody, or an admin, takes it back; a session that they are in goes on for them."""
        with self._diaries.changing_meeting(who, meeting) as change:
            _check_may_take_back(change, meeting, person)
            change.diary = d.without_guest(change.diary, meeting, person, change.now)


def _check_may_take_back(change: Change, meeting: str, person: str) -> None:
    guest = change.diary.meeting(meeting).guest(person)
    if guest is None:
        raise Fault("They aren’t a guest of this session any more. Look at it again.")
    if guest.by != change.me.id and not change.diary.group.member(change.me.id).admin:
        raise Fault("Only whoever asked a guest, or a group admin, can take it back.")
