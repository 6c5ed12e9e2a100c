"""The opened sheets: what three people saw of one round, in words. Text is always escaped."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from roleplay.people.directions import isolated
from roleplay.review import headings
from roleplay.review.agreement import Agreement, Line, agreement
from roleplay.room.opened import Opened, OpenedFinding, Said, Side
from roleplay.shared_words import BETWEEN, STANDING, STEP_BEFORE
from roleplay.web.widgets.parts import Pictures, heading, listed, p, sources_of, table


def sheets(
    opened: Opened,
    points: Sequence[str],
    sources: Sequence[str],
    reviewed: bool,
    story: bool = True,
    pictures: Pictures = lambda name: "",
) -> list[Markup]:
    """The three views side by side, in words; then what the case says. The ``story`` and the moments stay out where
    a story map shows them, and ``pictures`` where the practice is over."""
    return [
        p(f"{isolated(opened.title)}: {_who_was_what(opened)}.", "soft"),
        *(
            [p(f"Not handed in yet: {', '.join(map(isolated, opened.not_handed_in))}.", "soft")]
            if opened.not_handed_in
            else []
        ),
        *heading(headings.line_of(opened.student), [_quote(opened.line)] if opened.line else []),
        *heading(headings.to_talk_about(bool(opened.line)), _question(opened)),
        *heading(headings.AS_THE_PATIENT, _as_the_patient(opened)),
        *heading(headings.TO_TRY, [_quote(said) for said in opened.to_try]),
        *heading(STEP_BEFORE, _last_goal(opened)),
        *heading(STANDING, standing(opened)),
        *heading(headings.SIDES, [_side(side, named=True) for side in opened.domains]),
        *heading(headings.SHEET, lines(opened)),
        *heading("Where the observers differ", _differing(opened)),
        *(heading("What came out, and when", _story_map(opened)) if story else []),
        *(heading(headings.MOMENTS, moments(opened)) if story else []),
        *heading(headings.FINDINGS, [_finding(finding, pictures) for finding in opened.findings]),
        *heading(headings.QUESTIONS, [_pairs_below((q.ask, q.answer) for q in opened.questions)]),
        *heading(headings.CASE, [listed(points) if points else Markup(), *sources_of(sources, reviewed)]),
    ]


def standing(opened: Opened) -> list[Markup]:
    """The whole station as everybody saw it, in words, and what there is to talk through."""
    return [_side(opened.overall, named=False), *_safety(opened)]


def lines(opened: Opened) -> list[Markup]:
    """The lines of the sheet, each with what was marked."""
    return [_items(opened)]


def _who_was_what(opened: Opened) -> str:
    """In a pair, who played watched as well."""
    watched = " and ".join(isolated(name) for name in opened.observers if name != opened.patient)
    student, patient = isolated(opened.student), isolated(opened.patient)
    said = f"{student} saw the patient, {patient} played {isolated(opened.plays)}"
    return f"{said}; {watched} watched" if watched else said


def _last_goal(opened: Opened) -> list[Markup]:
    seen = [_said(said) for said in opened.goal_outcomes]
    return [p(opened.goal), Markup("<p>{}</p>").format(Markup("<br>").join(seen))] if opened.goal and seen else []


def _question(opened: Opened) -> list[Markup]:
    return [Markup('<p class="ask">{}</p>').format(opened.question)] if opened.question else []


def _as_the_patient(opened: Opened) -> list[Markup]:
    quote = [_quote(opened.sentence)] if opened.sentence else []
    rows = [(text, _alone(said)) for text, said in opened.statements if said]
    return [*quote, table(rows)] if rows else quote


def _safety(opened: Opened) -> list[Markup]:
    if not opened.safety_points:
        return []
    points = "One safety point" if opened.safety_points == 1 else f"{opened.safety_points} safety points"
    said = f"Good overall; {points.lower()}" if opened.good_overall else points
    return [p(f"{said} to talk through, marked in the sheet below.")]


def _side(side: Side, named: bool) -> Markup:
    said = ([side.own] if side.own else []) + list(side.observers)
    if not said:
        return Markup()
    heading = Markup("<h3>{}</h3>").format(side.name) if named else p(side.name, "soft")
    cells = [Markup("<div><strong>{}</strong>: {}{}</div>").format(s.name, _value(s, side), _late(s)) for s in said]
    return heading + Markup('<div class="views">{}</div>').format(Markup().join(cells))


def _value(said: Said, side: Side) -> str:
    if not side.anchors or said.number is None:
        return said.value
    one, three, five = side.anchors
    words = {1: one, 2: BETWEEN[0], 3: three, 4: BETWEEN[1], 5: five}
    return (
        f"{said.number} of 5, {words[said.number]}"
        if said.number in (2, 4)
        else f"{said.number} of 5. {words[said.number]}"
    )


def _items(opened: Opened) -> Markup:
    rows = []
    many = len(opened.observers) > 1
    for item in opened.items:
        marks = Markup(" ").join(_mark(mark, many) for mark in item.marks) if item.marks else NOT_MARKED
        text = (
            Markup("{} <strong>(safety point to talk through)</strong>").format(item.text) if item.safety else item.text
        )
        rows.append((text, marks))
    return table(rows, MANY if many else "")


NOT_MARKED = Markup('<span class="mark">Not marked</span>')
MANY = "many"
"""The table in which several have marked each line."""


def _mark(said: Said, named: bool) -> Markup:
    """A mark is never broken in two; where there are several, each stands with its name."""
    mark = Markup('<span class="mark">{}</span>{}').format(said.value, _late(said))
    return Markup('<span class="by">{}: {}</span>').format(said.name, mark) if named else mark


def _differing(opened: Opened) -> list[Markup]:
    """Percentages stay out of the room: the list is what is talked about."""
    found = agreement_of(opened)
    if found is None:
        return []
    said = p(f"{found.alike} of {found.of} lines were marked alike.")
    rows = [(line.text, Markup(" ").join(_mark(Said(*m), named=True) for m in line.marks)) for line in found.differing]
    return [said, table(rows, MANY)] if rows else [said]


def agreement_of(opened: Opened) -> Agreement | None:
    """How far the observers of a station marked alike; None where there was one."""
    return agreement(
        Line(item.text, tuple((said.name, said.value) for said in opened.compared(item))) for item in opened.items
    )


RULES = {
    "volunteer": "to be said freely",
    "open": "after an open question or a silence",
    "asked": "if asked",
    "cue": "if the cue is taken up",
}


def _story_map(opened: Opened) -> list[Markup]:
    """Facts along the station's time; what came at an unknown time stands beside the axis, and nothing is guessed."""
    timed = sorted((f for f in opened.facts if f.seconds is not None), key=lambda f: f.seconds or 0)
    beside = [f.say for f in opened.facts if f.came and f.seconds is None]
    left = [f"{f.say} ({RULES[f.rule]})" for f in opened.facts if not f.came]
    rows = [(f"{'about ' if f.about else ''}{_clock(f.seconds or 0)}", f"{f.say} ({RULES[f.rule]})") for f in timed]
    parts = [table(rows)] if rows else []
    parts += [p("Came out, time unknown:", "soft"), listed(beside)] if beside else []
    return [*parts, p("Not heard this time:", "soft"), listed(left)] if left else parts


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


