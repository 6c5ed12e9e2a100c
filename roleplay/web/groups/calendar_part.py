"""Put it in your calendar: an address that a calendar program reads, and files to open once."""

from collections.abc import Callable
from urllib.parse import urlsplit

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.persons import Person
from roleplay.usecases.groups.calendar import CalendarFile, Calendars, MyCalendar
from roleplay.web.server.addresses import is_public, links_to
from roleplay.web.server.device import page_url, visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets.copying import copy_button
from roleplay.web.widgets.days import day
from roleplay.web.widgets.literal import say

CALENDAR = "calendar"
"""The address under which calendars are read: a route of ours."""
ONCE_A_DAY = (
    "A calendar address lists the sessions of all your groups and stays up to date. Some calendars look once a day."
)
MINE_ALONE = (
    "This is the address for your calendar. Copy it now: it can’t be shown again. Anyone who has it can see when and "
    "where you meet."
)
AT_HOME = (
    "Your calendar can read this address while the kit is on and your device is on the same network. Calendars on the "
    "web, such as Google Calendar, can’t reach it: import a file of the sessions there instead."
)


def calendar_part(person: Person, group: str = "", session: str = "") -> None:
    """Folded: on the page of a group that has sessions planned, and on that of a session. Without either it is only the
    address, as under Me, where nothing is drawn for somebody who has no group."""
    try:
        now = _calendars().mine(visitor(person.id))
    except Fault as fault:
        say(fault)
        return
    if not now.has_groups and now.made_at is None:
        return
    with st.expander(
        "Put it in your calendar" if group or session else "My sessions in my calendar",
        key=f"calendar-of-{session or group}",
    ):
        if session:
            _file("Add this session to my calendar", "session", lambda: _calendars().one(visitor(person.id), session))
        if group:
            _file("Add all planned sessions", "sessions", lambda: _calendars().series(visitor(person.id), group))
        _alarms(person, now)
        _address(person, now)


def _file(label: str, name: str, make: Callable[[], CalendarFile]) -> None:
    """Made when it is tapped."""
    st.download_button(
        label,
        data=lambda: make().data,
        file_name=f"{name}.ics",
        mime="text/calendar",
        icon=":material/calendar_month:",
        width="stretch",
        key=f"calendar-{name}",
        on_click="ignore",
    )


def _alarms(person: Person, now: MyCalendar) -> None:
    rings = st.toggle("Remind me a day and two hours before", value=now.alarms, key="calendar-alarms")
    if rings != now.alarms:
        _run(lambda: _calendars().set_alarms(visitor(person.id), rings))


def _address(person: Person, now: MyCalendar) -> None:
    st.markdown("**Keep my calendar up to date**")
    st.markdown(ONCE_A_DAY)
    if now.made_at is None:
        st.markdown("Make an address, and give it to your calendar.")
        _button("Make my calendar address", "make", lambda: _make(person))
        return
    if secret := st.session_state.get(_shown(person)):
        _to_copy(secret)
    else:
        st.markdown(f"You made an address on {day(now.made_at)}. It was shown then and can’t be shown again.")
    st.markdown("If you’ve lost the address, or somebody else has it, make a new one: the old one stops working.")
    _button("Make a new address", "make", lambda: _make(person))
    _button("Remove my address", "remove", lambda: _remove(person))


def _to_copy(secret: str) -> None:
    link = links_to(page_url(), f"{CALENDAR}/{secret}.ics")[0]
    st.markdown(MINE_ALONE)
    st.code(link, language=None, wrap_lines=True)
    copy_button("Copy the address", link, key="calendar-copy", failed="Select the address and copy it")
    subscribe = urlsplit(link)._replace(scheme="webcal").geturl()
    st.link_button("Open it in my calendar", subscribe, icon=":material/sync:", width="stretch")
    if not is_public(link):
        st.caption(AT_HOME)


def _button(label: str, name: str, use: Callable[[], object]) -> None:
    if st.button(label, key=f"calendar-{name}", width="stretch"):
        _run(use)


def _run(use: Callable[[], object]) -> None:
    try:
        use()
    except Fault as fault:
        say(fault)
        return
    st.rerun()


def _make(person: Person) -> None:
    st.session_state[_shown(person)] = _calendars().make(visitor(person.id))


def _remove(person: Person) -> None:
    _calendars().revoke(visitor(person.id))
    st.session_state.pop(_shown(person), None)


def _calendars() -> Calendars:
    return kit().groups.calendars


def _shown(person: Person) -> str:
    """Where the page keeps the address while it is open: it is stored nowhere else."""
    return f"calendar-{person.id}"
