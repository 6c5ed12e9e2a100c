"""Everyone's feedback: how the people in one round saw it, in words, for the room, the history and the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from roleplay.content.signatures import UNREVIEWED
from roleplay.people.directions import isolated
from roleplay.review import headings
from roleplay.review.agreement import Agreement, Line, agreement
from roleplay.review.story import Story, StoryPin, StoryPoint, pin_words, story
from roleplay.review.words import clock
from roleplay.room.opened import Opened, OpenedFinding, Said, Side
from roleplay.shared_words import BETWEEN, STANDING, STEP_BEFORE
from roleplay.sheets.atoms import heading, joined, listed, p, quote, soft, table
from roleplay.sheets.charts.svg import in_words
from roleplay.usecases.history.portable import Sheets

Pictures = Callable[[str], str]
"""The address of a picture that a case names, for this seat; "" if it isn't available."""


def no_pictures(_: str) -> str:
    return ""


@dataclass(frozen=True)
class OpenedSheet:
    """Everyone's feedback in reading order; the story can be drawn between ``before`` and ``after``."""

    before: tuple[Markup, ...]
    after: tuple[Markup, ...]


def opened_sheet(
    shown: Sheets, numbers: Sequence[Markup] = (), pictures: Pictures = no_pictures, level: int = 2
) -> OpenedSheet:
    """Everything but the story, which page and file draw in their own way. ``numbers`` are the student's own; ``level``
    is for the headings."""
    opened = shown.opened
    given = (Markup("<p><strong>{}</strong><br>{}</p>\n").format(q.ask, q.answer) for q in opened.questions)

    def under(*titled: tuple[str, Sequence[Markup]]) -> list[Markup]:
        return [part for title, parts in titled for part in heading(title, parts, level)]

    return OpenedSheet(
        before=(
            p(f"{isolated(opened.title)}: {_who_was_what(opened)}.", "soft"),
            p(_not_handed_in(opened.not_handed_in), "soft"),
            *under(
                (headings.line_of(opened.student), [_quoted(opened.line)]),
                (headings.to_talk_about(bool(opened.line)), [p(opened.question, "ask")]),
                (headings.AS_THE_PATIENT, _as_the_patient(opened)),
                (headings.SAW, [_quoted(said) for said in opened.saw]),
                (headings.TO_TRY, [_quoted(said) for said in opened.to_try]),
                (STEP_BEFORE, _step_before(opened)),
                (STANDING, standing(opened)),
                (headings.SIDES, [_side(side, level + 1) for side in opened.domains]),
                (headings.SHEET, lines(opened)),
                ("Where the observers differ", _differing(opened)),
                (headings.NUMBERS, numbers),
            ),
        ),
        after=(
            *under(
                (headings.MOMENTS, moments(opened)),
                (headings.FINDINGS, [_finding(finding, pictures) for finding in opened.findings]),
                (headings.QUESTIONS, list(given)),
                (headings.CASE, [listed(shown.points), *sources_of(shown.sources, review_of(shown))]),
            ),
        ),
    )


def story_of(shown: Sheets) -> Story:
    """What came out, and when, with the pinned moments on the same clock."""
    return story(_points(shown.opened), [StoryPin(pin.pin, pin.seconds) for pin in shown.opened.pins], shown.seconds)


def story_in_words(shown: Sheets, level: int = 2) -> list[Markup]:
    """The same in words, without a timeline; the moments have their own list."""
    told = story(_points(shown.opened), (), shown.seconds)
    parts = [in_words(told.picture, level + 1)] if told.has_chart else []
    return heading("What came out, and when", parts, level)


def _points(opened: Opened) -> list[StoryPoint]:
    return [StoryPoint(f.say, f.seconds, f.about, f.came, f.rule) for f in opened.facts]


def standing(opened: Opened) -> list[Markup]:
    """The whole station as everybody saw it, in words, and what to talk through."""
    sides = _cells(opened.overall)
    return [p(opened.overall.name, "soft") + sides if sides else sides, _safety(opened)]


def lines(opened: Opened) -> list[Markup]:
    """The lines of the mark sheet, each with its marks."""
    many = len(opened.observers) > 1
    rows = (
        (
            Markup("{}{}").format(item.text, SAFETY if item.safety else ""),
            Markup(" ").join(_mark(mark, many) for mark in item.marks) if item.marks else NOT_MARKED,
        )
        for item in opened.items
    )
    return [table(rows, MANY if many else "")]


def moments(opened: Opened) -> list[Markup]:
    """What was pinned, as text."""
    row = Markup("<strong>{}</strong> {}: {}")
    return [listed(row.format(clock(pin.seconds), isolated(pin.name), pin_words(pin.pin)) for pin in opened.pins)]


