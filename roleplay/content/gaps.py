"""What the case bank covers (kind × specialty × level × skill) and what it lacks.

Only cases that can be played count: a faulty file covers nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from roleplay.content.case import Case, Kind, Level
from roleplay.content.loading import Library
from roleplay.content.rubric import inside_a_sentence

MANY = {Kind.INTERVIEW: "interviews", Kind.EXAMINATION: "examinations", Kind.PRESENTATION: "presentations"}
DIMENSIONS = ("kind", "specialty", "level", "skill")
SHOWN = (("kind", "level"), ("specialty", "kind"), ("skill", "level"))
FEWEST = 2
"""A skill in fewer cases than this can't be practised twice."""
LONGEST_LIST = 8


@dataclass(frozen=True)
class Cell:
    """One cell of the bank. A case is in one for each of its skills."""

    kind: str
    specialty: str
    level: str
    skill: str


@dataclass(frozen=True)
class Coverage:
    """`cells` names the cases in each cell; empty cells are left out.

    `values` are the names along each dimension (kind, specialty, level, skill), with or without cases;
    `difficulties` counts 1 to 5; `gaps` are sentences for the screen.
    """

    cases: int
    cells: Mapping[Cell, tuple[str, ...]]
    values: Mapping[str, tuple[str, ...]]
    difficulties: Mapping[int, int]
    gaps: tuple[str, ...]

    def count(self, **where: str) -> int:
        """How many cases are in these cells: `count(kind="interview", skill="ice")`; without a condition, all."""
        wanted = where.items()
        found = (cases for cell, cases in self.cells.items() if all(getattr(cell, k) == v for k, v in wanted))
        return len({case for cases in found for case in cases})


@dataclass(frozen=True)
class Table:
    """For a page or a terminal. `head` starts with the heading of the rows' names; the rest head the numbers."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


def coverage(library: Library, **only: str) -> Coverage:
    """What the library's cases cover, or only those of a kind, specialty, level or skill: `level="finals"`."""
    cases = [case for case in library.cases.values() if all(_is(case, *one) for one in only.items())]
    cells = defaultdict(list)
    for case in cases:
        for skill in dict.fromkeys(case.skills):
            cells[Cell(case.kind.value, case.specialty, case.level.value, skill)].append(case.id)
    steps = Counter(case.difficulty for case in cases)
    bare = Coverage(
        cases=len(cases),
        cells={cell: tuple(ids) for cell, ids in cells.items()},
        values=_values(list(library.cases.values()), library),
        difficulties={step: steps[step] for step in range(1, 6)},
        gaps=(),
    )
    return bare if only else replace(bare, gaps=tuple(_gaps(bare, library)))


def _is(case: Case, dimension: str, value: str) -> bool:
    return value in case.skills if dimension == "skill" else getattr(case, dimension) == value


def table(found: Coverage, rows: str, columns: str = "") -> Table:
    """Cases by row and column, both one of kind, specialty, level and skill, with a total for each row."""
    names = found.values[columns] if columns else ()
    lines = [
        (row, (*(found.count(**{rows: row, columns: name}) for name in names), found.count(**{rows: row})))
        for row in found.values[rows]
    ]
    return Table(
        f"{rows} by {columns}".capitalize() if columns else rows.capitalize(), (rows, *names, "all"), tuple(lines)
    )


def tables(found: Coverage, **only: str) -> tuple[Table, ...]:
    """Three tables that together show the bank. ``only`` chooses a part of it, and the tables show what that leaves
    open: in this way every cell of the four dimensions can be looked up."""
    if not only:
        return tuple(table(found, rows, columns) for rows, columns in SHOWN)
    columns = [name for name in ("kind", "level") if name not in only]
    shown = [("kind", "level")] if len(columns) == 2 else []
    shown += [(rows, name) for rows in ("specialty", "skill") if rows not in only for name in columns or [""]]
    return tuple(table(found, *one) for one in shown)


def as_text(found: Coverage, **only: str) -> str:
    """For `python -m roleplay coverage`: the tables one below the other, the difficulties, then the gaps."""
    steps = ", ".join(f"{step}: {count}" for step, count in found.difficulties.items())
    parts = ["1 case" if found.cases == 1 else f"{found.cases} cases", *map(_drawn, tables(found, **only))]
    gaps = ["\n".join(found.gaps)] if found.gaps else []
    return "\n\n".join([*parts, f"Difficulty\n{steps}", *gaps])


def _drawn(shown: Table) -> str:
    """A dot for 0 shows at a glance what is missing."""
    lines = [shown.head, *((name, *(str(count or "·") for count in counts)) for name, counts in shown.rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(shown.head))]
    return "\n".join([shown.title, *(_line(line, widths) for line in lines)])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    numbers = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return "  ".join([cells[0].ljust(widths[0]), *numbers])


def _values(cases: Sequence[Case], library: Library) -> dict[str, tuple[str, ...]]:
    """In the order of the format and of the tag list; specialties are free text, so the commonest comes first."""
    specialties = Counter(case.specialty for case in cases)
    named = sorted({skill for case in cases for skill in case.skills})
    return {
        "kind": tuple(kind.value for kind in Kind),
        "specialty": tuple(sorted(specialties, key=lambda name: (-specialties[name], name))),
        "level": tuple(level.value for level in Level),
        "skill": tuple(dict.fromkeys([*library.skills, *named])),
    }


def _gaps(found: Coverage, library: Library) -> Iterator[str]:
    missing = [
        f"{MANY[kind]} at {level} level"
        for kind, level in product(Kind, Level)
        if not found.count(kind=kind.value, level=level.value)
    ]
    missing += [f"cases of difficulty {step}" for step, count in found.difficulties.items() if not count]
    rare = [_named(skill, library) for skill in found.values["skill"] if found.count(skill=skill) < FEWEST]
    if missing:
        yield f"There are no {_listed(missing, 'or')}."
    if rare:
        yield f"Practised in fewer than {FEWEST} cases: {_listed(rare, 'and')}."
    if not missing and not rare:
        yield f"There are cases of every kind at every level, and every skill is practised in at least {FEWEST}."


def _named(skill: str, library: Library) -> str:
    return inside_a_sentence(library.skills[skill].name if skill in library.skills else skill)


def _listed(things: Sequence[str], last: str) -> str:
    shown = list(things[:LONGEST_LIST])
    if len(things) > LONGEST_LIST:
        shown.append(f"{len(things) - LONGEST_LIST} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {last} {shown[-1]}"
