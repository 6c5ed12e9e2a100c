"""A finished demo, for the tests."""

from dataclasses import dataclass
from pathlib import Path

from roleplay.storage import Store

NOW = 1_760_000_000_000
"""Thursday, 9 October 2025, 08:53 UTC."""


@dataclass(frozen=True)
class Made:
    """The store of a demo and what the command said."""

    store: Store
    said: str

    @property
    def file(self) -> Path:
        return self.store.file

    def person(self, name: str) -> str:
        with self.store.read() as reader:
            return reader.persons.persons_with_key(name, None, 1)[0].id
