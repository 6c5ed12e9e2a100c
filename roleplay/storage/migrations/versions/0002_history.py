"""What a person has met and set out to do, private settings, the charter, table clocks.

Written out, not taken from `roleplay.storage`, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # Not in batch mode: SQLite adds a column in place, so that no table is made anew and no row is touched.
    op.add_column("persons", sa.Column("charter_at", sa.BigInteger))
    _exposures()
    _goals()
    _settings()


def _exposures() -> None:
    op.create_table(
        "exposures",
        sa.Column("practice", sa.Integer, sa.ForeignKey("practices.id"), primary_key=True, autoincrement=False),
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("case", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("heavy", sa.Boolean, nullable=False),
        sa.Column("counts", sa.Boolean, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("exposures_by_person", "exposures", ["person", "at"])


def _goals() -> None:
    op.create_table(
        "goals",
        sa.Column("practice", sa.Integer, sa.ForeignKey("practices.id"), primary_key=True, autoincrement=False),
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.Column("outcome", sa.Text),
        sqlite_with_rowid=False,
    )
    op.create_index("goals_by_person", "goals", ["person", "made"])


def _settings() -> None:
    op.create_table(
        "private_settings",
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "table_devices",
        sa.Column("practice", sa.Integer, sa.ForeignKey("practices.id"), primary_key=True, autoincrement=False),
        sa.Column("device", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )
