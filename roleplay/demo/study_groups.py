"""The two groups of the demo: one of four that meets every other week, and one of seven that finds its times.

Whenever Mina comes, it is an evening of the seven; if the four would have met then, they move theirs or call it off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from roleplay.content.case import Kind
from roleplay.demo.learners import ANA, BEN, CHIARA, DAYO, ELSEWHERE, MINA
from roleplay.demo.phones import MINUTE, SECOND, Room, Wall
from roleplay.groups.board import ShownAs
from roleplay.groups.group import Terms
from roleplay.groups.local_time import DAY, on_the_wall
from roleplay.groups.meeting import Answer
from roleplay.groups.series import Every, Series
from roleplay.groups.shown import GroupView, MeetingView
from roleplay.people.shares import USUAL, USUAL_DAYS
from roleplay.people.visitor import Visitor
from roleplay.web.server.kit import Kit

FOUR: Final = tuple(one.name for one in (ANA, BEN, CHIARA, DAYO))
SEVEN: Final = (*FOUR, *(one.name for one in ELSEWHERE))
TESS, LARS = (one.name for one in ELSEWHERE if one is not MINA)
MOST, MINUTES = 4, 150
PLACE_OF_FOUR, PLACE_OF_SEVEN = "Library 2", "Skills lab, room 5"
POLLED: Final = frozenset({DAYO.name, BEN.name, MINA.name})
"""Who came on the evening for which the seven had asked when everybody could."""
WEEK: Final = timedelta(days=7)
LINKS: Final = (
    (ANA.name, "Ask for the key to Library 2 at the desk. It closes at 21:00.", ""),
    (CHIARA.name, "Red flags: check them against NICE, not from memory", "https://www.nice.org.uk/guidance"),
)

SAID_OF_STATION: Final = "You asked one thing at a time until the bell. Next, sum up once before you explain."


class StudyGroups:
    """The groups as their members' phones know them. ``zone`` is that of both."""

    def __init__(self, kit: Kit, wall: Wall, phones: Mapping[str, str], zone: str) -> None:
        self._kit, self._wall, self._zone = kit, wall, zone
        self._phones = phones
        self._four, self._seven = "", ""

    def before(self, at: int, names: Sequence[str], following: Sequence[str]) -> str:
        """What happens in the days before the session at this time: it is planned, and everybody answers. Returns the
        planned session, "" before there is a group. ``following`` are those who come a week later."""
        if not self._four:
            return ""
        self._wall.until(at - 2 * DAY)
        starts = on_the_wall(at, self._zone).replace(second=0, microsecond=0)
        if not _is_of_seven(names):
            found = self._on(self._four, starts) or self._plan(BEN.name, self._four, starts)
            self._answers(found, names, FOUR)
            return found
        if not self._seven:
            self._found_seven(starts)
        if clash := self._on(self._four, starts):
            self._make_way(clash, starts, is_free=bool(following) and not _is_of_seven(following))
        ask = frozenset(names) == POLLED
        found = self._by_poll(starts, names) if ask else self._plan(ANA.name, self._seven, starts)
        self._answers(found, names, SEVEN)
        return found

    def keep_going(self, room: Room) -> None:
        """On the last screen of the first session: its people found the group of four, and invite the fourth."""
        for name in room.seats:
            self._a_moment()
            self._four = self._kit.groups.membership.keep(self._who(name), room.practice, self._zone)
        began = on_the_wall(self._wall.at, self._zone)
        usual = Series((began + 2 * WEEK).date(), began.time().replace(hour=18, minute=30), Every.TWO_WEEKS)
        terms = self._page(ANA.name, self._four).terms
        agreed = replace(
            terms,
            purpose="Finals OSCE",
            exam_on=(began + 20 * WEEK - timedelta(days=2)).date(),
            level="Final year",
            series=replace(usual, place=PLACE_OF_FOUR, minutes=MINUTES),
        )
        self._kit.groups.membership.agree(self._who(ANA.name), self._four, agreed)
        secret = self._kit.groups.membership.invite(self._who(ANA.name), self._four)
        self._come_in(secret, DAYO.name)

    def look_ahead(self, last: datetime) -> None:
        """What is still to come once the term is over, and what members put up for each other."""
        if self._four:
            self._four_ahead()
        if self._seven:
            self._seven_ahead(last)

    # --- inside

    def _found_seven(self, starts: datetime) -> None:
        terms = Terms("OSCE circuit", self._zone, "Mock OSCE in the skills lab", level="Final year", most=MOST)
        self._seven = self._kit.groups.membership.found(self._who(ANA.name), terms)
        secret = self._kit.groups.membership.invite(self._who(ANA.name), self._seven, single=False)
        for name in SEVEN[1:]:
            self._come_in(secret, name)

    def _come_in(self, secret: str, name: str) -> None:
        self._a_moment()
        self._kit.groups.membership.accept(self._who(name), secret, name)

    def _make_way(self, meeting: str, starts: datetime, is_free: bool) -> None:
        """For the seven on the same evening: to a week later, unless they meet then as well."""
        self._a_moment()
        if is_free:
            self._move(BEN.name, meeting, starts + WEEK)
        else:
            self._kit.groups.meetings.call_off(self._who(CHIARA.name), meeting)

    def _move(self, name: str, meeting: str, to: datetime) -> None:
        self._kit.groups.meetings.move(self._who(name), meeting, to, MINUTES, PLACE_OF_FOUR)

    def _plan(self, name: str, group: str, starts: datetime) -> str:
        self._a_moment()
        place = PLACE_OF_FOUR if group == self._four else PLACE_OF_SEVEN
        return self._kit.groups.meetings.plan(self._who(name), group, starts, MINUTES, place)

    def _by_poll(self, starts: datetime, names: Sequence[str]) -> str:
        """Those who come can come at this time alone, so that it is the one that Ana fixes."""
        poll = self._ask(BEN.name, (starts, starts + timedelta(days=1), starts + timedelta(days=2)))
        for name in SEVEN:
            self._vote(name, poll, (Answer.YES if name in names else Answer.CANNOT, Answer.MAYBE, Answer.CANNOT))
        return self._kit.groups.meetings.fix(self._who(ANA.name), self._seven, poll, 0)

    def _ask(self, name: str, times: Sequence[datetime]) -> str:
        self._a_moment()
        return self._kit.groups.meetings.ask(self._who(name), self._seven, times, MINUTES, PLACE_OF_SEVEN)

    def _vote(self, name: str, poll: str, said: Sequence[Answer]) -> None:
        self._a_moment()
        self._kit.groups.meetings.vote(self._who(name), self._seven, poll, dict(enumerate(said)))

    def _answers(self, meeting: str, names: Sequence[str], members: Sequence[str]) -> None:
        """Those who come say so first. Tess would come to a session that is full by then, and waits for a place."""
        for name in (*names, *(one for one in members if one not in names)):
            waits = name == TESS and len(names) == MOST
            self._answer(name, meeting, Answer.YES if name in names or waits else Answer.CANNOT)

    def _answer(self, name: str, meeting: str, said: Answer) -> None:
        self._a_moment()
        self._kit.groups.meetings.answer(self._who(name), meeting, said)

    def _four_ahead(self) -> None:
        """The next session lacks one answer, the second was moved by a day, and the third is off."""
        board, (first, second, third) = self._kit.groups.board, self._ahead(self._four)[:3]
        for name, said in ((ANA.name, Answer.YES), (BEN.name, Answer.YES), (CHIARA.name, Answer.MAYBE)):
            self._answer(name, first.id, said)
            self._answer(name, second.id, Answer.YES)
        self._move(BEN.name, second.id, second.starts + timedelta(days=1))
        self._kit.groups.meetings.call_off(self._who(CHIARA.name), third.id)
        self._choose_examination(BEN.name, first.id)
        for name, note, address in LINKS:
            self._a_moment()
            board.add_link(self._who(name), self._four, note, address)
        self._show_step(ANA.name, self._four)
        self._a_moment()
        if done := board.step_done(self._who(DAYO.name), self._zone):
            board.show_step(self._who(DAYO.name), self._four, done.practice, done.round, ShownAs.DONE)

    def _seven_ahead(self, last: datetime) -> None:
        """Three sessions, the first of them full, and a poll for one more."""
        first, *_ = (self._plan(ANA.name, self._seven, last + weeks * WEEK) for weeks in (2, 4, 6))
        self._answers(first, (ANA.name, BEN.name, CHIARA.name, MINA.name), SEVEN)
        saturday = last + timedelta(days=14 + (5 - last.weekday()) % 7) - timedelta(hours=8)
        poll = self._ask(MINA.name, (saturday, saturday + timedelta(hours=4), saturday + timedelta(days=1)))
        self._vote(MINA.name, poll, (Answer.YES, Answer.YES, Answer.MAYBE))
        self._vote(BEN.name, poll, (Answer.YES, Answer.CANNOT, Answer.YES))
        self._vote(LARS, poll, (Answer.MAYBE, Answer.CANNOT, Answer.YES))
        self._show_step(MINA.name, self._seven)
        self._share_station(ANA.name, LARS)

    def _share_station(self, name: str, reader: str) -> None:
        """Their latest station as the student, with one from the group, who says what they saw."""
        who, other = self._who(name), self._who(reader)
        station = max((one for one in self._kit.history.shelf(who).seen), key=lambda one: one.station.at).station
        place = station.practice, station.round
        made = self._kit.sharing.share(who, place, other.person, USUAL, USUAL_DAYS, known=True)
        self._a_moment()
        self._kit.sharing.read(other, made.id)
        self._kit.remarks.say(other, made.id, "", SAID_OF_STATION)

    def _choose_examination(self, name: str, meeting: str) -> None:
        """One that is new to whoever chooses, so that there is something to bring."""
        cases = self._kit.browsing.cases(self._who(name))
        new = (one.card.id for one in cases if one.can_be_wished and one.card.kind == Kind.EXAMINATION)
        if found := next(new, ""):
            self._kit.groups.meetings.choose(self._who(name), meeting, [found])

    def _show_step(self, name: str, group: str) -> None:
        """Their newest, "Ask me about …"."""
        self._a_moment()
        who = self._who(name)
        if step := self._kit.groups.board.step_to_show(who):
            self._kit.groups.board.show_step(who, group, step.practice, step.round)

    def _on(self, group: str, starts: datetime) -> str:
        """The session of this group on that day, "" if there is none."""
        found = (one.id for one in self._ahead(group) if one.starts.date() == starts.date() and not one.is_off)
        return next(found, "")

    def _ahead(self, group: str) -> tuple[MeetingView, ...]:
        return self._page(ANA.name, group).meetings

    def _page(self, name: str, group: str) -> GroupView:
        return self._kit.groups.pages.group_page(self._who(name), group, self._zone)

    def _who(self, name: str) -> Visitor:
        phone = self._phones[name]
        person = next((held.person.id for held in self._kit.people.on_device(phone)), "")
        return Visitor(phone, person=person)

    def _a_moment(self) -> None:
        """Between one person's tap and the next."""
        self._wall.forward(MINUTE + 20 * SECOND)


def _is_of_seven(names: Sequence[str]) -> bool:
    return MINA.name in names
