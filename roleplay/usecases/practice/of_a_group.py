"""What a session has from the group that planned it, if one did."""

from __future__ import annotations

from collections.abc import Iterable

from roleplay.groups.board import ShownAs
from roleplay.storage import Reader


def has_guest(reader: Reader, practice: int, persons: Iterable[str]) -> bool:
    """Whether somebody here isn't in the group that planned this session, however often they have played with it."""
    found = reader.meetings.group_of(practice)
    group = reader.groups.group(found[0]) if found and found[1] else None
    return group is not None and not all(group.has(person) for person in persons)


def shown_step(reader: Reader, practice: int, person: str) -> str:
    """The newest next step about which this student shows the group that they may be asked; "" for none."""
    found = reader.meetings.group_of(practice)
    steps = reader.board.steps(found[0]) if found else ()
    mine = [one for one in steps if one.person == person and one.as_ is ShownAs.ASK_ME]
    texts = {(goal.practice, goal.round): goal.text for goal in reader.history.goals(person)} if mine else {}
    newest = sorted(mine, key=lambda one: -one.at)
    return next((text for one in newest if (text := texts.get((one.practice, one.round), ""))), "")
