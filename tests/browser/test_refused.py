"""What the server refuses is never dropped silently: it stays on the phone with its sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from phones import OBSERVER, STUDENT, Phone, Trio
from played import Room
from playwright.sync_api import Route, expect
from servers import Server, read_case

ITEMS = [item["text"] for item in read_case()["checklist"]]
REFUSED = "That line isn’t on this station’s mark sheet, so it wasn’t saved."
MANY = 51


@pytest.fixture(scope="module")
def two(long: Server, shared_room: Callable[..., Room]) -> Trio:
    """The observer and the student, in their station."""
    room = shared_room(long)
    room.begin_planned().read()
    return room.trio(OBSERVER, STUDENT).station()


@pytest.fixture
def observer(two: Trio) -> Phone:
    return two.observer


def wrongly_marked(phone: Phone) -> None:
    """From now on every mark from this phone names a line that no mark sheet has, as after a change of the kit."""

    def changed(route: Route) -> None:
        body = json.loads(route.request.post_data or "{}")
        for tap in body["taps"]:
            if tap["kind"] == "marked":
                tap["item"] = "no-such-line"
        route.continue_(post_data=json.dumps(body))

    phone.page.route("**/taps", changed)


def not_saved(phone: Phone) -> Any:
    return phone.page.locator("summary", has_text="not saved. Look at")


def seen(phone: Phone) -> None:
    """Its owner looks at what was not saved, and it is gone for good."""
    phone.tap("I’ve seen this")
    expect(not_saved(phone)).to_have_count(0)


def test_a_phone_that_is_told_to_wait_keeps_its_taps_and_sends_them_then(observer: Phone) -> None:
    asked = []

    def too_much(route: Route) -> None:
        asked.append(route.request.post_data)
        said = {"say": "That’s more taps at once than anybody makes.", "wait": 2}
        route.fulfill(status=429, content_type="application/json", body=json.dumps(said))
        observer.page.unroute("**/taps")

    observer.page.route("**/taps", too_much)
    observer.tap(observer.line(ITEMS[1]))
    observer.sees(re.compile("more taps at once than anybody makes"))
    observer.waiting(1)

    observer.saved()
    observer.pressed(observer.line(ITEMS[1]))
    assert len(asked) == 1


def test_words_of_an_earlier_round_that_are_too_long_are_shown_to_who_wrote_them(two: Trio, observer: Phone) -> None:
    words = "Again and again. " * 40
    place = f"kit:{two.code}:{observer.seat}:drafts"
    draft = json.dumps({"0|try": words})
    observer.page.evaluate("([place, text]) => localStorage.setItem(place, text)", [place, draft])

    observer.page.reload()

    observer.sees(re.compile("^This is 679 characters from an earlier round"))
    not_saved(observer).click()
    expect(observer.page.locator("details.notice")).to_contain_text(words.strip())
    assert "drafts" not in observer.storage()
    seen(observer)


def test_of_what_is_refused_nothing_is_dropped_until_its_owner_has_seen_it(two: Trio, observer: Phone) -> None:
    """However many there are: each of them, even after the page is reloaded, and on no other phone."""
    wrongly_marked(observer)
    line = observer.line(ITEMS[0])
    for _ in range(MANY):
        line.dispatch_event("click")
    expect(not_saved(observer)).to_contain_text(f"{MANY} not saved")
    observer.page.unroute("**/taps")
    observer.page.reload()
    expect(not_saved(observer)).to_contain_text(f"{MANY} not saved")

    not_saved(observer).click()
    listed = observer.page.locator("details.notice")
    expect(listed).to_contain_text(REFUSED)
    expect(listed).to_contain_text(ITEMS[0])
    expect(not_saved(two.student)).to_have_count(0)
    seen(observer)
    observer.page.reload()
    observer.in_stage("Station")
    expect(not_saved(observer)).to_have_count(0)
