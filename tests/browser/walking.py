"""A round as three people (or two) play it on their phones: everything that each of them must do, and what they usually
do besides, counted apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from phones import (
    END,
    EXAMINATION,
    OBSERVER,
    PATIENT,
    Phone,
    Trio,
)
from playwright.sync_api import Locator, expect
from servers import CASE, EXAMINATION_CASE, PRESENTATION_CASE, read_case, write_case

Look = Callable[[str], None]
"""Called in each stage, with its name."""
READING, STATION = 0.035, 8
"""Minutes of a played round: two seconds of reading, and a station that its people end early."""
TIMED = {PATIENT: "Ask how long this will take.", OBSERVER: "Say that somebody knocked."}
"""What is to be done at a minute of the station, by role."""


ASKED_FOR = {
    finding["id"]: finding["ask"]
    for case in (CASE, EXAMINATION_CASE, PRESENTATION_CASE)
    for finding in read_case(case).get("findings", [])
}
"""What the student asks for to get each card of the cases that are played here."""


def unseen(stage: str) -> None:
    """Nobody looks."""


def with_timed_lines(content: Path, minute: float) -> Path:
    """The same content; in every case the patient and the observer are told something at this minute."""
    events = [{"minute": minute, "who": role, "do": words} for role, words in TIMED.items()]
    for file in (content / "cases").glob("*.yaml"):
        write_case(content, read_case(file.stem, content) | {"events": events})
    return content


def agree(three: Trio) -> Trio:
    """Everybody accepts the ground rules, which a person sees once."""
    for phone in three:
        phone.still()
        phone.tap("I’m in")
        expect(phone.button("I’m in")).to_have_count(0)
    return three


def play_round(three: Trio, look: Look = unseen, apart: bool = False) -> Trio:
    """The round that has begun, up to its next step."""
    look("prepare")
    to_the_station(three, look, apart)
    work(three)
    look("station")
    end(three)
    look("quiet")
    write(three)
    look("quiet, filled in")
    three.hand_in().debrief(lambda turn: look(f"debrief, {turn}")).sheets()
    look("feedback")
    three.skip()
    look("next step")
    take_step(three.student)
    return three


def take_step(student: Phone) -> None:
    """From what somebody suggested, or in words of one's own: nobody begins the next round over an empty field."""
    suggested = student.button(re.compile("^Use: "))
    if suggested.count():
        student.tap(suggested.first)
    else:
        student.write("Wait after the first answer.")
    student.page.keyboard.press("Tab")
    student.saved()


def to_the_station(three: Trio, look: Look = unseen, apart: bool = False) -> Trio:
    """They are ready, somebody is asked before an examination unless they are ``apart``, the candidate instructions are
    read."""
    is_asked = three.student.kind() == EXAMINATION and not apart
    three.ready()
    if is_asked:
        for phone in three:
            phone.in_stage("Consent")
        look("consent")
        three.consent()
    for phone in three:
        phone.in_stage("Reading")
    look("reading")
    return three.station()


def work(three: Trio) -> None:
    """A busy observer, who taps every line as it happens and hands over every other card; at will there are two pins,
    three facts, and a look at what a fold holds."""
    observer, patient = three.observer, three.patient
    if observer is not patient:
        for line in lines(observer, "item"):
            if "Tap only if this happened" not in line.inner_text():
                observer.tap(line)
        with observer.at_will():
            observer.pin("Worked")
            observer.pin("To try")
    hand_over_cards(observer)
    with patient.at_will():
        for fact in lines(patient, "fact")[:3]:
            patient.tap(fact)
    for phone in three:
        phone.saved()


def hand_over_cards(observer: Phone) -> None:
    """Every other one."""
    for card in keys(observer, "card")[::2]:
        observer.hand_over(ASKED_FOR[card])


def lines(phone: Phone, kind: str) -> list[Locator]:
    """The lines of this kind, item or fact, that are on the screen."""
    return [phone.page.locator(f"[data-key='{kind}-{key}']") for key in keys(phone, kind)]


def keys(phone: Phone, kind: str) -> list[str]:
    """What each line or card is called in its case, also where it is folded away."""
    found = phone.page.locator(f"button[data-key^='{kind}-']").all()
    return [str(each.get_attribute("data-key")).removeprefix(f"{kind}-") for each in found]


def end(three: Trio) -> Trio:
    """Before its bell, as no bot needs eight minutes."""
    with three.observer.at_will():
        three.observer.more(END)
    return three.quiet()


def write(three: Trio) -> None:
    """Everybody's form, with its ratings and sentence."""
    for role, phone in three.by_role.items():
        phone.fill_form(words=f"One sentence from the {role}.")
        phone.saved()


def begin(three: Trio, number: int = 0) -> Trio:
    """Begins the next round with nothing counted yet. Whoever begins has one more tap: each in turn."""
    for phone in three:
        phone.taps = phone.typed = phone.optional = 0
    return three.begin(starter=(number + 1) % len(three.phones))