def _finding(finding: OpenedFinding, pictures: Pictures) -> Markup:
    """What the card would have said, also to who never asked for it."""
    image = pictures(finding.image) if finding.image else ""
    card = finding.card or ("" if image or not finding.image else NO_PICTURE)
    said = Markup("<p><strong>{}</strong>{}{} {}</p>").format(
        finding.ask, ": " if card else "", card, Markup('<span class="soft">({})</span>').format(finding.said)
    )
    return said + Markup('<img src="{}" alt="{}">').format(image, finding.card or finding.ask) if image else said


NO_PICTURE = "a picture, which stays with the case"


def _pairs_below(pairs: Iterable[tuple[str, str]]) -> Markup:
    """A question with its answer below it."""
    return Markup().join(Markup("<p><strong>{}</strong><br>{}</p>").format(*pair) for pair in pairs)


def moments(opened: Opened) -> list[Markup]:
    """What was pinned, as text."""
    words = {"worked": "worked", "try": "try something else"}
    rows = [f"{_clock(p.seconds)}, {isolated(p.name)}: {words[p.pin]}" for p in opened.pins]
    return [listed(rows)] if rows else []


def _said(said: Said) -> Markup:
    return Markup("{}: {}{}").format(isolated(said.name), said.value, _late(said))


def _alone(said: Said) -> Markup:
    return Markup("{}{}").format(said.value, _late(said))


def _late(said: Said) -> Markup:
    return Markup(' <span class="soft">(arrived later)</span>') if said.late else Markup()


def _quote(said: Said) -> Markup:
    return Markup("<blockquote>{}</blockquote><p class='soft'>{}{}</p>").format(said.value, said.name, _late(said))
