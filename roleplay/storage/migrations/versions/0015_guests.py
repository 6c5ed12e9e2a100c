"""Guests of one session of a group, and the invitations that ask them.

Written out, not taken from `roleplay.storage`, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("group_invitations", sa.Column("meeting", sa.Text))
    op.create_table(
        "meeting_guests",
        sa.Column("meeting", sa.Text, sa.ForeignKey("meetings.id"), primary_key=True),
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("by", sa.Text, sa.ForeignKey("persons.id")),
        sa.Column("at", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("meeting_guests_by_person", "meeting_guests", ["person"])
