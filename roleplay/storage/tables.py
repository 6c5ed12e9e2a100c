"""The tables, as the newest migration leaves them: a new file is made from this, an older one is migrated to this.

Instants are UTC milliseconds. ``events`` is the truth, with ``texts`` for what people wrote in them; ``marks``,
``exposures``, ``goals``, ``rounds`` and ``words`` are projections of both, replaced a round at a time. A practice with
an ``owner`` has no log: what stands under it in these tables was brought along from another kit by that person, or
read by them.

Nothing is ever deleted except what a person asks to delete, words older than a year, and wrong tries that no longer
count.
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
    LargeBinary,
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
    Column("origin", Text),
    Column("owner", Text),
    Index("practices_by_owner", "owner"),
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
    Column("key_tag", Text),
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
    Index("seats_by_person", "person"),
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

# A person's devices; as a ``guest`` they only sat down on somebody else's.
person_devices = Table(
    "person_devices",
    metadata,
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("device", Text, primary_key=True),
    Column("guest", Boolean, nullable=False),
    Column("since", BigInteger, nullable=False),
    Index("persons_by_device", "device"),
    sqlite_with_rowid=False,
)

# The ids under which other kits know the same person.
aliases = Table(
    "aliases",
    metadata,
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("alias", Text, primary_key=True),
    sqlite_with_rowid=False,
)

# Devices that are a practice's table clock: they have no seat.
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

# No rowid: a practice's log is stored together in order of seq, and each event is one entry fewer to write.
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

# What people wrote, the reasons that name them, and the digests of what they typed: apart from the events in which
# these came, so that to erase is to delete rows. ``seq`` and ``kind`` are the event's; in a round that was brought
# along, ``seq`` is the round's number. ``round`` is None where the text came with a step, not with a tap.
texts = Table(
    "texts",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("round", Integer),
    Column("text", Text, nullable=False),
    Column("digest", Text),
    sqlite_with_rowid=False,
)

# In each projection ``place`` keeps the order in which a round's rows were given, whatever they hold.
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

rounds = Table(
    "rounds",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("student", Text, nullable=False),
    Column("case", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("case_kind", Text, nullable=False),
    Column("specialty", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("difficulty", Integer, nullable=False),
    Column("skills", Text, nullable=False),
    Column("heavy", Boolean, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("opened_at", BigInteger),
    Column("minutes", Float, nullable=False),
    Column("repeat", Boolean, nullable=False),
    Column("counts", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

words = Table(
    "words",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("writer", Text, nullable=False),
    Column("receiver", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Index("words_by_receiver", "receiver"),
    sqlite_with_rowid=False,
)

# What a projection's fingerprints stand for: a mark sheet as it was when it was used.
sheets = Table(
    "sheets",
    metadata,
    Column("fingerprint", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

# How the projections were made: one row. If the kit now makes them differently, it remakes them all.
projected = Table("projected", metadata, Column("version", Integer, primary_key=True, autoincrement=False))

# The feedback on an imported round: there is no log here to make it from.
brought = Table(
    "brought",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
)

# Rounds whose words their receiver keeps beyond a year.
kept = Table(
    "kept",
    metadata,
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Cases that somebody knows and chose to do again as student.
repeats = Table(
    "repeats",
    metadata,
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("case", Text, primary_key=True),
    sqlite_with_rowid=False,
)

# Printed mark sheets. ``practice`` is where one was typed in, None until then.
papers = Table(
    "papers",
    metadata,
    Column("code", Text, primary_key=True),
    Column("snapshot", Text, ForeignKey("snapshots.fingerprint"), nullable=False),
    Column("printed_at", BigInteger, nullable=False),
    Column("practice", Integer, ForeignKey("practices.id")),
)

# Wrong tries in the last few minutes: at what, from which network, when.
attempts = Table(
    "attempts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("network", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("attempts_by_kind", "kind", "network", "at"),
)

# The secret that signs device cookies: one row, made when the kit first opens the file.
signing = Table("signing", metadata, Column("secret", Text, primary_key=True))

# Devices that got their cookie before cookies were signed; each is signed at its next visit.
unsigned_devices = Table(
    "unsigned_devices",
    metadata,
    Column("device", Text, primary_key=True),
    sqlite_with_rowid=False,
)

# What people on this kit wrote themselves. A case without text is off the shelf; one without an owner is nobody's.
own_cases = Table(
    "own_cases",
    metadata,
    Column("id", Text, primary_key=True),
    Column("owner", Text, ForeignKey("persons.id")),
    Column("writer", Text, ForeignKey("persons.id")),
    Column("text", Text),
    Column("digest", Text, nullable=False),
    Index("own_cases_by_owner", "owner"),
)

# A case's text until ``at``, and who had written it.
own_versions = Table(
    "own_versions",
    metadata,
    Column("case", Text, ForeignKey("own_cases.id"), primary_key=True),
    Column("at", BigInteger, primary_key=True),
    Column("writer", Text, ForeignKey("persons.id")),
    Column("text", Text, nullable=False),
)

own_rubrics = Table(
    "own_rubrics",
    metadata,
    Column("id", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("digest", Text, nullable=False),
)

own_pictures = Table(
    "own_pictures",
    metadata,
    Column("name", Text, primary_key=True),
    Column("owner", Text, ForeignKey("persons.id")),
    Column("data", LargeBinary, nullable=False),
)

# One row: a new number after every change to the four tables above, and when an older kit's folder was imported.
own_content = Table(
    "own_content",
    metadata,
    Column("revision", BigInteger, primary_key=True, autoincrement=False),
    Column("brought_at", BigInteger),
)

# As Alembic makes it, so that a new file can be made without Alembic.
version = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
