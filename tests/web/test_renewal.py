"""The rules of the route that gives a browser a new cookie, and of the pages that send it there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from asgi_phones import Phone, Reply
from evening import Evening
from starlette.applications import Starlette
from tabs import Page, token_of

from roleplay.people.codes import device_hash
from roleplay.people.visitor import Visitor
from roleplay.web.server.renewal import DUE
from roleplay.web.server.routes import routes

pytestmark = pytest.mark.anyio
Tab = Callable[..., Page]
OLD, RENEW = "o" * 43, "/device/renew"


@pytest.fixture
def known(lobby: Evening) -> Evening:
    """Anna has used her key on another phone."""
    key = lobby.start().kit.people.give_key(lobby.visitor("Anna"))
    lobby.kit.people.recognise(Visitor(device_hash(OLD), address="here"), "Anna", key)
    return lobby


def phone(token: str | None = OLD, **more: str | None) -> Phone:
    return Phone(Starlette(routes=routes()), token, **more)  # type: ignore[arg-type]


def ticket(evening: Evening, token: str = OLD) -> dict[str, str]:
    return {"ticket": evening.kit.devices.ticket(Visitor(device_hash(token), person=evening.seats["Anna"].person))}


def device_given(evening: Evening, reply: Reply) -> str | None:
    return evening.kit.devices.known(reply.headers["set-cookie"].removeprefix("device=").partition(";")[0])


async def test_with_its_ticket_a_browser_gets_another_cookie_and_all_that_was_its_own(known: Evening) -> None:
    reply = await phone().post(RENEW, ticket(known))

    new = device_given(known, reply)
    assert (reply.status, reply.headers["cache-control"]) == (204, "no-store")
    assert new not in (None, device_hash(OLD))
    assert [held.person.name for held in known.kit.people.on_device(new or "")] == ["Anna"]
    assert known.kit.people.on_device(device_hash(OLD)) == ()


@pytest.mark.parametrize("body", [{}, [], {"ticket": 5}, {"ticket": ""}, {"ticket": "x" * 200}])
async def test_without_a_ticket_nothing_is_given(known: Evening, body: object) -> None:
    reply = await phone().post(RENEW, body)

    assert reply.status == 403
    assert "set-cookie" not in reply.headers
    assert [held.person.name for held in known.kit.people.on_device(device_hash(OLD))] == ["Anna"]


async def test_whoever_else_has_the_old_cookie_has_no_ticket_of_its_page(known: Evening) -> None:
    other = ticket(known, "x" * 43)

    assert (await phone().post(RENEW, other)).status == 403


async def test_another_website_sends_nobody_here(known: Evening) -> None:
    assert (await phone(origin="http://evil.example").post(RENEW, ticket(known))).status == 403
    assert known.kit.people.on_device(device_hash(OLD)) != ()


async def test_a_browser_without_a_cookie_of_ours_gets_none_here(known: Evening) -> None:
    assert (await phone(None).post(RENEW, ticket(known))).status == 401
    assert (await phone("invented").post(RENEW, ticket(known))).status == 401


def ticket_of(page: Page) -> str:
    return str(page.at.session_state[DUE]) if DUE in page.at.session_state else ""


async def test_a_page_on_which_a_key_was_used_asks_for_another_cookie(lobby: Evening, tab: Tab) -> None:
    key = lobby.start().kit.people.give_key(lobby.visitor("Anna"))
    page = tab("Ben").open("me").type(recognise_name="Anna", recognise_key=key)

    before = ticket_of(page)
    page.press("recognise-go")

    assert before == ""
    new = lobby.kit.devices.known(lobby.kit.devices.renew(ticket_of(page), device_hash(token_of("Ben"))))
    assert {held.person.name for held in lobby.kit.people.on_device(new or "")} == {"Anna", "Ben"}
    assert ticket_of(page) in page.sent


async def test_a_page_that_is_still_open_under_the_old_cookie_is_told_to_load_again(known: Evening, tab: Tab) -> None:
    device = device_hash(token_of("Ben"))
    page = tab("Ben").open("history")
    known.kit.devices.renew(known.kit.devices.ticket(Visitor(device, person=known.seats["Ben"].person)), device)

    page.at.run()

    assert ["Reload this page" in info.value for info in page.at.info] == [True]
    assert "Sign in" in page.labels
