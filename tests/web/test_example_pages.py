"""Marking an example, and practising on one's own, on the pages."""

from __future__ import annotations

import pytest
from cases_to_tell import NOTES, POINT, with_cases_to_tell
from evening import Evening
from examples_at_hand import WHY, with_examples
from tabs import ME, Page, evening_of

from roleplay.people.visitor import Visitor

MARKER = "with-tom"
MINE = {"introduces": "done", "exertional": "done"}


@pytest.fixture
def known(lobby: Evening) -> Evening:
    """Anna sits at this browser and has met the case of the one example."""
    lobby.start().begin().play_from_here().finish()
    return at_this_browser(with_examples(lobby, MARKER))


@pytest.fixture
def new(lobby: Evening) -> Evening:
    """Anna sits at this browser, alone, and knows no case; there is one to present."""
    lobby.start("Anna")
    return at_this_browser(with_cases_to_tell(with_examples(lobby, MARKER), "to-tell"))


def at_this_browser(evening: Evening) -> Evening:
    with evening.kit.store.write() as writer:
        writer.devices.add_person_device(evening.seats["Anna"].person, ME, False, 0)
        writer.practices.add_device(evening.seats["Anna"].id, ME)
    return evening


def anna(evening: Evening) -> Visitor:
    return Visitor(ME, person=evening.seats["Anna"].person)


def marked(evening: Evening) -> Evening:
    evening.kit.examples.open(anna(evening), MARKER)
    evening.kit.examples.mark(anna(evening), MARKER, MINE, {"gather": 4})
    return evening


def given_to_the_player(page: Page) -> str:
    return "".join(str(one.proto.json) for one in page.at.get("bidi_component"))


def test_before_somebody_has_marked_it_no_mark_of_ours_is_sent(known: Evening, page: Page) -> None:
    opened = page.open("example", example=MARKER)

    assert "What brings it on?" in given_to_the_player(opened)
    assert WHY not in opened.sent
    assert "exertional" in given_to_the_player(opened)


def test_afterwards_the_lines_that_differ_come_first_with_their_words_and_reasons(known: Evening, page: Page) -> None:
    marked(known)

    text = page.open("example", example=MARKER).text

    assert "You matched us on 1 of 2 and were more generous on 1." in text
    assert text.index("Where we differ") < text.index("Says their name") < text.index("Asks what brings it on")
    assert "You: Done. We: Not done." in text
    assert f"{WHY} no name." in text
    assert "You put 4; ours is 1 or 2." in text
    assert "our reading, not a standard" in text


def test_it_can_be_marked_again_without_seeing_ours_meanwhile(known: Evening, page: Page) -> None:
    again = marked(known) and page.open("example", example=MARKER).press("example-again-go")

    assert given_to_the_player(again) != ""
    assert f"{WHY} no name." not in again.html


def test_an_example_of_a_new_case_opens_only_after_a_warning(new: Evening, page: Page) -> None:
    asked = page.open("example", example=MARKER)
    before = [asked.sent, asked.text]

    opened = asked.press("example-open")

    assert "you won’t be given it as the student" in before[1]
    assert "What brings it on?" not in before[0]
    assert "What brings it on?" in given_to_the_player(opened)


def test_the_list_says_of_a_case_only_its_title(new: Evening, page: Page) -> None:
    listed = page.open("example")

    assert "Tight chest on the stairs, with Tom" in listed.labels
    assert "What brings it on?" not in listed.sent
    assert "A case that’s new to you" in listed.text


def test_an_example_is_opened_from_the_list_and_left_again(known: Evening, page: Page) -> None:
    opened = marked(known) and page.open("example").press(f"example-{MARKER}")
    compared = opened.text

    opened.press("example-leave")

    assert "You matched us" in compared
    assert f"example-{MARKER}" in {button.key for button in opened.at.button}


def test_an_example_that_is_gone_says_so(new: Evening, page: Page) -> None:
    assert page.open("example", example="gone").errors == [
        "That example isn’t there any more, or isn’t for you. Choose another."
    ]


def test_home_offers_an_example_to_who_never_observed_and_then_only_what_one_can_do_alone(
    new: Evening, page: Page
) -> None:
    before = page.open()
    after = marked(new) and Page().open()

    assert "New to observing?" in before.text
    assert "Mark an example" in before.links
    assert "New to observing?" not in after.text
    assert "Practise on your own" in after.links


def test_a_lobby_where_nobody_came_offers_something_to_do_and_the_way_back(new: Evening, page: Page) -> None:
    seat = new.seats["Anna"].id

    waiting = page.open("practice", seat=seat)
    alone = Page().open("alone", seat=seat)

    assert {"Mark an example", "Practise on your own"} <= set(waiting.links)
    assert "Back to the session" in alone.links


def test_a_guest_is_not_offered_it_on_somebody_elses_device(lobby: Evening, page: Page) -> None:
    evening = evening_of(lobby)
    with evening.kit.store.write() as writer:
        writer.devices.add_person_device(evening.seats["Ben"].person, ME, True, 0)

    assert "Mark an example" not in page.open("practice", seat=evening.seats["Ben"].id).links


def test_a_presentation_goes_from_reading_to_speaking_to_the_sheet(new: Evening, page: Page) -> None:
    reading = page.open("alone", present="to-tell")
    shown = reading.text
    marking = reading.press("present-reading").press("present-speaking")

    assert NOTES in shown
    assert POINT not in shown
    assert [radio.key for radio in marking.at.radio] == ["present-introduces", "present-exertional", "present-family"]


def test_what_somebody_marked_of_themselves_is_saved_and_listed(new: Evening, page: Page) -> None:
    marking = page.open("alone", present="to-tell").press("present-reading").press("present-speaking")
    marking.at.radio(key="present-introduces").set_value("done")
    marking.at.radio(key="present-family").set_value("not")

    saved = marking.press("present-go")

    assert POINT in saved.text
    assert "As you marked it, not done:" in Page().open("alone").text
    assert "Asks about the family" in Page().open("alone").text


def test_an_opening_of_a_known_case_can_be_rehearsed(known: Evening, page: Page) -> None:
    shown = page.open("alone").text

    assert "this tightness in my chest." in shown
    assert "Says their name" in shown


def test_a_next_step_written_alone_is_on_home(new: Evening, page: Page) -> None:
    writing = page.open("alone").type(alone_step_text="Ask about work")

    writing.press("alone-step-go")

    assert [said.value for said in writing.at.success] == ["Saved as your next step."]
    assert "Ask about work" in Page().open().text


def test_somebody_the_kit_does_not_know_is_told_how_to_begin(lobby: Evening, page: Page) -> None:
    assert "The kit doesn’t know you on this phone" in page.open("alone").text
    assert "The kit doesn’t know you on this phone" in Page().open("example").text
