"""What people wrote on this kit: texts kept in a store rather than a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

OWN = "own"
"""What messages call the texts written here, as if they were in a folder."""


@dataclass(frozen=True)
class OwnText:
    """A case, faulty or not. Only ``owner`` may change it (nobody, if that is None); ``writer`` wrote this text.
    Without a ``text`` it has been withdrawn."""

    id: str
    owner: str | None
    writer: str | None
    text: str | None


@dataclass(frozen=True)
class Version:
    """A case's text up to ``at`` (UTC milliseconds), and who wrote it."""

    at: int
    writer: str | None = None

    @property
    def stamp(self) -> str:
        """Its name in an address or as a file."""
        return f"{datetime.fromtimestamp(self.at // 1000, UTC):%Y%m%dT%H%M%S}{self.at % 1000:03d}Z"


def instant_of(stamp: str) -> int | None:
    """When the version of this name was replaced; None if the name isn't a version's."""
    try:
        moment = datetime.strptime(stamp[:15] + "+0000", "%Y%m%dT%H%M%S%z")
        at = int(moment.timestamp()) * 1000 + int(stamp[15:18])
    except ValueError:
        return None
    return at if Version(at).stamp == stamp else None


@dataclass(frozen=True)
class Listing:
    """Everything there is at one moment: cases and rubrics by id, with the digests of their texts, and pictures."""

    revision: int = 0
    cases: Mapping[str, str] = field(default_factory=dict)
    rubrics: Mapping[str, str] = field(default_factory=dict)
    pictures: Set[str] = frozenset()


class OwnContent(Protocol):
    """Where people's own content is kept. ``where`` differs from store to store; ``revision`` changes with every
    change and is cheap, since it is asked for all the time."""

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
