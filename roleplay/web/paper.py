"""What Streamlit draws around the live component: door sign, part, opened sheets. Text is always escaped."""

from collections.abc import Callable, Iterable, Sequence

import streamlit as st
from markupsafe import Markup

from roleplay.content.models import Case, Examine, Material, Patient, Student
from roleplay.marking.marksheet import Critical, Item, Marksheet
from roleplay.review import headings
from roleplay.review.agreement import Agreement, Line, agreement
from roleplay.room.opened import Opened, OpenedFinding, Said, Side
from roleplay.room.stages import Stage
from roleplay.room.views import Lobby, ObserverView, PatientView, SheetsView, StudentView, View

OUT_OF_PART = (Stage.CONSENT, Stage.QUIET)
"""Stages in which nobody needs the part or the tasks in front of them."""
STYLE = """<style>
.paper { line-height: 1.5; } .paper h2 { font-size: 1.25rem; margin: 1.4rem 0 .4rem; padding: 0; }
.paper h3 { font-size: 1.02rem; margin: 1rem 0 .2rem; padding: 0; }
.paper p { margin: .35rem 0; } .paper ul { margin: .2rem 0 .6rem; padding-left: 1.2rem; } .paper li { margin: .2rem 0; }
.paper dl { display: grid; grid-template-columns: auto 1fr; gap: .15rem .9rem; margin: .4rem 0; }
.paper dt { opacity: .78; } .paper dd { margin: 0; } .paper .soft { opacity: .78; }
.paper blockquote { margin: .4rem 0; padding: .2rem .9rem; border-left: 4px solid currentColor; font-size: 1.15rem; }
.paper .notes { white-space: pre-line; }
.paper img { max-width: 100%; height: auto; background: #FFFFFF; border-radius: 8px; }
.paper .ask { font-size: 1.2rem; font-weight: 600; }
.paper .views { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .4rem 1.6rem; }
.paper table { border-collapse: collapse; width: 100%; }
.paper td, .paper th { text-align: left; padding: .35rem .5rem .35rem 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 22%, transparent); vertical-align: top; }
.paper .mark { white-space: nowrap; } .paper .many .mark { font-weight: 600; } .paper .by { display: block; }
/* Of several observers each says something of each line: on a phone below it, where it has its room. */
@media (max-width: 40rem) { .paper .many td { display: block; } .paper .many .by { display: inline-block; }
  .paper .many td:first-child { border: 0; padding-bottom: 0; } .paper .many td + td { padding-top: .1rem; }
  .paper .by { margin-right: 1rem; } }
</style>"""


NOT_PROOF = "Practice marks by fellow students: useful for talking, not proof of competence."
Pictures = Callable[[str], str]
"""Where a picture that a case names is found: its address for this seat."""


def below(shown: View, pictures: Pictures) -> None:
    """The part of a screen that does not tick."""
    write(_parts(shown, pictures))


def write(parts: list[Markup]) -> None:
    """Draw the parts of a sheet of paper."""
    if parts:
        st.html(STYLE + str(Markup('<div class="paper">{}</div>').format(Markup().join(parts))), width="stretch")


def _parts(shown: View, pictures: Pictures) -> list[Markup]:
    match shown:
        case StudentView(sign=sign, top=top) if sign is not None and top.stage != Stage.QUIET:
            return _door_sign(sign, pictures)
        case PatientView(part=part, sign=sign, top=top) if part and sign and top.stage not in OUT_OF_PART:
            # While one prepares, who one is stands in the live part, before what one says.
            rest = _part(part, who=top.stage != Stage.PREPARE)
            return [*rest, *_heading("What the student reads on the door", _door_sign(sign, pictures))]
        case ObserverView(sheet=sheet, top=top) if sheet and top.stage not in OUT_OF_PART:
            return [_h2("The student’s tasks"), _list(sheet.tasks)]
        case SheetsView(opened=opened, debrief=debrief):
            said = sheets(opened, debrief.points, debrief.sources, shown.reviewed, pictures=pictures)
            return [*said, _p(NOT_PROOF, "soft")]
        case Lobby() | _:
            return []


