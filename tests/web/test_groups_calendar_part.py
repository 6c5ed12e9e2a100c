"""The rules of the part of a page that puts sessions into somebody's calendar."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from evening import Evening
from streamlit.testing.v1 import AppTest
from tabs import Page, token_of

from roleplay.groups.group import Terms
from roleplay.groups.local_time import on_the_wall
from roleplay.people.codes import device_hash
from roleplay.people.visitor import Visitor
from roleplay.usecases.groups.calendar import MyCalendar
from roleplay.web.groups.calendar_part import AT_HOME, ONCE_A_DAY
from roleplay.web.server.kit import kit

Tab = Callable[..., Page]


@pytest.fixture
def anna(tab: Tab, lobby: Evening) -> Page:
    """Her own browser. She has a group with a session."""
    page = tab("Anna", lobby.start())
    group = kit().groups.membership.found(visitor(lobby), Terms("Thursday trio", "Europe/London"))
    starts = on_the_wall(lobby.wall.at, "Europe/London").replace(microsecond=0, second=0, hour=23)
    kit().groups.meetings.plan(visitor(lobby), group, starts, 60, "Library 2")
    return page


def visitor(lobby: Evening, name: str = "Anna") -> Visitor:
    return Visitor(device_hash(token_of(name)), person=lobby.seats[name].person)


def mine(lobby: Evening) -> MyCalendar:
    return kit().groups.calendars.mine(visitor(lobby))


def address(page: Page) -> str:
    """As it is shown to be copied, "" while it isn't."""
    return next((one.value for one in page.at.code if "/calendar/" in one.value), "")


def test_the_address_is_shown_when_it_is_made_and_leads_to_the_sessions(anna: Page) -> None:
    anna.open("me").press("calendar-make")

    secret = address(anna).split("/")[-1].removesuffix(".ics")
    assert b"Thursday trio" in kit().groups.calendars.feed(secret, "localhost").data
    [link] = [one.proto for one in anna.at.get("link_button")]
    assert link.url == address(anna).replace("http://", "webcal://")


def test_a_page_that_is_opened_later_says_when_it_was_made_and_does_not_show_it(
    anna: Page, tab: Tab, lobby: Evening
) -> None:
    anna.open("me").press("calendar-make")

    later = tab("Anna", lobby).open("me")

    assert address(later) == ""
    assert "It was shown then and can’t be shown again" in later.text


def test_a_new_address_is_another_one_and_a_removed_one_is_gone_from_the_page(anna: Page, lobby: Evening) -> None:
    first = address(anna.open("me").press("calendar-make"))

    second = address(anna.press("calendar-make"))

    assert first != second != ""
    assert address(anna.press("calendar-remove")) == ""
    assert mine(lobby).made_at is None


def test_alarms_are_switched_off_and_on(anna: Page, lobby: Evening) -> None:
    anna.open("me")

    for rings in (False, True):
        anna.at.toggle(key="calendar-alarms").set_value(rings).run()
        assert mine(lobby).alarms is rings


def test_somebody_on_a_home_network_reads_which_calendars_cannot_reach_the_address(anna: Page) -> None:
    anna.open("me").press("calendar-make")

    assert AT_HOME in anna.text
    assert ONCE_A_DAY in anna.text


def test_who_has_no_group_sees_nothing_of_it(tab: Tab, lobby: Evening) -> None:
    page = tab("Ben", lobby.start()).open("me")

    assert "calendar" not in page.text.lower()


def test_a_group_offers_its_sessions_as_files_that_are_made_when_they_are_tapped(anna: Page, lobby: Evening) -> None:
    [home] = kit().groups.pages.home_groups(visitor(lobby))
    assert home.next is not None
    person = lobby.seats["Anna"].person
    part = AppTest.from_string(
        "from roleplay.people.persons import Person\n"
        "from roleplay.web.groups.calendar_part import calendar_part\n"
        f"calendar_part(Person({person!r}, 'Anna'), {home.id!r}, {home.next.id!r})\n"
    ).run()

    assert not part.exception
    assert [one.label for one in part.get("download_button")] == [
        "Add this session to my calendar",
        "Add all planned sessions",
    ]
