"""A whole session, with three people and with two. Nothing reaches a device before its time: not on the screen, in a
frame, in an answer or in its storage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy

import markers as m
import pytest
from ears import Ear, Listening
from markers import Markers, marked_content
from phones import (
    EXAMINATION,
    FINISH,
    HAND_IN,
    INTERVIEW,
    LAPTOP,
    OBSERVER,
    PATIENT,
    PRESENTATION,
    STUDENT,
    UNDO,
    Phone,
    Trio,
)
from played import lobby
from playwright.sync_api import Locator, expect
from servers import Server

LIMITS = {STUDENT: 12, PATIENT: 12, OBSERVER: 32}
"""How many taps a round may require of each role."""
BOTH = 18
"""And of the second person of a pair."""
SENTENCES = {STUDENT: 1, PATIENT: 1, OBSERVER: 2}
LAST = "That’s it for tonight"
Counted = dict[str, tuple[int, int, int]]
"""Required taps, optional taps and sentences of each role."""
SAME = ("/_stcore/health", "/_stcore/host-config")
"""Streamlit’s answers that are the same for everybody: one may be on its way when a page gives way to another."""


@pytest.fixture(scope="module")
def markers() -> dict[str, Markers]:
    return {kind: Markers(kind) for kind in (INTERVIEW, EXAMINATION, PRESENTATION)}


@pytest.fixture(scope="module")
def marked(
    run_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory, markers: dict[str, Markers]
) -> Server:
    return run_server(marked_content(tmp_path_factory.mktemp("marked") / "content", markers))


def buttons(phone: Phone, kind: str) -> list[Locator]:
    found = phone.page.locator(f"button[data-key^='{kind}-']").filter(visible=True)
    return [found.nth(index) for index in range(found.count())]


def station(three: Trio, marker: Markers) -> None:
    """A busy observer, who taps every line as it happens and hands over every card except the one that is kept, and a
    patient who taps some facts."""
    observer, patient, student = three.observer, three.patient, three.student
    if observer is not patient:
        items = observer.page.locator("button[data-key^='item-']").filter(visible=True)
        for number, words in enumerate(items.all_inner_texts()):
            if "Tap only if this happened" not in words:
                observer.tap(items.nth(number))
        with observer.at_will():
            observer.pin("Worked")
            observer.pin("To try")
    if asked := marker.of(m.RELEASED)[::2]:
        observer.tap(observer.text(re.compile("^Cards to hand over")))
        for finding in asked:
            observer.hand_over(finding)
        student.sees("Findings")
        student.sees(marker.of(m.RELEASED)[1])
    with patient.at_will():
        for fact in buttons(patient, "fact")[:3]:
            patient.tap(fact)
    for phone in three:
        phone.saved()


def forms(three: Trio, words: dict[str, str], look: Callable[[str], None]) -> None:
    """The student is the last to submit."""
    for role, phone in three.by_role.items():
        goal = phone.page.get_by_role("button", name="Didn’t come up", exact=True)
        if goal.count():
            with phone.at_will():
                phone.tap(goal)
        phone.fill_form(words=words[role])
    for phone in three:
        if phone is not three.student:
            phone.hand_in()
            phone.sees("Submitted.")
    look("quiet minute, all but the student submitted")
    three.student.hand_in()
    for phone in three:
        expect(phone.button(HAND_IN)).to_have_count(0)


def play(three: Trio, marker: Markers, look: Callable[[str], None] = lambda when: None) -> Counted:
    """Plays the round that has begun, up to the next step; calls ``look`` in each stage."""
    examination = marker.kind == EXAMINATION
    rung = [bells(three)]
    three.student.sees("Next you’ll get your candidate instructions")
    look("prepare")
    three.ready()
    if examination:
        for phone in three:
            phone.in_stage("Consent")
        look("consent")
        three.consent()
    for phone in three:
        phone.in_stage("Reading")
    rung.append(bells(three))
    rung.append(bells(three.station()))
    look("station")
    station(three, marker)
    with three.observer.at_will():
        three.observer.more("End early")
    rung.append(bells(three.quiet()))
    once_a_stage(rung)
    words = {STUDENT: marker(m.LINE), PATIENT: marker(m.SENTENCE)}
    watches = three.observer is not three.patient
    forms(three, words | ({OBSERVER: marker(m.SAW)} if watches else {}), look)

    def in_turn(turn: str) -> None:
        look(turn)
        if turn == OBSERVER and watches:
            three.observer.write(marker(m.TO_TRY))

    three.debrief(in_turn).sheets()
    look("sheets")
    three.go_again()
    counted = {role: (phone.taps, phone.optional, phone.typed) for role, phone in three.by_role.items()}
    return counted


def use_the_words(three: Trio, marker: Markers) -> None:
    """Takes the student's next step from what was said, saved by leaving the field; the feedback can still be read."""
    student = three.student
    student.tap(re.compile(f"^Use: Zq{marker.kind}"))
    expect(student.sentence).to_have_value(re.compile(f"^Zq{marker.kind}"))
    three.patient.tap(three.patient.text("Everyone’s feedback"))
    student.page.keyboard.press("Tab")
    student.saved()
    assert marker.of(m.SENTENCE)[0] in student.source()


def bells(three: Trio) -> dict[str, int]:
    return {role: phone.bells() for role, phone in three.by_role.items()}


def once_a_stage(rung: list[dict[str, int]]) -> None:
    """Checks the bell of this round so far: on one device only, the observer's, or the patient's in a pair."""
    ringing = OBSERVER if OBSERVER in rung[0] else PATIENT
    rises = [{role: now - rung[0][role] for role, now in stage.items()} for stage in rung]
    assert rises == [{role: times if role == ringing else 0 for role in rung[0]} for times in range(4)]