def _door_sign(sign: Student, pictures: Pictures) -> list[Markup]:
    given = [Markup("<dt>{}</dt><dd>{}</dd>").format(line.label, line.value) for line in sign.given]
    return [
        _p(sign.setting, "soft"),
        _p(sign.brief),
        _h2("Your tasks"),
        _list(sign.tasks),
        Markup("<dl>{}</dl>").format(Markup().join(given)) if given else Markup(),
        *(_material(material, pictures) for material in sign.material),
        *(_heading("Leave out", [_list(sign.leave_out)]) if sign.leave_out else []),
    ]


def whole_case(case: Case) -> list[Markup]:
    """A case for somebody who reads it at home: pictures and the sheet are left to the round."""
    facts = [f"{fact.say} ({RULES[fact.when.rule.value]})" for fact in case.patient.story]
    cards = [f"{finding.ask}: {finding.card}" for finding in case.findings if finding.card]
    return [
        *_heading("On the door", [*_door_sign(case.student, lambda name: ""), _p(case.how)]),
        *_have_ready(case),
        _h2(f"You play {case.patient.plays}"),
        *([Markup("<blockquote>{}</blockquote>").format(case.patient.opening)] if case.patient.opening else []),
        *_heading("The story", [_list(facts)] if facts else []),
        *_part(case.patient, who=True),
        *_heading("Findings", [_list(cards)] if cards else []),
        *_heading("What is looked for", [_list(item.text for item in case.checklist)] if case.checklist else []),
        *_heading("The case", [*_sources(case.debrief.sources, case.review.clinically_reviewed)]),
        *([_list(case.debrief.points)] if case.debrief.points else []),
    ]


def as_student(case: Case, pictures: Pictures) -> list[Markup]:
    """A case that is being written, as its student will have it."""
    return [*_door_sign(case.student, pictures), _p(case.how)]


def as_patient(case: Case, pictures: Pictures) -> list[Markup]:
    """The same for who plays: the part, then what stands on the door."""
    facts = [f"{fact.say} ({RULES[fact.when.rule.value]})" for fact in case.patient.story]
    return [
        _h2(f"You play {case.patient.plays}"),
        *([Markup("<blockquote>{}</blockquote>").format(case.patient.opening)] if case.patient.opening else []),
        *_heading("The story", [_list(facts)] if facts else []),
        _p(case.how),
        *_have_ready(case),
        *(_heading("What is examined on you", _examined(case.examine)) if case.examine else []),
        *_part(case.patient, who=True),
        *_heading("What the student reads on the door", _door_sign(case.student, pictures)),
    ]


def as_observer(case: Case, sheet: Marksheet, pictures: Pictures) -> list[Markup]:
    """The same for who watches: tasks, the sheet with the rubric's lines, cards to hand over, what is to be done."""
    events = [f"Minute {e.minute:g}, {'you' if e.who == 'observer' else e.who}: {e.do}" for e in case.events]
    questions = [(q.ask, q.answer) for q in case.viva.questions] if case.viva else []
    return [
        _p(case.how),
        *_have_ready(case),
        *_heading("The student’s tasks", [_list(case.student.tasks)]),
        *_heading("The sheet", [_list(_line(item) for item in sheet.items)]),
        *_heading("Cards, when they are asked for", _cards(case, pictures)),
        *_heading("What happens", [_list(events)] if events else []),
        *_heading("Also in the room", [_list(f"{o.plays}: {o.you_are}" for o in case.others)] if case.others else []),
        *(_heading(f"Questions at minute {case.viva.at_minute:g}", [_table(questions)]) if case.viva else []),
        *_heading("When the sheets are open", [_list(case.debrief.points)] if case.debrief.points else []),
        *_sources(case.debrief.sources, case.review.clinically_reviewed),
    ]


def _have_ready(case: Case) -> list[Markup]:
    return _heading("Have ready", [_list(case.ready)] if case.ready else [])


def _examined(examine: Examine) -> list[Markup]:
    rows = [("Where", ", ".join(examine.regions)), ("How", examine.position), ("Uncovered", examine.exposure)]
    rows += [("Not done", "; ".join(examine.not_done))] if examine.not_done else []
    return [_pairs([*rows, ("If you would rather not", examine.alternative)])]


def _line(item: Item) -> str:
    said = {Critical.MUST: " (a safety point if it is missing)", Critical.NEVER: " (a safety point if it happens)"}
    return item.text + (said[item.critical] if item.critical else "")


