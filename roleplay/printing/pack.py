"""A pack: all that a round on paper needs, for one case or for a whole session.

In this order, each on paper of its own: candidate instructions, script, mark sheet, the patient's slip, the student's
slip, cards, and what everyone reads at the end.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from roleplay.content.models import Case, Shown
from roleplay.content.signatures import standing_at
from roleplay.errors import Fault
from roleplay.marking.marksheet import Marksheet
from roleplay.printing.candidate_leaf import door_sign, own_view
from roleplay.printing.forms import statements
from roleplay.printing.part import part
from roleplay.printing.pdf import Leaf, Paper, Pictures, Whose
from roleplay.printing.sheet import cards, sheet_to_mark
from roleplay.printing.talk import talk
from roleplay.shared_words import NOBODY_EXPLAINS

SPOKEN = f"Anyone may stop at any moment: say “time out, for real”. {NOBODY_EXPLAINS}"


@dataclass(frozen=True)
class Station:
    """A case with its mark sheet and the code for typing in its marks; ``themes`` as they are worded on screen."""

    case: Case
    sheet: Marksheet
    code: str
    themes: tuple[str, ...] = ()


def pack(
    case: Case,
    sheet: Marksheet,
    *,
    code: str,
    now: int,
    picture: Pictures,
    themes: Sequence[str] = (),
    large: bool = False,
) -> bytes:
    """Print a case as a PDF. ``picture`` gives an image's bytes (`Library.picture`); ``now`` is in UTC milliseconds."""
    return packs([Station(case, sheet, code, tuple(themes))], now=now, picture=picture, large=large)


def packs(stations: Sequence[Station], *, now: int, picture: Pictures, large: bool = False) -> bytes:
    """Print several, one after the other, as one PDF."""
    if not stations:
        raise Fault("There's no case to print. Name one or more.")
    with Paper(large, now) as paper:
        for station in stations:
            for leaf, draw in _leaves(station, picture, now):
                paper.begin(leaf)
                draw(paper)
        return paper.finish(", ".join(station.case.title for station in stations))


def _leaves(station: Station, picture: Pictures, now: int) -> Iterator[tuple[Leaf, Callable[[Paper], None]]]:
    case, sheet, code = station.case, station.sheet, station.code
    themes = station.themes or tuple(theme.replace("-", " ") for theme in case.themes)

    played = f"For the {case.kind.meets}"
    stands = standing_at(case, now)
    lines = (stands.sentence, SPOKEN)

    def leaf(whose: Whose, words: str, known: str = code) -> Leaf:
        return Leaf(whose, words, case.title, known, lines)

    yield leaf(Whose.STUDENT, "For the student only", ""), lambda paper: door_sign(paper, case, picture)
    yield leaf(Whose.PATIENT, f"{played} only"), lambda paper: part(paper, case, themes)
    yield leaf(Whose.OBSERVER, "For the observer only"), lambda paper: sheet_to_mark(paper, case, sheet, code, themes)
    yield (
        leaf(Whose.PATIENT, f"{played}, after the bell"),
        lambda paper: statements(paper, case, sheet),
    )
    yield leaf(Whose.STUDENT, "For the student, after the bell"), lambda paper: own_view(paper, case.title, sheet)
    if any(finding.shown is Shown.CARD for finding in case.findings):
        yield leaf(Whose.OBSERVER, "For the observer, until asked for"), lambda paper: cards(paper, case, picture)
    yield (
        leaf(Whose.ALL, "For all of you, once everyone has spoken"),
        lambda paper: talk(paper, case, code, stands.signers),
    )
