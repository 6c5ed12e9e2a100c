"""Alembic's entry: migrates over the connection it is handed, inside the transaction that is already open."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
