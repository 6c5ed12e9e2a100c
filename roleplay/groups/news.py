"""What changed in a group, as its members read it: who came and left, what was planned, moved and called off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from roleplay.groups.group import Group
from roleplay.groups.local_time import day_and_time


class What(StrEnum):
    """What happened."""

    FOUNDED = "founded"
    JOINED = "joined"
    LEFT = "left"
    REMOVED = "removed"
    ADMIN = "admin"
    TERMS = "terms"
    PLANNED = "planned"
    MOVED = "moved"
    CALLED_OFF = "called_off"
    ON_AGAIN = "on_again"
    FIXED = "fixed"


@dataclass(frozen=True)
class News:
    """``person`` is whom it is about, "" for nobody any more. ``starts`` is the time of the session that it is about,
    and ``before`` the one that it had. ``at`` in UTC milliseconds."""

    at: int
    what: What
    person: str = ""
    starts: datetime | None = None
    before: datetime | None = None


_OF_A_MEMBER = {
    What.FOUNDED: "{who} founded the group",
    What.JOINED: "{who} joined",
    What.LEFT: "{who} left",
    What.REMOVED: "{who} is no longer in the group",
    What.ADMIN: "{who} is a group admin now",
    What.TERMS: "{who} changed the group’s settings",
}
_OF_A_SESSION = {
    What.PLANNED: "{who} planned {when}",
    What.MOVED: "{who} moved {before} to {when}",
    What.CALLED_OFF: "{who} called off {when}",
    What.ON_AGAIN: "{who} put {when} on again",
    What.FIXED: "{who} fixed {when}",
}


def sentence(news: News, group: Group) -> str:
    """As everybody in the group reads it."""
    who = group.name_of(news.person)
    if news.what in _OF_A_MEMBER or news.starts is None:
        return _OF_A_MEMBER.get(news.what, "{who} changed something").format(who=who)
    before = day_and_time(news.before) if news.before is not None else "it"
    return _OF_A_SESSION[news.what].format(who=who, when=day_and_time(news.starts), before=before)
