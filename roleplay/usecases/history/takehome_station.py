"""One station of the page that somebody takes home: the three views in words, as the open sheets said them.

Percentages stand here and nowhere else, and only for a station of one's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import tzinfo

from markupsafe import Markup

from roleplay.marking.marksheet import Lens, Marksheet
from roleplay.marking.scoring import Score, score
from roleplay.marking.tidy import TidyMark
from roleplay.people.directions import isolated
from roleplay.people.rounds import Played
from roleplay.review import headings
from roleplay.review.words import day, rounded
from roleplay.room.opened import Opened, OpenedFinding, Said, Side
from roleplay.room.state import Role
from roleplay.shared_words import STANDING, STEP_BEFORE
from roleplay.usecases.history.portable import Carried, Sheets
from roleplay.usecases.history.shelf import response_of
from roleplay.usecases.history.takehome_parts import heading, joined, listed, p, pairs, quote
from roleplay.usecases.history.takehome_story import story_parts

SHUT = "The sheets of this station were not open yet when you took this home."


def station(one: Carried, played: Played, sheets: Mapping[str, Marksheet], brought: bool, zone: tzinfo) -> Markup:
    """A round of one's own opens; of the others' rounds, and of one that was given up before anything was written, only
    title, date and part are taken home."""
    head = Markup('<h3>{}</h3><span class="soft">{}</span>').format(
        played.title, " · ".join(_said_of(one, played, brought, zone))
    )
    if one.role != Role.STUDENT or not (one.sheets or played.counts):
        return Markup('<div class="station">{}</div>\n').format(head)
    inner = joined(_own(one, one.sheets, sheets)) if one.sheets else p(SHUT)
    return Markup('<details class="station">\n<summary>{}</summary>\n{}</details>\n').format(head, inner)


def _said_of(one: Carried, played: Played, brought: bool, zone: tzinfo) -> list[str]:
    more = (("a case seen again", played.repeat), ("given up", not played.counts), ("brought along", brought))
    return [day(played.at, zone), headings.PARTS[one.role], *(words for words, so in more if so)]


def _own(one: Carried, kept: Sheets, sheets: Mapping[str, Marksheet]) -> list[Markup]:
    """In the order in which the app opens the sheets."""
    shown = kept.opened
    watched = (
        f", {' and '.join(map(isolated, shown.observers))} watched" if shown.patient not in shown.observers else ""
    )
    return [
        p(f"{isolated(shown.patient)} played {isolated(shown.plays)}{watched}.", "soft"),
        p(f"Not handed in: {', '.join(isolated(_you(name, shown)) for name in shown.not_handed_in)}.", "soft")
        if shown.not_handed_in
        else Markup(),
        heading(4, headings.STEP_WRITTEN, [quote(shown.next_step.value)] if shown.next_step else []),
        heading(4, headings.line_of(shown.student), [quote(shown.line.value, _late(shown.line))] if shown.line else []),
        heading(4, headings.to_talk_about(bool(shown.line)), [p(shown.question, "ask")] if shown.question else []),
        heading(4, headings.AS_THE_PATIENT, _as_the_patient(shown)),
        heading(4, headings.TO_TRY, [quote(said.value, _signed(said)) for said in shown.to_try]),
        heading(4, STEP_BEFORE, _last_goal(shown)),
        heading(4, STANDING, standing(shown)),
        heading(4, headings.SIDES, [_side(side, shown) for side in shown.domains]),
        heading(4, headings.SHEET, [_items(shown)]),
        heading(4, headings.NUMBERS, [_numbers(one.marks, sheets)]),
        *story_parts(kept, 4),
        heading(4, headings.FINDINGS, [pairs(_finding(finding) for finding in shown.findings)]),
        heading(4, headings.QUESTIONS, [pairs((q.ask, q.answer) for q in shown.questions)]),
        heading(4, headings.CASE, _case(kept)),
    ]


def standing(shown: Opened) -> list[Markup]:
    """The whole station as everybody saw it, in words, and what there is to talk through."""
    sides = _cells(shown.overall, shown)
    return [p(shown.overall.name, "soft") + sides if sides else sides, _safety(shown)]


def _as_the_patient(shown: Opened) -> list[Markup]:
    rows = [(text, _alone(said)) for text, said in shown.statements if said]
    return [quote(shown.sentence.value, _signed(shown.sentence)) if shown.sentence else Markup(), pairs(rows)]


def _last_goal(shown: Opened) -> list[Markup]:
    if not shown.goal or not shown.goal_outcomes:
        return []
    return [quote(shown.goal), *(p(_named(said, shown)) for said in shown.goal_outcomes)]


def _safety(shown: Opened) -> Markup:
    if not shown.safety_points:
        return Markup()
    points = "one safety point" if shown.safety_points == 1 else f"{shown.safety_points} safety points"
    said = f"Good overall; {points}" if shown.good_overall else points.capitalize()
    return p(f"{said} to talk through, marked in the sheet.")


def _side(side: Side, shown: Opened) -> Markup:
    return heading(5, side.name, [_cells(side, shown)])


def _cells(side: Side, shown: Opened) -> Markup:
    said = ([side.own] if side.own else []) + list(side.observers)
    cell = Markup("<div><b>{}</b>: {}{}</div>\n")
    cells = joined(cell.format(_you(s.name, shown), _value(s, side), _late_note(s)) for s in said)
    return Markup('<div class="views">\n{}</div>\n').format(cells) if cells else cells


def _value(said: Said, side: Side) -> str:
    if not any(side.anchors) or said.number is None:
        return said.value
    one, three, five = side.anchors
    words = {1: f". {one}", 2: ", between 1 and 3", 3: f". {three}", 4: ", between 3 and 5", 5: f". {five}"}
    return f"{said.number} of 5{words[said.number]}"


def _items(shown: Opened) -> Markup:
    rows, many = [], len(shown.observers) > 1
    for item in shown.items:
        marks = [_mark(mark, shown, many) for mark in item.marks]
        text = Markup("{}{}").format(item.text, SAFETY if item.safety else "")
        rows.append((text, Markup(" ").join(marks) if marks else NOT_MARKED))
    return pairs(rows, MANY if many else "")


def _mark(said: Said, shown: Opened, named: bool) -> Markup:
    """A mark is never broken in two; where there are several, each stands with its name."""
    mark = Markup('<span class="mark">{}</span>{}').format(said.value, _late_note(said))
    return Markup('<span class="by">{}: {}</span>').format(_you(said.name, shown), mark) if named else mark


NOT_MARKED = Markup('<span class="mark">Not marked</span>')
MANY = "many"
"""The table in which several have marked each line: on a phone their marks stand below it."""


SAFETY = Markup(" <b>(safety point to talk through)</b>")


def _numbers(marks: Iterable[TidyMark], sheets: Mapping[str, Marksheet]) -> Markup:
    """What each observer's marks add up to."""
    by_rater: dict[tuple[str, str], list[TidyMark]] = {}
    for mark in marks:
        if mark.lens == Lens.OBSERVER and mark.fingerprint in sheets:
            by_rater.setdefault((mark.rater, mark.fingerprint), []).append(mark)
    return joined(
        _scored(rater, score(sheets[fingerprint], response_of(given)), sheets[fingerprint])
        for (rater, fingerprint), given in by_rater.items()
    )


