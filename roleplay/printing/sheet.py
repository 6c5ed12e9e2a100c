"""For the observer: what to do in the station, the mark sheet, and the cards to cut out."""

from collections.abc import Callable, Sequence
from itertools import count
from string import ascii_uppercase

from roleplay.content.models import Case, Finding, Shown
from roleplay.content.rubric import inside_a_sentence
from roleplay.marking.marksheet import BLOCKS, Item, Mark, Marksheet
from roleplay.printing.candidate_leaf import consent, minutes
from roleplay.printing.cut_outs import Card, cut_outs
from roleplay.printing.forms import choices, judgement, writing
from roleplay.printing.images import opened
from roleplay.printing.part import content_note, timed
from roleplay.printing.pdf import MARGIN, UNREADABLE, WIDTH, Paper, Pictures
from roleplay.shared_words import (
    AT_ITS_TIME,
    CHAPERONE,
    DID_IT_HAPPEN,
    GO_FROM,
    HAPPENED,
    HAVE_READY,
    IT_HAPPENED,
    MARKS,
    OBSERVER_CARD,
    OUTCOMES,
    QUESTIONS_FROM,
    SENTENCES,
    STEP_BEFORE,
    UNASKED,
)

WATCHING = " ".join(OBSERVER_CARD)
MOMENTS = "The minute, “worked” or “try”, and the words you heard. Just for talking about: don’t type this in."
WARNINGS = (2, 1)
MARKING = "Leave a line empty if you missed it: it counts as not marked, never as not done."


def sheet_to_mark(paper: Paper, case: Case, sheet: Marksheet, code: str, themes: Sequence[str]) -> None:
    """What happens, then what to mark. The code is in large type, for typing the marks in later."""
    paper.code(code)
    paper.title(case.title)
    _names(paper, case.kind.meets)
    content_note(paper, case, themes)
    _station(paper, case)
    _items(paper, sheet.items, f"{MARKING} {UNASKED}" if case.viva else MARKING)
    judgement(paper, sheet)
    paper.heading(STEP_BEFORE, followed=4)
    paper.text("The student says which one before the station. Look out for it, and for no other.", soft=True)
    paper.to_write_on(1)
    choices(paper, "What became of it", tuple(OUTCOMES.values()))
    for words in ("saw_or_heard", "one_to_try"):
        asked, hint = SENTENCES[words]
        writing(paper, asked, hint if hint.endswith("”") else f"{hint}.", 2)
    writing(paper, "Moments to come back to", MOMENTS, 3)
    writing(paper, GO_FROM, "Minutes and seconds into the station. It’s never scored.", 1)
    choices(paper, DID_IT_HAPPEN, tuple(IT_HAPPENED.values()))


def cards(paper: Paper, case: Case, picture: Pictures) -> None:
    """The findings to hand over, each when it is asked for. Their backs are blank."""
    paper.title("Cards to cut out")
    paper.text("Cut along the lines. Hand a card over when the student asks for it or does it.")
    paper.gap(0.4)
    cut_outs(paper, [_card(letter, finding, picture) for letter, finding in lettered(case) if letter])


def lettered(case: Case) -> list[tuple[str, Finding]]:
    """The findings, with a letter for each card."""
    places = count()
    return [(_letter(next(places)) if finding.shown is Shown.CARD else "", finding) for finding in case.findings]


def _letter(place: int) -> str:
    """A to Z, then A2, B2 …"""
    turn, letter = divmod(place, len(ascii_uppercase))
    return ascii_uppercase[letter] + (str(turn + 1) if turn else "")


def _card(letter: str, finding: Finding, picture: Pictures) -> Card:
    image = opened(picture(finding.image)) if finding.image else None
    text = finding.card
    if finding.image and image is None:
        text = f"{text} {UNREADABLE}".strip()
    return Card(f"{letter} · {finding.ask}", text, image)


def _names(paper: Paper, played: str) -> None:
    step = WIDTH / 3
    top = paper.top
    for n, role in enumerate(("Student", played.capitalize(), "Observer")):
        paper.label(MARGIN + n * step, top, role, 0.85, soft=True)
    paper.down(paper.line * 0.9)
    paper.to_write_on(1)


