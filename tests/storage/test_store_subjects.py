"""The store by subject: what is registered, and in what order a person is erased from it."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Table

from roleplay import storage
from roleplay.storage import Store
from roleplay.storage.queries import Queries

ROOT = Path(storage.__file__).parent


@pytest.fixture
def order(store: Store) -> list[str]:
    """The modules of the registered subjects, in the order in which a person is erased from them."""
    with store.write() as writer:
        return [type(subject).__module__ for subject in writer.subjects()]


def test_every_module_with_tables_is_a_registered_subject(order: list[str]) -> None:
    assert sorted(order) == sorted(made for made, _ in tables())


def test_a_registered_subject_can_be_read_and_written(store: Store) -> None:
    with store.read() as reader, store.write() as writer:
        read = {name for name, subject in vars(reader).items() if isinstance(subject, Queries)}
        written = {name for name, subject in vars(writer).items() if subject in writer.subjects()}

    assert read == written


def test_a_person_is_erased_first_where_rows_point_to_others(order: list[str]) -> None:
    made_in = {table.name: module for module, owned in tables() for table in owned}

    pointing = {
        (module, made_in[key.column.table.name])
        for module, owned in tables()
        for table in owned
        for key in table.foreign_keys
    }

    assert len(pointing) > 5
    assert [pair for pair in pointing if order.index(pair[0]) > order.index(pair[1])] == []


def tables() -> Iterator[tuple[str, list[Table]]]:
    """Each module of the store that makes tables, with those that it makes; a store's version is no subject."""
    for path in sorted(ROOT.rglob("*.py")):
        names = [] if path.stem == "versions" or "versions" in path.parts else tables_made_in(path)
        if names:
            module = ".".join(["roleplay.storage", *path.relative_to(ROOT).with_suffix("").parts])
            yield module, [getattr(sys.modules[module], name) for name in names]


def tables_made_in(path: Path) -> list[str]:
    """The names that a module gives to the tables which it makes."""
    given = [node for node in ast.parse(path.read_bytes()).body if isinstance(node, ast.Assign)]
    return [ast.unparse(node.targets[0]) for node in given if ast.unparse(node.value).startswith("Table(")]
