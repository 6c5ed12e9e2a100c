"""Migrations, run by Alembic from `roleplay.storage.versions`.

Add one as a file in ``versions`` named ``<revision>_<what it does>.py``, with four digits that go up by one. It turns
the previous version's tables into what the subjects in `roleplay.storage.subjects` then say.
"""
