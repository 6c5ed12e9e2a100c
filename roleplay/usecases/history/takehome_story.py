"""What came out in one station, and when: the picture, and the same as a list."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from roleplay.review import headings
from roleplay.review.story import Story, StoryPin, StoryPoint, meant, pin_words, story, when
from roleplay.review.words import clock
from roleplay.usecases.history.portable import Sheets
from roleplay.usecases.history.takehome_parts import heading, joined, listed, p
from roleplay.usecases.history.takehome_pictures import story_map


def story_parts(sheets: Sheets, at: int) -> list[Markup]:
    """Under headings of level ``at``: the story with its picture, then the pinned moments. A case may have no story,
    and then the picture has the moments alone."""
    facts, pins = sheets.opened.facts, sheets.opened.pins
    points = [StoryPoint(f.say, f.seconds, f.about, f.came, f.rule) for f in facts]
    told = story(points, [StoryPin(pin.pin, pin.seconds) for pin in pins], sheets.seconds)
    picture, moments = story_map(told), _moments(sheets)
    if not facts:
        return [heading(at, headings.MOMENTS, [picture, moments] if pins else [])]
    words = [p(told.title, "title"), picture, p(told.sentence), _numbered(told), _unheard(told.unheard)]
    return [heading(at, headings.STORY, words), heading(at, headings.MOMENTS, [moments])]


def _numbered(told: Story) -> Markup:
    """The facts that came out, under the numbers of the picture; the numbers are nothing to be read aloud."""
    row = Markup('<li><i class="n {}" aria-hidden="true">{}</i><span><b>{}</b> {} {}</span></li>\n')
    came = [*told.timed, *told.beside]
    rows = (
        row.format(_ring(point), n, when(point).removeprefix("came out, "), point.say, _soft(f"({meant(point)})"))
        for n, point in enumerate(came, 1)
    )
    return Markup('<ul class="story">\n{}</ul>\n').format(joined(rows)) if came else Markup()


def _ring(point: StoryPoint) -> str:
    return "q" if point.seconds is None else "o" if point.about else "d"


def _unheard(points: Iterable[StoryPoint]) -> Markup:
    rows = listed(Markup("{} {}").format(point.say, _soft(f"({meant(point)})")) for point in points)
    return p("Not heard this time:", "soft") + rows if rows else rows


def _moments(sheets: Sheets) -> Markup:
    row = Markup('<li><i class="k {}" aria-hidden="true"></i><span><b>{}</b> {}: {}</span></li>\n')
    rows = joined(
        row.format("v" if pin.pin == "worked" else "o", clock(pin.seconds), pin.name, pin_words(pin.pin))
        for pin in sheets.opened.pins
    )
    return Markup('<ul class="story">\n{}</ul>\n').format(rows) if rows else rows


def _soft(text: str) -> Markup:
    return Markup('<span class="soft">{}</span>').format(text)
