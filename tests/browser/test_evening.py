"""A whole practice: every role once, an examination and a presentation among the rounds, to the last screen; a pair."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from phones import (
    EXAMINATION,
    FINISH,
    HAND_IN,
    INTERVIEW,
    LAPTOP,
    NEXT_STEP,
    OBSERVER,
    PATIENT,
    PRESENTATION,
    STUDENT,
    UNDO,
    Phone,
    Trio,
)
from playwright.sync_api import Locator, expect
from servers import Server

LIMITS = {STUDENT: 12, PATIENT: 12, OBSERVER: 32}
"""Taps that a round may require of each role (practice-flow.md), with one typed sentence each."""
SENTENCES = {STUDENT: 1, PATIENT: 1, OBSERVER: 1}
LAST = "That was it for tonight"


def buttons(phone: Phone, kind: str) -> list[Locator]:
    found = phone.page.locator(f"button[data-key^='{kind}-']").filter(visible=True)
    return [found.nth(index) for index in range(found.count())]


def station(three: Trio) -> None:
    """A busy observer, who taps every line as it happens and hands over every card; a patient who taps some facts."""
    observer, patient, student = three.observer, three.patient, three.student
    if observer is not patient:
        for item in buttons(observer, "item"):
            if "Tap only if this happened" not in item.inner_text():
                observer.tap(item)
        with observer.at_will():
            observer.pin("Worked")
            observer.pin("To try")
    cards = observer.text(re.compile("^Cards to hand over"))
    if cards.count():
        observer.tap(cards)
        for card in buttons(observer, "card"):
            observer.tap(card)
            observer.pressed(card)
        student.sees("Findings")
    with patient.at_will():
        for fact in buttons(patient, "fact")[:3]:
            patient.tap(fact)
    for phone in three:
        phone.saved()


def forms(three: Trio, words: Callable[[str], str]) -> None:
    for role, phone in three.by_role.items():
        goal = phone.page.get_by_role("button", name="No chance came")
        if goal.count():
            with phone.at_will():
                phone.tap(goal)
        phone.fill_form(words=words(role))
        phone.hand_in()
    for phone in three:
        expect(phone.button(HAND_IN)).to_have_count(0)


def play(three: Trio, number: int) -> tuple[str, dict[str, tuple[int, int, int]]]:
    """One round from "Begin" to the next step; its kind, and taps, taps at will and sentences of each role."""
    for phone in three:
        phone.taps = phone.typed = phone.optional = 0
    three.begin(starter=number % len(three.phones))
    kind, rung = three.student.kind(), [bells(three)]
    three.student.sees("You will get the door sign next")
    rung.append(bells(three.read()))
    rung.append(bells(three.station()))
    station(three)
    with three.observer.at_will():
        three.observer.more("End early")
    rung.append(bells(three.quiet()))
    once_a_stage(rung)
    forms(three, lambda role: f"Round {number + 1}, the {role}’s sentence.")
    three.debrief().sheets()
    three.student.tap(NEXT_STEP)
    for phone in three:
        phone.in_stage(NEXT_STEP)
    counted = {role: (phone.taps, phone.optional, phone.typed) for role, phone in three.by_role.items()}
    student = three.student
    student.tap(re.compile(f"^Use: Round {number + 1}"))
    expect(student.sentence).to_have_value(re.compile(f"^Round {number + 1}"))
    three.patient.tap(three.patient.text("The sheets"))
    student.page.keyboard.press("Tab")  # leaving the field saves it
    student.saved()
    return kind, counted


def bells(three: Trio) -> dict[str, int]:
    return {role: phone.bells() for role, phone in three.by_role.items()}


def once_a_stage(rung: list[dict[str, int]]) -> None:
    """The bell of this round so far: on one device, the observer's, or the patient's in a pair."""
    ringing = OBSERVER if OBSERVER in rung[0] else PATIENT
    rises = [{role: now - rung[0][role] for role, now in stage.items()} for stage in rung]
    assert rises == [{role: times if role == ringing else 0 for role in rung[0]} for times in range(4)]


def table(rounds: list[tuple[str, dict[str, tuple[int, int, int]]]], limits: dict[str, int]) -> Iterator[str]:
    yield "  round        role      required  of at most  at will  sentences"
    for kind, counted in rounds:
        for role, (taps, optional, typed) in counted.items():
            yield f"  {kind:12} {role:9} {taps:8} {limits[role]:11} {optional:8} {typed:9}"


def test_a_trio_plays_three_rounds_in_every_role_to_the_last_screen_within_its_taps(
    varied: Server, phone: Callable[..., Phone]
) -> None:
    three = Trio(phone(varied), phone(varied, dark=True), phone(varied, **LAPTOP)).gather()
    rounds = []
    had: Counter[tuple[str, str]] = Counter()
    for number in range(3):
        rounds.append(play(three, number))
        had.update((role, each.name) for role, each in three.by_role.items())
        received = f"Round {number + 1}, the patient’s sentence."
        for each in three:
            each.page.get_by_text("The sheets").first.scroll_into_view_if_needed()
        assert received in three.student.source()
    print("\n" + "\n".join(table(rounds, LIMITS)))
    assert sorted(kind for kind, _ in rounds) == sorted([INTERVIEW, EXAMINATION, PRESENTATION])
    assert had == {(role, each.name): 1 for role in LIMITS for each in three}, "Every role rotates."
    for kind, counted in rounds:
        for role, (taps, _, typed) in counted.items():
            assert taps <= LIMITS[role], (kind, role)
            assert typed == SENTENCES[role], (kind, role)
    three.phones[0].more(FINISH)
    three.student.tap(UNDO)
    for each in three:
        expect(each.button(UNDO)).to_have_count(0)
    three.phones[0].more(FINISH)
    for each in three:
        each.sees(LAST)
        each.in_stage("Practice over")
        each.sees("Your next step")
        each.sees(re.compile(r"^Round \d, the patient’s sentence\.$"))
        expect(each.button("Take mine home")).to_be_visible()
        expect(each.page.get_by_role("textbox")).to_have_count(0)
        assert each.errors == []


def test_a_pair_plays_a_round_in_which_who_plays_also_marks_within_both_roles_taps(
    varied: Server, phone: Callable[..., Phone]
) -> None:
    two = Trio(phone(varied), phone(varied, dark=True)).gather()
    kind, counted = play(two, 0)
    both = LIMITS[PATIENT] + LIMITS[OBSERVER]
    print("\n  a pair:\n" + "\n".join(table([(kind, counted)], LIMITS | {PATIENT: both})))
    assert (counted[STUDENT][0] <= LIMITS[STUDENT], counted[PATIENT][0] <= both) == (True, True)
    assert counted[STUDENT][2] == 1
    assert counted[PATIENT][2] == 2, "One sentence as the patient, one as who watches."
    two.phones[0].more(FINISH)
    for each in two:
        each.sees(LAST)
        assert each.errors == []
