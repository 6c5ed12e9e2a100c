"""A group in any order of what its members do, from several devices at once and after any time: who has a place, who
waits, and what each may see. What one presses is from a page that may be old by then."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from groups_builders import LONDON, NAMES, NOW, a_group, a_meeting
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from roleplay.errors import Fault
from roleplay.groups import diary as d
from roleplay.groups.board import Block, GroupLink, apart
from roleplay.groups.diary import Diary
from roleplay.groups.group import Terms
from roleplay.groups.local_time import HOUR
from roleplay.groups.meeting import Answer, Meeting
from roleplay.groups.own_limits import OwnLimits
from roleplay.groups.shown import Reader, link_lines, meeting_view, member_lines
from roleplay.groups.waiting_list import is_full, stand, taken

PEOPLE = tuple(name.lower() for name in NAMES)
SESSIONS = ("m",)
SOMEBODY, A_SESSION = st.sampled_from(PEOPLE), st.sampled_from(SESSIONS)


class AnyOrder(RuleBasedStateMachine):
    """``wants`` is, for each session, who said yes and hasn't taken it back: everybody of them has a place or waits."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        sessions = (replace(a_meeting("m"), most=3),)
        self.diary = Diary(a_group(7, Terms("Seven", LONDON, most=3)), sessions)
        self.wants: dict[str, set[str]] = {id_: set() for id_ in SESSIONS}
        self.blocks: list[Block] = []

    @rule(hours=st.sampled_from((0, 1, 5, 12, 13)))
    def time_passes(self, hours: int) -> None:
        self.now += hours * HOUR

    @rule(session=A_SESSION, before=st.sampled_from((13, 1, 0)))
    def its_start_comes_near(self, session: str, before: int) -> None:
        self.now = max(self.now, self.diary.meeting(session).starts_at - before * HOUR)

    @rule(people=st.lists(SOMEBODY, min_size=1, max_size=4))
    def some_join(self, people: list[str]) -> None:
        for who in people:
            self.diary = d.join(self.diary, who, who.capitalize(), self.now)

    @rule(how=st.sampled_from(("leaves", "is removed", "deletes everything")), who=SOMEBODY, admin=SOMEBODY)
    def somebody_goes(self, how: str, who: str, admin: str) -> None:
        if len(self.diary.group.members) == 1:
            return
        with suppress(Fault):
            if how == "leaves":
                self.gone(d.leave(self.diary, who, self.now), who)
            elif how == "is removed":
                self.gone(d.remove(self.diary, admin, who, self.now), who)
            else:
                self.gone(d.forget(self.diary, who, self.now), who)

    def gone(self, diary: Diary, who: str) -> None:
        for meeting in self.diary.meetings:
            if not meeting.is_over(self.now):
                self.wants[meeting.id].discard(who)
        self.diary = diary

    @rule(admin=SOMEBODY, who=SOMEBODY, keeps=st.booleans())
    def the_group_is_handed_on(self, admin: str, who: str, keeps: bool) -> None:
        with suppress(Fault):
            self.diary = d.hand_on(self.diary, admin, who, keeps, self.now)

    @rule(session=A_SESSION, people=st.lists(SOMEBODY, min_size=3, max_size=8, unique=True))
    def many_press_yes_in_the_same_moment(self, session: str, people: list[str]) -> None:
        for who in people:
            self.answers(session, who, who, Answer.YES)

    @rule(session=A_SESSION, by=SOMEBODY, who=SOMEBODY, said=st.sampled_from(Answer))
    def somebody_answers(self, session: str, by: str, who: str, said: Answer) -> None:
        self.answers(session, by, who, said)

    @rule(session=A_SESSION, people=st.lists(SOMEBODY, min_size=1, max_size=3), said=st.sampled_from(Answer))
    def some_change_their_minds(self, session: str, people: list[str], said: Answer) -> None:
        for who in people:
            self.answers(session, who, who, said)

    def answers(self, session: str, by: str, who: str, said: Answer) -> None:
        with suppress(Fault):
            self.diary = d.answer(self.diary, by, session, who, said, self.now)
            (self.wants[session].add if said is Answer.YES else self.wants[session].discard)(who)

    @rule(session=A_SESSION, by=SOMEBODY, hours=st.sampled_from((-60, -20, 1, 30)))
    def a_session_is_moved(self, session: str, by: str, hours: int) -> None:
        to = self.diary.meeting(session).starts + timedelta(hours=hours)
        with suppress(Fault):
            self.diary = d.move(self.diary, by, session, to, "Room 7", 120, self.now)

    @rule(session=A_SESSION, by=SOMEBODY, again=st.booleans())
    def a_session_is_called_off_or_on(self, session: str, by: str, again: bool) -> None:
        with suppress(Fault):
            self.diary = (d.put_on_again if again else d.call_off)(self.diary, by, session, self.now)

    @rule(admin=SOMEBODY, most=st.sampled_from((3, 3, 4, 6, None)))
    def the_maximum_is_changed(self, admin: str, most: int | None) -> None:
        with suppress(Fault):
            terms = replace(self.diary.group.terms, most=most)
            self.diary = d.agree(self.diary, admin, terms, self.now)

    @rule(who=SOMEBODY, other=SOMEBODY)
    def somebody_blocks_somebody(self, who: str, other: str) -> None:
        if who != other:
            self.blocks.append(Block(who, other, self.now))

    # --- what always holds

    def sessions(self) -> tuple[Meeting, ...]:
        return d.settled(self.diary, self.now).meetings

    @invariant()
    def never_more_than_the_maximum(self) -> None:
        assert [one.id for one in self.sessions() if one.most is not None and taken(one) > one.most] == []

    @invariant()
    def nobody_is_lost_and_nobody_is_there_twice(self) -> None:
        for one in self.sessions():
            there = [reply.person for reply in one.saying(Answer.YES)] + [waits.person for waits in one.waiting]
            assert sorted(there) == sorted(self.wants[one.id])

    @invariant()
    def no_place_is_free_while_somebody_waits_who_was_not_asked(self) -> None:
        for one in self.sessions():
            asked_none = any(waits.until is None and not waits.passed for waits in one.waiting)
            assert one.is_off or self.now >= one.starts_at or is_full(one) or not asked_none

    @invariant()
    def whoever_waited_longer_is_asked_first(self) -> None:
        for one in self.sessions():
            asked = [waits.until is not None or waits.passed for waits in one.waiting]
            assert asked == sorted(asked, reverse=True)

    @invariant()
    def a_place_is_held_no_longer_than_until_the_start(self) -> None:
        held = [stand(one, waits.person).until for one in self.sessions() for waits in one.waiting if not one.is_off]
        assert all(until is None or until > self.now for until in held)

    @invariant()
    def there_is_an_admin_while_there_is_a_member(self) -> None:
        assert any(one.admin for one in self.diary.group.members)

    @invariant()
    def a_small_group_has_no_maximum_and_nobody_waits(self) -> None:
        small = [] if self.diary.group.is_large else self.sessions()
        assert [one.id for one in small if not one.is_over(self.now) and (one.most, one.waiting) != (None, ())] == []

    @invariant()
    def a_revision_never_goes_back_and_nothing_is_deleted(self) -> None:
        assert [one.id for one in self.diary.meetings] == list(SESSIONS)
        assert all(one.changed_at <= self.now for one in self.diary.meetings)

    @invariant()
    def nobody_reads_what_is_somebody_elses(self) -> None:
        """Own limits stand in nobody's view, nor does anybody else's hold or place in the line."""
        for member in self.diary.group.members:
            reader = Reader(member.person, LONDON, OwnLimits(sessions_a_week=1), apart(self.blocks, member.person))
            for one in self.sessions():
                shown = meeting_view(self.diary.group, one, reader, self.now)
                others = {waits.until for waits in one.waiting if waits.person != member.person} - {None}
                assert not any(str(until) in repr(shown) for until in others - {shown.stand.until, one.starts_at})
                assert {line.name for line in shown.replies} <= {here.name for here in self.diary.group.members}

    @invariant()
    def neither_side_of_a_block_reads_the_other(self) -> None:
        links = [GroupLink(who, "g", who, f"note of {who}", "", NOW) for who in PEOPLE]
        for member in self.diary.group.members:
            reader = Reader(member.person, LONDON, apart=apart(self.blocks, member.person))
            read = {line.person for line in link_lines(self.diary.group, links, reader)}
            theirs = {b.blocked for b in self.blocks if b.person == member.person}
            by = {b.person for b in self.blocks if b.blocked == member.person}
            assert read == set(PEOPLE) - theirs - by

    @invariant()
    def who_is_not_in_it_sees_nothing(self) -> None:
        for who in set(PEOPLE) - {one.person for one in self.diary.group.members}:
            with suppress(Fault):
                meeting_view(self.diary.group, self.sessions()[0], Reader(who, LONDON), self.now)
                raise AssertionError(who)
            assert who not in {line.person for line in member_lines(self.diary.group, who)}


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=80, stateful_step_count=30)
