"""Nobody is examined beyond hands, arms and head unless they say so.

Older kits stored "anything" together with any other setting, whether or not somebody had chosen it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_PRIVATE = sa.table("private_settings", sa.column("body", sa.Text))


def upgrade() -> None:
    """A quotation mark within a setting is escaped, so this is found only where it is the setting."""
    limbs = sa.func.replace(_PRIVATE.c.body, '"examined":"anything"', '"examined":"limbs"')
    op.get_bind().execute(sa.update(_PRIVATE).values(body=limbs))
