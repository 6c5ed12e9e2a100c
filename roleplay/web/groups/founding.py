"""Founding a group in two minutes, and its settings later: the same fields."""

from dataclasses import replace
from datetime import date, time, timedelta

import streamlit as st

from roleplay.errors import Fault
from roleplay.groups.group import FEWEST, MOST_MEMBERS, USUAL, Aim, Terms
from roleplay.groups.local_time import clean_zone, today, zone_names
from roleplay.groups.series import Every, Series
from roleplay.groups.shown import GroupView
from roleplay.people.persons import Person
from roleplay.web.groups.pauses import pause_fields
from roleplay.web.groups.ways import done, go
from roleplay.web.practice.starting import tried
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets.literal import literal, say

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EVERY = {Every.WEEK: "Weekly", Every.TWO_WEEKS: "Fortnightly", Every.MONTH: "Monthly"}
USUAL_TIME = time(19)
UNKNOWN_PLACE = "Europe/London"
"""The zone offered where the browser doesn't say its own."""
WHY = (
    "A group is the few people you practise with again: a fixed time, one tap to say whether you’re coming, and one "
    "look to see whether tonight is on. It has no chat and no ranks, and nobody sees how often you came."
)


# Seven days side by side on a phone.
_WEEK = """<style>
:is(.st-key-found-day, .st-key-usual-day, .st-key-terms-day) button { padding-inline: 0; flex: 1 1 44px; }
</style>"""


def founding(person: Person | None) -> None:
    """Name it, say when you usually meet, and invite the others on the next screen. Somebody new is asked who they
    are, and needs nothing else."""
    st.header("Found a group")
    st.markdown(WHY)
    with st.form("found", border=False):
        name = None
        if person is None:
            name = st.text_input("Your name", key="found-me", placeholder="The name the others know you by")
        terms = _fields(Terms("", own_zone()), "found")
        go_on = st.form_submit_button("Found the group", type="primary", width="stretch", key="found-go")
    who = visitor(person.id if person else "")
    if go_on and (group := tried(lambda: kit().groups.membership.found(who, terms, name))):
        go(person.id if person else "", group, welcome="yes")


def usual_time(view: GroupView, person: Person) -> None:
    """What a group that was kept from a session lacks yet; the day offered is the one on which they set it."""
    this_day = today(kit().clock.now(), view.terms.zone)
    st.markdown("#### When do you usually meet?")
    with st.form("usual", border=False):
        usual = _usual_fields(None, "usual", this_day, this_day.weekday())
        save = st.form_submit_button("Set our usual time", type="primary", width="stretch", key="usual-go")
    if save and usual is None:
        say(Fault("Choose a day of the week."))
    elif save and done(
        lambda: kit().groups.membership.agree(visitor(person.id), view.id, replace(view.terms, series=usual)),
        "Your next sessions are planned.",
    ):
        st.rerun()


def settings(view: GroupView, person: Person) -> None:
    """For a group admin: everything that the group agreed on."""
    with st.form("terms", border=False):
        terms = _fields(view.terms, "terms")
        terms = _more_fields(terms, view)
        save = st.form_submit_button("Save the settings", width="stretch", key="terms-go")
    if save and done(
        lambda: kit().groups.membership.agree(visitor(person.id), view.id, terms), "The settings were saved."
    ):
        st.rerun()


def own_zone() -> str:
    """The time zone of this browser, if the kit knows it."""
    zone = st.context.timezone or ""
    return clean_zone(zone) if zone in zone_names() else UNKNOWN_PLACE


