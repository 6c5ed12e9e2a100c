"""What one's stations say together: each view with its title, its picture, its sentence, and what is missing yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo

from markupsafe import Markup

from roleplay.people.directions import isolated
from roleplay.review import headings
from roleplay.review.goals import Goals, goals_view
from roleplay.review.missed import OftenMissed, often_missed
from roleplay.review.patients import Answers, PatientsView, middle, patients_view
from roleplay.review.practice_log import PracticeLog, Tally, practice_log
from roleplay.review.recent import RecentLevel, recent_level, sort_of
from roleplay.review.words import counted, day, rounded
from roleplay.usecases.history.shelf import Shelf
from roleplay.usecases.history.takehome_parts import first_few, folded, heading, joined, p, section, table
from roleplay.usecases.history.takehome_pictures import answers, bar, level, level_symbol, share

TALLIES = 6
"""Lines with a picture that stand open; the rest can be unfolded."""


def views(shelf: Shelf, skills: Mapping[str, str], zone: tzinfo) -> Markup:
    """A view with nothing of one's own in it is left out; one below its threshold says what is missing."""
    goals, level_, patients = (
        goals_view(shelf.goals, zone),
        recent_level(shelf.seen, zone),
        patients_view(shelf.seen, zone),
    )
    log = practice_log(shelf.stations, skills)
    return joined(
        (
            section("log", headings.LOG, _log(log) if log.stations else []),
            section("goals", headings.GOALS, _goals(goals, zone) if goals.lines else []),
            section("level", headings.LEVEL, _level(level_) if level_.dots else []),
            section("patients", headings.PATIENTS, _patients(patients) if _heard(patients) else []),
            section("missed", headings.MISSED, _missed(often_missed(shelf.seen, skills)) if level_.dots else []),
        )
    )


def _log(view: PracticeLog) -> list[Markup]:
    most = max(part.stations for part in view.parts)
    parts = (
        _row(part.stations, f"as {part.role}{_minutes(part.minutes)}", bar(part.stations / most, part.role))
        for part in view.parts
    )
    return [
        p(view.title, "title"),
        _rows(parts),
        p(view.sentence),
        heading(3, "Kinds of station", [_tallies(view.kinds)]),
        heading(3, "Skills in your own stations", [_tallies(view.skills)]),
    ]


def _minutes(minutes: float) -> str:
    return f", {counted(rounded(minutes), 'minute')}" if minutes else ""


def _tallies(tallies: Sequence[Tally]) -> Markup:
    most = max((tally.stations for tally in tallies), default=1)
    rows = [_row(tally.stations, tally.name, bar(tally.stations / most)) for tally in tallies]
    return _rows(rows[:TALLIES]) + folded(f"{len(rows) - TALLIES} more", [_rows(rows[TALLIES:])])


def _row(number: int | str, words: str, picture: Markup) -> Markup:
    count = f"{number:,}" if isinstance(number, int) else number
    return Markup("<li><span><b>{}</b> {}</span>{}</li>\n").format(count, words, picture)


def _rows(rows: Iterable[Markup]) -> Markup:
    inner = joined(rows)
    return Markup('<ul class="bars">\n{}</ul>\n').format(inner) if inner else inner


def _goals(view: Goals, zone: tzinfo) -> list[Markup]:
    counts = ((view.set, "set", "d"), (view.tried, "tried", "d"), (view.kept, "kept", "d"))
    rest = ((view.no_chance, "had no chance yet", "s"), (view.open, "still open", "s"))
    rows = (_row(n, words, bar(n / view.set, cls)) for n, words, cls in (*counts, *(row for row in rest if row[0])))
    line = Markup('{}<br><span class="soft">{}: {}</span>')
    lines = [line.format(goal.text, day(goal.made, zone), goal.became.value) for goal in view.lines]
    return [p(view.title, "title"), _rows(rows), p(view.sentence), first_few(lines, "next steps before these")]


def _level(view: RecentLevel) -> list[Markup]:
    sorts = {sort_of(dot): dot for dot in view.dots}
    key = [Markup("<span>{} {}</span>").format(level_symbol(dot), words) for words, dot in sorts.items()]
    return [
        p(view.title, "title"),
        level(view),
        p(Markup(" ").join(key), "key") if len(key) > 1 else Markup(),
        p(view.sentence),
        p(view.missing),
        folded("As a table", [table(view.table)]),
    ]


def _heard(view: PatientsView) -> bool:
    return bool(view.stations or view.sentences)


def _patients(view: PatientsView) -> list[Markup]:
    said = Markup('<q>{}</q><br><span class="soft">{}, {}</span>')
    statements = [_statement(one) for one in view.statements]
    sentences = [said.format(one.text, isolated(one.title), one.day) for one in view.sentences]
    return [
        p(view.title, "title"),
        *statements[:TALLIES],
        folded(f"{len(statements) - TALLIES} more", statements[TALLIES:]),
        p("From 1, not at all, to 5, completely.", "soft") if view.statements else Markup(),
        p(view.sentence),
        p(view.missing),
        heading(3, headings.WROTE, [first_few(sentences, "sentences before these")]),
    ]


def _statement(one: Answers) -> Markup:
    number = counted(len(one.values), "answer")
    words = f"{number}, the middle one {middle(one.median)}"
    return Markup('<p class="of">{} <span class="soft">{}</span></p>\n{}').format(one.text, words, answers(one))


def _missed(view: OftenMissed) -> list[Markup]:
    row = Markup('<p class="of"><b>{}</b> {}{}</p>\n{}')
    rows = [
        row.format(
            skill.count,
            skill.name,
            ", worth a look" if skill.look else "",
            share(skill.missed / skill.chances, skill.lower, skill.upper, skill.look),
        )
        for skill in view.skills
    ]
    scale = p("From no chance missed to every one; the band is where it likely lies.", "soft") if rows else Markup()
    rest = folded(f"{len(rows) - TALLIES} more", rows[TALLIES:])
    return [p(view.title, "title"), *rows[:TALLIES], rest, scale, p(view.sentence), p(view.missing)]
