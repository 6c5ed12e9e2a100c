"""A group's first evening: kept on the last screen of a session, a usual time, and one more by a link."""

from __future__ import annotations

import re

from month import Look, Month
from phones import Phone
from playwright.sync_api import expect

TRIO = ("Ana", "Ben", "Cleo")


def last_screens(month: Month) -> list[Phone]:
    """They have played and ended their session, and look at its last screen."""
    for name in TRIO:
        month.who(name)
    room = month.room(*TRIO).sit(*TRIO)
    room.three_rounds()
    return [month.phone(name).open(room.page(name)) for name in TRIO]


def settle_on_thursdays(ana: Phone) -> None:
    """The day is that of this evening, and the time is the usual one."""
    ana.page.get_by_label("Place, or the link to a call").first.fill("Library 2")
    ana.tap("Set our usual time")
    ana.sees(re.compile("Thursday 8 October 19:00, Library 2"))


def invite(ana: Phone) -> str:
    ana.unfold("Invite somebody")
    ana.tap("Make an invitation")
    expect(ana.button("Copy the invitation")).to_be_visible()
    return re.findall(r"/invitation\?secret=\w+", ana.source())[0]


def test_three_keep_going_and_a_fourth_comes_in_by_a_link(month: Month) -> None:
    look = Look("kept", month.pictures)
    ana, ben, cleo = last_screens(month)
    look.look("last", ana)
    ana.tap("Keep this group going")
    ana.sees("You’re in Thursday group.")
    look.look("kept", ana)
    for phone in (ben, cleo):
        phone.tap(re.compile("^(Keep this group going|I’m in)$"))
        phone.sees(re.compile("You’re in Thursday group, with Ana"))
    ana.tap(ana.page.get_by_role("link", name="Set your usual time"))
    look.look("new-group", ana)
    settle_on_thursdays(ana)
    look.look("thursdays", ana)

    dev = month.stranger("Dev").open(invite(ana))
    look.look("invitation-made", ana)
    look.look("invitation", dev)
    dev.page.get_by_label("Your name").fill("Dev")
    dev.tap("Join")
    dev.sees("Ground rules")
    look.look("welcome", dev)
    dev.tap("I’m in")
    dev.page.get_by_role("radio", name="I’m coming").click()
    dev.sees(re.compile("Dev is coming"))
    look.look("dev-group", dev)
    assert not look.faults
