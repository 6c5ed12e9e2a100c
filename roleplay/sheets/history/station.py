"""One station of the downloaded record. It has percentages only for the person's own stations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from markupsafe import Markup

from roleplay.marking.marksheet import Marksheet
from roleplay.people.directions import isolated
from roleplay.people.rounds import Played
from roleplay.review import headings
from roleplay.review.words import day
from roleplay.room.state import Role
from roleplay.sheets.atoms import h, heading, joined, p, quote
from roleplay.sheets.charts.svg import picture
from roleplay.sheets.history.numbers import numbers, scores_of
from roleplay.sheets.history.opened_sheets import moments, opened_sheet, standing, story_of
from roleplay.sheets.history.replies import replied
from roleplay.usecases.history.portable import Carried, Sheets

SHUT = "The feedback on this station wasn’t open yet when you downloaded this."


def station(one: Carried, played: Played, sheets: Mapping[str, Marksheet], brought: bool, zone: tzinfo) -> Markup:
    """The person's own rounds unfold. Other people's, and one given up before anything was written, have only title,
    date and role."""
    head = h(played.title, 3) + Markup('<span class="soft">{}</span>').format(
        " · ".join(_said_of(one, played, brought, zone))
    )
    if one.role != Role.STUDENT or not (one.sheets or played.counts):
        return Markup('<div class="station">{}</div>\n').format(head)
    inner = joined(_own(one, one.sheets, sheets)) if one.sheets else p(SHUT)
    return Markup('<details class="station">\n<summary>{}</summary>\n{}</details>\n').format(head, inner)


def showed(kept: Sheets, level: int) -> list[Markup]:
    """What a station showed, at a glance: the overall rating, and its story or else its moments."""
    told = [] if kept.opened.facts else heading(headings.MOMENTS, moments(kept.opened), level)
    return [*standing(kept.opened), *story_drawn(kept, level), *told]


def story_drawn(kept: Sheets, level: int) -> list[Markup]:
    """The story under its heading, with its picture; nothing for a case without one."""
    told = story_of(kept)
    parts = [p(told.title, "title"), picture(told, level + 1), p(told.sentence)]
    return heading(headings.STORY, parts, level) if told.has_chart else []


def _said_of(one: Carried, played: Played, brought: bool, zone: tzinfo) -> list[str]:
    more = (("a case you knew", played.repeat), ("given up", not played.counts), ("imported", brought))
    return [day(played.at, zone), headings.part_of(one.role, played.case_kind), *(words for words, so in more if so)]


def _own(one: Carried, kept: Sheets, sheets: Mapping[str, Marksheet]) -> list[Markup]:
    """First the next step, then everyone's feedback in the app's order."""
    step = kept.opened.next_step
    shown = opened_sheet(kept, numbers(scores_of(one.marks, sheets), kept.opened), level=4, folds=False)
    return [
        *heading(headings.STEP_WRITTEN, [quote(step.value)] if step else [], 4),
        *shown.before,
        *story_drawn(kept, 4),
        *shown.after,
        *heading(headings.REPLIED, _replies(one), 4),
    ]


def _replies(one: Carried) -> list[Markup]:
    """Each under the comment that it replies to."""
    texts = {(written.words, written.writer): written.text for written in one.words}
    parts: list[Markup] = []
    for reply in one.replies:
        if text := texts.get((reply.words, reply.writer)):
            parts += [quote(text, isolated(reply.writer)), *replied(reply, reply.writer)]
    return parts
