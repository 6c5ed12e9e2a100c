"""Whom to call: one tap away on every page, in somebody's own country, and under STOP."""

from __future__ import annotations

import json

import pytest
from evening import Evening
from tabs import ME, Page, evening_of

from roleplay.people.visitor import Visitor
from roleplay.shared_words import UNWELL
from roleplay.web.practice.join_page import code_page
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import PAGES, SIGNPOSTS

OTHERS = [page.stem for page in PAGES if page is not SIGNPOSTS]


def foot(page: Page) -> list[str]:
    return [link.proto.query_string for link in page.at.get("page_link") if link.proto.label == UNWELL]


def mounted(page: Page) -> str:
    """What the live component was given."""
    return "".join(str(one.proto.json) for one in page.at.get("bidi_component"))


@pytest.mark.parametrize("name", OTHERS)
def test_every_page_leads_to_who_to_call(lobby: Evening, page: Page, name: str) -> None:
    assert len(foot(page.open(name))) == 1


def test_a_sessions_page_leads_there_and_back(lobby: Evening, page: Page) -> None:
    seat = evening_of(lobby).seats["Ben"].id

    [query] = foot(page.open("practice", seat=seat))
    links = [link.proto.label for link in Page().open("signposts", seat=seat).at.get("page_link")]

    assert query == f"seat={seat}"
    assert "Back to the session" in links


def test_a_page_that_stops_early_leads_there_too(lobby: Evening, page: Page) -> None:
    opened = page.open("practice", seat="nobody")

    assert opened.errors != []
    assert len(foot(opened)) == 1


def test_the_page_where_people_join_leads_there() -> None:
    assert f'href="/signposts">{UNWELL}</a>' in code_page()


def test_without_cookies_the_numbers_are_there(lobby: Evening, page: Page, cookies: dict[str, str]) -> None:
    cookies.clear()

    assert 'href="tel:999"' in page.open("signposts").html


def test_a_person_chooses_their_country_once(lobby: Evening, page: Page) -> None:
    person = evening_of(lobby).seats["Anna"].person
    opened = page.open("signposts")

    opened.at.radio(key="country-chosen").set_value("germany").run()

    assert 'href="tel:116117"' in opened.html
    assert 'href="tel:116117"' in Page().open("signposts").html
    assert kit().signposts.of(person) == kit().signposts.countries()["germany"]


def test_saving_the_private_settings_leaves_the_country_as_it_was(lobby: Evening, page: Page) -> None:
    anna = evening_of(lobby).seats["Anna"]
    kit().signposts.choose(Visitor(ME, person=anna.person), "germany")

    settings = page.open("settings", seat=anna.id)
    settings.at.checkbox(key="extra").check()
    settings.press("private-go")

    private = kit().settings.private(Visitor(ME, seat=anna.id))
    assert (private.extra_time, private.country) == (True, "germany")


def test_somebody_whom_the_kit_does_not_know_looks_at_another_country(lobby: Evening, page: Page) -> None:
    opened = page.open("signposts")

    opened.at.radio(key="country-chosen").set_value("ireland").run()

    assert 'href="sms:50808"' in opened.html
    assert opened.errors == []


def test_under_stop_every_phone_has_the_numbers_of_its_person(lobby: Evening, page: Page) -> None:
    evening = evening_of(lobby)
    ben = evening.seats["Ben"]

    before = mounted(page.open("practice", seat=ben.id))
    with kit().store.write() as writer:
        writer.devices.add_person_device(ben.person, ME, False, 0)
    kit().signposts.choose(Visitor(ME, person=ben.person), "germany")
    after = mounted(Page().open("practice", seat=ben.id))

    assert ("tel:999" in before, "tel:116117" in before) == (True, False)
    assert ("tel:999" in after, "tel:116117" in after) == (False, True)
    assert json.dumps(UNWELL) not in before
