"""One transaction, and how statements run in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select


class Queries:
    """One transaction: everything read through it is from the same instant."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _first(self, statement: Select[Any], **values: Any) -> Any:
        return self._connection.execute(statement, values).first()

    def _all(self, statement: Select[Any], **values: Any) -> Iterable[Any]:
        return self._connection.execute(statement, values)
