"""Alembic's entry point: migrates over the connection it is given, inside the transaction already open."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
