"""A whole case on one page for a clinician who reviews it: on the screen, and as a file to print and write on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup

from roleplay.content.case import Case, Fact, Finding, Material
from roleplay.content.models import Critical, Shown
from roleplay.content.signatures import expires
from roleplay.marking.marksheet import BLOCKS, Item, Marksheet
from roleplay.people.directions import each_its_way, isolated
from roleplay.review.story import RULES
from roleplay.shared_words import HAVE_READY
from roleplay.sheets.atoms import Row, heading, joined, lines_of, listed, p, pairs, section, soft, table
from roleplay.sheets.history.opened_sheets import Pictures
from roleplay.sheets.style import RECORD
from roleplay.usecases.cases.reviewing import ToReview

PAGE = Markup("""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>{title}, to review</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1 dir="auto">{title}</h1>
<p class="soft">To review. Printed on {day}. The text has the fingerprint {fingerprint}.</p>
</header>
<main class="paper">
{body}</main>
</body>
</html>
""")
PART = "part"
SHOWN = {Shown.AS_FOUND: "as found on the volunteer, never written down", Shown.SAID: "said when asked for"}
SAFETY = {Critical.MUST: "a safety point if it isn’t done", Critical.NEVER: "a safety point if it happens"}
NO_REMARKS = "The check has nothing to say about this case."


def review_page(shown: ToReview, pictures: Pictures) -> str:
    """The file: it opens and prints anywhere."""
    title, body = shown.case.title, Markup(each_its_way(joined(review_sheet(shown, pictures))))
    day = _day(shown.today)
    return str(PAGE.format(title=title, style=RECORD, day=day, fingerprint=shown.fingerprint[:12], body=body))


def review_sheet(shown: ToReview, pictures: Pictures) -> list[Markup]:
    """Everything in the order of the station, then what it rests on and what is known of it."""
    case = shown.case
    return [
        *_about(shown),
        section(PART, "Candidate instructions", _instructions(case, pictures)),
        section(PART, "The script", _script(case)),
        section(PART, "What happens", _happens(case)),
        section(PART, "Findings", [_finding(finding, pictures) for finding in case.findings]),
        section(PART, "The mark sheet", _marks(shown.sheet, case)),
        section(PART, "Questions at the end", _questions(case)),
        section(PART, "What the case says afterwards", [listed(case.debrief.points)]),
        section(
            PART, "Sources", [listed(f"{isolated(name)}: {known}" for name, known in shown.sources), _checked(case)]
        ),
        section(PART, "What the check says", _said(shown)),
        section(PART, "Who has signed it", [p(shown.standing.in_full), *_signatures(case)]),
    ]


def _about(shown: ToReview) -> list[Markup]:
    case = shown.case
    rows: list[Row] = [
        ("Kind", f"{case.kind.value}, {case.mode.value}"),
        ("Level", f"{case.level.value}, difficulty {case.difficulty} of 5"),
        ("Specialty", case.specialty),
        ("Guidance", case.guidelines),
        ("Times", f"reading {case.timing.reading:g} min, station {case.timing.station:g} min"),
        ("Skills", lines_of(shown.skills)),
        ("Themes", lines_of(shown.themes)),
        ("Author", case.review.author),
        ("Written", f"{_day(case.review.written)}, {case.review.origin.value}"),
    ]
    return [pairs(row for row in rows if row[1])]


def _instructions(case: Case, pictures: Pictures) -> list[Markup]:
    told = case.student
    return [
        p(told.setting, "soft"),
        p(told.brief),
        listed(told.tasks),
        pairs((line.label, line.value) for line in told.given),
        *(_material(material, pictures) for material in told.material),
        p(case.how),
        *heading("Leave out", [listed(told.leave_out)], 3),
    ]


def _material(material: Material, pictures: Pictures) -> Markup:
    held = _picture(material.image, material.title, pictures) or p(material.text, "notes")
    return joined(heading(material.title, [held], 3))


def _script(case: Case) -> list[Markup]:
    told = case.patient
    mind = (("Thinks", told.ideas), ("Worries", told.concerns), ("Hopes", told.expectations), ("Effect", told.effect))
    asks = [f"{one.say} (by minute {one.by_minute:g})" if one.by_minute is not None else one.say for one in told.ask]
    return [
        p(f"Plays {isolated(told.plays)}."),
        p(told.you_are),
        Markup("<blockquote>{}</blockquote>\n").format(told.opening) if told.opening else Markup(),
        *heading("What there is to find out", [table(_fact(fact) for fact in told.story)], 3),
        *heading("Shows", [listed(cue.show for cue in told.cues)], 3),
        *heading("Asks, unless it’s been answered", [listed(asks)], 3),
        *heading("Reacts", [listed(f"If {isolated(one.if_)}: {isolated(one.do)}" for one in told.reacts)], 3),
        pairs(row for row in mind if row[1]),
        *heading("Background", [pairs((one.label.capitalize(), ", ".join(one.lines)) for one in told.background)], 3),
    ]


def _fact(fact: Fact) -> Row:
    return fact.say, soft(RULES[fact.when.rule.value])


def _happens(case: Case) -> list[Markup]:
    asked = case.examine
    examined: list[Row] = []
    if asked is not None:
        examined = [
            ("Examined", ", ".join(asked.regions).capitalize()),
            ("Position", asked.position),
            ("Uncovered", asked.exposure),
            ("Off limits", lines_of(asked.not_done)),
            ("Otherwise", asked.alternative),
        ]
    events = (f"Minute {event.minute:g}, {isolated(event.who)}: {isolated(event.do)}" for event in case.events)
    others = (f"{isolated(other.plays)}: {isolated(other.you_are)}" for other in case.others)
    return [
        pairs(row for row in examined if row[1]),
        listed(events),
        *heading("Also in the room", [listed(others)], 3),
        *heading(HAVE_READY, [listed(case.ready)], 3),
    ]


def _finding(finding: Finding, pictures: Pictures) -> Markup:
    words = "; ".join(part for part in (finding.card, SHOWN.get(finding.shown, "")) if part)
    said = Markup("<p><strong>{}</strong>{} {}</p>\n").format(finding.ask, ":" if words else "", words)
    return said + _picture(finding.image, finding.card or finding.ask, pictures)


def _picture(name: str | None, words: str, pictures: Pictures) -> Markup:
    address = pictures(name) if name else ""
    return Markup('<img src="{}" alt="{}">\n').format(address, words) if address else Markup()


def _marks(sheet: Marksheet, case: Case) -> list[Markup]:
    """By block, and which lines are the rubric's; then the areas with their words."""
    own = {line.id for line in case.checklist}
    blocks = (
        part
        for block, title in BLOCKS.items()
        for part in heading(title, [table(_line(item, own) for item in sheet.items if item.block == block)], 3)
    )
    unplaced = table(_line(item, own) for item in sheet.items if item.block not in BLOCKS)
    areas = ((domain.name, " · ".join(filter(None, domain.anchors))) for domain in sheet.domains)
    return [*blocks, unplaced, *heading("Areas, at 1, 3 and 5", [table(areas)], 3)]


