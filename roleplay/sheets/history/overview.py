"""What a person's stations say together: each view with its title, picture, sentence, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from markupsafe import Markup

from roleplay.people.directions import isolated
from roleplay.review import headings
from roleplay.review.charts import Chart
from roleplay.review.goals import Goals, goals_view
from roleplay.review.missed import often_missed
from roleplay.review.patients import PatientsView, patients_view
from roleplay.review.practice_log import practice_log
from roleplay.review.recent import recent_level
from roleplay.review.words import day
from roleplay.sheets.atoms import first_few, folded, heading, joined, p, plain_table, section, soft
from roleplay.sheets.charts.svg import picture
from roleplay.usecases.history.shelf import Shelf


def views(shelf: Shelf, skills: Mapping[str, str], zone: tzinfo) -> Markup:
    """A view without anything of this person's is left out; one below its threshold says what is missing."""
    log, goals = practice_log(shelf.stations, skills), goals_view(shelf.goals, zone)
    level, patients = recent_level(shelf.seen, zone), patients_view(shelf.seen, zone)
    missed = often_missed(shelf.seen, skills)
    return joined(
        (
            section("log", headings.LOG, _drawn(log) if log.stations else []),
            section("goals", headings.GOALS, [*_drawn(goals), _steps(goals, zone)] if goals.lines else []),
            section("level", headings.LEVEL, [*_drawn(level), _table(level)] if level.dots else []),
            section("patients", headings.PATIENTS, [*_drawn(patients), *_wrote(patients)] if _heard(patients) else []),
            section("missed", headings.MISSED, _drawn(missed) if level.dots else []),
        )
    )


def _drawn(view: Chart) -> list[Markup]:
    drawn = picture(view) if view.has_chart else Markup()
    return [p(view.title, "title"), drawn, p(view.sentence), p(view.missing)]


def _table(view: Chart) -> Markup:
    return folded("As a table", [plain_table(view.table)])


def _steps(view: Goals, zone: tzinfo) -> Markup:
    line = Markup("{}<br>{}")
    lines = [line.format(goal.text, soft(f"{day(goal.made, zone)}: {goal.became.value}")) for goal in view.lines]
    return first_few(lines, "earlier next steps")


def _heard(view: PatientsView) -> bool:
    return bool(view.stations or view.sentences)


def _wrote(view: PatientsView) -> list[Markup]:
    said = Markup("<q>{}</q><br>{}")
    sentences = [said.format(one.text, soft(f"{isolated(one.title)}, {one.day}")) for one in view.sentences]
    return heading(headings.WROTE, [first_few(sentences, "earlier sentences")], 3)
