"""Ids that must exist, and ids that must be unique.

Works on what is written, not on the models, so that a file with a wrong number still has its unknown tags reported in
the same run. So it may meet anything anywhere, and passes over what has the wrong shape; the models complain about it.
"""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from roleplay.content.case import Kind
from roleplay.content.diagnostics import found, one_of
from roleplay.content.places import Place, locate
from roleplay.content.reading import Fault
from roleplay.content.rubric import Rubric, Tag, Theme
from roleplay.content.sources import Register
from roleplay.content.specialties import Listed

EACH = "*"
MOST = 50
"""How many faults of one sort are told per file: each hint costs time, and nobody fixes more in one go."""
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
"""Of a source: small letters with a hyphen, so that no title is taken for one."""
STATION_PEOPLE = ("observer", "patient")


@dataclass(frozen=True)
class Shared:
    """What files refer to. A tag list that could not be read is None: it is reported once, not at every tag."""

    rubrics: Mapping[str, Rubric] = field(default_factory=dict)
    faulty_rubrics: Set[str] = frozenset()
    skills: Mapping[str, Tag] | None = None
    themes: Mapping[str, Theme] | None = None
    register: Register = field(default_factory=dict)
    specialties: Listed = field(default_factory=dict)


Found = tuple[tuple[str | int, ...], str]


def texts(data: Any, pattern: str) -> Iterator[Found]:
    """Every text that the pattern leads to: `checklist.*.tags.*` is each tag of each line."""
    yield from _walk(data, tuple(pattern.split(".")), ())


def _walk(data: Any, pattern: tuple[str, ...], steps: tuple[str | int, ...]) -> Iterator[Found]:
    if not pattern:
        if isinstance(data, str):
            yield steps, data
    elif pattern[0] != EACH:
        if isinstance(data, dict) and pattern[0] in data:
            yield from _walk(data[pattern[0]], pattern[1:], (*steps, pattern[0]))
    elif isinstance(data, list):
        for number, entry in enumerate(data):
            yield from _walk(entry, pattern[1:], (*steps, number))


def case_references(data: Any, place: Place, shared: Shared) -> list[Fault]:
    """Unknown rubric, domain, tag, theme, cue, fact or person, and ids used twice."""
    rubric = _text(data, "rubric")
    known: list[tuple[str, Any]] = [
        ("skills.*", shared.skills),
        ("themes.*", shared.themes),
        ("patient.story.*.when.cue", _ids(data, "patient.cues")),
        ("events.*.unless", _ids(data, "patient.story")),
        ("events.*.who", _people(data)),
        ("viva.who", _people(data)),
        ("checklist.*.tags.*", shared.skills),
        ("checklist.*.reveals.*", _ids(data, "patient.story")),
    ]
    general = f"by a line of rubrics/{rubric}.yaml"
    taken: Set[str] = frozenset()
    faults = _rubric_faults(data, place, rubric, shared)
    if rubric in shared.rubrics:
        known.append(("checklist.*.domain", [domain.id for domain in shared.rubrics[rubric].domains]))
        taken = {item.id for item in shared.rubrics[rubric].items}
    for pattern, names in known:
        faults += _unknown(data, place, pattern, names)
    for pattern in ("patient.story.*.id", "patient.cues.*.id", "others.*.id", "findings.*.id", "phases.*.id"):
        faults += _twice(data, place, pattern)
    faults += _unknown_sources(data, place, shared.register)
    return faults + _twice(data, place, "checklist.*.id", general, taken)


def rubric_references(data: Any, place: Place, shared: Shared) -> list[Fault]:
    """Unknown domain or tag, ids used twice, and any facts, which only a case has."""
    faults = _unknown(data, place, "items.*.domain", _ids(data, "domains"))
    faults += _unknown(data, place, "items.*.tags.*", shared.skills)
    for pattern in ("domains.*.id", "items.*.id", "statements.*.id"):
        faults += _twice(data, place, pattern)
    for steps, text in texts(data, "items.*.reveals.*"):
        faults.append(_fault(place, steps, f"expected nothing, since a rubric has no facts; {found(text)}"))
    return faults


def tag_references(data: Any, place: Place) -> list[Fault]:
    """Tags named twice."""
    return _twice(data, place, "tags.*.id")