def _line(item: Item, own: Iterable[str]) -> Row:
    parts = [SAFETY[item.critical]] if item.critical else []
    parts += [f"done: {isolated(item.both)}", f"partly: {isolated(item.one)}"] if item.one else []
    parts += ["may not come up"] if item.may_not_arise else []
    parts += [f"weight {item.weight}"] if item.weight > 1 else []
    parts += [] if item.id in own else ["the rubric’s line"]
    return item.text, soft("; ".join(parts))


def _questions(case: Case) -> list[Markup]:
    if case.viva is None:
        return []
    asked = [(question.ask, question.answer) for question in case.viva.questions]
    return [p(f"From minute {case.viva.at_minute:g}.", "soft"), table(asked)]


def _checked(case: Case) -> Markup:
    """What the case itself says of its sources."""
    checked = case.review.checked_sources
    return p(f"The case says that its sources were last checked on {_day(checked)}.") if checked else Markup()


def _said(shown: ToReview) -> Sequence[Markup]:
    said = [f"{isolated(one.where)}: {one.message}" if one.where else one.message for one in shown.said]
    return [listed(said) or p(NO_REMARKS)]


def _signatures(case: Case) -> list[Markup]:
    """All that stand in the file, with the day until which each counts if nothing changes."""
    said = (
        f"{isolated(one.by)}, {one.role}{f' ({one.registered})' if one.registered else ''}, {one.scope.value}, "
        f"{_day(one.on)}, until {_day(expires(case, one))}"
        for one in case.review.reviews
    )
    return [listed(said)]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
