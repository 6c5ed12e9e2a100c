"""The first tables. Written out, not taken from `roleplay.storage`, which goes on changing."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _people()
    _seats()
    _log()
    _marks()


def _people() -> None:
    op.create_table(
        "practices",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.Text, nullable=False, unique=True),
        sa.Column("opened_at", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "persons",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("key_hash", sa.Text),
    )
    op.create_index("persons_by_name", "persons", ["folded"])


def _seats() -> None:
    op.create_table(
        "seats",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("practice", sa.Integer, sa.ForeignKey("practices.id"), nullable=False),
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("joined_at", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("seats_by_practice", "seats", ["practice", "number"])
    op.create_table(
        "seat_devices",
        sa.Column("seat", sa.Text, sa.ForeignKey("seats.id"), primary_key=True),
        sa.Column("device", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("seats_by_device", "seat_devices", ["device"])
    op.create_table(
        "seat_claims",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("practice", sa.Integer, sa.ForeignKey("practices.id"), nullable=False),
        sa.Column("seat", sa.Text, sa.ForeignKey("seats.id"), nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
    )


def _log() -> None:
    op.create_table(
        "snapshots",
        sa.Column("fingerprint", sa.Text, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("practice", sa.Integer, sa.ForeignKey("practices.id"), primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("round", sa.Integer),
        sa.Column("seat", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("made", sa.BigInteger),
        sa.Column("token", sa.Text),
        sa.Column("digest", sa.Text),
        sqlite_with_rowid=False,
    )
    has_token = sa.text("token IS NOT NULL")
    op.create_index(
        "one_event_a_token",
        "events",
        ["practice", "seat", "token"],
        unique=True,
        sqlite_where=has_token,
        postgresql_where=has_token,
    )


def _marks() -> None:
    op.create_table(
        "marks",
        sa.Column("practice", sa.Integer, sa.ForeignKey("practices.id"), primary_key=True, autoincrement=False),
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("case", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("lens", sa.Text, nullable=False),
        sa.Column("rater", sa.Text, nullable=False),
        sa.Column("student", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("thing", sa.Text, nullable=False),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("weight", sa.Float, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.Column("submitted", sa.BigInteger),
        sqlite_with_rowid=False,
    )
    op.create_index("marks_by_student", "marks", ["student"])
