"""The texts of a case in which facts stand: what the door gives, what the patient knows, what a card shows."""

from collections.abc import Iterator

from roleplay.content.case import Case

Told = tuple[tuple[str | int, ...], str]
"""Where a text stands, and the text."""


def door_texts(case: Case) -> Iterator[Told]:
    """What the student reads or holds."""
    for n, given in enumerate(case.student.given):
        yield ("student", "given", n), f"{given.label}: {given.value}"
    for n, material in enumerate(case.student.material):
        yield ("student", "material", n, "text"), material.text


def part_texts(case: Case) -> Iterator[Told]:
    """What the patient tells."""
    yield ("patient", "opening"), case.patient.opening
    for n, fact in enumerate(case.patient.story):
        yield ("patient", "story", n, "say"), fact.say
    for n, background in enumerate(case.patient.background):
        yield ("patient", "background", n), f"{background.label}: {'; '.join(background.lines)}"


def card_texts(case: Case) -> Iterator[Told]:
    """What an examination or a test shows."""
    for n, finding in enumerate(case.findings):
        yield ("findings", n, "card"), finding.card


def answer_texts(case: Case) -> Iterator[Told]:
    """What is said to be right: lines, the viva's answers, the debrief."""
    for n, item in enumerate(case.checklist):
        yield ("checklist", n, "text"), item.text
    for n, question in enumerate(case.viva.questions if case.viva else ()):
        yield ("viva", "questions", n, "answer"), question.answer
    for n, point in enumerate(case.debrief.points):
        yield ("debrief", "points", n), point


def fact_texts(case: Case) -> Iterator[Told]:
    """All that is so in the case."""
    yield from door_texts(case)
    yield from part_texts(case)
    yield from card_texts(case)
