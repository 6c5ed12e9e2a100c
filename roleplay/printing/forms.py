"""Forms to fill in with a pen: ratings, words, and the patient's four statements."""

from roleplay.content.models import Case, Kind
from roleplay.marking.marksheet import Domain, Marksheet
from roleplay.printing.pdf import MARGIN, WIDTH, Paper
from roleplay.shared_words import AGREE, LISTENERS_SENTENCE, NO_REAL, SENTENCES


def judgement(paper: Paper, sheet: Marksheet) -> None:
    """The areas with their anchors, and the overall rating."""
    for domain in sheet.domains:
        _domain(paper, domain)
    choices(paper, sheet.ask, sheet.words)


def writing(paper: Paper, heading: str, hint: str, lines: int) -> None:
    """Room for a sentence in the writer's own words."""
    paper.heading(heading, followed=2 + 1.6 * lines)
    paper.text(f"{hint} {NO_REAL}", soft=True)
    paper.to_write_on(lines)


def choices(paper: Paper, heading: str, words: tuple[str, ...]) -> None:
    """A question, and words with a box before each, side by side if there is room."""
    step = WIDTH / len(words)
    if max(paper.width_of(word) for word in words) + paper.line > step - 5:
        paper.heading(heading, followed=1.35 * len(words))
        paper.bullets(words, boxes=True)
        return
    paper.heading(heading)
    top = paper.top
    for n, word in enumerate(words):
        paper.box(MARGIN + n * step, top)
        paper.label(MARGIN + n * step + paper.line, top, word)
    paper.down(paper.line)


def statements(paper: Paper, case: Case, sheet: Marksheet) -> None:
    """The slip for the person who played."""
    paper.title(case.patient.plays)
    paper.text("The station is over. Before anyone talks: answer as the person you played.")
    for statement in sheet.statements:
        choices(paper, statement.text, AGREE)
    hint = (LISTENERS_SENTENCE if case.kind is Kind.PRESENTATION else SENTENCES["sentence"])[1]
    writing(paper, "One sentence, as the person you played", hint, 3)
    if case.patient.story:
        paper.text("Then, on your script, tick what you told them.", soft=True)


def _domain(paper: Paper, domain: Domain) -> None:
    step = paper.line * 1.75
    room = 4 * step + paper.line * 1.04 + 4
    anchors = [(str(score), text) for score, text in zip((1, 3, 5), domain.anchors, strict=True) if text]
    paper.gap(0.7)
    paper.keep(paper.line * 2 + sum(paper.height_of(text, 8) for _, text in anchors))
    paper.beside(
        domain.name or domain.id,
        room,
        lambda top: paper.rings(MARGIN + WIDTH - room + 4, top, step),
        height=paper.line * 1.2,
        style="B",
    )
    paper.pairs(anchors)
