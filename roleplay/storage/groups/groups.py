"""Study groups: their terms, who is or was in them, invitations, and what changed lately."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from roleplay.groups.group import Group, Member, RoundElsewhere, Terms
from roleplay.groups.invitation import Invitation
from roleplay.groups.news import News, What
from roleplay.storage.databases import IN_ORDER_OF_KEY, NEVER_REUSED, insert_once
from roleplay.storage.people.persons import persons
from roleplay.storage.queries import Queries, metadata
from roleplay.stored import as_stored, as_text, read_stored

groups = Table(
    "groups",
    metadata,
    Column("id", Text, primary_key=True),
    Column("founded_at", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)

# Members past and present, ``place`` in order of joining; their names are with the persons.
group_members = Table(
    "group_members",
    metadata,
    Column("group", Text, ForeignKey("groups.id"), primary_key=True),
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("joined_at", BigInteger, nullable=False),
    Column("admin", Boolean, nullable=False),
    Column("left_at", BigInteger),
    Column("removed", Boolean, nullable=False),
    Index("group_members_by_person", "person"),
    **IN_ORDER_OF_KEY,
)

# ``digest`` is that of the secret in the link, which is stored nowhere; ``meeting`` is the one session for which it
# asks a guest.
group_invitations = Table(
    "group_invitations",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("group", Text, ForeignKey("groups.id"), nullable=False),
    Column("by", Text, ForeignKey("persons.id"), nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("single", Boolean, nullable=False),
    Column("used_at", BigInteger),
    Column("revoked_at", BigInteger),
    Column("meeting", Text),
    Index("group_invitations_by_group", "group"),
    Index("group_invitations_by_person", "by"),
)

# ``person`` is None for somebody who has deleted everything that was theirs.
group_news = Table(
    "group_news",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("group", Text, ForeignKey("groups.id"), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("what", Text, nullable=False),
    Column("person", Text, ForeignKey("persons.id")),
    Column("starts", Text),
    Column("before", Text),
    Index("group_news_by_group", "group", "number"),
    Index("group_news_by_person", "person"),
    **NEVER_REUSED,
)

NEWS_SHOWN = 20
"""How many changes are read, the latest."""
_GROUPS: Select[Any] = select(groups.c.id, groups.c.founded_at, groups.c.body).where(
    groups.c.id.in_(bindparam("ids", expanding=True))
)
_IDS: Select[Any] = select(groups.c.id).order_by(groups.c.id)
_MEMBERS: Select[Any] = (
    select(
        group_members.c.group,
        group_members.c.person,
        persons.c.name,
        group_members.c.joined_at,
        group_members.c.admin,
        group_members.c.left_at,
        group_members.c.removed,
    )
    .join(persons, persons.c.id == group_members.c.person)
    .where(group_members.c.group.in_(bindparam("ids", expanding=True)))
    .order_by(group_members.c.group, group_members.c.place)
)
_OF_PERSON: Select[Any] = select(group_members.c.group, group_members.c.left_at).where(
    group_members.c.person == bindparam("of_person")
)
_INVITATION: Select[Any] = select(*group_invitations.c).where(group_invitations.c.digest == bindparam("of_digest"))
_INVITATIONS: Select[Any] = (
    select(*group_invitations.c)
    .where(group_invitations.c.group == bindparam("of_group"))
    .order_by(group_invitations.c.made_at, group_invitations.c.digest)
)
_NEWS: Select[Any] = (
    select(group_news.c.at, group_news.c.what, group_news.c.person, group_news.c.starts, group_news.c.before)
    .where(group_news.c.group == bindparam("of_group"))
    .order_by(group_news.c.number.desc())
    .limit(NEWS_SHOWN)
)
_PUT = insert_once(groups)
_SET = _PUT.on_conflict_do_update(index_elements=["id"], set_={"body": _PUT.excluded.body})
_PUT_INVITATION = insert_once(group_invitations)
_SET_INVITATION = _PUT_INVITATION.on_conflict_do_update(
    index_elements=["digest"],
    set_={name: _PUT_INVITATION.excluded[name] for name in ("used_at", "revoked_at")},
)
_DROP_MEMBERS = delete(group_members).where(group_members.c.group == bindparam("of_group"))
_DROP = (
    _DROP_MEMBERS,
    delete(group_invitations).where(group_invitations.c.group == bindparam("of_group")),
    delete(group_news).where(group_news.c.group == bindparam("of_group")),
    delete(groups).where(groups.c.id == bindparam("of_group")),
)
_ERASE = (
    delete(group_members).where(group_members.c.person == bindparam("of")),
    delete(group_invitations).where(group_invitations.c.by == bindparam("of")),
    update(group_news).where(group_news.c.person == bindparam("of")).values(person=None),
)


class GroupReader(Queries):
    """Who is in which group."""

    def group(self, id: str) -> Group | None:
        return self.groups([id]).get(id)

    def groups(self, ids: Iterable[str]) -> dict[str, Group]:
        """Those of these ids that there are."""
        wanted = list(ids)
        members: dict[str, list[Member]] = {}
        for group, *row in self._all(_MEMBERS, ids=wanted):
            members.setdefault(group, []).append(Member(*row))
        return {
            id_: _group(id_, founded_at, json.loads(body), members.get(id_, ()))
            for id_, founded_at, body in self._all(_GROUPS, ids=wanted)
        }

    def ids(self) -> tuple[str, ...]:
        """Of all groups."""
        return tuple(row[0] for row in self._all(_IDS))

    def of_person(self, person: str) -> tuple[str, ...]:
        """The ids of the groups that they are in now."""
        return tuple(sorted(group for group, left_at in self._all(_OF_PERSON, of_person=person) if left_at is None))

    def ever_of(self, person: str) -> tuple[str, ...]:
        """Those that they are or were in."""
        return tuple(sorted(group for group, _ in self._all(_OF_PERSON, of_person=person)))

    def invitation(self, digest: str) -> Invitation | None:
        row = self._first(_INVITATION, of_digest=digest)
        return None if row is None else _invitation(row)

    def invitations(self, group: str) -> tuple[Invitation, ...]:
        """In the order in which they were made."""
        return tuple(_invitation(row) for row in self._all(_INVITATIONS, of_group=group))

    def news(self, group: str) -> tuple[News, ...]:
        """The latest changes, the newest first."""
        return tuple(_news(*row) for row in self._all(_NEWS, of_group=group))


class GroupWriter(GroupReader):
    """Founding groups and changing them."""

    def put(self, group: Group) -> None:
        """Everything about a group but its sessions and news. Its members have to be stored as persons."""
        body: dict[str, Any] = {"terms": as_stored(group.terms), "expected": list(group.expected)}
        if group.elsewhere:
            body["elsewhere"] = [as_stored(one) for one in group.elsewhere]
        self._connection.execute(_SET, {"id": group.id, "founded_at": group.founded_at, "body": as_text(body)})
        self._connection.execute(_DROP_MEMBERS, {"of_group": group.id})
        self._add(insert(group_members), [_member(group.id, n, one) for n, one in enumerate(group.everybody)])

    def put_invitation(self, invitation: Invitation) -> None:
        self._connection.execute(_SET_INVITATION, {**vars(invitation), "meeting": invitation.meeting or None})

    def add_news(self, group: str, news: Sequence[News]) -> None:
        self._add(insert(group_news), [_as_row(group, one) for one in news])

    def drop(self, group: str) -> None:
        """A group that nobody is in any more; its sessions and links have to be dropped before."""
        self._run(_DROP, {"of_group": group})

    def erase_person(self, person: str) -> None:
        """Who looks after their groups now was decided before."""
        self._run(_ERASE, {"of": person})


def _group(id_: str, founded_at: int, body: Mapping[str, Any], members: Iterable[Member]) -> Group:
    elsewhere = tuple(read_stored(RoundElsewhere, one) for one in body.get("elsewhere", ()))
    terms = read_stored(Terms, body["terms"])
    return Group(id_, founded_at, terms, tuple(members), tuple(body["expected"]), elsewhere)


def _invitation(row: Any) -> Invitation:
    return Invitation(**{**row._mapping, "meeting": row.meeting or ""})


def _member(group: str, place: int, member: Member) -> dict[str, Any]:
    return {"group": group, "place": place, **{name: value for name, value in vars(member).items() if name != "name"}}


def _news(at: int, what: str, person: str | None, starts: str | None, before: str | None) -> News:
    return News(at, What(what), person or "", _wall(starts), _wall(before))


def _wall(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _as_row(group: str, news: News) -> dict[str, Any]:
    walls = {"starts": news.starts, "before": news.before}
    texts = {name: None if wall is None else wall.isoformat() for name, wall in walls.items()}
    return {"group": group, "at": news.at, "what": news.what.value, "person": news.person or None, **texts}
