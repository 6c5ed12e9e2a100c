"""What is marked: a rubric's general lines and a case's own, as one mark sheet.

Reads no files and knows no people; a mark sheet is frozen, and every mark keeps its fingerprint.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import ConfigDict

from roleplay.content.models import Critical

if TYPE_CHECKING:
    from roleplay.content.models import Case, Rubric
    from roleplay.content.models import Item as Written


EXACT = ConfigDict(extra="forbid")
"""Where it is read from a file or the store, what it does not name is a fault."""


class Mark(StrEnum):
    """An answer to a checklist item. A blank is not a Mark, and never a silent NOT."""

    DONE = "done"
    PARTLY = "partly"
    NOT = "not"
    NA = "na"


class Lens(StrEnum):
    """Whose view: the student's own, the patient's, the observer's."""

    SELF = "self"
    PATIENT = "patient"
    OBSERVER = "observer"


BLOCKS = {"opening": "At the start", "middle": "In between", "closing": "Towards the end"}
"""The stretches of time that a sheet is divided into, in their order, with their headings."""


class Weighed(Protocol):
    """An item, or a line of a case or a rubric that is to be one, for who asks only what it weighs."""

    @property
    def domain(self) -> str: ...
    @property
    def weight(self) -> int: ...
    @property
    def critical(self) -> Critical | None: ...


@dataclass(frozen=True)
class Item:
    """One thing that can be seen or heard; ``reveals`` names the facts that come out when it is done, ``tags`` the
    skills it gives a chance to show. ``critical`` MUST is a safety point if it is marked NOT, NEVER if DONE. ``both``
    names its two parts and ``one`` what counts as partly ("" where nobody wrote them), ``block`` the heading it stands
    under ("" on sheets from before there were any)."""

    __pydantic_config__ = EXACT

    id: str
    domain: str
    text: str = ""
    weight: int = 1
    critical: Critical | None = None
    partly: bool = False
    both: str = ""
    one: str = ""
    block: str = ""
    may_not_arise: bool = False
    reveals: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def never(self) -> bool:
        """Whether it should not happen: such an item is answered only when it does, and weighs nothing."""
        return self.critical is Critical.NEVER

    def offers(self, mark: Mark) -> bool:
        """Whether the author offered this answer for this item."""
        if mark is Mark.PARTLY:
            return self.partly
        if mark is Mark.NA:
            return self.may_not_arise
        return True


@dataclass(frozen=True)
class Domain:
    """Rated 1–5; the anchors say in words what 1, 3 and 5 look like."""

    __pydantic_config__ = EXACT

    id: str
    name: str = ""
    weight: int | float = 1
    anchors: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True)
class Statement:
    """What the patient answers 1–5, as the patient."""

    id: str
    text: str


@dataclass(frozen=True)
class Marksheet:
    """``mix`` is the weight of the checklist and of the domains in the station's percent.

    What was a whole number is one when it is read again: the fingerprint tells them apart.
    """

    items: tuple[Item, ...]
    domains: tuple[Domain, ...]
    ask: str = ""
    words: tuple[str, ...] = ("Not yet", "Nearly", "At the standard", "Above it")
    statements: tuple[Statement, ...] = ()
    mix: tuple[int | float, int | float] = (0.5, 0.5)

    @cached_property
    def item_by_id(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the mark sheet's canonical JSON: editing a rubric never changes an old result.

        Tags and headings are left out: they sort marks and don't change what was marked. So are empty parts, which
        older sheets don't have.
        """
        body = asdict(self)
        body["items"] = [_marked(item) for item in body["items"]]
        return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


PARTS = ("both", "one")


def _marked(item: Mapping[str, Any]) -> dict[str, Any]:
    """What of an item is marked."""
    return {key: value for key, value in item.items() if key not in ("tags", "block") and (key not in PARTS or value)}


def marksheet_of(rubric: Rubric, case: Case) -> Marksheet:
    """In the order in which it happens in the room: by block, and in each the rubric's first items, the case's own, the
    rubric's last."""
    first = [item for item in rubric.items if item.place == "first"]
    last = [item for item in rubric.items if item.place == "last"]
    lines = sorted([*first, *case.checklist, *last], key=lambda item: [*BLOCKS].index(item.block))
    return Marksheet(
        items=tuple(item_of(item) for item in lines),
        domains=tuple(
            Domain(d.id, d.name, d.weight, (d.anchors.one, d.anchors.three, d.anchors.five)) for d in rubric.domains
        ),
        ask=rubric.scale.ask,
        words=rubric.scale.words,
        statements=tuple(Statement(s.id, s.text) for s in rubric.statements),
        mix=(rubric.mix.checklist, rubric.mix.domains),
    )


def item_of(written: Written) -> Item:
    """The item of a line as a case or a rubric has it."""
    return Item(
        id=written.id,
        domain=written.domain,
        text=written.text,
        weight=written.weight,
        critical=written.critical,
        partly=written.partly is not None,
        both=written.partly.both if written.partly else "",
        one=written.partly.one if written.partly else "",
        block=str(written.block),
        may_not_arise=written.may_not_arise,
        reveals=written.reveals,
        tags=written.tags,
    )
