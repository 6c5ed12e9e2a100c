"""The rules of sharing on screen: a link that opens for one browser, and what its reader says about the station."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from evening import Evening
from tabs import ME, NASTY_TEXT, Page, evening_of, said, token_of

from roleplay.people.shares import OTHERS, REVOKED
from roleplay.people.visitor import Visitor
from roleplay.web.server.kit import kit

Tab = Callable[..., Page]


@pytest.fixture
def over(lobby: Evening) -> Evening:
    """Anna was the student, Ben the patient, Cleo observed."""
    lobby.says = "{name} wrote this"
    return lobby.start().begin().play_from_here("Next time I will wait").finish()


@pytest.fixture
def browser(cookies: dict[str, str]) -> Callable[[str], Page]:
    """Of somebody whom the kit doesn't know."""

    def of(name: str) -> Page:
        cookies["device"] = token_of(name)
        return Page()

    return of


def shared(over: Evening, tab: Tab, name: str = "Lea") -> tuple[Page, str]:
    """Anna's page of her station, and the key in the link for Lea."""
    page = tab("Anna").open("history", station=f"{over.practice}-1")
    page.type(share_name=name).press("share-go")
    assert page.errors == []
    return page, parse_qs(urlsplit(page.at.code[0].value).query)["key"][0]


def reader_of(browser: Callable[[str], Page], key: str, name: str = "Lea") -> Page:
    return browser(name).open("shared", key=key).press("shared-me").press("shared-open")


def test_who_is_named_reads_what_was_chosen_and_no_name_but_its_owners(
    over: Evening, tab: Tab, browser: Callable[[str], Page]
) -> None:
    _, key = shared(over, tab)

    page = reader_of(browser, key)

    assert page.errors == []
    assert ("Tight chest on the stairs" in page.text, "the patient wrote this" in page.text.lower()) == (True, True)
    assert [name for name in ("Ben", "Cleo") if name in page.sent] == []


def test_before_it_opens_its_reader_is_told_that_it_gives_the_case_away(
    over: Evening, tab: Tab, browser: Callable[[str], Page]
) -> None:
    _, key = shared(over, tab)

    page = browser("Lea").open("shared", key=key).press("shared-me")

    assert "you know this case" in page.text
    assert [one for one in ("wrote this", "Asks what brings") if one in page.sent] == []


def test_forwarded_the_link_is_one_kind_sentence(over: Evening, tab: Tab, browser: Callable[[str], Page]) -> None:
    _, key = shared(over, tab)
    reader_of(browser, key)

    page = browser("Mia").open("shared", key=key)

    assert page.errors == [OTHERS]
    assert [one for one in ("Anna", "Lea", "Tight chest", "wrote this") if one in page.sent] == []


def test_its_owner_reads_who_opened_it_and_what_they_said_and_wants_to_try_it(
    over: Evening, tab: Tab, browser: Callable[[str], Page]
) -> None:
    _, key = shared(over, tab)
    page = reader_of(browser, key)
    page.at.text_area(key="remark-text").input("You waited after the stairs.")
    page.press("remark-go")
    assert "You waited after the stairs" in page.text

    mine = tab("Anna").open("history", station=f"{over.practice}-1")

    assert ("Lea: opened" in mine.text.replace("*", ""), "You waited after the stairs" in mine.text) == (True, True)
    [key_of] = [str(one.key) for one in mine.at.button if str(one.key).startswith("try-")]
    assert "One to try" in mine.press(key_of).text


def test_taken_back_its_reader_is_told_and_sees_nothing(
    over: Evening, tab: Tab, browser: Callable[[str], Page]
) -> None:
    _, key = shared(over, tab)
    reader_of(browser, key)
    mine = tab("Anna").open("history", station=f"{over.practice}-1")
    [back] = [str(one.key) for one in mine.at.button if str(one.key).startswith("unshare-")]
    mine.press(back)

    page = browser("Lea").open("shared", key=key)

    assert page.errors == [REVOKED]
    assert "wrote this" not in page.sent


def test_what_a_reader_types_is_shown_as_typed(over: Evening, tab: Tab, browser: Callable[[str], Page]) -> None:
    _, key = shared(over, tab, name="<b>Lea</b>")
    page = reader_of(browser, key)
    page.at.text_area(key="remark-text").input(NASTY_TEXT)
    page.press("remark-go")

    mine = tab("Anna").open("history", station=f"{over.practice}-1")

    assert NASTY_TEXT in said(mine.markdown)
    assert "<img" not in mine.html


def test_home_leads_to_what_is_shared_only_if_there_is_something(over: Evening, tab: Tab) -> None:
    assert "Shared with me" not in tab("Ben").open().links
    place, anna = (over.practice, 1), over.visitor("Anna")
    made = kit().sharing.share(anna, place, "Ben", [], 14, known=False)
    kit().sharing.confirm(over.visitor("Ben"), made.secret)

    assert "Shared with me" in tab("Ben").open().links


def test_saving_other_private_settings_keeps_words_unshared(lobby: Evening, page: Page) -> None:
    anna = Visitor(ME, seat=evening_of(lobby).seats["Anna"].id)
    kit().settings.keep_words(anna, True)

    page.open("settings", seat=anna.seat).press("private-go")

    assert kit().settings.private(anna).words_stay
