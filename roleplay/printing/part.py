"""For the patient: the script, in the order in which it is needed."""

from collections.abc import Iterator, Sequence

from roleplay.content.models import Case, Fact, Kind, Patient
from roleplay.content.rubric import in_a_row
from roleplay.printing.candidate_leaf import consent, sign
from roleplay.printing.pdf import Paper
from roleplay.shared_words import AT_ITS_TIME, LISTENER_CARD, PATIENT_CARD, RULES, STUDENT_READS, STUDENT_READS_TOO

MAY_SAY_NO = "As yourself, not in role. You may say no, or take a yes back at any moment, with a word or a sign."
TICK = "After the bell, tick what you told them."
A_PERSON = "Play a person, not an accent."


def part(paper: Paper, case: Case, themes: Sequence[str]) -> None:
    """The whole script; the candidate instructions come last."""
    patient = case.patient
    paper.title(f"You play {patient.plays}")
    content_note(paper, case, themes)
    paper.text(patient.you_are)
    if case.how:
        paper.text(case.how, style="B")
    if case.examine is not None:
        consent(paper, case.examine, MAY_SAY_NO)
    if patient.opening:
        paper.heading("You begin")
        paper.quote(patient.opening)
    _story(paper, patient)
    for heading, lines in _rest(case):
        if lines:
            paper.heading(heading)
            paper.bullets(lines)
    _mind(paper, patient)
    paper.heading("How to play")
    hears = case.kind is Kind.PRESENTATION
    paper.bullets([*(LISTENER_CARD if hears else PATIENT_CARD), A_PERSON])
    paper.heading(STUDENT_READS_TOO if hears else STUDENT_READS, followed=6)
    sign(paper, case.told_beforehand, told=False)


def content_note(paper: Paper, case: Case, themes: Sequence[str]) -> None:
    """What the case touches on, for the patient to see before reading it."""
    if themes or case.heavy:
        touches = f"This case touches on: {in_a_row(themes)}." if themes else ""
        demanding = "It is demanding." if case.heavy else ""
        note = " ".join(["Before you read on.", touches, demanding, "You may say “swap this case”. Nobody asks why."])
        paper.text(" ".join(note.split()), style="B")


def _story(paper: Paper, patient: Patient) -> None:
    if patient.story:
        paper.gap(0.4)
        paper.text(TICK, soft=True)
    for rule, heading in RULES.items():
        facts = [fact for fact in patient.story if fact.when.rule == rule]
        if facts:
            paper.heading(heading)
            paper.bullets(map(_said, facts), boxes=True)
    if patient.cues:
        paper.heading("What you show, and what you say only if they take it up", followed=3)
    for cue in patient.cues:
        paper.bullets([cue.show])
        paper.bullets([_said(fact) for fact in patient.story if fact.when.cue == cue.id], boxes=True)


def _said(fact: Fact) -> str:
    return f"{fact.say} ({fact.topic})" if fact.topic else fact.say


def _rest(case: Case) -> Iterator[tuple[str, list[str]]]:
    patient = case.patient
    asks = [f"{ask.say} (by minute {ask.by_minute:g})" if ask.by_minute is not None else ask.say for ask in patient.ask]
    yield "Ask this, unless it’s been answered", asks
    yield "How you react", [f"If {reaction.if_}: {reaction.do}" for reaction in patient.reacts]
    yield AT_ITS_TIME, timed(case, patient=True)


def timed(case: Case, patient: bool) -> list[str]:
    """The timed events of the patient, or of everybody else."""
    facts = {fact.id: fact.say for fact in case.patient.story}
    others = {other.id: other.plays for other in case.others}
    lines = []
    for event in sorted(case.events, key=lambda event: event.minute):
        if (event.who == "patient") is patient:
            who = f", {others[event.who]}" if event.who in others else ""
            unless = f" Not if this has been said: {facts[event.unless]}" if event.unless in facts else ""
            lines.append(f"Minute {event.minute:g}{who}: {event.do}{unless}")
    return lines


def _mind(paper: Paper, patient: Patient) -> None:
    mind = [("You think", patient.ideas), ("You worry", patient.concerns), ("You hope for", patient.expectations)]
    mind.append(("What it does to you", patient.effect))
    if any(text for _, text in mind):
        paper.heading("On your mind")
        paper.pairs(mind)
    if patient.background:
        paper.heading("Background")
        paper.pairs((line.label.capitalize(), "; ".join(line.lines)) for line in patient.background)