def agreement_of(opened: Opened) -> Agreement | None:
    """How often the observers of a station marked the same; None if there was only one."""
    return agreement(
        Line(item.text, tuple((said.name, said.value) for said in opened.compared(item))) for item in opened.items
    )


def sources_of(sources: Sequence[str], review: str) -> list[Markup]:
    """What a case is based on, and who stands for it."""
    return [p("Sources: " + "; ".join(map(isolated, sources)) if sources else "", "soft"), p(review, "soft")]


def review_of(shown: Sheets) -> str:
    """A record of an older kit says only that nobody had reviewed the case."""
    return shown.review or ("" if shown.reviewed else UNREVIEWED)


def _who_was_what(opened: Opened) -> str:
    """In a pair, the patient observed as well."""
    watched = " and ".join(isolated(name) for name in opened.observers if name != opened.patient)
    student, patient = isolated(opened.student), isolated(opened.patient)
    said = f"{student} was the student, {patient} played {isolated(opened.plays)}"
    return f"{said}; {watched} observed" if watched else said


def _not_handed_in(names: Iterable[str]) -> str:
    named = ", ".join(map(isolated, names))
    return f"Not submitted yet: {named}." if named else ""


def _step_before(opened: Opened) -> list[Markup]:
    seen = [Markup("{}: {}{}").format(isolated(s.name), s.value, _late(s)) for s in opened.goal_outcomes]
    return [quote(opened.goal), p(Markup("<br>").join(seen))] if opened.goal and seen else []


def _as_the_patient(opened: Opened) -> list[Markup]:
    rows = [(text, Markup("{}{}").format(said.value, _late(said))) for text, said in opened.statements if said]
    return [_quoted(opened.sentence), table(rows)]


def _safety(opened: Opened) -> Markup:
    if not opened.safety_points:
        return Markup()
    points = "One safety point" if opened.safety_points == 1 else f"{opened.safety_points} safety points"
    said = f"Good overall; {points.lower()}" if opened.good_overall else points
    return p(f"{said} to talk through, marked in the mark sheet below.")


def _side(side: Side, level: int) -> Markup:
    return joined(heading(side.name, [_cells(side)], level))


def _cells(side: Side) -> Markup:
    said = ([side.own] if side.own else []) + list(side.observers)
    cell = Markup("<div><strong>{}</strong>: {}{}</div>\n")
    cells = joined(cell.format(one.name, _value(one, side), _late(one)) for one in said)
    return Markup('<div class="views">\n{}</div>\n').format(cells) if cells else cells


def _value(said: Said, side: Side) -> str:
    if not any(side.anchors) or said.number is None:
        return said.value
    one, three, five = side.anchors
    words = {1: f". {one}", 2: f", {BETWEEN[0]}", 3: f". {three}", 4: f", {BETWEEN[1]}", 5: f". {five}"}
    return f"{said.number} of 5{words[said.number]}"


SAFETY = Markup(" <strong>(safety point to talk through)</strong>")
NOT_MARKED = Markup('<span class="mark">Not marked</span>')
MANY = "many"
"""The table in which several people have marked each line: on a phone their marks are below it."""


def _mark(said: Said, named: bool) -> Markup:
    """A mark is never broken across lines; if there are several, each comes with a name."""
    mark = Markup('<span class="mark">{}</span>{}').format(said.value, _late(said))
    return Markup('<span class="by">{}: {}</span>').format(said.name, mark) if named else mark


def _differing(opened: Opened) -> list[Markup]:
    """No percentages in the room: the list is what to talk about."""
    found = agreement_of(opened)
    if found is None:
        return []
    marks = ((line.text, [Said(*mark) for mark in line.marks]) for line in found.differing)
    rows = ((text, Markup(" ").join(_mark(said, named=True) for said in given)) for text, given in marks)
    return [p(f"{found.alike} of {found.of} lines were marked the same."), table(rows, MANY)]


def _finding(finding: OpenedFinding, pictures: Pictures) -> Markup:
    """What the card would have said, even if nobody asked for it."""
    image = pictures(finding.image) if finding.image else ""
    card = finding.card or ("" if image or not finding.image else "a picture, which stays with the case")
    said = Markup("<p><strong>{}</strong>{}{} {}</p>\n").format(
        finding.ask, ": " if card else "", card, soft(f"({finding.said})")
    )
    return said + Markup('<img src="{}" alt="{}">').format(image, finding.card or finding.ask) if image else said


def _quoted(said: Said | None) -> Markup:
    return quote(said.value, Markup("{}{}").format(said.name, _late(said))) if said else Markup()


def _late(said: Said) -> Markup:
    return Markup(" {}").format(soft("(arrived later)")) if said.late else Markup()
