"""Taking a group along: one file out of this kit and into another, where each member confirms that it's them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from roleplay.errors import Fault
from roleplay.groups import diary as d
from roleplay.groups.along import Had, PackedGroup, PackedMeeting, pack, unpack
from roleplay.groups.diary import Diary
from roleplay.groups.group import Group, Member, RoundElsewhere
from roleplay.groups.local_time import instant
from roleplay.groups.meeting import Meeting, coming_up
from roleplay.groups.news import News, What
from roleplay.groups.shown import sees_covered
from roleplay.people.names import same_name
from roleplay.people.persons import Person
from roleplay.people.rounds import Exposure
from roleplay.people.visitor import Visitor
from roleplay.rotation.past import SESSIONS
from roleplay.storage import Reader
from roleplay.usecases.groups.changing import Diaries, check_many
from roleplay.usecases.groups.diaries import diary_of, save
from roleplay.usecases.practice.rooms import Rooms
from roleplay.usecases.practice.weeks import past_rounds, sessions_together


class Along:
    """Use cases of a group's file; safe to call from any thread."""

    def __init__(self, diaries: Diaries, rooms: Rooms) -> None:
        self._diaries, self._rooms = diaries, rooms

    def take(self, who: Visitor, group: str) -> bytes:
        """The file, for any member: names, series, sessions to come, who had which role in the last ones, and cases met
        by all. No marks."""
        me, now = self._diaries.people.mine(who), self._diaries.now()
        with self._diaries.store.read() as reader:
            diary = diary_of(reader, group, now)
            diary.group.member(me.id)
            return pack(_packed(reader, diary, now))

    def bring(self, who: Visitor, data: bytes) -> str:
        """The id of the group that the file holds, here: whoever brings it is its admin, and the others are expected
        under their names until each comes in by invitation. Raises `Fault`; then nothing was imported."""
        me, now = self._diaries.people.mine(who), self._diaries.now()
        self._diaries.slow(who.device, me.id)
        found = unpack(data, now)
        if all(not same_name(one.name, me.name) for one in found.members):
            raise Fault("Nobody in that group has your name. Ask a member to import it. Nothing was imported.")
        made = self._made(found, me, now)
        self._diaries.slow_founding(who, me)
        with self._diaries.store.write() as writer:
            check_many(writer, me)
            save(writer, Diary(replace(made.group, everybody=())), made)
        return made.group.id

    def _made(self, found: PackedGroup, me: Person, now: int) -> Diary:
        token = self._diaries.chance.token
        expected = tuple(one.name for one in found.members if not same_name(one.name, me.name))
        terms = found.terms if found.terms.exam in self._rooms.exams() else replace(found.terms, exam="")
        group = Group(token(), now, terms, (Member(me.id, me.name, now, admin=True),), expected, found.rounds)
        series = found.terms.series
        meetings = tuple(
            Meeting(
                token(),
                group.id,
                one.starts,
                one.zone,
                one.minutes,
                one.place,
                made_at=now,
                changed_at=now,
                # So that the series doesn't plan it once more.
                day=one.starts.date() if series is not None and one.starts.time() == series.at else None,
            )
            for one in found.meetings
            if instant(one.starts, one.zone) > now
        )
        return d.fill(Diary(group, meetings, news=(News(now, What.FOUNDED, me.id),)), token, now)


def _packed(reader: Reader, diary: Diary, now: int) -> PackedGroup:
    group = diary.group
    exposures = {one.person: reader.history.exposures(one.person) for one in group.members}
    practices = {e.practice for met in exposures.values() for e in met}
    ours = {one for one, of in reader.meetings.groups_of(practices).items() if of == group.id}
    had = tuple(
        _had(one.name, Counter(e.role for e in exposures[one.person] if e.counts and e.practice in ours))
        for one in group.members
    )
    known = [frozenset(e.case for e in met) for met in exposures.values()]
    coming = (one for one in coming_up(diary.meetings, now) if not one.is_off)
    sessions = tuple(PackedMeeting(one.starts, one.zone, one.minutes, one.place) for one in coming)
    met = frozenset.intersection(*known) if sees_covered(group) else ()
    return PackedGroup(group.terms, had, sessions, tuple(sorted(met)), tuple(_rounds(reader, group, ours, exposures)))


def _rounds(
    reader: Reader, group: Group, ours: Container[int], exposures: Mapping[str, Sequence[Exposure]]
) -> Iterator[RoundElsewhere]:
    """Of the last sessions here, then of those before on another kit."""
    names = {one.person: one.name for one in group.members}
    met = [[e for e in of if e.practice in ours] for of in exposures.values()]
    here = sessions_together(met, besides=0)
    for one in past_rounds(reader, here):
        student, patient, *observers = (names.get(id_, "") for id_ in (one.student, one.patient, *one.observers))
        yield RoundElsewhere(one.ago, student, patient, tuple(filter(None, observers)))
    for there in group.elsewhere:
        if there.ago + len(here) <= SESSIONS:
            yield replace(there, ago=there.ago + len(here))


def _had(name: str, roles: Counter[str]) -> Had:
    return Had(name, roles["student"], roles["patient"], roles["observer"])