def _station(paper: Paper, case: Case) -> None:
    paper.text(WATCHING)
    if case.how:
        paper.text(case.how, style="B")
    if case.ready:
        paper.heading(HAVE_READY)
        paper.bullets(case.ready)
    if case.examine is not None:
        consent(paper, case.examine, CHAPERONE)
    paper.heading("The student’s tasks")
    paper.bullets(case.student.tasks)
    paper.heading("The clock")
    paper.text(_clock(case))
    events = timed(case, patient=False)
    if events:
        paper.heading(AT_ITS_TIME)
        paper.bullets(events)
    if case.others:
        paper.heading("Somebody else comes in: a second observer plays them, or you read it out")
        paper.pairs((other.plays, other.you_are) for other in case.others)
    if case.findings:
        paper.heading("When the student asks for it or does it")
        paper.pairs((_how(letter, finding), _what(finding)) for letter, finding in lettered(case))
    if case.viva is not None:
        paper.heading(f"{QUESTIONS_FROM} {case.viva.at_minute:g}", followed=3)
        for question in case.viva.questions:
            paper.text(f"“{question.ask}”", style="B")
            paper.text(question.answer)


def _clock(case: Case) -> str:
    phases = ", ".join(f"{inside_a_sentence(phase.label)} {phase.minutes:g}" for phase in case.phases)
    reading, station = minutes(case.timing.reading), minutes(case.timing.station)
    parts = f" ({phases})" if phases else ""
    left = [f"{minutes(n)} left" for n in WARNINGS if n < case.timing.station]
    aloud = f" Say aloud: {', '.join(left)}." if left else ""
    return f"{reading} to read, {station} in the station{parts}.{aloud}"


def _how(letter: str, finding: Finding) -> str:
    return f"Card {letter}" if letter else {Shown.SAID: "Say"}.get(finding.shown, "As found")


def _what(finding: Finding) -> str:
    if finding.shown is Shown.SAID:
        return f"{finding.ask}: {finding.card}"
    return finding.ask if finding.shown is Shown.CARD else f"{finding.ask}. Nothing is written down."


def _items(paper: Paper, items: tuple[Item, ...], how: str) -> None:
    marks = [mark for mark in Mark if any(item.offers(mark) for item in items)]
    step = 22.0 if paper.large else 15.5
    room = step * len(marks) + 2
    heads = _heads(paper, marks, step, room)
    lines = [paper.height_of(_asked(item), room + paper.numbered) + 0.3 * paper.line for item in items]
    blocks = len({item.block for item in items if item.block})
    paper.keep(sum(lines) + (6 + 1.3 * blocks) * paper.line)
    paper.heading("What happened", followed=8)
    paper.text(how, soft=True)
    heads()
    block = ""
    for number, item in enumerate(items, 1):
        if item.block != block and item.block in BLOCKS:
            paper.text(BLOCKS[item.block], style="B")
        block = item.block
        draw = _never(paper, room) if item.never else _boxes(paper, item, marks, step, room)
        paper.beside(_asked(item), room, draw, height=paper.line * 1.1, number=str(number), head=heads)
        paper.gap(0.28)


def _asked(item: Item) -> str:
    """A line, with its two parts and what counts as partly where it has them."""
    return f"{item.text} (done: {item.both}; partly: {item.one})" if item.one else item.text


def _heads(paper: Paper, marks: Sequence[Mark], step: float, room: float) -> Callable[[], None]:
    def draw() -> None:
        for n, mark in enumerate(marks):
            paper.label(MARGIN + WIDTH - room + 2 + n * step, paper.top, MARKS[mark], 0.75, step, soft=True)
        paper.down(paper.line * 1.5)

    return draw


def _boxes(paper: Paper, item: Item, marks: Sequence[Mark], step: float, room: float) -> Callable[[float], None]:
    def draw(top: float) -> None:
        for n, mark in enumerate(marks):
            if item.offers(mark):
                paper.box(MARGIN + WIDTH - room + 2 + (n + 0.5) * step - paper.line * 0.36, top)

    return draw


def _never(paper: Paper, room: float) -> Callable[[float], None]:
    """Marked only if it happened."""

    def draw(top: float) -> None:
        left = MARGIN + WIDTH - room + 2
        paper.box(left, top)
        paper.label(left + paper.line, top, HAPPENED)

    return draw
