"""Bad input gets a sentence and loses nothing; what people type is shown everywhere as they typed it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from phones import HAND_IN, OBSERVER, PATIENT, QUIET, STATION, STUDENT, Phone, Trio
from played import Room
from playwright.sync_api import expect
from servers import Server

LIMIT = 500
NAMES = ("<img src=x onerror=hit=1>", "**Bo** [x](y) :red[z]", "<b>Cem</b> $x$")
WORDS = {
    STUDENT: "<img src=x onerror=hit=1> **bold** [link](http://x) :material/star: $y$",
    PATIENT: "When <script>hit=1</script> you *asked*, I felt `seen`",
    OBSERVER: "# Count <u>the</u> days & ~~hours~~ :red[together]",
}


@pytest.fixture(scope="module")
def rung(long: Server, shared_room: Callable[..., Room]) -> Trio:
    """The patient and the student write after the bell; the observer has no browser."""
    return shared_room(long).rung().trio(PATIENT, STUDENT).quiet()


def test_a_wrong_code_and_a_name_that_is_none_are_answered_in_a_sentence(
    long: Server, phone: Callable[..., Phone], room: Callable[..., Room]
) -> None:
    """On Home and on the join page; then code and name are right."""
    someone = phone(long).home()
    someone.button("Start a session").click()
    someone.sees("Type the name the others know you by")
    someone.page.get_by_role("textbox", name="Your name").fill("x" * 31)
    someone.button("Start a session").click()
    someone.sees("up to 30 fit on a phone")
    someone.page.get_by_role("textbox", name="Code", exact=True).fill("222222")
    someone.button("Join a session").click()
    someone.sees("No session has this code.")
    someone.open("/join?code=<b>no</b>")
    expect(someone.page.get_by_role("alert")).to_be_visible()
    someone.link(room(long).code).join("   ")
    someone.sees("Type the name the others know you by")
    someone.join("Dee").in_lobby(4)
    assert someone.errors == []


def test_a_ninth_person_is_told_that_the_practice_is_full(
    long: Server, phone: Callable[..., Phone], room: Callable[..., Room]
) -> None:
    code = room(long, *(f"P{number}" for number in range(1, 8))).code
    eighth, late = phone(long).link(code), phone(long).link(code)
    expect(late.button("Join")).to_be_visible()
    eighth.join("P8").in_lobby(8)
    late.join("P9")
    late.sees("This session is full")
    late.link(code)
    late.sees("This session is full")
    expect(late.page.get_by_role("textbox")).to_have_count(0)
    eighth.in_lobby(8)


def test_an_endless_sentence_stays_on_the_screen_and_is_saved_once_it_is_short_enough(rung: Trio) -> None:
    patient = rung.patient
    patient.fill_form()
    patient.hand_in()
    patient.sees("Still to do: write one sentence.")
    expect(patient.sentence).to_be_focused()
    expect(patient.sentence).to_have_attribute("aria-invalid", "true")
    endless = "word " * 2000
    patient.write(endless)
    patient.sees("Too long to save. Shorten it, then submit.")
    patient.sees(re.compile(rf"characters; up to {LIMIT} can be saved"))
    expect(patient.sentence).to_have_value(endless)
    patient.page.reload()
    expect(patient.sentence).to_have_value(endless)
    patient.write("Short enough now.")
    patient.sees_not(re.compile("characters; up to"))
    patient.hand_in()
    patient.sees("Submitted.")
    patient.page.reload()
    patient.sees("Submitted.")
    expect(patient.sentence).to_have_value("Short enough now.")


def test_a_blank_sentence_is_not_handed_in(rung: Trio) -> None:
    student = rung.student
    student.fill_form(words="   ")
    student.hand_in()
    student.sees("Still to do: write one sentence.")
    expect(student.button(HAND_IN)).to_be_visible()
    student.sees_not(re.compile("not saved"))
    student.write("Slower.")
    student.sees_not("Still to do: write one sentence.")
    student.saved()


def test_what_people_type_is_never_markup(long: Server, phone: Callable[..., Phone], room: Callable[..., Room]) -> None:
    three = room(long, *NAMES)
    three.writes = lambda role, number: WORDS[role]
    lobby = three.phone(NAMES[0])
    lobby.sees(f"{NAMES[0]} (you)")
    for name in NAMES:
        lobby.sees(name)
    asking = phone(long).link(three.code).join(NAMES[1])
    asking.sees(f"{NAMES[1]} is already in this session.")
    asking.tap(re.compile(re.escape(f"I’m {NAMES[1]}: ask")))
    asking.sees("We’ve asked.")
    lobby.sees(f"Is that really {NAMES[1]}?")
    expect(lobby.button(f"Yes, let {NAMES[1]} in")).to_be_visible()
    lobby.tap("No")
    asking.sees("said it isn’t you")

    three.begin_planned().read()
    lobby.in_stage(STATION)
    three.move(three.who(OBSERVER), "end_early")
    lobby.in_stage(QUIET)
    phones = [lobby, *(three.phone(name) for name in NAMES[1:])]
    by_role = {role: phones[NAMES.index(three.who(role))] for role in WORDS}
    three.hands_in(three.who(PATIENT))
    by_role[PATIENT].sees(re.compile("Waiting for .*" + re.escape(three.who(STUDENT))))
    for role in (OBSERVER, STUDENT):
        three.hands_in(three.who(role))
    while three.stage == "debrief":
        three.moved(three.who(STUDENT), "go_on")
    for one in phones:
        one.sees("Side by side")
        for words in (*WORDS.values(), *NAMES, f"First, what {three.who(STUDENT)} wrote"):
            one.sees(words)
    for one in (*phones, asking):
        assert one.page.evaluate("window.hit") is None
        assert one.page.locator("img[src='x']").count() == 0
    home = phones[1].open()
    home.sees("Your session is running")
    expect(home.button(re.compile("^" + re.escape(f"Carry on as {NAMES[1]} (code ")))).to_be_visible()
    expect(home.button(f"Start a session as {NAMES[1]}")).to_be_visible()
    home.link(three.code)
    home.sees(f"Carry on as {NAMES[1]}")
    assert home.page.evaluate("window.hit") is None


def test_a_comment_that_helps_nobody_yet_is_answered_with_a_question(long: Server, room: Callable[..., Room]) -> None:
    patient = room(long).after_the_bell(PATIENT)
    asks = "Which sentence, or which minute?"
    patient.write("Really nice station, well done!")
    patient.sees(asks)

    patient.write("When you waited, I could say it.")
    patient.sees_not(asks)
    patient.saved()

    patient.more("No hints on what I write")
    patient.write("Really nice station!")
    patient.saved()
    patient.sees_not(asks)
