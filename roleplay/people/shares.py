"""Sharing one station with one person: who may open it, for how long, and what they may say about it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from roleplay.errors import Fault
from roleplay.people.names import as_one_line

DAY: Final = 24 * 60 * 60 * 1000
USUAL_DAYS, LONGEST_DAYS = 14, 60
"""How long something is shared unless somebody chose otherwise, and at most."""
MOST_OPEN: Final = 20
"""Stations that one person shares at the same time."""
LONGEST_REMARK, MOST_REMARKS, _MOST_TYPED = 500, 30, 10_000

UNKNOWN: Final = "This link doesn’t lead to anything shared here. Ask whoever sent it for a new one."
OTHERS: Final = (
    "This link opens for one person, on their own phone or browser, and for nobody else. If it was meant for you, open "
    "it there, or ask whoever sent it for a new one."
)
REVOKED: Final = "This is no longer shared: whoever shared it has taken it back."
EXPIRED: Final = "The time for reading this has run out. Ask whoever shared it if you’d like to read it again."
ENOUGH: Final = f"You share {MOST_OPEN} stations already. Take one back first."


class Part(StrEnum):
    """What of a station is shown. Without any, its title and kind are."""

    WORDS = "words"
    STORY = "story"
    SHEET = "sheet"
    MARKS = "marks"


USUAL: Final = frozenset({Part.WORDS, Part.STORY, Part.SHEET})


@dataclass(frozen=True)
class Share:
    """A station of ``owner``'s for the one whom they call ``named``. ``digest`` stands for the secret in its link,
    which isn't stored. Instants in UTC milliseconds.

    It is bound to its reader: to a person, or to a browser while that is nobody's; to neither until somebody says that
    they are who is named.
    """

    id: str
    digest: str
    owner: str
    practice: int
    round: int
    named: str
    parts: frozenset[Part]
    made_at: int
    until: int
    reader: str = ""
    device: str = ""
    opened_at: int | None = None
    revoked_at: int | None = None

    def is_open(self, now: int) -> bool:
        """Whether its reader could read it now, or somebody could say that they are who is named."""
        return self.revoked_at is None and now < self.until

    @property
    def is_bound(self) -> bool:
        return bool(self.reader or self.device)

    def is_for(self, device: str, persons: Collection[str]) -> bool:
        """Whether this browser, which is these persons' own, is its reader's."""
        return self.reader in persons if self.reader else bool(self.device) and self.device == device


@dataclass(frozen=True)
class Remark:
    """What the reader of a share says about it, or about the line or moment that ``about`` names. ``to_try``: its owner
    wants to try it. ``at`` in UTC milliseconds."""

    id: str
    share: str
    at: int
    about: str
    text: str
    to_try: bool = False


def digest_of(secret: str) -> str:
    """By what a share is looked up: nobody learns a secret from how long that takes."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def lasting(days: int) -> int:
    """So many days in milliseconds. Raises `Fault` for too few or too many."""
    if not 1 <= days <= LONGEST_DAYS:
        raise Fault(f"Something can be shared for 1 to {LONGEST_DAYS} days. Choose a number between them.")
    return days * DAY


def shown_parts(chosen: Collection[Part]) -> frozenset[Part]:
    """Marks stand in the mark sheet, so whoever shows them shows its lines."""
    return frozenset(chosen) | (frozenset({Part.SHEET}) if Part.MARKS in chosen else frozenset())


def check_open(share: Share, now: int) -> None:
    """Raises `Fault` for one that was taken back or has run out."""
    if share.revoked_at is not None:
        raise Fault(REVOKED)
    if now >= share.until:
        raise Fault(EXPIRED)


def check_reader(share: Share, device: str, persons: Collection[str], now: int) -> None:
    """Raises `Fault` for everybody but its reader, who is told why it can't be read any more."""
    if not share.is_for(device, persons):
        raise Fault(OTHERS)
    check_open(share, now)


def bind(share: Share, device: str, person: str, persons: Collection[str], now: int) -> Share:
    """Bound to whoever says first that they are who is named: to the person whose own browser this is, or ("") to the
    browser. Raises `Fault` for anybody after them, and for the owner."""
    if share.owner in persons or (share.is_bound and not share.is_for(device, persons)):
        raise Fault(OTHERS)
    check_open(share, now)
    if share.is_bound:
        return share
    return replace(share, reader=person, device="" if person else device)


def revoke(share: Share, person: str, now: int) -> Share:
    """Taken back by its owner, as often as they like. Raises `Fault` for others."""
    if share.owner != person:
        raise Fault(UNKNOWN)
    return share if share.revoked_at is not None else replace(share, revoked_at=now)


def made_remark(id_: str, share: Share, about: str, typed: str, abouts: Collection[str], now: int) -> Remark:
    """As its owner reads it. Raises `Fault` if there is none, it is too long, or it is about what isn't shown."""
    text = as_one_line(typed) if len(typed) <= _MOST_TYPED else typed
    if not text:
        raise Fault("Write your comment first.")
    if len(text) > LONGEST_REMARK:
        raise Fault(f"That’s {len(text):,} characters, and up to {LONGEST_REMARK} fit. Nothing was sent.")
    if about and about not in abouts:
        raise Fault("That line or moment isn’t on this page. Choose another, or the whole station.")
    return Remark(id_, share.id, now, about, text)
