"""One station on its way: shared, opened by one browser, commented, tried, taken back; a third browser sees nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

from phones import Phone
from played import Played, phone_of, play
from playwright.sync_api import Browser, expect
from servers import CASE, ROOT, Server

from roleplay.people.shares import OTHERS, REVOKED
from roleplay.usecases.practice.rooms import HandRow

PLAN = (HandRow(0, 1, CASE), HandRow(1, 2, "since-the-bookcase"), HandRow(2, 0, "since-the-christening"))
SAID = "At 2:21 you waited, and she said it."


def link_of(ana: Phone) -> str:
    """Ana shares her station with Lea; the link that she may send."""
    ana.unfold("Share this station")
    ana.page.get_by_label("Their name").fill("Lea")
    ana.tap("Share it")
    code = ana.page.get_by_test_id("stCode")
    expect(code).to_contain_text("/shared?key=")
    return "/shared?key=" + code.inner_text().strip().split("key=")[1]


def comment(lea: Phone, link: str) -> None:
    lea.open(link)
    lea.tap("I’m Lea")
    lea.sees(re.compile("you know this case"))
    lea.tap("Open it")
    lea.page.get_by_label("Comment", exact=True).fill(SAID)
    lea.tap("Send my comment")
    lea.sees(re.compile(re.escape(SAID)))


def test_a_station_is_shared_commented_tried_and_taken_back(
    run_server: Callable[..., Server], phone: Callable[..., Phone], browser: Browser
) -> None:
    rooms: list[Played] = []
    server = run_server(ROOT, lambda made: rooms.append(play(made, plan=PLAN)))
    ana, lea, mia = phone_of(browser, server.base, "Ana"), phone(server), phone(server, dark=True)
    station = f"/history?station={rooms[0].practice}-1"
    link = link_of(ana.open(station))
    comment(lea, link)
    mia.open(link)
    mia.sees(OTHERS)

    ana.open(station)
    ana.sees(re.compile(re.escape(SAID)))
    ana.tap("I’ll try this")
    ana.sees(re.compile("One to try"))
    ana.unfold("Share this station")
    ana.tap("Take it back from Lea")
    ana.sees(re.compile("can’t read it any more"))

    lea.open(link)
    lea.sees(REVOKED)
    assert SAID not in mia.source()
    ana.context.close()
