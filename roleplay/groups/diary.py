"""A group with its sessions and polls: what changes one often changes the others, such as a member who leaves.

Nothing here is stored: the use cases load a diary, change it with one of these, and store what differs, in one
transaction, so that two who press at once come one after the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from roleplay.errors import Fault
from roleplay.groups import group as g
from roleplay.groups import meeting as m
from roleplay.groups import poll as p
from roleplay.groups import waiting_list as places
from roleplay.groups.group import Group, Terms
from roleplay.groups.local_time import FARTHEST, instant, today
from roleplay.groups.meeting import Answer, Meeting, Reply
from roleplay.groups.news import News, What
from roleplay.groups.poll import Poll
from roleplay.groups.series import AHEAD, LONGEST, SHORTEST, Series, days, wall_times

MOST_PLANNED: Final = 60
"""Sessions of one group that are still to come."""
MOST_POLLS: Final = 3
GONE: Final = "That session isn’t in this group any more. Look at the group’s page again."


@dataclass(frozen=True)
class Diary:
    """``meetings`` are those that matter: the coming ones and those that a change concerns. ``news`` are new."""

    group: Group
    meetings: tuple[Meeting, ...] = ()
    polls: tuple[Poll, ...] = ()
    news: tuple[News, ...] = field(default=())

    def meeting(self, id_: str) -> Meeting:
        """Raises `Fault` for one that isn't this group's."""
        found = next((one for one in self.meetings if one.id == id_), None)
        if found is None:
            raise Fault(GONE)
        return found

    def poll(self, id_: str) -> Poll:
        """Raises `Fault` for one that isn't this group's."""
        found = next((one for one in self.polls if one.id == id_), None)
        if found is None:
            raise Fault("That poll isn’t in this group any more. Look at the group’s page again.")
        return found


# --- members


def join(diary: Diary, person: str, name: str, now: int) -> Diary:
    """With a new member, who is named to all."""
    if diary.group.has(person):
        return diary
    joined = g.join(diary.group, person, name, now)
    met = tuple(_no_guest_any_more(one, person) for one in diary.meetings)
    return _fitted(_told(replace(diary, group=joined, meetings=met), News(now, What.JOINED, person)), now)


def _no_guest_any_more(meeting: Meeting, person: str) -> Meeting:
    """A guest who joins the group is still coming."""
    guest = meeting.guest(person)
    if guest is None:
        return meeting
    return m.with_reply(m.without_guest(meeting, person), Reply(person, Answer.YES, guest.at, by=guest.by))


def leave(diary: Diary, person: str, now: int) -> Diary:
    """Without a member, whose places in sessions pass on."""
    return _gone(diary, g.leave(diary.group, person, now), person, What.LEFT, now)


def remove(diary: Diary, admin: str, person: str, now: int) -> Diary:
    """Without somebody whom an admin takes out."""
    return _gone(diary, g.remove(diary.group, admin, person, now), person, What.REMOVED, now)


def forget(diary: Diary, person: str, now: int) -> Diary:
    """Without somebody who deletes everything that is theirs: not a word says that they were here."""
    before = diary.group
    gone = replace(diary, group=g.without(before, person))
    return _fitted(_new_admins(_without_answers(gone, person, now), before, now), now)


def hand_on(diary: Diary, admin: str, person: str, keeps: bool, now: int) -> Diary:
    """Somebody else looks after the group."""
    handed = replace(diary, group=g.hand_on(diary.group, admin, person, keeps))
    return _new_admins(handed, diary.group, now)


def agree(diary: Diary, admin: str, terms: Terms, now: int) -> Diary:
    """With other terms: sessions in a new pause are called off, and those of another series move to its time, or are
    called off where it has none on their day."""
    changed = replace(diary, group=g.agree(diary.group, admin, terms))
    if terms == diary.group.terms:
        return diary
    changed = _told(changed, News(now, What.TERMS, admin))
    if terms.name != diary.group.terms.name:
        changed = _renamed(changed, now)
    return _fitted(_paused(_in_series(changed, diary.group, now), diary.group, now), now)


# --- sessions


def plan(diary: Diary, by: str, meeting: Meeting, now: int) -> Diary:
    """With one more session, which any member may plan. Raises `Fault`."""
    diary.group.member(by)
    _check_room(diary, 1, now)
    check_times(meeting.starts, meeting.zone, meeting.minutes, now)
    added = replace(diary, meetings=(*diary.meetings, replace(meeting, most=diary.group.most)))
    return _told(added, News(now, What.PLANNED, by, meeting.starts))


def due(diary: Diary, now: int) -> list[date]:
    """The days of the series for which no session was made yet, among the next six. One that was moved or called off
    was made."""
    terms = diary.group.terms
    if terms.series is None:
        return []
    since = today(now, terms.zone)
    following = days(terms.series, since, AHEAD + 1, diary.group.is_paused)
    walls = dict(zip(following, wall_times(terms.series, following), strict=True))
    ahead = [day for day in following if instant(walls[day], terms.zone) > now][:AHEAD]
    made = {one.day for one in diary.meetings}
    return [day for day in ahead if day not in made]


def fill(diary: Diary, ids: Callable[[], str], now: int) -> Diary:
    """With the sessions of the series that are due. Nobody is told of these."""
    series, zone = diary.group.terms.series, diary.group.terms.zone
    if series is None:
        return diary
    made = [
        Meeting(
            ids(),
            diary.group.id,
            datetime.combine(day, series.at),
            zone,
            series.minutes,
            series.place,
            made_at=now,
            changed_at=now,
            most=diary.group.most,
            day=day,
        )
        for day in due(diary, now)
    ]
    return replace(diary, meetings=(*diary.meetings, *made)) if made else diary


def move(diary: Diary, by: str, id_: str, to: datetime, place: str, minutes: int, now: int) -> Diary:
    """A session at another time or in another place, which any member may say. Raises `Fault`."""
    diary.group.member(by)
    before = diary.meeting(id_)
    check_times(to, before.zone, minutes, now, is_moved=to != before.starts)
    moved = m.move(before, to, place, minutes, now)
    if moved == before:
        return diary
    moved = places.settle(m.confirm(moved, by, now), now, diary.group.terms.hold_hours)
    told = What.MOVED if moved.moved_at == now and moved.starts != before.starts else What.TERMS
    changed = with_meeting(diary, moved)
    return changed if told is What.TERMS else _told(changed, News(now, told, by, moved.starts, before.starts))


def call_off(diary: Diary, by: str, id_: str, now: int) -> Diary:
    """A session that doesn't take place, which any member may say. Raises `Fault`."""
    diary.group.member(by)
    before = diary.meeting(id_)
    off = m.call_off(before, now)
    return diary if off == before else _told(with_meeting(diary, off), News(now, What.CALLED_OFF, by, off.starts))


