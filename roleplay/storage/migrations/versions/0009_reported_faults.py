"""What people say is wrong with a case.

Written out, not taken from `roleplay.storage`, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "reported_faults",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("case", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("where", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id")),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("answered", sa.BigInteger),
        sa.Column("answer", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("reported_faults_by_case", "reported_faults", ["case"])
    op.create_index("reported_faults_by_person", "reported_faults", ["person"])
