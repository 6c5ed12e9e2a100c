"""Bad input gets a sentence and loses nothing; what people type is shown as they typed it, everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable

from phones import HAND_IN, OBSERVER, PATIENT, STUDENT, Phone, Trio
from playwright.sync_api import expect
from servers import Server

LIMIT = 500
NAMES = ("<img src=x onerror=hit=1>", "**Bo** [x](y) :red[z]", "<b>Cem</b> $x$")
WORDS = {
    STUDENT: "<img src=x onerror=hit=1> **bold** [link](http://x) :material/star: $y$",
    PATIENT: "When <script>hit=1</script> you *asked*, I felt `seen`",
    OBSERVER: "# Count <u>the</u> days & ~~hours~~ :red[together]",
}


def test_a_wrong_code_is_answered_in_a_sentence(long: Server, phone: Callable[..., Phone]) -> None:
    someone = phone(long).type_code("222222")
    someone.sees("No practice has this code.")
    someone.open("/join?code=<b>no</b>")
    expect(someone.page.get_by_role("alert")).to_be_visible()
    assert someone.errors == []


def test_an_empty_or_endless_name_is_answered_in_a_sentence(long: Server, phone: Callable[..., Phone]) -> None:
    first = phone(long)
    first.home()
    first.button("Start a practice").click()
    first.sees("Type the name that the others know you by")
    first.page.get_by_role("textbox", name="Your name").fill("x" * 31)
    first.button("Start a practice").click()
    first.sees("up to 30 fit on a phone")
    first.start("Ana")
    second = phone(long).link(first.code).join("   ")
    second.sees("Type the name that the others know you by")
    second.join("Ben").in_lobby(2)


def test_a_ninth_person_is_told_that_the_practice_is_full(long: Server, phone: Callable[..., Phone]) -> None:
    first = phone(long).start("P1")
    long.seat(first.code, *(f"P{number}" for number in range(2, 8)))
    eighth, late = phone(long).link(first.code), phone(long).link(first.code)
    expect(late.button("Join")).to_be_visible()
    eighth.join("P8").in_lobby(8)
    late.join("P9")
    late.sees("This practice is full")
    ninth = phone(long).link(first.code)
    ninth.sees("This practice is full")
    expect(ninth.page.get_by_role("textbox")).to_have_count(0)
    first.in_lobby(8)


def test_an_endless_sentence_stays_on_the_screen_and_is_saved_once_it_is_short_enough(writing: Trio) -> None:
    patient = writing.patient
    patient.fill_form()
    patient.hand_in()
    patient.sees("Not handed in yet. Still open: one sentence as the patient.")
    endless = "word " * 2000
    patient.write(endless)
    patient.sees(re.compile(rf"characters; up to {LIMIT} can be kept"))
    expect(patient.sentence).to_have_value(endless)
    patient.page.reload()
    expect(patient.sentence).to_have_value(endless)
    patient.write("Short enough now.")
    patient.sees_not(re.compile("characters; up to"))
    patient.hand_in()
    patient.sees("Handed in.")
    patient.page.reload()
    patient.sees("Handed in.")
    expect(patient.sentence).to_have_value("Short enough now.")


def test_a_blank_sentence_is_not_handed_in(writing: Trio) -> None:
    student = writing.student
    student.fill_form(words="   ")
    student.hand_in()
    student.sees("Not handed in yet. Still open: one line.")
    expect(student.button(HAND_IN)).to_be_visible()


def test_what_people_type_is_never_markup(long: Server, trio: Callable[..., Trio], phone: Callable[..., Phone]) -> None:
    three = trio(long, *NAMES)
    lobby = three.phones[0]
    lobby.sees(f"{NAMES[0]} (you)")
    for one in three:
        for name in NAMES:
            one.sees(name)
    asking = phone(long).link(three.code).join(NAMES[1])
    asking.sees(f"{NAMES[1]} is already in this room.")
    asking.tap(re.compile(re.escape(f"I am {NAMES[1]}: ask")))
    asking.sees("Asked.")
    three.phones[0].sees(f"Is that really {NAMES[1]}?")
    expect(lobby.button(f"Yes, let {NAMES[1]} in")).to_be_visible()
    lobby.tap("No")
    asking.sees("this is somebody else")
    three.to_quiet().fill_forms(WORDS.__getitem__)
    three.patient.hand_in()
    three.patient.sees(re.compile("Waiting for .*" + re.escape(three.student.name)))
    three.observer.hand_in()
    three.student.hand_in()
    three.debrief().sheets()
    for one in three:
        for words in WORDS.values():
            one.sees(words)
        one.sees(f"First, what {three.student.name} wrote")
        for name in NAMES:
            one.sees(name)
    for one in (*three, asking):
        assert one.page.evaluate("window.hit") is None
        assert one.page.locator("img[src='x']").count() == 0
    home = three.phones[1].open()
    home.sees("Go on where you were")
    expect(home.button(re.compile(re.escape(f", as {NAMES[1]}")))).to_be_visible()
    expect(home.button(f"Start a practice as {NAMES[1]}")).to_be_visible()
    home.link(three.code)
    home.sees(f"Go on as {NAMES[1]}")
    assert home.page.evaluate("window.hit") is None
