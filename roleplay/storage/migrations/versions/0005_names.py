"""How names are looked up: the same for every way of typing one; before, only case and accents didn't count.

The key is the kit's current one, not written out here: a store that this step upgrades is looked up by it.
"""

import sqlalchemy as sa
from alembic import op

from roleplay.people.names import name_key

revision = "0005"
down_revision = "0004"

_PERSONS = sa.table("persons", sa.column("id", sa.Text), sa.column("name", sa.Text), sa.column("folded", sa.Text))


def upgrade() -> None:
    """People who were forgotten have no key, and get none."""
    connection = op.get_bind()
    named = sa.select(_PERSONS.c.id, _PERSONS.c.name).where(_PERSONS.c.folded != "")
    anew = sa.update(_PERSONS).where(_PERSONS.c.id == sa.bindparam("person")).values(folded=sa.bindparam("key"))
    found = [{"person": id_, "key": name_key(name)} for id_, name in connection.execute(named).all()]
    if found:
        connection.execute(anew, found)
