"""Stations that somebody shares with one person, and what that person says about them.

Written out, not taken from `roleplay.storage`, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "shares",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("digest", sa.Text, nullable=False, unique=True),
        sa.Column("owner", sa.Text, sa.ForeignKey("persons.id"), nullable=False),
        sa.Column("practice", sa.Integer, sa.ForeignKey("practices.id"), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("named", sa.Text, nullable=False),
        sa.Column("parts", sa.Text, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("reader", sa.Text, sa.ForeignKey("persons.id")),
        sa.Column("device", sa.Text),
        sa.Column("opened_at", sa.BigInteger),
        sa.Column("revoked_at", sa.BigInteger),
    )
    op.create_index("shares_by_owner", "shares", ["owner", "practice", "round"])
    op.create_index("shares_by_reader", "shares", ["reader"])
    op.create_index("shares_by_device", "shares", ["device"])
    op.create_table(
        "remarks",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("share", sa.Text, sa.ForeignKey("shares.id"), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("to_try", sa.Boolean, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("remarks_by_share", "remarks", ["share", "number"])
