"""Migrations, run by Alembic from `roleplay.storage.versions`.

A new one is a file in ``versions`` named ``<revision>_<what it does>.py``, four digits that go up by one; it changes
the tables of the version before into what `roleplay.storage.tables` then says.
"""
