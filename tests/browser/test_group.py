"""The whole way of a group: founded, joined by a link, answered, and started without anybody typing a code."""

from __future__ import annotations

import re
from collections.abc import Callable

from phones import Phone
from playwright.sync_api import expect
from servers import Server

from roleplay.groups.local_time import on_the_wall
from roleplay.people.visitor import Visitor
from roleplay.web.server.kit import build_kit

HALF_AN_HOUR = 30 * 60 * 1000


def found(ana: Phone) -> str:
    """Her group; returns the link of an invitation for one person."""
    ana.open("/group")
    ana.page.get_by_label("Your name").fill("Ana")
    ana.page.get_by_label("Name of the group").fill("Thursday trio")
    for button in ("Found the group", "I’m in", "Make an invitation"):
        ana.tap(button)
    expect(ana.button("Copy the invitation")).to_be_visible()
    return re.findall(r"/invitation\?secret=\w+", ana.source())[0]


def plan(server: Server, ana: Phone) -> None:
    """A session in half an hour, at whatever time the test runs."""
    kit = build_kit(server.url, server.content)
    try:
        cookies = (kit.devices.known(one["value"]) for one in ana.page.context.cookies())
        device = next(filter(None, cookies))
        who = Visitor(device, person=kit.people.on_device(device)[0].person.id)
        [group] = kit.groups.pages.home_groups(who)
        zone = kit.groups.pages.group_page(who, group.id).terms.zone
        kit.groups.meetings.plan(who, group.id, on_the_wall(kit.clock.now() + HALF_AN_HOUR, zone), 120, "Library 2")
    finally:
        kit.close()


def test_from_founding_to_a_session_no_code_is_typed(long: Server, phone: Callable[..., Phone]) -> None:
    ana, ben = phone(long), phone(long, dark=True)
    ben.open(found(ana))
    ben.page.get_by_label("Your name").fill("Ben")
    ben.tap("Join")
    ben.tap("I’m in")
    plan(long, ana)

    ben.open("/")
    ben.page.get_by_role("radio", name="I’m coming").click()
    ben.sees(re.compile("Ben is coming"))
    ana.open("/")
    ana.tap("Start this session")
    ana.sees(re.compile("Code:"))
    ben.open("/")
    ben.tap("Go in")

    ben.in_lobby(2)
