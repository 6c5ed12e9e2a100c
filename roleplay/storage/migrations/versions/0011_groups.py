"""Study groups: who is in one, when they meet, who is coming, and what they put up for each other.

Written out, not taken from `roleplay.storage`, which goes on changing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    _people_in_groups()
    _sessions()
    _board()


def _people_in_groups() -> None:
    op.create_table(
        "groups",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("founded_at", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "group_members",
        sa.Column("group", sa.Text, sa.ForeignKey("groups.id"), primary_key=True),
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("joined_at", sa.BigInteger, nullable=False),
        sa.Column("admin", sa.Boolean, nullable=False),
        sa.Column("left_at", sa.BigInteger),
        sa.Column("removed", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("group_members_by_person", "group_members", ["person"])
    op.create_table(
        "group_invitations",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("group", sa.Text, sa.ForeignKey("groups.id"), nullable=False),
        sa.Column("by", sa.Text, sa.ForeignKey("persons.id"), nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("single", sa.Boolean, nullable=False),
        sa.Column("used_at", sa.BigInteger),
        sa.Column("revoked_at", sa.BigInteger),
    )
    op.create_index("group_invitations_by_group", "group_invitations", ["group"])
    op.create_index("group_invitations_by_person", "group_invitations", ["by"])
    op.create_table(
        "group_news",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("group", sa.Text, sa.ForeignKey("groups.id"), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id")),
        sa.Column("starts", sa.Text),
        sa.Column("before", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_index("group_news_by_group", "group_news", ["group", "number"])
    op.create_index("group_news_by_person", "group_news", ["person"])


def _sessions() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("group", sa.Text, sa.ForeignKey("groups.id"), nullable=False),
        sa.Column("starts_at", sa.BigInteger, nullable=False),
        sa.Column("day", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("meetings_by_group", "meetings", ["group", "starts_at"])
    op.create_table(
        "meeting_replies",
        sa.Column("meeting", sa.Text, sa.ForeignKey("meetings.id"), primary_key=True),
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.Text, sa.ForeignKey("persons.id")),
        sa.Column("late", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("meeting_replies_by_person", "meeting_replies", ["person"])
    op.create_table(
        "meeting_waiting",
        sa.Column("meeting", sa.Text, sa.ForeignKey("meetings.id"), primary_key=True),
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger),
        sa.Column("passed", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("meeting_waiting_by_person", "meeting_waiting", ["person"])
    op.create_table(
        "polls",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("group", sa.Text, sa.ForeignKey("groups.id"), nullable=False),
        sa.Column("by", sa.Text, sa.ForeignKey("persons.id")),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("polls_by_group", "polls", ["group", "made_at"])
    op.create_table(
        "poll_votes",
        sa.Column("poll", sa.Text, sa.ForeignKey("polls.id"), primary_key=True),
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("time", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("poll_votes_by_person", "poll_votes", ["person"])
    op.create_table(
        "group_practices",
        sa.Column("practice", sa.Integer, sa.ForeignKey("practices.id"), primary_key=True, autoincrement=False),
        sa.Column("group", sa.Text, sa.ForeignKey("groups.id"), nullable=False),
        sa.Column("meeting", sa.Text, sa.ForeignKey("meetings.id")),
        sqlite_with_rowid=False,
    )
    op.create_index("group_practices_by_group", "group_practices", ["group"])
    op.create_index("group_practices_by_meeting", "group_practices", ["meeting"])


def _board() -> None:
    op.create_table(
        "group_links",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("group", sa.Text, sa.ForeignKey("groups.id"), nullable=False),
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id")),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("group_links_by_group", "group_links", ["group", "number"])
    op.create_index("group_links_by_person", "group_links", ["person"])
    op.create_table(
        "shared_steps",
        sa.Column("group", sa.Text, sa.ForeignKey("groups.id"), primary_key=True),
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("practice", sa.Integer, sa.ForeignKey("practices.id"), primary_key=True, autoincrement=False),
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("as_", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("shared_steps_by_person", "shared_steps", ["person"])
    op.create_table(
        "blocks",
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("blocked", sa.Text, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("blocks_by_blocked", "blocks", ["blocked"])
    op.create_table(
        "own_limits",
        sa.Column("person", sa.Text, sa.ForeignKey("persons.id"), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
