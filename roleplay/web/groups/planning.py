"""Sessions that are planned: one more, another time or place, called off; and a poll for a large group."""

from datetime import datetime, time, timedelta

import streamlit as st

from roleplay.groups.local_time import clocks_note, on_the_wall
from roleplay.groups.meeting import Answer
from roleplay.groups.poll import MOST_TIMES
from roleplay.groups.shown import GroupView, MeetingView, PollView
from roleplay.groups.tonight import listed
from roleplay.people.persons import Person
from roleplay.review.words import counted
from roleplay.web.groups.founding import USUAL_TIME
from roleplay.web.groups.tonight import SAID, one_tap
from roleplay.web.groups.ways import done, go, link
from roleplay.web.practice.starting import tried
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets.literal import literal

USUAL_MINUTES = 120
CAN = {Answer.YES: "Yes", Answer.MAYBE: "Maybe", Answer.CANNOT: "Can’t"}


def coming_sessions(view: GroupView, person: Person, shown: str) -> None:
    """The sessions after the next: a line each, that leads to its own screen."""
    others = [one for one in view.meetings if one.id != shown]
    if not others:
        return
    with st.expander(f"After that: {counted(len(others), 'session')}", key="after-that"):
        for one in others:
            link(_line(one), "calendar_today", person.id, view.id, session=one.id)


def plan_one(view: GroupView, person: Person) -> None:
    """One more session, beside those of the usual time."""
    starts, minutes, place = _when_and_where("plan", *_usual(view))
    if not st.button("Plan this session", key="plan-go", width="stretch"):
        return
    who = visitor(person.id)
    if starts is not None and (made := tried(lambda: kit().groups.meetings.plan(who, view.id, starts, minutes, place))):
        go(person.id, view.id, session=made)


def change_session(one: MeetingView, person: Person) -> None:
    """Move it or call it off; whoever answered is told."""
    who = visitor(person.id)
    if one.is_off:
        if st.button("Put it on again", key="on-again", width="stretch") and done(
            lambda: kit().groups.meetings.put_on_again(who, one.id), "It’s on again."
        ):
            st.rerun()
        return
    with st.expander("Move this session", key=f"move-from-{one.starts}"):
        starts, minutes, place = _when_and_where(f"move-{one.id}", one.starts, one.minutes, one.place)
        note = clocks_note(starts, one.zone) if starts else ""
        if note:
            st.markdown(f":material/info: {note}")
        if (
            st.button("Move it", key="move-go", width="stretch")
            and starts is not None
            and done(lambda: kit().groups.meetings.move(who, one.id, starts, minutes, place), "The session was moved.")
        ):
            st.rerun()
    with st.expander("Call it off", key="call-off"):
        st.markdown("Whoever answered sees it on Home. You can put it on again.")
        if st.button("Call this session off", key="off-go", width="stretch") and done(
            lambda: kit().groups.meetings.call_off(who, one.id), "The session was called off."
        ):
            st.rerun()


def answer_for_others(one: MeetingView, person: Person) -> None:
    """For somebody who said so elsewhere."""
    said = {reply.person: reply for reply in one.replies}
    for other in one.others:
        reply = said.get(other.person)
        tapped = one_tap(other.name, f"for-{one.id}-{other.person}", reply.answer if reply else None, _CAPITAL)
        if tapped is not None and done(
            lambda other=other, tapped=tapped: kit().groups.meetings.answer(  # type: ignore[misc]
                visitor(person.id), one.id, tapped, other.person
            )
        ):
            st.rerun()
        if reply and reply.by:
            st.markdown(literal(f"{reply.by} passed this on."))


# --- polls


def polls(view: GroupView, person: Person) -> None:
    """Every poll that is still open, with the best two times first said."""
    for one in view.polls:
        with st.container(border=True, key=f"poll-{one.id}"):
            _poll(one, view, person)


