"""The tables, as the newest migration leaves them: a new file is made from here, an older one is migrated to here.

Instants are UTC milliseconds. ``events`` is the truth; ``marks``, ``exposures`` and ``goals`` are projections of it.
Nothing is ever deleted but projections, which are replaced a round at a time.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

metadata = MetaData()

practices = Table(
    "practices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("opened_at", BigInteger, nullable=False),
    sqlite_autoincrement=True,
)

persons = Table(
    "persons",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("key_hash", Text),
    Column("charter_at", BigInteger),
    Index("persons_by_name", "folded"),
)

seats = Table(
    "seats",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("practice", Integer, ForeignKey("practices.id"), nullable=False),
    Column("person", Text, ForeignKey("persons.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("joined_at", BigInteger, nullable=False),
    Index("seats_by_practice", "practice", "number"),
    sqlite_autoincrement=True,
)

seat_devices = Table(
    "seat_devices",
    metadata,
    Column("seat", Text, ForeignKey("seats.id"), primary_key=True),
    Column("device", Text, primary_key=True),
    Index("seats_by_device", "device"),
    sqlite_with_rowid=False,
)

# Devices that are a practice's clock on the table: they have no seat.
table_devices = Table(
    "table_devices",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("device", Text, primary_key=True),
    sqlite_with_rowid=False,
)

private_settings = Table(
    "private_settings",
    metadata,
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("body", Text, nullable=False),
)

seat_claims = Table(
    "seat_claims",
    metadata,
    Column("id", Text, primary_key=True),
    Column("practice", Integer, ForeignKey("practices.id"), nullable=False),
    Column("seat", Text, ForeignKey("seats.id"), nullable=False),
    Column("device", Text, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("fingerprint", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

# No rowid: one practice's log lies together in the order of seq, and an event is one entry fewer to write.
events = Table(
    "events",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("round", Integer),
    Column("seat", Text, nullable=False),  # "" for nobody, so no foreign key
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("made", BigInteger),
    Column("token", Text),
    Column("digest", Text),
    sqlite_with_rowid=False,
)
Index(
    "one_event_a_token",
    events.c.practice,
    events.c.seat,
    events.c.token,
    unique=True,
    sqlite_where=events.c.token.is_not(None),
    postgresql_where=events.c.token.is_not(None),
)

# In each projection ``place`` keeps the order in which the rows of a round were given, whatever they hold.
marks = Table(
    "marks",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("case", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("lens", Text, nullable=False),
    Column("rater", Text, nullable=False),
    Column("student", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("thing", Text, nullable=False),
    Column("mark", Text, nullable=False),
    Column("weight", Float, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("submitted", BigInteger),
    Index("marks_by_student", "student"),
    sqlite_with_rowid=False,
)

exposures = Table(
    "exposures",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("person", Text, nullable=False),
    Column("case", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("heavy", Boolean, nullable=False),
    Column("counts", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("exposures_by_person", "person", "at"),
    sqlite_with_rowid=False,
)

goals = Table(
    "goals",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("person", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("outcome", Text),
    Index("goals_by_person", "person", "made"),
    sqlite_with_rowid=False,
)

# As Alembic makes it, so that a new file can be made without Alembic.
version = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
