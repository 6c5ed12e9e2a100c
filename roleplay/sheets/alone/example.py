"""How somebody's marks of an example station compare with ours, to read."""

from __future__ import annotations

from markupsafe import Markup

from roleplay.content.example_station import ExampleStation, ReferenceMark, clock
from roleplay.marking.mark_words import in_words
from roleplay.review.calibration import Area, Compared
from roleplay.sheets.atoms import heading, p, quote, soft
from roleplay.usecases.alone.example import Outcome

OUR_READING = (
    "These marks are our reading, not a standard: nobody has marked this example independently yet. You may well be "
    "right and we wrong."
)


def comparison(outcome: Outcome) -> list[Markup]:
    """The sentence, the lines that differ, and the areas."""
    example, found = outcome.played.example, outcome.comparison
    return [
        p(found.sentence, "ask"),
        p(_blank(found.blank)),
        p(standing(example), "soft"),
        *heading("Where we differ", [_line(example, line) for line in found.differing]),
        *heading("The areas", [_area(example, area) for area in found.areas]),
    ]


def alike(outcome: Outcome) -> list[Markup]:
    """The lines on which we agree: why is worth reading too."""
    found = outcome.comparison
    return [_line(outcome.played.example, line) for line in found.lines if line not in found.differing]


def standing(example: ExampleStation) -> str:
    """Who stands for the marks."""
    if not example.agreed_by:
        return OUR_READING
    *some, last = example.agreed_by
    who = f"{', '.join(some)} and {last}" if some else last
    return f"Marked independently and agreed by {who}."


def transcript(example: ExampleStation) -> list[Markup]:
    """All that is said and shown, with its times."""
    return [
        Markup("<p>{} <strong>{}:</strong> {}{}</p>\n").format(
            soft(clock(line.at)),
            example.name_of(line.who),
            Markup("<em>[{}]</em> ").format(line.show) if line.show else "",
            line.say,
        )
        for line in example.lines
    ]


def _blank(count: int) -> str:
    if not count:
        return ""
    return f"You left {'1 line' if count == 1 else f'{count} lines'} blank."


def _line(example: ExampleStation, line: Compared) -> Markup:
    mark = next(mark for mark in example.marks if mark.item == line.item.id)
    ours, mine = in_words(line.item, line.ours), in_words(line.item, line.mine)
    said = [f"Both: {ours}."] if ours == mine else [f"You: {mine}. We: {ours}."]
    moment = f"{_speaker(example, mark)}, at {clock(mark.at)}" if mark.at is not None else ""
    return Markup("").join(
        [
            Markup("<h3>{}</h3>\n").format(line.item.text),
            p(" ".join(said)),
            quote(mark.quote, moment) if mark.quote else Markup(""),
            p(mark.why),
        ]
    )


def _speaker(example: ExampleStation, mark: ReferenceMark) -> str:
    return next(example.name_of(line.who) for line in example.lines if line.at == mark.at)


def _area(example: ExampleStation, area: Area) -> Markup:
    why = next(each.why for each in example.domains if each.domain == area.domain.id)
    return Markup("<h3>{}</h3>\n").format(area.domain.name) + p(area.sentence) + p(why)
