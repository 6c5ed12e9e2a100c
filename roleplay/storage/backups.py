"""A whole copy of the file while others go on using it."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from roleplay.storage.engines import outside_transactions
from roleplay.storage.faults import Damaged, in_words, system_in_words


def copy(engine: Engine, file: Path, to: Path) -> None:
    """Never writes over a file; a copy that was not finished is removed. Only its owner may read it."""
    with system_in_words(to):
        os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with in_words(to), outside_transactions(engine) as bare, closing(bare.cursor()) as cursor:
            cursor.execute("VACUUM INTO ?", (str(to),))
        _sync(to)
    except BaseException as error:
        to.unlink()
        if isinstance(error, Damaged):
            raise Damaged(file) from error
        raise


def _sync(file: Path) -> None:
    # VACUUM INTO leaves this to the operating system, which may take its time.
    with system_in_words(file), file.open("rb+") as copied:
        os.fsync(copied.fileno())
