"""Quick-fire on the pages: one phone asks, nothing of a case to come is on it, and it follows who comes in."""

from __future__ import annotations

import pytest
from evening import Evening, viva
from tabs import ME, Page

from roleplay.people.visitor import Visitor

SECRET = "That of"


@pytest.fixture
def played(lobby: Evening) -> Evening:
    """All three have met case-a; Anna sits at this browser."""
    for case in ("case-a", "case-b"):
        lobby.more_cases(case, edits=viva(case, 2))
    lobby.start().begin("case-a").play_from_here().finish()
    with lobby.kit.store.write() as writer:
        writer.devices.add_person_device(lobby.seats["Anna"].person, ME, False, 0)
        writer.practices.add_device(lobby.seats["Anna"].id, ME)
    return lobby


def tomorrow(evening: Evening, *names: str) -> Evening:
    """Another session, in which the first person sits at this browser."""
    later = evening.later(*names)
    with evening.kit.store.write() as writer:
        writer.practices.add_device(later.seats[names[0]].id, ME)
    return later


def room(evening: Evening, name: str = "Anna") -> Page:
    return Page().open("practice", seat=evening.seats[name].id)


def test_on_the_last_screen_one_phone_asks_and_then_shows_the_answer(played: Evening, page: Page) -> None:
    asking = room(played).press("quick-fire-start")
    before = asking.text

    after = asking.press("quick-fire-answer").text

    assert "Question 1 of 2" in before
    assert SECRET not in before
    assert SECRET in after


def test_after_the_last_question_there_is_one_thing_to_explain_in_a_minute(played: Evening, page: Page) -> None:
    asking = room(played).press("quick-fire-start")

    for _ in range(2):
        asking.press("quick-fire-answer").press("quick-fire-next")

    assert "Explain it in 60 seconds, no jargon" in asking.text
    assert "Ask again" in asking.labels


def test_it_can_be_stopped_at_any_question(played: Evening, page: Page) -> None:
    stopped = room(played).press("quick-fire-start").press("quick-fire-stop")

    assert "Question 1" not in stopped.text
    assert "Start asking" in stopped.labels


def test_in_the_lobby_people_ask_while_they_wait_for_the_third(played: Evening, page: Page) -> None:
    asking = room(tomorrow(played, "Anna", "Ben")).press("quick-fire-start")

    assert "What of case-a" in asking.text


def test_nothing_is_offered_to_people_who_have_met_nothing_together(played: Evening, page: Page) -> None:
    opened = room(tomorrow(played, "Anna", "Dora"))

    assert "Start asking" not in opened.labels
    assert "case-a" not in opened.sent.replace("The title of case-a", "")


def test_who_comes_in_hears_nothing_of_a_case_that_they_could_still_be_given(played: Evening, page: Page) -> None:
    evening = tomorrow(played, "Anna", "Ben")
    asking = room(evening).press("quick-fire-start").press("quick-fire-answer")
    before = asking.text

    evening.join("Dora")
    asking.at.run()

    assert SECRET in before
    assert SECRET not in asking.sent
    assert "What of case-a" not in asking.sent


def test_while_somebody_asks_their_page_follows_who_comes_in(played: Evening, page: Page) -> None:
    opened = room(tomorrow(played, "Anna", "Ben"))
    opened.press("charter-yes")
    before = _follows(opened)

    opened.press("quick-fire-start")

    assert (before, _follows(opened)) == (False, True)


def _follows(page: Page) -> bool:
    return any('"follows": true' in str(one.proto.json) for one in page.at.get("bidi_component"))


def test_no_page_of_a_session_holds_a_question_of_a_case_that_somebody_has_not_met(played: Evening, page: Page) -> None:
    evening = tomorrow(played, "Anna", "Ben")

    sent = room(evening).press("quick-fire-start").sent

    assert "case-b" not in sent.replace("The title of case-b", "")


def test_home_asks_one_person_alone(played: Evening, page: Page) -> None:
    asking = page.open().press("quick-fire-start")

    assert "What of case-a" in asking.text
    assert "Start a session first" in Page().open().text


def test_home_asks_nobody_whom_the_kit_does_not_know(lobby: Evening, page: Page) -> None:
    lobby.more_cases("case-a", edits=viva("case-a"))

    assert "quick-fire-start" not in {button.key for button in page.open().at.button}
    assert lobby.kit.people.on_device(Visitor(ME).device) == ()