def _cards(case: Case, pictures: Pictures) -> list[Markup]:
    said = {"as-found": "as it is found on the volunteer", "said": "say: "}
    cards = []
    for finding in case.findings:
        words = said.get(finding.shown.value, "") + finding.card
        card = Markup("<p><strong>{}</strong>: {}</p>").format(finding.ask, words)
        if finding.image and pictures(finding.image):
            card += Markup('<img src="{}" alt="{}">').format(pictures(finding.image), finding.card or finding.ask)
        cards.append(card)
    return cards


def _material(material: Material, pictures: Pictures) -> Markup:
    """What the student may hold. Line breaks of a text stay: notes are read as they were written."""
    heading = Markup("<h3>{}</h3>").format(material.title)
    if material.image is None:
        return heading + Markup('<p class="notes">{}</p>').format(material.text)
    if not pictures(material.image):
        return heading
    return heading + Markup('<img src="{}" alt="{}">').format(pictures(material.image), material.title)


def _part(part: Patient, who: bool) -> list[Markup]:
    asks = [f"{a.say} (by minute {a.by_minute:g})" if a.by_minute is not None else a.say for a in part.ask]
    background = [
        Markup("<dt>{}</dt><dd>{}</dd>").format(line.label.capitalize(), ", ".join(line.lines))
        for line in part.background
    ]
    mind = [("You think", part.ideas), ("You worry", part.concerns), ("You hope for", part.expectations)]
    mind += [("What it does to you", part.effect)]
    return [
        *_heading("Who you are", [_p(part.you_are)] if part.you_are and who else []),
        *_heading("You show", [_list(cue.show for cue in part.cues)] if part.cues else []),
        *_heading("Ask this, unless it was answered", [_list(asks)] if asks else []),
        *_heading("How you react", [_list(f"If {r.if_}: {r.do}" for r in part.reacts)] if part.reacts else []),
        *_heading("On your mind", [_pairs((a, b) for a, b in mind if b)] if any(b for _, b in mind) else []),
        *_heading("Background", [Markup("<dl>{}</dl>").format(Markup().join(background))] if background else []),
        _p("Not in the script? A symptom: “no”. Everyday life: make up something harmless.", "soft"),
    ]


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
        _p(f"{opened.title}: {_who_was_what(opened)}.", "soft"),
        *([_p(f"Not handed in yet: {', '.join(opened.not_handed_in)}.", "soft")] if opened.not_handed_in else []),
        *_heading(headings.line_of(opened.student), [_quote(opened.line)] if opened.line else []),
        *_heading(headings.to_talk_about(bool(opened.line)), _question(opened)),
        *_heading(headings.AS_THE_PATIENT, _as_the_patient(opened)),
        *_heading(headings.TO_TRY, [_quote(said) for said in opened.to_try]),
        *_heading(headings.STEP_BEFORE, _last_goal(opened)),
        *_heading(headings.STANDING, standing(opened)),
        *_heading(headings.SIDES, [_side(side, named=True) for side in opened.domains]),
        *_heading(headings.SHEET, lines(opened)),
        *_heading("Where the observers differ", _differing(opened)),
        *(_heading("What came out, and when", _story_map(opened)) if story else []),
        *(_heading(headings.MOMENTS, moments(opened)) if story else []),
        *_heading(headings.FINDINGS, [_finding(finding, pictures) for finding in opened.findings]),
        *_heading(headings.QUESTIONS, [_pairs_below((q.ask, q.answer) for q in opened.questions)]),
        *_heading(headings.CASE, [_list(points) if points else Markup(), *_sources(sources, reviewed)]),
    ]


def standing(opened: Opened) -> list[Markup]:
    """The whole station as everybody saw it, in words, and what there is to talk through."""
    return [_side(opened.overall, named=False), *_safety(opened)]


def lines(opened: Opened) -> list[Markup]:
    """The lines of the sheet, each with what was marked."""
    return [_items(opened)]


def _who_was_what(opened: Opened) -> str:
    """In a pair, who played watched as well."""
    watched = " and ".join(name for name in opened.observers if name != opened.patient)
    said = f"{opened.student} saw the patient, {opened.patient} played {opened.plays}"
    return f"{said}; {watched} watched" if watched else said


def _last_goal(opened: Opened) -> list[Markup]:
    seen = [_said(said) for said in opened.goal_outcomes]
    return [_p(opened.goal), Markup("<p>{}</p>").format(Markup("<br>").join(seen))] if opened.goal and seen else []


