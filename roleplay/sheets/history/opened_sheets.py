"""Everyone's feedback: how the people in one round saw it, in words, for the room, the history and the file.

What to talk about comes first; what is looked up stays folded, so that it is read in two screens of a phone.
"""

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
from roleplay.sheets.atoms import first_few, folded, heading, joined, listed, p, quote, soft, table
from roleplay.usecases.history.portable import Sheets

Pictures = Callable[[str], str]
"""The address of a picture that a case names, for this seat; "" if it isn't available."""


def no_pictures(_: str) -> str:
    return ""


@dataclass(frozen=True)
class OpenedSheet:
    """Everyone's feedback in reading order; the story is drawn between ``before`` and ``after``."""

    before: tuple[Markup, ...]
    after: tuple[Markup, ...]


def opened_sheet(
    shown: Sheets,
    numbers: Sequence[Markup] = (),
    pictures: Pictures = no_pictures,
    level: int = 2,
    folds: bool = True,
    marked: bool = True,
) -> OpenedSheet:
    """Everything but the story, which room, page and file draw in their own way. ``numbers`` are the student's own;
    ``level`` is for the headings. ``folds``: what is looked up is folded, except on paper, which nobody can unfold.
    Unless it is ``marked``, the mark sheet is its lines alone."""
    opened = shown.opened
    player = headings.played_by(opened.kind)
    given = (Markup("<p><strong>{}</strong><br>{}</p>\n").format(q.ask, q.answer) for q in opened.questions)
    first = (
        *_questions(opened),
        (headings.words_for(opened.student), _received(opened, player)),
        (STEP_BEFORE, _step_before(opened)),
        (headings.ANOTHER_GO, _go(opened)),
        (opened.overall.name or STANDING, [_cells(opened.overall), _safety(opened)]),
        (headings.NUMBERS, numbers),
    )
    looked_up = (
        (headings.FINDINGS, [_finding(finding, pictures) for finding in opened.findings]),
        (headings.answers_of(player), [_answers(opened)]),
        (headings.SIDES, [_side(side, level + 1) for side in opened.domains]),
        (headings.SHEET, _sheet(opened, level, marked)),
        (headings.MOMENTS, moments(opened)),
        (
            headings.CASE,
            [
                p(f"{isolated(opened.title)}: {_who_was_what(opened)}.", "soft"),
                *heading(headings.QUESTIONS, list(given), level + 1),
                listed(shown.points),
                *sources_of(shown.sources),
            ],
        ),
    )
    return OpenedSheet(
        before=(
            p(_not_handed_in(opened.not_handed_in), "soft"),
            *(part for title, parts in first for part in heading(title, parts, level)),
        ),
        after=(
            *(part for title, parts in looked_up for part in _under(title, parts, level, folds)),
            p(review_of(shown), "soft"),
        ),
    )


def _under(title: str, parts: Sequence[Markup], level: int, folds: bool) -> list[Markup]:
    return [folded(title, parts)] if folds else heading(title, parts, level)


def _sheet(opened: Opened, level: int, marked: bool) -> list[Markup]:
    if not marked:
        return [listed(item.text for item in opened.items)]
    return [*lines(opened), *heading(headings.DIFFER, _differing(opened), level + 1)]


def story_of(shown: Sheets) -> Story:
    """What came out, and when, with the pinned moments on the same clock."""
    return story(_points(shown.opened), [StoryPin(pin.pin, pin.seconds) for pin in shown.opened.pins], shown.seconds)


def story_in_words(shown: Sheets, level: int = 2) -> list[Markup]:
    """The same in words, without a timeline; the moments have their own list. What wasn't heard is folded."""
    told = story(_points(shown.opened), (), shown.seconds)
    if not told.has_chart:
        return []
    came = [_came(point) for point in (*told.timed, *told.beside)]
    unheard = folded(f"Not heard this time: {len(told.unheard)}", [listed(point.say for point in told.unheard)])
    return heading(f"The story: {told.title}", [first_few(came, "more came out"), unheard], level)


def _came(point: StoryPoint) -> Markup:
    """A fact that came out, and when."""
    if point.seconds is None:
        return Markup("{} {}").format(point.say, soft("(time unknown)"))
    return Markup("<strong>{}{}</strong> {}").format("about " * point.about, clock(point.seconds), point.say)


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


def sources_of(sources: Sequence[str], review: str = "") -> list[Markup]:
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


def _questions(opened: Opened) -> list[tuple[str, Sequence[Markup]]]:
    """What the student wrote, with the question about it, and then the other one."""
    question, then_ask = p(opened.question, "ask"), p(opened.then_ask, "ask")
    if not opened.line:
        return [(headings.to_talk_about(after_a_line=False), [question])]
    return [
        (headings.line_of(opened.student), [_line(opened), question]),
        (headings.to_talk_about(after_a_line=True), [then_ask]),
    ]


def _go(opened: Opened) -> list[Markup]:
    """From where, and what the observers said of it: it has no mark."""
    if opened.go is None:
        return []
    said = "; ".join(f"{isolated(one.name)}: {one.value}" for one in opened.go.seen)
    start = f"From {clock(opened.go.second)}" if opened.go.second else "From the start"
    return [p(f"{start}. {said}." if said else f"{start}.")]


def _step_before(opened: Opened) -> list[Markup]:
    seen = [Markup("{}: {}{}").format(isolated(s.name), s.value, _late(s)) for s in opened.goal_outcomes]
    return [quote(opened.goal, Markup(", ").join(seen))] if opened.goal and seen else []


def _received(opened: Opened, player: str) -> list[Markup]:
    """The patient's sentence first."""
    said = [(opened.sentence, f"as the {player}")]
    said += [(one, headings.SAW.lower()) for one in opened.saw]
    said += [(one, headings.TO_TRY.lower()) for one in opened.to_try]
    return [_quoted(one, of) for one, of in said if one]


def _answers(opened: Opened) -> Markup:
    return table((text, Markup("{}{}").format(said.value, _late(said))) for text, said in opened.statements if said)


def _safety(opened: Opened) -> Markup:
    if not opened.safety_points:
        return Markup()
    points = "One safety point" if opened.safety_points == 1 else f"{opened.safety_points} safety points"
    said = f"Good overall; {points.lower()}" if opened.good_overall else points
    return p(f"{said} to talk through, marked in the mark sheet.")


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


def _line(opened: Opened) -> Markup:
    """Its heading says whose it is."""
    return quote(opened.line.value, _late(opened.line)) if opened.line else Markup()


def _quoted(said: Said | None, of: str = "") -> Markup:
    """Somebody's words, and who they are from; ``of`` says what they are."""
    who = f"{isolated(said.name)}, {of}" if said and of else said.name if said else ""
    return quote(said.value, Markup("{}{}").format(who, _late(said))) if said else Markup()


def _late(said: Said) -> Markup:
    return Markup(" {}").format(soft("(arrived later)")) if said.late else Markup()
