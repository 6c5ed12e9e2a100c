"""Device cookies are signed: the secret is stored here. Older ones are valid until they are signed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table("signing", sa.Column("secret", sa.Text, primary_key=True))
    op.create_table("unsigned_devices", sa.Column("device", sa.Text, primary_key=True), sqlite_with_rowid=False)
    op.execute(
        """
        INSERT INTO unsigned_devices (device)
        SELECT device FROM person_devices UNION SELECT device FROM seat_devices
        UNION SELECT device FROM table_devices UNION SELECT device FROM seat_claims
        """
    )
