"""How much a round asks of each role: taps that it requires, and sentences to type."""

from __future__ import annotations

from pathlib import Path

from phones import OBSERVER, PATIENT, STUDENT, Trio, new_phone
from playwright.sync_api import Browser
from servers import CASE, EXAMINATION_CASE, PRESENTATION_CASE, Server, content
from walking import READING, STATION, agree, begin, play_round

from tests.benchmarks.phones import chromium
from tests.benchmarks.table import Row

MOST = {STUDENT: 10, PATIENT: 10, OBSERVER: 24}
MOST_IN_A_PAIR = {STUDENT: 10, PATIENT: 18}
SENTENCES = {STUDENT: 1, PATIENT: 1, OBSERVER: 2}
SENTENCES_IN_A_PAIR = {STUDENT: 1, PATIENT: 3}
Counted = dict[str, dict[str, tuple[int, int, int]]]
"""By role and kind of round: taps that were required, others, and sentences."""


def measure(folder: Path) -> list[Row]:
    """Three phones play a round of each kind and two play one. Their observer taps every line of the mark sheet as it
    happens, which is the most that a round can ask; pins, facts and ending early are at will."""
    cases = content(folder / "content", READING, STATION, CASE, EXAMINATION_CASE, PRESENTATION_CASE)
    server = Server(folder, cases).start()
    try:
        with chromium() as browser:
            three = _count(browser, server, ("Ana", "Ben", "Cem"), 3)
            two = _count(browser, server, ("Ana", "Ben"), 1)
    finally:
        server.stop()
    rows = [_row(role, three[role], most, SENTENCES[role]) for role, most in MOST.items()]
    pair = [_row(f"{role} of two", two[role], most, SENTENCES_IN_A_PAIR[role]) for role, most in MOST_IN_A_PAIR.items()]
    return rows + pair


def _count(browser: Browser, server: Server, names: tuple[str, ...], rounds: int) -> Counted:
    counted: Counted = {}
    people = agree(Trio(*(new_phone(browser, server.base) for _ in names)).gather(*names))
    for number in range(rounds):
        kind = begin(people, number).student.kind()
        for role, phone in play_round(people).by_role.items():
            counted.setdefault(role, {})[kind] = (phone.taps, phone.optional, phone.typed)
    people.leave()
    return counted


def _row(role: str, kinds: dict[str, tuple[int, int, int]], most: int, sentences: int) -> Row:
    """A role's busiest round counts."""
    taps, typed = max(one for one, _, _ in kinds.values()), max(one for _, _, one in kinds.values())
    each = ", ".join(f"{kind} {taps} (+{at_will} at will)" for kind, (taps, at_will, _) in kinds.items())
    reached = f"{taps} taps, {_many(typed)}: {each}"
    goal = f"≤ {most} taps, {_many(sentences)}"
    return Row(f"taps a round, {role}", goal, reached, taps <= most and typed <= sentences)


def _many(sentences: int) -> str:
    return f"{sentences} sentence{'s' * (sentences > 1)}"