def begin(three: Trio, number: int = 0) -> str:
    """Begins the next round and returns its kind. Whoever begins has one more tap: each in turn, and the student in the
    examination, where the observer has the most to tap."""
    for phone in three:
        phone.taps = phone.typed = phone.optional = 0
    return three.begin(starter=(number + 1) % len(three.phones)).student.kind()


def table(rounds: list[tuple[str, Counted]], limits: dict[str, int]) -> Iterator[str]:
    yield "  round        role      required  of at most  at will  sentences"
    for kind, counted in rounds:
        for role, (taps, optional, typed) in counted.items():
            yield f"  {kind:12} {role:9} {taps:8} {limits[role]:11} {optional:8} {typed:9}"


def test_three_play_every_role_within_its_taps_and_no_device_receives_what_its_role_may_not_see(
    marked: Server, phone: Callable[..., Phone], markers: dict[str, Markers]
) -> None:
    """A whole session, with one round of each kind: each device is listened to from joining to the last screen, each
    tap is counted, only the observer's bell rings, and the last screen has what everybody should keep."""
    phones = [phone(marked), phone(marked, dark=True), phone(marked, **LAPTOP)]
    ears = {id(one): Ear(one) for one in phones}
    three = Trio(*phones).gather()
    for ear in ears.values():
        assert not ear.listen() & everything(markers.values())
    rounds: list[tuple[str, Counted]] = []
    had: Counter[tuple[str, str]] = Counter()
    for number in range(len(markers)):
        kind = begin(three, number)
        listening = Listening(markers[kind], {role: ears[id(one)] for role, one in three.by_role.items()})
        rounds.append((kind, play(three, markers[kind], lambda when, to=listening: looked(three, to, when))))
        use_the_words(three, markers[kind])
        others = set(markers) - {kind for kind, _ in rounds}
        for ear in ears.values():
            assert not ear.listen() & everything(markers[kind] for kind in others), "Nothing of what is still to come."
        had.update((role, each.name) for role, each in three.by_role.items())
    print("\n" + "\n".join(table(rounds, LIMITS)))
    assert sorted(kind for kind, _ in rounds) == sorted(markers)
    assert had == {(role, each.name): 1 for role in LIMITS for each in three}, "Every role rotates."
    for kind, counted in rounds:
        for role, (taps, _, typed) in counted.items():
            # A card takes two taps on purpose, so that no slip of the thumb hands one over.
            cards = len(markers[kind].of(m.RELEASED)[::2]) if role == OBSERVER else 0
            assert taps <= LIMITS[role] + cards, (kind, role)
            assert typed == SENTENCES[role], (kind, role)
    finish(three)
    for ear in ears.values():
        assert len(ear.sockets) >= 2, "Streamlit's socket and ours are both listened to."
        assert [url for url in ear.unread if "/rooms/" in url or ("/_stcore/" in url and not url.endswith(SAME))] == []


def everything(markers: Iterable[Markers]) -> set[str]:
    return {text for marker in markers for texts in marker.given.values() for text in texts}


def looked(three: Trio, listening: Listening, when: str) -> None:
    """Checks what can be seen and heard in this stage of a round, and what can't."""
    marker = listening.marker
    if when == "sheets":
        for one in three:
            one.unfold_all(".paper")
            one.sees(marker.of(m.VIVA)[1])
        return listening.opened()
    if when == "consent":
        for one in three:
            one.sees(marker.of(m.CONSENT)[0])
            one.sees(marker.of(m.CONSENT)[-1])
    listening.nothing_forbidden(when)
    if when == "prepare":
        listening.not_yet(STUDENT, m.SIGN, "The candidate instructions come with the reading time.")
        listening.not_yet(STUDENT, m.CONSENT, "What consent is for comes with the asking.")
        for one in (three.patient, three.observer):
            one.sees(marker.of(m.PROP)[0])
        if marker.kind == INTERVIEW:
            for one in three:
                one.sees("On the telephone: sit back to back.")
    elif when == "consent":
        listening.not_yet(STUDENT, m.SIGN, "Consent comes before the candidate instructions.")
    elif when == "station":
        listening.not_yet(STUDENT, m.RELEASED, "No finding before it is handed over.")
    elif when.startswith("quiet minute"):
        listening.not_deaf()
    return None


def finish(three: Trio) -> None:
    """Goes to the last screen, after finishing was undone once."""
    three.phones[0].more(FINISH)
    three.student.tap(UNDO)
    for each in three:
        expect(each.button(UNDO)).to_have_count(0)
    three.phones[0].more(FINISH)
    for each in three:
        each.sees(LAST)
        each.in_stage("Session over")
        each.sees("Your next step")
        each.sees(re.compile(rf"^Zq[a-z]+{m.SENTENCE}\d+qZ$"))
        expect(each.button("Download my record")).to_be_visible()
        expect(each.page.get_by_role("textbox")).to_have_count(0)
        assert each.errors == []


def test_of_two_who_plays_also_marks_and_has_the_bell_within_eighteen_taps(
    marked: Server, stands: Callable[..., Trio], markers: dict[str, Markers]
) -> None:
    two = stands(marked, lobby, "Ana", "Ben", people=("Ana", "Ben"))
    kind = begin(two)
    counted = play(two, deepcopy(markers[kind]))
    print("\n  a pair:\n" + "\n".join(table([(kind, counted)], LIMITS | {PATIENT: BOTH})))
    assert (counted[STUDENT][0] <= LIMITS[STUDENT], counted[PATIENT][0] <= BOTH) == (True, True)
    assert [counted[role][2] for role in (STUDENT, PATIENT)] == [1, 1], "One sentence each."
    two.student.more(FINISH)
    for each in two:
        each.sees(LAST)
        assert each.errors == []