def _scored(rater: str, made: Score, sheet: Marksheet) -> Markup:
    parts = (("sheet", made.checklist_percent), ("domains", made.domain_percent), ("station", made.station_percent))
    said = ", ".join(f"{name} {rounded(value)}%" for name, value in parts if value is not None)
    names = {domain.id: domain.name for domain in sheet.domains}
    under = ", ".join(f"{isolated(names[id_])} {rounded(value)}%" for id_, value in made.checklist_by_domain.items())
    partly = "" if made.counts_in_trend else "Part of the sheet or the ratings is missing, so it is in no mean."
    whole = Markup("<b>{}</b>: {}.").format(rater, said or "nothing was marked")
    return p(whole) + p(f"The sheet by domain: {under}." if under else "", "soft") + p(partly, "soft")


def _finding(finding: OpenedFinding) -> tuple[str, Markup]:
    """Its picture stays with the case: this page is one file."""
    card = finding.card or (PICTURE if finding.image else "")
    return finding.ask, Markup('{} <span class="soft">({})</span>').format(card, finding.said)


PICTURE = "A picture, which stays with the case."


def _case(kept: Sheets) -> list[Markup]:
    checked = Markup() if kept.reviewed else p("This case has not been checked by a clinician yet.", "soft")
    return [
        listed(kept.points),
        p(f"Sources: {'; '.join(map(isolated, kept.sources))}" if kept.sources else "", "soft"),
        checked,
    ]


def _you(name: str, shown: Opened) -> str:
    return "You" if name == shown.student else name


def _named(said: Said, shown: Opened) -> Markup:
    return Markup("{}: {}{}").format(isolated(_you(said.name, shown)), said.value, _late_note(said))


def _alone(said: Said) -> Markup:
    return Markup("{}{}").format(said.value, _late_note(said))


def _signed(said: Said) -> Markup:
    return Markup("{}{}").format(said.name, _late_note(said))


def _late(said: Said) -> str:
    return "arrived later" if said.late else ""


def _late_note(said: Said) -> Markup:
    return Markup(' <span class="soft">(arrived later)</span>') if said.late else Markup()
