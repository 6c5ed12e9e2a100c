"""What each next step is about, and which one an observer judged; replies to comments; cases planned again.

Rows of sessions held here are made again from their logs; those of imported rounds are brought up to date here.
Written out, not taken from `roleplay.storage`, which goes on changing.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_GOALS = sa.table("goals", *(sa.column(name) for name in ("practice", "round", "outcome")), sa.column("focus", sa.Text))
_TEXTS = sa.table("texts", *(sa.column(name) for name in ("practice", "round", "kind", "text")))
_PRACTICES = sa.table("practices", sa.column("id"), sa.column("owner"))


def upgrade() -> None:
    op.add_column("goals", sa.Column("skill", sa.Text, nullable=False, server_default=""))
    op.add_column("goals", sa.Column("focus", sa.Text))
    _bring_up_to_date(op.get_bind())
    op.create_table(
        "replies",
        sa.Column("practice", sa.Integer, sa.ForeignKey("practices.id"), primary_key=True, autoincrement=False),
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("words", sa.Text, primary_key=True),
        sa.Column("writer", sa.Text, primary_key=True),
        sa.Column("receiver", sa.Text, nullable=False),
        sa.Column("reply", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("helped", sa.Boolean, nullable=False),
        sa.Column("talked_at", sa.BigInteger),
    )
    op.create_index("replies_by_receiver", "replies", ["receiver"])
    op.create_index("replies_by_writer", "replies", ["writer"])
    op.create_table(
        "repeat_plans",
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("case", sa.Text, primary_key=True),
        sa.Column("practice", sa.Integer, sa.ForeignKey("practices.id"), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("skill", sa.Text, nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False),
    )


def _bring_up_to_date(bind: sa.Connection) -> None:
    """An imported round names the next step that its student came with among its words."""
    mine = sa.select(_PRACTICES.c.id).where(_PRACTICES.c.owner.is_not(None))
    bind.execute(sa.update(_GOALS).where(_GOALS.c.outcome == "tried").values(outcome="done"))
    found = sa.select(_TEXTS.c.practice, _TEXTS.c.round, _TEXTS.c.text).where(
        _TEXTS.c.kind == "round_began", _TEXTS.c.practice.in_(mine)
    )
    for practice, round_, text in bind.execute(found).all():
        here = sa.and_(_GOALS.c.practice == practice, _GOALS.c.round == round_, _GOALS.c.outcome.is_not(None))
        bind.execute(sa.update(_GOALS).where(here).values(focus=json.loads(text)[0]))
