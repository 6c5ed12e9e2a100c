"""Cases that people wrote on this kit, with their earlier versions, and the rubrics and pictures they need.

Written out, not taken from `roleplay.storage`, which goes on changing. They begin empty; what older kits kept
in a folder beside the file is imported when the kit next opens it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "own_cases",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("owner", sa.Text, sa.ForeignKey("persons.id")),
        sa.Column("writer", sa.Text, sa.ForeignKey("persons.id")),
        sa.Column("text", sa.Text),
        sa.Column("digest", sa.Text, nullable=False),
    )
    op.create_index("own_cases_by_owner", "own_cases", ["owner"])
    op.create_table(
        "own_versions",
        sa.Column("case", sa.Text, sa.ForeignKey("own_cases.id"), primary_key=True),
        sa.Column("at", sa.BigInteger, primary_key=True),
        sa.Column("writer", sa.Text, sa.ForeignKey("persons.id")),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "own_rubrics",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
    )
    op.create_table(
        "own_pictures",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("owner", sa.Text, sa.ForeignKey("persons.id")),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "own_content",
        sa.Column("revision", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("brought_at", sa.BigInteger),
    )
