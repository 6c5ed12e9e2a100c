"""Guests on the pages: asked on a session's page, welcomed by the invitation, and found on Home."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from evening import Evening
from groups_at_work import AtWork
from tabs import Page, token_of

from roleplay.people.codes import device_hash
from roleplay.web.server.kit import kit

Browser = Callable[[str], Page]


@pytest.fixture
def trio(lobby: Evening) -> AtWork:
    """Anna founded a group; Ben and Cleo came in by invitation, and Zoe is Ben's guest on a session."""
    lobby.start()
    group = AtWork(lobby).found("Anna", "Ben", "Cleo")
    meeting = group.plan("Anna", hours=0.5)
    secret = group.groups.guests.ask(group.who("Ben"), meeting)
    group.people["Zoe"] = group.groups.guests.accept(group.who("Zoe"), secret, "Zoe")
    return group


@pytest.fixture
def browser(cookies: dict[str, str], trio: AtWork) -> Browser:
    """Somebody's own."""

    def of(name: str) -> Page:
        cookies["device"], device = token_of(name), device_hash(token_of(name))
        with kit().store.write() as writer:
            if not writer.devices.held(device):
                writer.devices.add_person_device(trio.people[name], device, False, trio.now)
        return Page()

    return of


def meeting_of(trio: AtWork) -> str:
    return trio.next("Anna").id


def test_home_shows_a_guest_the_session_and_one_tap_into_it(trio: AtWork, browser: Browser) -> None:
    waiting = browser("Zoe").open()
    assert "Ben asked you to a session of Thursday trio" in waiting.text
    assert f"in-{meeting_of(trio)}" not in [button.key for button in waiting.at.button]
    trio.groups.from_meeting.start(trio.who("Anna"), meeting_of(trio), kit().joining.last_timing(trio.who("Anna")))

    page = browser("Zoe").open().press(f"in-{meeting_of(trio)}")

    assert page.errors == []
    assert len(trio.evening.kit.rooms.live(trio.evening.practice + 1).seats) == 2


def test_no_page_of_a_guest_holds_anything_else_of_the_group(trio: AtWork, browser: Browser) -> None:
    trio.groups.board.add_link(trio.who("Cleo"), trio.id, "A tip of hers", "")
    meeting = meeting_of(trio)

    home = browser("Zoe").open()
    group = browser("Zoe").open("group", group=trio.id, session=meeting)

    for page in (home, group):
        assert [marker for marker in ("Cleo", "A tip of hers", "What’s new") if marker in page.sent] == []
    assert any("isn’t here for you" in error for error in group.errors)


def test_a_member_makes_a_link_for_one_guest_on_the_page_of_a_session(trio: AtWork, browser: Browser) -> None:
    page = browser("Cleo").open("group", group=trio.id, session=meeting_of(trio))

    page.press("guest-go")

    assert page.errors == []
    assert "/invitation?secret=" in page.sent
    assert "Zoe, asked by Ben" in page.text
    assert f"no-guest-{trio.people['Zoe']}" not in [button.key for button in page.at.button]


def test_whoever_asked_a_guest_takes_it_back_on_the_page(trio: AtWork, browser: Browser) -> None:
    page = browser("Ben").open("group", group=trio.id, session=meeting_of(trio))

    page.press(f"no-guest-{trio.people['Zoe']}")

    assert trio.next("Ben").guests == ()


def test_a_guest_says_on_home_that_they_cannot_come(trio: AtWork, browser: Browser) -> None:
    page = browser("Zoe").open().press(f"no-{meeting_of(trio)}")

    assert "asked you to a session" not in page.text
    assert trio.next("Ben").guests == ()
