"""When somebody's exam is and what it draws on; and what somebody wrote is found by its writer."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "exam_plans",
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("words_by_writer", "words", ["writer"])