def source_references(data: Any, place: Place) -> list[Fault]:
    """Sources named twice, and what replaces one but is not in the register."""
    known = _ids(data, "sources")
    replaced = [(steps, text) for steps, text in texts(data, "sources.*.replaced_by") if ID.fullmatch(text.strip())]
    unknown = [_fault(place, steps, one_of(known, text)) for steps, text in replaced if known and text not in known]
    return _twice(data, place, "sources.*.id") + unknown


def specialty_references(data: Any, place: Place) -> list[Fault]:
    """Names that two specialties have."""
    names = {text.strip() for _, text in texts(data, "specialties.*.name")}
    faults = _twice(data, place, "specialties.*.name")
    return faults + _twice(data, place, "specialties.*.also.*", "as the name of a specialty", names)


def blueprint_references(data: Any, place: Place, shared: Shared) -> list[Fault]:
    """Unknown rubrics, skills, themes and specialties, and cells of one id. Cases may be still to come."""
    rubrics = sorted({*shared.rubrics, *shared.faulty_rubrics})
    faults = _unknown(data, place, "cells.*.rubrics.*", rubrics)
    faults += _unknown(data, place, "cells.*.skills.*", shared.skills)
    faults += _unknown(data, place, "cells.*.themes.*", shared.themes)
    faults += _unknown(data, place, "cells.*.specialties.*", sorted({*shared.specialties.values()}) or None)
    return faults + _twice(data, place, "cells.*.id")


def _unknown_sources(data: Any, place: Place, register: Register) -> list[Fault]:
    """Ids alone: a text is a source of the writer's own, which no register has to know."""
    named = [(steps, text.strip()) for steps, text in texts(data, "debrief.sources.*")]
    ids = sorted({source.id for source in register.values()})
    unknown = ((steps, text) for steps, text in named if ID.fullmatch(text) and text not in register)
    return [_fault(place, steps, one_of(ids, text)) for steps, text in islice(unknown, MOST)] if ids else []


def _rubric_faults(data: Any, place: Place, rubric: str, shared: Shared) -> list[Fault]:
    if not rubric:
        return []
    if rubric in shared.faulty_rubrics:
        sentence = f"expected a rubric without faults; found faults in rubrics/{rubric}.yaml. Fix them first"
        return [_fault(place, ("rubric",), sentence)]
    if rubric not in shared.rubrics:
        return [_fault(place, ("rubric",), one_of(sorted({*shared.rubrics, *shared.faulty_rubrics}), rubric))]
    kinds = [str(kind) for kind in shared.rubrics[rubric].kinds]
    kind = _text(data, "kind")
    if kind in list(Kind) and kind not in kinds:
        sentence = f"expected a rubric for the kind {kind}; found {rubric}, which is for {', '.join(kinds)}"
        return [_fault(place, ("rubric",), sentence)]
    return []


def _unknown(data: Any, place: Place, pattern: str, names: Any) -> list[Fault]:
    if names is None:
        return []
    known = set(names)
    unknown = ((steps, text.strip()) for steps, text in texts(data, pattern) if text.strip() not in known)
    return [_fault(place, steps, one_of(names, text)) for steps, text in islice(unknown, MOST)]


def _twice(data: Any, place: Place, pattern: str, general: str = "", taken: Set[str] = frozenset()) -> list[Fault]:
    faults = []
    first: dict[str, tuple[str | int, ...]] = {}
    for steps, text in texts(data, pattern):
        name = text.strip()
        if name in taken or name in first:
            where = general if name in taken else f"on line {locate(place, first[name])[1].line + 1}"
            faults.append(_fault(place, steps, f'expected an id of its own; found "{name}", already used {where}'))
            if len(faults) == MOST:
                break
        first.setdefault(name, steps)
    return faults


def _fault(place: Place, steps: tuple[str | int, ...], sentence: str) -> Fault:
    return Fault(locate(place, steps)[1], steps, sentence)


def _ids(data: Any, section: str) -> list[str] | None:
    """The ids of a list; None if one can't be read, since then no id can be called unknown."""
    ids = [text.strip() for _, text in texts(data, f"{section}.*.id")]
    entries: Any = data
    for key in section.split("."):
        entries = entries.get(key) if isinstance(entries, dict) else None
    complete = entries is None or (isinstance(entries, list) and len(entries) == len(ids))
    return ids if complete else None


def _people(data: Any) -> list[str] | None:
    others = _ids(data, "others")
    return None if others is None else [*STATION_PEOPLE, *others]


def _text(data: Any, key: str) -> str:
    return next((text.strip() for _, text in texts(data, key)), "")
