"""What a person's stations say together: each view with its title, picture, sentence, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from markupsafe import Markup

from roleplay.people.directions import isolated
from roleplay.review import headings
from roleplay.review.charts import Chart
from roleplay.review.every_view import Bank, views_of
from roleplay.review.goals import Goals
from roleplay.review.patients import PatientsView
from roleplay.review.words import day
from roleplay.sheets.atoms import first_few, folded, joined, listed, p, plain_table, section, soft
from roleplay.sheets.charts.svg import picture
from roleplay.usecases.history.shelf import Shelf


def views(shelf: Shelf, bank: Bank, zone: tzinfo) -> Markup:
    """A view without anything of this person's is left out; one below its threshold says what is missing."""
    shown = views_of(shelf.stations, shelf.seen, shelf.goals, bank, zone)
    more = {"goals": [_steps(shown.goals, zone)], "level": [_table(shown.level)]}
    views = [view for view in shown.in_order() if view[2].has_chart]
    waiting = [(title, view) for _, title, view in shown.in_order() if not view.has_chart]
    return joined(
        (
            *(section(key, title, [*_drawn(view), *more.get(key, [])]) for key, title, view in views),
            section("wrote", headings.WROTE, _wrote(shown.patients)),
            section("waiting", headings.NOT_YET, [_missing(waiting)] if shown.level.dots else []),
        )
    )


def _missing(waiting: Iterable[tuple[str, Chart]]) -> Markup:
    line = Markup("<strong>{}.</strong> {}")
    return listed(line.format(title, view.missing) for title, view in waiting)


def _drawn(view: Chart) -> list[Markup]:
    drawn = picture(view) if view.has_chart else Markup()
    return [p(view.title, "title"), drawn, p(view.sentence), p(view.missing)]


def _table(view: Chart) -> Markup:
    return folded("As a table", [plain_table(view.table)])


def _steps(view: Goals, zone: tzinfo) -> Markup:
    line = Markup("{}<br>{}")
    lines = [line.format(goal.text, soft(f"{day(goal.made, zone)}: {goal.became.value}")) for goal in view.lines]
    return first_few(lines, "earlier next steps")


def _wrote(view: PatientsView) -> list[Markup]:
    said = Markup("<q>{}</q><br>{}")
    sentences = [said.format(one.text, soft(f"{isolated(one.title)}, {one.day}")) for one in view.sentences]
    return [first_few(sentences, "earlier sentences")]
