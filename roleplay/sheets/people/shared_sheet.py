"""A shared station as its reader reads it: what was chosen, under the headings that its owner reads."""

from __future__ import annotations

from markupsafe import Markup

from roleplay.people.directions import isolated
from roleplay.sheets.atoms import heading, p, quote
from roleplay.sheets.history.numbers import numbers
from roleplay.sheets.history.opened_sheets import OpenedSheet, opened_sheet, story_in_words
from roleplay.usecases.people.shared_station import SharedStation

WORDS_STAY = "Some words may be missing: everybody decides whether what they wrote may be shown here."


def shared_sheet(shown: SharedStation) -> OpenedSheet:
    """The story stands between the two, in words."""
    sheet = opened_sheet(shown.sheets, numbers(shown.scores, shown.sheets.opened), marked=shown.marked)
    return OpenedSheet((*_step(shown), *sheet.before, *story_in_words(shown.sheets)), (*sheet.after, p(WORDS_STAY)))


def _step(shown: SharedStation) -> list[Markup]:
    step = shown.sheets.opened.next_step
    return heading(f"{isolated(step.name)}’s next step", [quote(step.value)]) if step else []
