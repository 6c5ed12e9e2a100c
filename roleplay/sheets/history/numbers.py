"""What an observer's marks add up to, in words: only for the student, never shown in the room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from roleplay.marking.marksheet import Lens, Marksheet
from roleplay.marking.scoring import score
from roleplay.marking.tidy import TidyMark
from roleplay.people.directions import isolated
from roleplay.review.words import rounded
from roleplay.room.opened import Opened
from roleplay.sheets.atoms import p
from roleplay.sheets.history.opened_sheets import agreement_of
from roleplay.usecases.history.shelf import response_of
from roleplay.usecases.history.stations import ByObserver

PARTLY = "Part of the mark sheet or the ratings is missing, so this station isn’t counted in averages."


def numbers(scores: Iterable[ByObserver], opened: Opened) -> list[Markup]:
    """For each observer, then for all of them together; nothing if nobody marked."""
    parts = [part for by in scores for part in _scored(by)]
    found = agreement_of(opened) if parts else None
    together = Markup("<strong>The observers together</strong>: {}").format(found.sentence) if found else ""
    return [*parts, p(together)]


def scores_of(marks: Iterable[TidyMark], sheets: Mapping[str, Marksheet]) -> tuple[ByObserver, ...]:
    """The same for imported marks, in which raters are names."""
    by_rater: dict[tuple[str, str], list[TidyMark]] = {}
    for mark in marks:
        if mark.lens == Lens.OBSERVER and mark.fingerprint in sheets:
            by_rater.setdefault((mark.rater, mark.fingerprint), []).append(mark)
    return tuple(
        ByObserver(rater, sheets[fingerprint], score(sheets[fingerprint], response_of(given)))
        for (rater, fingerprint), given in by_rater.items()
    )


def _scored(by: ByObserver) -> list[Markup]:
    made = by.score
    parts = (("mark sheet", made.checklist_percent), ("areas", made.domain_percent), ("station", made.station_percent))
    said = ", ".join(f"{name} {rounded(value)}%" for name, value in parts if value is not None)
    names = {domain.id: domain.name for domain in by.sheet.domains}
    under = ", ".join(f"{isolated(names[id_])} {rounded(value)}%" for id_, value in made.checklist_by_domain.items())
    return [
        p(Markup("<strong>{}</strong>: {}.").format(isolated(by.name), said or "nothing was marked")),
        p(f"The mark sheet by area: {under}." if under else "", "soft"),
        p("" if made.counts_in_trend else PARTLY, "soft"),
    ]
