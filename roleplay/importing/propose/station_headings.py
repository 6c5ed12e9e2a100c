"""Tells from a station's headings which part of a case the text below each belongs to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from roleplay.importing.build.plain_text import one_line, plain
from roleplay.importing.open.wordxml import Block, Grid, Paragraph

LONGEST_HEADING = 12
LONGEST_KNOWN = 6
LOWEST = 9
LONGEST_LOOKED_AT = 200
BEFORE = "Before the first heading"


class Role(StrEnum):
    """Where in the case a text goes, as the report words it."""

    MARKS = "the checklist"
    DIAGNOSIS = "the debrief, as the diagnosis"
    OPENING = "the patient's opening"
    VIEWS = "the patient's ideas, concerns and expectations"
    IDEAS = "the patient's ideas"
    CONCERNS = "the patient's concerns"
    EXPECTATIONS = "the patient's expectations"
    EFFECT = "the effect on the patient's life"
    ASK = "what the patient asks"
    FINDINGS = "the finding cards"
    SOURCES = "the debrief's sources"
    EXAMINER = "the debrief"
    TASKS = "notes beside the student's tasks"
    SETTING = "notes beside the setting"
    STUDENT = "notes beside the student's brief and tasks"
    HISTORY = "the patient's story"
    NAME = "who the patient is"
    PROPS = "the props"
    PATIENT = "the patient's script"
    BACKGROUND = "the patient's background"


# The first match counts, so what must stay hidden comes before what the student sees.
PATTERNS = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.MARKS, r"\bmark(?:ing)? ?(?:sheet|scheme|grid|guide|criteria|schedule)s?\b|\bmarksheet|\bcheck ?list\b"),
        (Role.MARKS, r"\b(?:assessment|scoring|score) ?(?:sheet|criteria|form|grid)\b"),
        (Role.DIAGNOSIS, r"\bdiagnos[ie]s\b|\bmodel answers?\b|\banswers?\b"),
        (Role.OPENING, r"\bopening (?:line|statement|words|sentence|gambit)\b"),
        (Role.VIEWS, r"^(?>.*?\bideas?\b).*\bconcerns?\b|^ice$"),
        (Role.IDEAS, r"^(?:your |patient s )?ideas?$"),
        (Role.CONCERNS, r"^(?:your |patient s )?(?:concerns?|worries)$"),
        (Role.EXPECTATIONS, r"^(?:your |patient s )?(?:expectations?|hopes?)$"),
        (Role.EFFECT, r"^(?:effect|impact)s?\b"),
        (
            Role.ASK,
            r"\bquestions? (?:to ask|for the (?:student|candidate|doctor))|\b(?:patient|actor)(?: s)? questions?\b",
        ),
        (Role.FINDINGS, r"\bfindings?\b|\bresults?\b|\binvestigations?\b|\bobservations\b|\bvital signs\b"),
        (Role.SOURCES, r"\breferences?\b|\bsources?\b|\bguidelines?\b|\bfurther reading\b"),
        (
            Role.EXAMINER,
            r"\bexaminers?\b|\bassessors?\b|\bdebrief\w*\b|\bdiscussion\b|\bviva\b|\blearning\b|\bteaching\b",
        ),
        (Role.TASKS, r"^(?:your |the |(?:candidate|student)(?: s)? )?tasks?$"),
        (Role.SETTING, r"^(?:the )?(?:setting|location|place)$"),
        (Role.STUDENT, r"\bcandidates?\b|\bstudents?\b|\bdoor\b|\bscenario\b"),
        (
            Role.HISTORY,
            r"^(?:the )?(?:history|story|symptoms?|script)$|\bpresenting\b|\bpresent(?:ing)? (?:illness|complaint)\b",
        ),
        (Role.NAME, r"^(?:(?:patient|your)(?: s)? )?(?:name|name and age|demographics|patient details)$"),
        (Role.PROPS, r"\bequipment\b|\bprops?\b"),
        (Role.PATIENT, r"\bpatients?\b|\bactors?\b|\brole ?play\w*\b|\bsimulat\w+\b"),
    )
)
# Below these, an unknown heading belongs to the one above it. Not below the student's: it might give something away.
HANDS_DOWN = frozenset(
    (Role.MARKS, Role.DIAGNOSIS, Role.FINDINGS, Role.EXAMINER, Role.PATIENT, Role.HISTORY, Role.SOURCES)
)


@dataclass(frozen=True)
class Section:
    """A heading with what is below it. ``place`` is what the report calls it."""

    heading: str
    role: Role
    blocks: tuple[Block, ...]

    @property
    def place(self) -> str:
        """The heading, quoted as in the report."""
        return f"“{self.heading}”"


@dataclass(frozen=True)
class Heading:
    """The heading as the document has it."""

    text: str
    level: int


def role_of(heading: str) -> Role | None:
    """What is below a heading with these words; None if they are not known."""
    words = re.sub(r"^(?:section |part )?[0-9ivx]{1,3} ", "", plain(heading[:LONGEST_LOOKED_AT]))
    return next((role for role, pattern in PATTERNS if pattern.search(words)), None)


def sections(blocks: Sequence[Block]) -> list[Section]:
    """The document by its headings; an empty list if it has none."""
    styled = any(isinstance(block, Paragraph) and block.level for block in blocks)
    parts = list(_parts(blocks, styled))
    if not any(isinstance(part, Heading) for part in parts):
        return []
    return list(_gathered(parts))


def _parts(blocks: Sequence[Block], styled: bool) -> Iterator[Block | Heading]:
    for block in blocks:
        if isinstance(block, Grid):
            yield from _rows_with_headings(block)
        elif block.level == 0:
            continue
        elif heading := _heading(block, styled):
            yield heading
        elif block.text:
            yield block


def _heading(paragraph: Paragraph, styled: bool) -> Heading | None:
    """A heading by its style; else one that is bold and short, or known and alone on its line."""
    text, words = one_line(paragraph.text).rstrip(" :"), len(paragraph.text.split())
    if not text:
        return None
    if paragraph.level:
        return Heading(text, paragraph.level)
    if words > LONGEST_HEADING or paragraph.listed:
        return None
    known = role_of(text) is not None and words <= LONGEST_KNOWN
    if paragraph.bold and (known or not styled):
        return Heading(text, LOWEST)
    return Heading(text, LOWEST) if known and paragraph.text.rstrip().endswith(":") else None


def _rows_with_headings(grid: Grid) -> Iterator[Block | Heading]:
    """A station laid out as a table: headings on the left, their text on the right."""
    labelled = [
        len(row) == 2 and len(row[0].split()) <= LONGEST_KNOWN and role_of(row[0]) is not None for row in grid.rows
    ]
    if sum(labelled) < 2:
        yield grid
        return
    for row, is_labelled in zip(grid.rows, labelled, strict=True):
        if is_labelled:
            yield Heading(one_line(row[0]).rstrip(" :"), LOWEST)
            yield from (Paragraph(line) for line in row[1].split("\n") if line)
        else:
            yield Grid((row,))


def _gathered(parts: Sequence[Block | Heading]) -> Iterator[Section]:
    heading, role, blocks = BEFORE, Role.BACKGROUND, list[Block]()
    above: list[tuple[int, Role]] = []
    for part in parts:
        if isinstance(part, Heading):
            if blocks:
                yield Section(heading, role, tuple(blocks))
            above = [each for each in above if each[0] < part.level]
            role = role_of(part.text) or _handed_down(above)
            above.append((part.level, role))
            heading, blocks = part.text, []
        else:
            blocks.append(part)
    if blocks:
        yield Section(heading, role, tuple(blocks))


def _handed_down(above: Sequence[tuple[int, Role]]) -> Role:
    role = above[-1][1] if above else Role.BACKGROUND
    return role if role in HANDS_DOWN else Role.BACKGROUND
