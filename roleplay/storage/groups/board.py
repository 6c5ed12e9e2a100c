"""What members put up for each other, and what each keeps to themselves: own limits, and whom they have blocked."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
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
    or_,
    select,
    update,
)

from roleplay.groups.board import Block, GroupLink, SharedStep, ShownAs
from roleplay.groups.own_limits import OwnLimits
from roleplay.storage.databases import IN_ORDER_OF_KEY, NEVER_REUSED, insert_once
from roleplay.storage.queries import Queries, metadata
from roleplay.stored import as_stored, as_text, read_text

# ``person`` is None for somebody who has deleted everything that was theirs.
group_links = Table(
    "group_links",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("group", Text, ForeignKey("groups.id"), nullable=False),
    Column("person", Text, ForeignKey("persons.id")),
    Column("note", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("group_links_by_group", "group", "number"),
    Index("group_links_by_person", "person"),
    **NEVER_REUSED,
)

# Next steps that their owner shows to a group; the words are with the goals.
shared_steps = Table(
    "shared_steps",
    metadata,
    Column("group", Text, ForeignKey("groups.id"), primary_key=True),
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("as_", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("shared_steps_by_person", "person"),
    **IN_ORDER_OF_KEY,
)

blocks = Table(
    "blocks",
    metadata,
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("blocked", Text, ForeignKey("persons.id"), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index("blocks_by_blocked", "blocked"),
    **IN_ORDER_OF_KEY,
)

own_limits = Table(
    "own_limits",
    metadata,
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("body", Text, nullable=False),
)

_LINKS: Select[Any] = (
    select(
        group_links.c.id,
        group_links.c.group,
        group_links.c.person,
        group_links.c.note,
        group_links.c.address,
        group_links.c.at,
    )
    .where(group_links.c.group == bindparam("of_group"))
    .order_by(group_links.c.number)
)
_STEPS: Select[Any] = (
    select(*shared_steps.c)
    .where(shared_steps.c.group == bindparam("of_group"))
    .order_by(shared_steps.c.at, shared_steps.c.person)
)
_BLOCKS: Select[Any] = select(*blocks.c).where(
    or_(blocks.c.person == bindparam("of_person"), blocks.c.blocked == bindparam("of_person"))
)
_LIMITS: Select[Any] = select(own_limits.c.body).where(own_limits.c.person == bindparam("of_person"))
_PUT_STEP = insert_once(shared_steps)
_SET_STEP = _PUT_STEP.on_conflict_do_update(
    index_elements=["group", "person", "practice", "round"],
    set_={"as_": _PUT_STEP.excluded.as_, "at": _PUT_STEP.excluded.at},
)
_DROP_STEP = delete(shared_steps).where(
    shared_steps.c.group == bindparam("of_group"),
    shared_steps.c.person == bindparam("of_person"),
    shared_steps.c.practice == bindparam("of_practice"),
    shared_steps.c.round == bindparam("of_round"),
)
_DROP_STEPS = delete(shared_steps).where(
    shared_steps.c.group == bindparam("of_group"), shared_steps.c.person == bindparam("of_person")
)
_BLOCK = insert_once(blocks).on_conflict_do_nothing(index_elements=["person", "blocked"])
_UNBLOCK = delete(blocks).where(blocks.c.person == bindparam("of_person"), blocks.c.blocked == bindparam("of_blocked"))
_PUT_LIMITS = insert_once(own_limits)
_SET_LIMITS = _PUT_LIMITS.on_conflict_do_update(index_elements=["person"], set_={"body": _PUT_LIMITS.excluded.body})
_DROP = tuple(delete(table).where(table.c.group == bindparam("of_group")) for table in (group_links, shared_steps))
_ERASE = (
    update(group_links).where(group_links.c.person == bindparam("of")).values(person=None),
    *(delete(table).where(table.c.person == bindparam("of")) for table in (shared_steps, blocks, own_limits)),
    delete(blocks).where(blocks.c.blocked == bindparam("of")),
)


class BoardReader(Queries):
    """What was put up, and what people keep to themselves."""

    def links(self, group: str) -> tuple[GroupLink, ...]:
        """In the order in which they were put up."""
        return tuple(
            GroupLink(id_, of, person or "", note, address, at)
            for id_, of, person, note, address, at in self._all(_LINKS, of_group=group)
        )

    def steps(self, group: str) -> tuple[SharedStep, ...]:
        """In the order in which they were shown."""
        rows = self._all(_STEPS, of_group=group)
        return tuple(
            SharedStep(of, who, practice, round_, ShownAs(as_), at) for of, who, practice, round_, as_, at in rows
        )

    def blocks(self, person: str) -> tuple[Block, ...]:
        """Those by this person and those of this person: whoever shows something leaves out both."""
        return tuple(Block(*row) for row in self._all(_BLOCKS, of_person=person))

    def limits(self, person: str) -> OwnLimits:
        row = self._first(_LIMITS, of_person=person)
        return OwnLimits() if row is None else read_text(OwnLimits, row[0])


class BoardWriter(BoardReader):
    """Putting up and taking down."""

    def add_link(self, link: GroupLink) -> None:
        self._connection.execute(insert(group_links), vars(link) | {"person": link.person or None})

    def drop_link(self, id: str) -> None:
        self._connection.execute(delete(group_links).where(group_links.c.id == id))

    def put_step(self, step: SharedStep) -> None:
        """Showing it twice changes how it is shown."""
        self._connection.execute(_SET_STEP, vars(step) | {"as_": step.as_.value})

    def drop_step(self, group: str, person: str, practice: int, round_: int) -> None:
        asked = {"of_group": group, "of_person": person, "of_practice": practice, "of_round": round_}
        self._connection.execute(_DROP_STEP, asked)

    def drop_steps(self, group: str, person: str) -> None:
        """All of somebody who has left the group."""
        self._connection.execute(_DROP_STEPS, {"of_group": group, "of_person": person})

    def block(self, block: Block) -> None:
        """Blocking twice is fine."""
        self._connection.execute(_BLOCK, vars(block))

    def unblock(self, person: str, blocked: str) -> None:
        self._connection.execute(_UNBLOCK, {"of_person": person, "of_blocked": blocked})

    def set_limits(self, person: str, limits: OwnLimits) -> None:
        self._connection.execute(_SET_LIMITS, {"person": person, "body": as_text(as_stored(limits))})

    def drop_of_group(self, group: str) -> None:
        """Nobody is in it any more."""
        self._run(_DROP, {"of_group": group})

    def erase_person(self, person: str) -> None:
        """What they put up for others stays, without their name."""
        self._run(_ERASE, {"of": person})
