"""The rules of the address at which calendar programs read somebody's sessions."""

from __future__ import annotations

from datetime import datetime

import pytest
import vobject
from asgi_phones import Phone, Reply
from evening import UK, Evening
from starlette.applications import Starlette
from tabs import ME

from roleplay.groups.group import Terms
from roleplay.groups.local_time import on_the_wall
from roleplay.people.visitor import Visitor
from roleplay.usecases.groups.calendar import NOT_HERE, READ_AT_ONCE
from roleplay.web.server.guard import middleware
from roleplay.web.server.kit import kit
from roleplay.web.server.routes import routes

pytestmark = pytest.mark.anyio
LONDON = "Europe/London"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def anna(lobby: Evening) -> Visitor:
    """She has a group that has planned one session."""
    lobby.seats["Anna"] = kit().joining.open_practice(Visitor(ME), "Anna", UK)
    who = Visitor(ME, person=lobby.seats["Anna"].person)
    group = kit().groups.membership.found(who, Terms("Thursday trio", LONDON))
    kit().groups.meetings.plan(who, group, tomorrow(), 120, "Library 2")
    return who


@pytest.fixture
def program(anna: Visitor) -> Phone:
    """A calendar program: it has no cookie and comes from no page."""
    return Phone(Starlette(routes=routes(), middleware=middleware("kit.local:8501")), None, origin=None)


def tomorrow() -> datetime:
    return on_the_wall(kit().clock.now() + 24 * 60 * 60 * 1000, LONDON).replace(second=0, microsecond=0)


def address(who: Visitor) -> str:
    return f"/calendar/{kit().groups.calendars.make(who)}.ics"


def headers(reply: Reply, *names: str) -> list[str]:
    return [reply.headers.get(name, "") for name in names]


async def test_whoever_knows_the_address_reads_the_calendar_and_gets_no_cookie(program: Phone, anna: Visitor) -> None:
    read = await program.get(address(anna))

    assert read.status == 200
    assert vobject.readOne(read.text).vevent.summary.value == "OSCE practice: Thursday trio"
    assert headers(read, "content-type", "set-cookie") == ["text/calendar; charset=utf-8", ""]


async def test_only_the_program_itself_keeps_it_and_asks_whether_it_still_holds(program: Phone, anna: Visitor) -> None:
    read = await program.get(address(anna))

    assert headers(read, "cache-control", "x-robots-tag") == ["private, no-cache", "noindex"]


@pytest.mark.parametrize("known", ["{tag}", '"other", {tag}', "*"])
async def test_what_the_program_has_already_is_not_sent_again(program: Phone, anna: Visitor, known: str) -> None:
    where = address(anna)
    tag = (await program.get(where)).headers["etag"]

    again = await program.get(where, if_none_match=known.format(tag=tag))

    assert (again.status, again.text, again.headers["etag"]) == (304, "", tag)


async def test_what_changed_is_sent_under_another_tag(program: Phone, anna: Visitor) -> None:
    where = address(anna)
    before = await program.get(where)
    [home] = kit().groups.pages.home_groups(anna)
    assert home.next is not None
    kit().groups.meetings.call_off(anna, home.next.id)

    after = await program.get(where, if_none_match=before.headers["etag"])

    assert (after.status, after.headers["etag"] != before.headers["etag"]) == (200, True)
    assert "STATUS:CANCELLED" in after.text


async def test_a_program_that_only_asks_is_told_the_same_about_it(program: Phone, anna: Visitor) -> None:
    where = address(anna)

    read, asked = await program.get(where), await program.get(where, method="HEAD")

    assert (asked.status, asked.headers) == (200, read.headers)


async def test_a_revoked_address_is_answered_like_one_that_never_was(program: Phone, anna: Visitor) -> None:
    where = address(anna)
    kit().groups.calendars.revoke(anna)

    revoked, unknown = await program.get(where), await program.get(f"/calendar/{'f' * 32}.ics")

    assert (revoked.status, revoked.text) == (unknown.status, unknown.text) == (404, NOT_HERE)
    assert revoked.headers == unknown.headers
    assert revoked.headers["cache-control"] == "no-store"


async def test_a_program_that_never_stops_asking_is_told_when_to_come_back(program: Phone, anna: Visitor) -> None:
    where = address(anna)
    for _ in range(READ_AT_ONCE):
        await program.get(where)

    refused = await program.get(where)

    assert (refused.status, int(refused.headers["retry-after"]) > 0) == (429, True)


async def test_nothing_can_be_sent_to_a_calendar(program: Phone, anna: Visitor) -> None:
    assert (await program.post(address(anna), b"BEGIN:VCALENDAR")).status == 405
