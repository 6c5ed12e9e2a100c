"""A whole copy of the file while others keep using it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from roleplay.atomic import appear, drop, sync, write_beside
from roleplay.storage.engines import outside_transactions
from roleplay.storage.faults import Damaged, in_words, system_in_words


def copy(engine: Engine, file: Path, to: Path) -> None:
    """Never writes over a file, and is there under its name only once it is whole. Only its owner may read it."""
    with system_in_words(to):
        beside = write_beside(to)
    try:
        with in_words(to), outside_transactions(engine) as bare, closing(bare.cursor()) as cursor:
            cursor.execute("VACUUM INTO ?", (str(beside),))
        with system_in_words(to):
            # VACUUM INTO leaves this to the operating system, which may take its time.
            sync(beside)
            appear(beside, to)
    except Damaged as error:
        raise Damaged(file) from error
    finally:
        drop(beside)