def put_on_again(diary: Diary, by: str, id_: str, now: int) -> Diary:
    """A session that was called off takes place after all. Raises `Fault`."""
    diary.group.member(by)
    before = diary.meeting(id_)
    on = places.settle(m.put_on_again(before, now), now, diary.group.terms.hold_hours)
    return diary if on == before else _told(with_meeting(diary, on), News(now, What.ON_AGAIN, by, on.starts))


def answer(diary: Diary, by: str, id_: str, person: str, said: Answer, now: int) -> Diary:
    """Somebody's answer, given by themselves or passed on by another member. Raises `Fault`."""
    for one in (by, person):
        diary.group.member(one)
    reply = Reply(person, said, now, by="" if by == person else by)
    return with_meeting(diary, places.answer(diary.meeting(id_), reply, diary.group.terms.hold_hours))


def with_meeting(diary: Diary, changed: Meeting) -> Diary:
    """With this session in the place of what it was."""
    return replace(diary, meetings=tuple(changed if one.id == changed.id else one for one in diary.meetings))


def without_guest(diary: Diary, id_: str, person: str, now: int) -> Diary:
    """Without a guest of this session, whose place passes on."""
    gone = m.without_guest(diary.meeting(id_), person)
    return with_meeting(diary, places.settle(gone, now, diary.group.terms.hold_hours))


def settled(diary: Diary, now: int) -> Diary:
    """As of now, for whoever looks."""
    hold = diary.group.terms.hold_hours
    return replace(diary, meetings=tuple(places.settle(one, now, hold) for one in diary.meetings))


# --- polls


def ask(diary: Diary, poll: Poll, now: int) -> Diary:
    """With one more poll, in a group that is large enough to need one. Raises `Fault`."""
    diary.group.member(poll.by)
    if not diary.group.is_large:
        raise Fault(f"Polls are for groups of {g.LARGE} and more. Plan a session; it can be moved.")
    if sum(p.is_shown(one, now) for one in diary.polls) >= MOST_POLLS:
        raise Fault("The group has enough open polls. Fix one of them first.")
    _check_length(poll.minutes)
    return replace(diary, polls=(*diary.polls, replace(poll, times=p.checked_times(poll.times, poll.zone, now))))


def vote(diary: Diary, id_: str, person: str, answers: dict[int, Answer], now: int) -> Diary:
    """With what somebody answered in a poll. Raises `Fault`."""
    diary.group.member(person)
    return _put_poll(diary, p.vote(diary.poll(id_), person, answers, now))


def fix(diary: Diary, admin: str, id_: str, number: int, meeting: str, now: int) -> Diary:
    """An admin fixes one time: it is a session now. Raises `Fault`."""
    g.check_admin(diary.group, admin)
    _check_room(diary, 1, now)
    poll, planned = p.fix(diary.poll(id_), number, meeting, diary.group.most, now)
    added = replace(_put_poll(diary, poll), meetings=(*diary.meetings, planned))
    return _told(added, News(now, What.FIXED, admin, planned.starts))


