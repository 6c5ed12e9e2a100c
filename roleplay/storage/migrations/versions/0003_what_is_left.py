"""What is left next week: rounds and words by person, people on their devices, what was imported and kept.

Written out, not taken from `roleplay.storage`, which goes on changing. The new projections begin empty; the kit
makes them from the log when it next opens the file.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    # Not in batch mode: SQLite adds a column in place, so that no table is made anew and no row is touched.
    op.add_column("practices", sa.Column("origin", sa.Text))
    op.add_column("practices", sa.Column("owner", sa.Text))
    op.create_index("practices_by_owner", "practices", ["owner"])
    op.create_index("seats_by_person", "seats", ["person"])
    _persons()
    _projections()
    _of_a_person()
    _devices()


def _persons() -> None:
    op.create_table(
        "person_devices",
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("device", sa.Text, primary_key=True),
        sa.Column("guest", sa.Boolean, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("persons_by_device", "person_devices", ["device"])
    op.create_table(
        "aliases",
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("alias", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )


def _projections() -> None:
    op.create_table(
        "rounds",
        *_round_and_place(),
        sa.Column("student", sa.Text, nullable=False),
        sa.Column("case", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("case_kind", sa.Text, nullable=False),
        sa.Column("specialty", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("difficulty", sa.Integer, nullable=False),
        sa.Column("skills", sa.Text, nullable=False),
        sa.Column("heavy", sa.Boolean, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("opened_at", sa.BigInteger),
        sa.Column("minutes", sa.Float, nullable=False),
        sa.Column("repeat", sa.Boolean, nullable=False),
        sa.Column("counts", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "words",
        *_round_and_place(),
        sa.Column("writer", sa.Text, nullable=False),
        sa.Column("receiver", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("words_by_receiver", "words", ["receiver"])
    op.create_table(
        "sheets",
        sa.Column("fingerprint", sa.Text, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table("projected", sa.Column("version", sa.Integer, primary_key=True, autoincrement=False))


def _of_a_person() -> None:
    op.create_table(
        "brought",
        sa.Column("practice", sa.Integer, sa.ForeignKey("practices.id"), primary_key=True, autoincrement=False),
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "kept",
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("practice", sa.Integer, sa.ForeignKey("practices.id"), primary_key=True, autoincrement=False),
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "papers",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("snapshot", sa.Text, sa.ForeignKey("snapshots.fingerprint"), nullable=False),
        sa.Column("printed_at", sa.BigInteger, nullable=False),
        sa.Column("practice", sa.Integer, sa.ForeignKey("practices.id")),
    )
    op.create_table(
        "repeats",
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("case", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )


def _round_and_place() -> list[sa.Column[int]]:
    return [
        sa.Column("practice", sa.Integer, sa.ForeignKey("practices.id"), primary_key=True, autoincrement=False),
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    ]


def _devices() -> None:
    """A device belongs to the first person who sat down on it; later ones were guests. A seat that others gave back
    makes no device anybody's: if a device asked for a seat, having it proves nothing about the person."""
    op.execute(
        """
        INSERT INTO person_devices (person, device, guest, since)
        SELECT mine.person, mine.device, mine.first > (
            SELECT min(number) FROM seats JOIN seat_devices ON seat_devices.seat = seats.id
            WHERE seat_devices.device = mine.device AND NOT EXISTS (
                SELECT 1 FROM seat_claims WHERE seat_claims.seat = seats.id AND seat_claims.device = mine.device
            )
        ), mine.since
        FROM (
            SELECT seats.person, seat_devices.device, min(seats.number) AS first, min(seats.joined_at) AS since
            FROM seats JOIN seat_devices ON seat_devices.seat = seats.id
            WHERE NOT EXISTS (
                SELECT 1 FROM seat_claims WHERE seat_claims.seat = seats.id AND seat_claims.device = seat_devices.device
            )
            GROUP BY seats.person, seat_devices.device
        ) AS mine
        """
    )
