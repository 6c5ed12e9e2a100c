"""What the members of a group put up for each other: links and notes, and next steps that they chose to show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from roleplay.errors import Fault
from roleplay.groups.typed import clean_address, clean_line

MOST_LINKS: Final = 10
FULL: Final = f"The page has {MOST_LINKS} links and notes, and more wouldn’t be read. Take one down first."


@dataclass(frozen=True)
class GroupLink:
    """A link with a note, or a note alone. ``person`` put it up, "" for somebody who has deleted everything that was
    theirs. ``at`` in UTC milliseconds."""

    id: str
    group: str
    person: str
    note: str
    address: str
    at: int


class ShownAs(StrEnum):
    """Why somebody shows a next step."""

    ASK_ME = "ask_me"
    DONE = "done"


@dataclass(frozen=True)
class SharedStep:
    """A next step that its owner shows to a group, by the round in which they wrote it; its words are where they were
    written. ``at`` in UTC milliseconds."""

    group: str
    person: str
    practice: int
    round: int
    as_: ShownAs
    at: int


@dataclass(frozen=True)
class Block:
    """One person doesn't want to have to do with another, who is not told. ``at`` in UTC milliseconds."""

    person: str
    blocked: str
    at: int


def made_link(id_: str, group: str, person: str, note: str, address: str, now: int) -> GroupLink:
    """As it is shown. Raises `Fault` if there is neither, or it isn't safe to show."""
    words, leads = clean_line(note), clean_address(address) if address.strip() else ""
    if not words and not leads:
        raise Fault("Paste a link or write a note first.")
    return GroupLink(id_, group, person, words, leads, now)


def check_room(links: Iterable[GroupLink]) -> None:
    """Raises `Fault` where one more is one too many."""
    if sum(1 for _ in links) >= MOST_LINKS:
        raise Fault(FULL)


def apart(blocks: Iterable[Block], person: str) -> frozenset[str]:
    """Those who and this person aren't shown what the other wrote: a block works both ways, and neither is told."""
    touching = [one for one in blocks if person in (one.person, one.blocked)]
    return frozenset(one.blocked if one.person == person else one.person for one in touching)