def _question(opened: Opened) -> list[Markup]:
    return [Markup('<p class="ask">{}</p>').format(opened.question)] if opened.question else []


def _as_the_patient(opened: Opened) -> list[Markup]:
    quote = [_quote(opened.sentence)] if opened.sentence else []
    rows = [(text, _alone(said)) for text, said in opened.statements if said]
    return [*quote, _table(rows)] if rows else quote


def _safety(opened: Opened) -> list[Markup]:
    if not opened.safety_points:
        return []
    good = any(said.number is not None and said.number >= 2 for said in opened.overall.observers)
    points = "One safety point" if opened.safety_points == 1 else f"{opened.safety_points} safety points"
    said = f"Good overall; {points.lower()}" if good else points
    return [_p(f"{said} to talk through, marked in the sheet below.")]


def _side(side: Side, named: bool) -> Markup:
    said = ([side.own] if side.own else []) + list(side.observers)
    if not said:
        return Markup()
    heading = Markup("<h3>{}</h3>").format(side.name) if named else _p(side.name, "soft")
    cells = [Markup("<div><strong>{}</strong>: {}{}</div>").format(s.name, _value(s, side), _late(s)) for s in said]
    return heading + Markup('<div class="views">{}</div>').format(Markup().join(cells))


def _value(said: Said, side: Side) -> str:
    if not side.anchors or said.number is None:
        return said.value
    one, three, five = side.anchors
    words = {1: one, 2: "between 1 and 3", 3: three, 4: "between 3 and 5", 5: five}
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
    return _table(rows, MANY if many else "")


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
    said = _p(f"{found.alike} of {found.of} lines were marked alike.")
    rows = [(line.text, Markup(" ").join(_mark(Said(*m), named=True) for m in line.marks)) for line in found.differing]
    return [said, _table(rows, MANY)] if rows else [said]


def agreement_of(opened: Opened) -> Agreement | None:
    """How far the observers of a station marked alike; None where there was one."""
    return agreement(Line(item.text, tuple((said.name, said.value) for said in item.marks)) for item in opened.items)


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
    parts = [_table(rows)] if rows else []
    parts += [_p("Came out, time unknown:", "soft"), _list(beside)] if beside else []
    return [*parts, _p("Not heard this time:", "soft"), _list(left)] if left else parts


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
    rows = [f"{_clock(p.seconds)}, {p.name}: {words[p.pin]}" for p in opened.pins]
    return [_list(rows)] if rows else []


def _sources(sources: Sequence[str], reviewed: bool) -> list[Markup]:
    parts = [_p("Sources: " + "; ".join(sources), "soft")] if sources else []
    return parts if reviewed else [*parts, _p("This case has not been checked by a clinician yet.", "soft")]


def _said(said: Said) -> Markup:
    return Markup("{}: {}{}").format(said.name, said.value, _late(said))


def _alone(said: Said) -> Markup:
    return Markup("{}{}").format(said.value, _late(said))


def _late(said: Said) -> Markup:
    return Markup(' <span class="soft">(arrived later)</span>') if said.late else Markup()


def _quote(said: Said) -> Markup:
    return Markup("<blockquote>{}</blockquote><p class='soft'>{}{}</p>").format(said.value, said.name, _late(said))


def _heading(title: str, parts: list[Markup]) -> list[Markup]:
    return [_h2(title), *parts] if any(parts) else []


def _h2(title: str) -> Markup:
    return Markup("<h2>{}</h2>").format(title)


def _p(text: str, cls: str = "") -> Markup:
    return Markup('<p class="{}">{}</p>').format(cls, text) if text else Markup()


def _list(lines: Iterable[str]) -> Markup:
    return Markup("<ul>{}</ul>").format(Markup().join(Markup("<li>{}</li>").format(line) for line in lines))


def _pairs(pairs: Iterable[tuple[str, str]]) -> Markup:
    rows = (Markup("<dt>{}</dt><dd>{}</dd>").format(a, b) for a, b in pairs)
    return Markup("<dl>{}</dl>").format(Markup().join(rows))


def _table(rows: Iterable[tuple[str | Markup, str | Markup]], cls: str = "") -> Markup:
    cells = (Markup("<tr><td>{}</td><td>{}</td></tr>").format(left, right) for left, right in rows)
    return Markup('<table class="{}"><tbody>{}</tbody></table>').format(cls, Markup().join(cells))
