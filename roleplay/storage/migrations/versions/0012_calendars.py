"""The addresses of people's calendars, by the digests of their secrets.

Written out, not taken from `roleplay.storage`, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "calendars",
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("digest", sa.Text, unique=True),
        sa.Column("made_at", sa.BigInteger),
        sa.Column("alarms", sa.Boolean, nullable=False),
    )
