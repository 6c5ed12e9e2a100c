"""The rules of the page to which an invitation leads: who invites, one form, and one sentence where it is closed."""

from __future__ import annotations

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from asgi_phones import Phone
from evening import UK, Evening
from groups_at_work import AtWork
from starlette.applications import Starlette
from tabs import ME, NASTY, TOKEN, token_of

from roleplay.groups.invitation import REVOKED, UNKNOWN, USED
from roleplay.people.visitor import Visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.routes import routes

pytestmark = pytest.mark.anyio


@pytest.fixture
def group(lobby: Evening) -> AtWork:
    """Anna's, with nobody else in it."""
    lobby.start("Anna")
    return AtWork(lobby).found("Anna")


@pytest.fixture
def phone(lobby: Evening) -> Phone:
    """A browser that has its cookie and nothing else."""
    return Phone(Starlette(routes=routes()), TOKEN)


def invitation(group: AtWork, single: bool = True) -> str:
    return f"/invitation?secret={group.groups.membership.invite(group.who('Anna'), group.id, single)}"


async def test_an_invitation_says_whose_group_it_is_and_names_no_member_but_who_invites(
    group: AtWork, phone: Phone
) -> None:
    group.invite("Anna", "Ben")

    page = await phone.get(invitation(group))

    assert (page.status, page.headers["cache-control"]) == (200, "no-store")
    assert ("Thursday trio" in page.text, "Anna" in page.text, "2 people are" in page.text) == (True, True, True)
    assert "Ben" not in page.text


async def test_a_name_is_enough_to_come_in_and_the_others_read_it(group: AtWork, phone: Phone) -> None:
    answer = await phone.fill_in(invitation(group), name="Dora")

    to = urlsplit(answer.headers["location"])
    assert (answer.status, to.path) == (303, "/group")
    assert parse_qs(to.query)["group"] == [group.id]
    assert [line.name for line in group.page("Anna").members] == ["Anna", "Dora"]
    assert "Dora joined" in [line for _, line in group.page("Anna").news]


async def test_an_invitation_for_one_session_says_which_and_leads_home(group: AtWork, phone: Phone) -> None:
    secret = group.groups.guests.ask(group.who("Anna"), group.plan("Anna", place="Room 7"))
    to_one = f"/invitation?secret={secret}"

    page, answer = await phone.get(to_one), await phone.fill_in(to_one, name="Dora")

    assert ("asks you to come to one session" in page.text, "Room 7" in page.text) == (True, True)
    assert ("person is in this group" in page.text, "hands, arms and head" in page.text) == (False, True)
    assert (answer.status, urlsplit(answer.headers["location"]).path) == (303, "/")
    assert [line.name for line in group.page("Anna").members] == ["Anna"]
    assert [one.name for one in group.next("Anna").guests] == ["Dora"]


async def test_somebody_whom_the_device_knows_comes_in_with_one_press(group: AtWork, phone: Phone) -> None:
    kit().joining.open_practice(Visitor(ME), "Dora", UK)

    page = await phone.get(invitation(group))

    assert "Join as <bdi>Dora</bdi>" in page.text


async def test_a_member_who_opens_the_link_is_led_to_the_group(group: AtWork, phone: Phone) -> None:
    link = invitation(group, single=False)
    await phone.fill_in(link, name="Dora")

    page = await phone.get(link)

    assert f'href="/group?group={group.id}"' in page.text
    assert "<form" not in page.text


@pytest.mark.parametrize("wrong", ["unknown", "used", "taken back"])
async def test_an_invitation_that_lets_nobody_in_isnt_found_and_is_one_sentence(
    group: AtWork, phone: Phone, wrong: str
) -> None:
    link = invitation(group)
    if wrong == "used":
        await Phone(Starlette(routes=routes()), token_of("Emil")).fill_in(link, name="Emil")
    elif wrong == "taken back":
        [line] = group.page("Anna").invitations
        group.groups.membership.take_back(group.who("Anna"), group.id, line.digest)

    page = await phone.get(link if wrong != "unknown" else "/invitation?secret=nobody-made-this")

    assert page.status == 404
    assert {"unknown": UNKNOWN, "used": USED, "taken back": REVOKED}[wrong] in unescape(page.text)
    assert ("<form" in page.text, "Thursday trio" in page.text) == (False, False)


async def test_a_name_that_is_none_is_a_sentence_beside_its_field(group: AtWork, phone: Phone) -> None:
    page = await phone.fill_in(invitation(group), name=" ")

    assert page.status == 422
    assert "Type the name the others know you by." in page.text


async def test_what_was_typed_is_shown_as_text(group: AtWork, phone: Phone) -> None:
    page = await phone.fill_in(invitation(group), name=NASTY * 10)

    assert (page.status, "<b>**x**" in page.text) == (422, False)


async def test_no_other_website_can_bring_somebody_in(group: AtWork, phone: Phone) -> None:
    strange = Phone(Starlette(routes=routes()), TOKEN, "http://evil.example")

    page = await strange.fill_in(invitation(group), name="Dora")

    assert page.status == 403
    assert [line.name for line in group.page("Anna").members] == ["Anna"]