def give_up(diary: Diary, admin: str, id_: str, now: int) -> Diary:
    """A poll that an admin ends without a time. Raises `Fault`."""
    g.check_admin(diary.group, admin)
    return _put_poll(diary, p.give_up(diary.poll(id_), now))


# --- inside


def check_times(starts: datetime, zone: str, minutes: int, now: int, is_moved: bool = True) -> None:
    """Raises `Fault` for a time that has passed, one in another century, and a length that no session has."""
    _check_length(minutes)
    if is_moved and not now < instant(starts, zone) < now + FARTHEST:
        raise Fault("Choose a time that is still to come, within two years. Nothing was changed.")


def _check_length(minutes: int) -> None:
    if not SHORTEST <= minutes <= LONGEST:
        raise Fault(f"A session lasts from {SHORTEST} minutes to {LONGEST // 60} hours. Change the length.")


def _check_room(diary: Diary, more: int, now: int) -> None:
    if len(m.coming_up(diary.meetings, now)) + more > MOST_PLANNED:
        raise Fault(f"The group has {MOST_PLANNED} sessions ahead of it already. Plan this one later.")


def _told(diary: Diary, *news: News) -> Diary:
    return replace(diary, news=(*diary.news, *news))


def _put_poll(diary: Diary, changed: Poll) -> Diary:
    return replace(diary, polls=tuple(changed if one.id == changed.id else one for one in diary.polls))


def _gone(diary: Diary, group: Group, person: str, what: What, now: int) -> Diary:
    gone = _told(_without_answers(replace(diary, group=group), person, now), News(now, what, person))
    return _fitted(_new_admins(gone, diary.group, now), now)


def _without_answers(diary: Diary, person: str, now: int) -> Diary:
    """In what is still to come."""
    hold = diary.group.terms.hold_hours
    meetings = tuple(one if one.is_over(now) else places.withdraw(one, person, now, hold) for one in diary.meetings)
    return replace(diary, meetings=meetings, polls=tuple(p.without_votes(one, person) for one in diary.polls))


def _new_admins(diary: Diary, before: Group, now: int) -> Diary:
    """Everybody is told who has become one."""
    were = {one.person for one in before.members if one.admin}
    new = [one.person for one in diary.group.members if one.admin and one.person not in were]
    return _told(diary, *(News(now, What.ADMIN, person) for person in new))


def _renamed(diary: Diary, now: int) -> Diary:
    """Calendars show the group's name with every session, so they have to hear of another one."""
    ahead = (replace(one, revision=one.revision + 1, changed_at=now) for one in diary.meetings if not one.is_over(now))
    past = (one for one in diary.meetings if one.is_over(now))
    return replace(diary, meetings=(*past, *ahead))


def _fitted(diary: Diary, now: int) -> Diary:
    """Every session that is still to come has the group's maximum, which only a large group has."""
    most, hold = diary.group.most, diary.group.terms.hold_hours
    return replace(diary, meetings=tuple(_limited(one, most, now, hold) for one in diary.meetings))


def _limited(meeting: Meeting, most: int | None, now: int, hold_hours: int) -> Meeting:
    return meeting if meeting.is_over(now) else places.limit(meeting, most, now, hold_hours)


def _in_series(diary: Diary, before: Group, now: int) -> Diary:
    old, new = before.terms.series, diary.group.terms.series
    if old is None or new is None or old == new:
        return diary
    return replace(diary, meetings=tuple(_as_in_series(one, old, new, now) for one in diary.meetings))


def _as_in_series(meeting: Meeting, old: Series, new: Series, now: int) -> Meeting:
    """A session that was given a time of its own keeps it."""
    day = meeting.day
    if day is None or meeting.starts_at <= now or meeting.starts != datetime.combine(day, old.at):
        return meeting
    if days(new, day, 1) != [day]:
        return m.call_off(meeting, now)
    if meeting.is_off:
        return meeting if days(old, day, 1) == [day] else m.put_on_again(meeting, now)
    place = new.place if meeting.place == old.place else meeting.place
    to = datetime.combine(day, new.at)
    # Later today it may be too late for the new time.
    return meeting if instant(to, meeting.zone) <= now else m.move(meeting, to, place, new.minutes, now)


def _paused(diary: Diary, before: Group, now: int) -> Diary:
    """Sessions of the series in weeks that are paused now are called off; those in weeks that aren't are on again."""
    return replace(diary, meetings=tuple(_as_paused(one, before, diary.group, now) for one in diary.meetings))


def _as_paused(meeting: Meeting, before: Group, after: Group, now: int) -> Meeting:
    if meeting.day is None or meeting.starts_at <= now:
        return meeting
    was, is_ = before.is_paused(meeting.day), after.is_paused(meeting.day)
    if is_ and not was:
        return m.call_off(meeting, now)
    return m.put_on_again(meeting, now) if was and not is_ else meeting