def _fields(now: Terms, key: str) -> Terms:
    series = now.series
    name = st.text_input("Name of the group", now.name, key=f"{key}-name", placeholder="Thursday trio", max_chars=60)
    purpose = st.text_input("What for?", now.purpose, key=f"{key}-purpose", placeholder="Finals OSCE", max_chars=140)
    exam_on = st.date_input("When is it? (if there’s a day)", now.exam_on, key=f"{key}-exam-on", format="DD/MM/YYYY")
    level = st.text_input("Level", now.level, key=f"{key}-level", placeholder="Fourth year", max_chars=40)
    st.markdown("**Your usual time.** You can move or call off any session later.")
    this_day = today(kit().clock.now(), now.zone)
    usual = _usual_fields(series, key, this_day, series.first.weekday() if series else None)
    with_ = st.segmented_control(
        "A session goes ahead with",
        [USUAL, FEWEST],
        format_func=lambda many: f"{many} people",
        default=now.goes_ahead_with,
        required=True,
        key=f"{key}-with",
    )
    return replace(
        now,
        name=name,
        purpose=purpose,
        exam_on=_day(exam_on),
        level=level,
        goes_ahead_with=with_ or USUAL,
        series=usual,
    )


def _usual_fields(before: Series | None, key: str, this_day: date, weekday: int | None) -> Series | None:
    """Day, time and place; without a day there is no usual time."""
    st.html(_WEEK)
    chosen = st.segmented_control(
        "Day of the week",
        list(range(7)),
        format_func=lambda number: DAYS[number],
        default=weekday,
        key=f"{key}-day",
        width="stretch",
    )
    at = st.time_input("Time", before.at if before else USUAL_TIME, key=f"{key}-at")
    place = st.text_input(
        "Place, or the link to a call", before.place if before else "", key=f"{key}-place", placeholder="Library 2"
    )
    return _series(before, chosen, at or USUAL_TIME, place, this_day)


def _more_fields(now: Terms, view: GroupView) -> Terms:
    """What a new group needn't think about yet."""
    series = now.series
    every = st.segmented_control(
        "How often",
        list(EVERY),
        format_func=lambda every: EVERY[every],
        default=series.every if series else Every.WEEK,
        required=True,
        key="terms-every",
        width="stretch",
    )
    minutes = st.number_input(
        "Length of a session, minutes", 15, 720, series.minutes if series else 120, 15, key="terms-minutes"
    )
    changed = replace(now, series=replace(series, every=every or Every.WEEK, minutes=minutes) if series else None)
    if view.is_large:
        most = st.number_input(
            "Most people at one session (the others wait for a place)",
            USUAL,
            MOST_MEMBERS,
            now.most,
            key="terms-most",
            placeholder="No limit",
        )
        changed = replace(changed, most=most)
    changed = replace(
        changed,
        arriving=st.checkbox("Begin with a minute for “How are we arriving?”", now.arriving, key="terms-arriving"),
        aim=_aim_fields(now),
    )
    changed = pause_fields(changed)
    st.markdown(f"The group’s time zone is {literal(now.zone)}.")
    return changed


def _aim_fields(now: Terms) -> Aim | None:
    """A shared aim, for who wants one."""
    aim, this_day = now.aim, today(kit().clock.now(), now.zone)
    a_week = st.number_input(
        "A shared aim: stations a week (empty for none)", 1, 40, aim.per_week if aim else None, key="terms-aim"
    )
    until = st.date_input(
        "The aim ends on", aim.until if aim else now.exam_on, key="terms-aim-until", format="DD/MM/YYYY"
    )
    if a_week is None:
        return None
    return Aim(a_week, aim.since if aim else this_day, _day(until) or this_day)


def _series(before: Series | None, weekday: int | None, at: time, place: str, this_day: date) -> Series | None:
    """From the next such day on; what isn't on the form stays as it was."""
    if weekday is None:
        return None
    first = this_day + timedelta(days=(weekday - this_day.weekday()) % 7)
    if before is None:
        return Series(first, at, place=place)
    same_day = before.first.weekday() == weekday
    return replace(before, first=before.first if same_day else first, at=at, place=place)


def _day(chosen: object) -> date | None:
    return chosen if isinstance(chosen, date) else None
