"""What people on this kit wrote themselves: texts that lie in a store and not in a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

OWN = "own"
"""How messages call what was written here, as if it were a folder."""


@dataclass(frozen=True)
class OwnText:
    """A case, faulty or not. ``owner`` alone may change it (nobody, where that is None); ``writer`` wrote this text.
    Without a ``text`` it is off the shelf."""

    id: str
    owner: str | None
    writer: str | None
    text: str | None


@dataclass(frozen=True)
class Version:
    """What a case was until ``at`` (UTC milliseconds), and who had written that."""

    at: int
    writer: str | None = None

    @property
    def stamp(self) -> str:
        """Names it, in an address or as a file."""
        return f"{datetime.fromtimestamp(self.at // 1000, UTC):%Y%m%dT%H%M%S}{self.at % 1000:03d}Z"


def instant_of(stamp: str) -> int | None:
    """When a version of this name was replaced; None if that is no name of one."""
    try:
        moment = datetime.strptime(stamp[:15] + "+0000", "%Y%m%dT%H%M%S%z")
        at = int(moment.timestamp()) * 1000 + int(stamp[15:18])
    except ValueError:
        return None
    return at if Version(at).stamp == stamp else None


@dataclass(frozen=True)
class Listing:
    """Everything there is at one moment: cases and rubrics by id, each with the digest of its text, and pictures."""

    revision: int = 0
    cases: Mapping[str, str] = field(default_factory=dict)
    rubrics: Mapping[str, str] = field(default_factory=dict)
    pictures: Set[str] = frozenset()


class OwnContent(Protocol):
    """Where it lies. ``where`` is another one for another store; ``revision`` is asked at every turn, so it is cheap,
    and another one after every change."""

    @property
    def where(self) -> str: ...

    def revision(self) -> int: ...

    def listing(self) -> Listing: ...

    def case(self, id: str) -> str | None: ...

    def rubric(self, id: str) -> str | None: ...

    def picture(self, name: str) -> bytes | None: ...


def digest_of(text: str) -> str:
    """Names a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
