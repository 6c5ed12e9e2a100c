"""The live screens without a pointer."""

from __future__ import annotations

import re
from collections.abc import Callable

from keyboard import KeyboardPhone
from phones import AGREE, END, MORE, OBSERVER, OPEN_TREE, STUDENT, UNDO, Phone, Trio
from played import Room, lobby
from playwright.sync_api import expect
from servers import Server, read_case
from walking import begin, play_round

CASE = read_case()
MOST_TABS = 80
FOCUSED = """() => { let e = document.activeElement;
while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
if (!e || e.matches("body, main")) return "";  // all of the page is in them
return e.getAttribute("aria-label") ?? e.innerText ?? ""; }"""


def focused(phone: Phone) -> str:
    return str(phone.page.evaluate(FOCUSED)).replace("\n", " ")


def tab_to(phone: Phone, name: str, key: str = "Tab") -> None:
    for _ in range(MOST_TABS):
        if name in focused(phone):
            return
        phone.page.keyboard.press(key)
    raise AssertionError(f"“{name}” cannot be reached with {key}; the focus is on “{focused(phone)}”")


def test_a_station_can_be_worked_with_the_keyboard_and_keeps_the_focus(standing: Trio) -> None:
    observer, patient, student = standing.observer, standing.patient, standing.student
    first, second = (item["text"] for item in CASE["checklist"][:2])
    finding = CASE["findings"][0]

    tab_to(observer, "Cards to hand over")
    observer.page.keyboard.press("Enter")
    tab_to(observer, f"Hand over: {finding['ask']}")
    observer.page.keyboard.press("Space")
    assert focused(observer) == f"Not yet: {finding['ask']}", "A second press on the same key hands nothing over."
    tab_to(observer, f"Yes, hand over: {finding['ask']}", key="Shift+Tab")
    observer.page.keyboard.press("Space")
    student.sees(finding["card"])
    assert focused(observer) == f"Handed over: {finding['ask']}"

    for text, key in ((first, "Space"), (second, "Enter")):
        tab_to(observer, text)
        observer.page.keyboard.press(key)
        observer.pressed(observer.line(text))
        assert text in focused(observer)
        observer.page.keyboard.press(key)
        observer.unpressed(observer.line(text))
        assert text in focused(observer)
    tab_to(observer, str(observer.button(re.compile("^Partly: ")).first.get_attribute("aria-label")))
    small = focused(observer)
    observer.page.keyboard.press("Enter")
    observer.saved()
    assert focused(observer) == small
    tab_to(observer, "Pin this moment: To try")
    observer.page.keyboard.press("Enter")
    observer.sees(re.compile("^Pinned at"))
    assert focused(observer) == "Pin this moment: To try"

    fact = CASE["patient"]["story"][1]["say"]
    tab_to(patient, fact)
    patient.page.keyboard.press("Space")
    patient.pressed(patient.line(fact))
    assert fact in focused(patient)

    tab_to(observer, MORE)
    observer.page.keyboard.press("Enter")
    tab_to(observer, END)
    observer.page.keyboard.press("Enter")
    tab_to(observer, UNDO)
    observer.page.keyboard.press("Enter")
    expect(observer.button(UNDO)).to_have_count(0)


def test_the_forms_can_be_worked_with_the_keyboard_and_keep_the_focus(long: Server, room: Callable[..., Room]) -> None:
    ours = room(long)
    student, observer = ours.after_the_bell(STUDENT), ours.phone(OBSERVER)
    expect(observer.sentence).to_be_visible()
    tab_to(observer, "Not done:")
    name = focused(observer)
    observer.page.keyboard.press("Enter")
    observer.pressed(observer.button(name))
    assert focused(observer) == name
    tab_to(student, "5:")
    name = focused(student)
    student.page.keyboard.press("Space")
    expect(student.button(name).first).to_have_attribute("aria-pressed", "true")
    assert focused(student) == name


def test_the_focus_is_inside_the_stop_and_nowhere_behind_it(standing: Trio) -> None:
    three = standing
    tab_to(three.student, "Stop: time out")
    three.student.page.keyboard.press("Enter")
    for phone in three:
        expect(phone.page.get_by_role("dialog")).to_be_visible()
    behind = three.observer.page.evaluate(
        f"""() => {{ {OPEN_TREE}
        const buttons = [...everything(document)].filter((e) => e.localName === "button" && e.closest(".kit"));
        return buttons.filter((e) => !e.closest("[role=dialog], [inert]")).map((e) => e.innerText); }}"""
    )
    assert behind == []
    tab_to(three.student, AGREE)
    three.student.page.keyboard.press("Enter")
    three.student.sees("1 of 3 agree to carry on.")
    for phone in (three.patient, three.observer):
        tab_to(phone, AGREE)
        phone.page.keyboard.press("Enter")
    for phone in three:
        expect(phone.page.get_by_role("dialog")).to_have_count(0)


def test_a_whole_round_can_be_played_with_the_keyboard_alone(long: Server, stands: Callable[..., Trio]) -> None:
    """From the lobby to the next step, which is taken too."""
    three = Trio(*map(KeyboardPhone, stands(long, lobby, "Ana", "Ben", "Cem")))
    for phone in three:
        phone.in_lobby(3)

    play_round(begin(three))

    expect(three.student.sentence).not_to_have_value("")
    for phone in three:
        assert phone.errors == []
