"""What the server does not take is never dropped in silence: it stays on the phone with its sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from phones import OBSERVER, STUDENT, Phone, Trio
from playwright.sync_api import Route, expect
from servers import Server, read_case

ITEMS = [item["text"] for item in read_case()["checklist"]]
REFUSED = "That line is not on this station's sheet, so it was not saved."


def wrongly_marked(phone: Phone) -> None:
    """From now on every mark of this phone names a line that no sheet has, as after a change of the kit."""

    def changed(route: Route) -> None:
        body = json.loads(route.request.post_data or "{}")
        for tap in body["taps"]:
            if tap["kind"] == "marked":
                tap["item"] = "no-such-line"
        route.continue_(post_data=json.dumps(body))

    phone.page.route("**/taps", changed)


def not_saved(phone: Phone) -> Any:
    return phone.page.locator("summary", has_text="not saved. Look at")


def test_a_tap_that_is_refused_stays_on_its_phone_until_its_owner_has_seen_it(
    long: Server, station: Callable[..., Trio]
) -> None:
    two = station(long, OBSERVER, STUDENT)
    observer = two.observer
    wrongly_marked(observer)

    observer.tap(observer.line(ITEMS[0]))
    expect(not_saved(observer)).to_contain_text("1 not saved")
    observer.page.unroute("**/taps")
    observer.page.reload()

    not_saved(observer).click()
    listed = observer.page.locator("details.notice")
    expect(listed).to_contain_text(REFUSED)
    expect(listed).to_contain_text(ITEMS[0])
    expect(not_saved(two.student)).to_have_count(0)
    observer.tap("I have seen it")
    expect(not_saved(observer)).to_have_count(0)
    observer.page.reload()
    observer.in_stage("Station")
    expect(not_saved(observer)).to_have_count(0)


def test_words_of_an_earlier_round_that_are_too_long_are_shown_to_who_wrote_them(
    varied: Server, trio: Callable[..., Trio]
) -> None:
    three = trio(varied).begin()
    writer, words = three.observer, "Again and again. " * 40
    place = f"kit:{three.code}:{writer.seat}:drafts"
    writer.page.evaluate("([place, text]) => localStorage.setItem(place, text)", [place, json.dumps({"0|try": words})])

    writer.page.reload()

    writer.sees(re.compile("^These are 679 characters of an earlier round"))
    not_saved(writer).click()
    expect(writer.page.locator("details.notice")).to_contain_text(words.strip())
    assert "drafts" not in writer.storage()


def test_of_what_is_refused_nothing_is_dropped(long: Server, station: Callable[..., Trio]) -> None:
    observer = station(long, OBSERVER).observer
    wrongly_marked(observer)

    for _ in range(51):
        observer.tap(observer.line(ITEMS[0]))

    expect(not_saved(observer)).to_contain_text("51 not saved")
    observer.page.reload()
    expect(not_saved(observer)).to_contain_text("51 not saved")


def test_a_phone_that_is_told_to_wait_keeps_its_taps_and_sends_them_then(
    long: Server, station: Callable[..., Trio]
) -> None:
    observer, asked = station(long, OBSERVER).observer, []

    def too_much(route: Route) -> None:
        asked.append(route.request.post_data)
        said = {"say": "That is more at once than anybody taps.", "wait": 2}
        route.fulfill(status=429, content_type="application/json", body=json.dumps(said))
        observer.page.unroute("**/taps")

    observer.page.route("**/taps", too_much)
    observer.tap(observer.line(ITEMS[1]))
    observer.sees(re.compile("more at once than anybody taps"))
    observer.waiting(1)

    observer.saved()
    observer.pressed(observer.line(ITEMS[1]))
    assert len(asked) == 1