def ask(view: GroupView, person: Person) -> None:
    """Offer up to eight times; the others say when they can."""
    now = on_the_wall(kit().clock.now(), view.terms.zone)
    many = st.number_input("How many times do you offer?", 2, MOST_TIMES, 3, key="poll-many")
    usual, minutes, place = _usual(view)
    times = [
        st.datetime_input(
            f"Time {number + 1}",
            datetime.combine(now.date() + timedelta(days=number + 1), usual.time()),
            key=f"poll-time-{number}",
            format="DD/MM/YYYY",
        )
        for number in range(many)
    ]
    where = st.text_input("Place, or the link to a call", place, key="poll-place")
    if st.button("Ask the group", key="poll-go", width="stretch") and done(
        lambda: kit().groups.meetings.ask(
            visitor(person.id), view.id, [one for one in times if one is not None], minutes, where
        ),
        "The group is asked. Answer for yourself too.",
    ):
        st.rerun()


def _poll(one: PollView, view: GroupView, person: Person) -> None:
    who = visitor(person.id)
    st.markdown(f"**When can you come?** {literal(one.by)} asks.")
    best = [option for option in one.options if option.is_best]
    if best:
        st.markdown(literal(f"Best so far: {listed([option.when for option in best])}."))
    for option in one.options:
        who_can = listed(option.yes) or "nobody yet"
        tapped = one_tap(option.when, f"vote-{one.id}-{option.number}", option.mine, CAN)
        st.markdown(literal(f"Can come: {who_can}" + (f" · {option.where_i_am}" if option.where_i_am else "")))
        if tapped is not None and done(
            lambda number=option.number, tapped=tapped: kit().groups.meetings.vote(  # type: ignore[misc]
                who, view.id, one.id, {number: tapped}
            )
        ):
            st.rerun()
    if one.may_fix:
        _fix(one, view, person)


def _fix(one: PollView, view: GroupView, person: Person) -> None:
    for option in (option for option in one.options if option.is_best):
        if st.button(
            f"Choose {literal(option.when)}", key=f"fix-{one.id}-{option.number}", icon=":material/check:"
        ) and (
            made := tried(
                lambda number=option.number: kit().groups.meetings.fix(  # type: ignore[misc]
                    visitor(person.id), view.id, one.id, number
                )
            )
        ):
            go(person.id, view.id, session=made)
    if st.button("End this poll without a time", key=f"end-{one.id}", type="tertiary") and done(
        lambda: kit().groups.meetings.give_up(visitor(person.id), view.id, one.id)
    ):
        st.rerun()


_CAPITAL = {answer: words.capitalize() for answer, words in SAID.items()}


def _line(one: MeetingView) -> str:
    mine = "called off" if one.is_off else "" if one.moved else f"you’re {SAID[one.mine]}" if one.mine else ""
    mine = mine.replace("you’re might come", "you might come").replace("you’re can’t", "you can’t")
    return literal(" · ".join(part for part in (one.tonight.when, mine or "not answered yet") if part))


def _usual(view: GroupView) -> tuple[datetime, int, str]:
    series, now = view.terms.series, on_the_wall(kit().clock.now(), view.terms.zone)
    at = series.at if series else USUAL_TIME
    tomorrow = datetime.combine(now.date() + timedelta(days=1), at)
    return tomorrow, series.minutes if series else USUAL_MINUTES, series.place if series else ""


def _when_and_where(key: str, starts: datetime, minutes: int, place: str) -> tuple[datetime | None, int, str]:
    day = st.date_input("Day", starts.date(), key=f"{key}-day", format="DD/MM/YYYY")
    at = st.time_input("Time", starts.time(), key=f"{key}-at")
    long = st.number_input("Length, minutes", 15, 720, minutes, 15, key=f"{key}-minutes")
    where = st.text_input("Place, or the link to a call", place, key=f"{key}-place")
    return datetime.combine(day, at or time()) if day else None, long, where
