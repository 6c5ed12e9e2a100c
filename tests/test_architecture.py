"""The floors of the house: what may import what, and how large a page may grow."""

import ast
import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def loggers_stay_on() -> Iterator[None]:
    """import-linter sets logging up anew, and with that turns off every logger that there was."""
    known = [one for one in logging.Logger.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    on = [logger for logger in known if not logger.disabled]
    yield
    for logger in on:
        logger.disabled = False


@pytest.mark.usefixtures("loggers_stay_on")
def test_imports_go_down_only(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None)

    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("*.py")), ids=lambda page: page.name)
def test_a_page_stays_thin(page: Path) -> None:
    assert len(page.read_text(encoding="utf-8").splitlines()) <= 60


def test_no_module_beside_the_frame_hides_a_standard_one() -> None:
    """Streamlit looks for modules in the folder of the script that it runs."""
    ours = {path.stem for path in (ROOT / "roleplay/web/server").iterdir()}

    assert not ours & sys.stdlib_module_names


def test_modules_of_one_name_belong_to_one_subject() -> None:
    """A folder inside a floor is a subject. Commands are called as the words that people type."""
    subjects: dict[str, set[str]] = {}
    for path in (ROOT / "roleplay").rglob("*.py"):
        if path.stem != "__init__" and not {"cli", "versions"} & {*path.parts}:
            subjects.setdefault(path.stem, set()).add(path.parent.name)

    assert {name: where for name, where in subjects.items() if len(where) > 1} == {}


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("[a-z]*.py")), ids=lambda page: page.name)
def test_a_page_is_called_as_the_module_that_draws_it(page: Path) -> None:
    assert list((ROOT / "roleplay/web").rglob(page.name)) != []


def test_no_module_is_longer_than_anybody_reads() -> None:
    long = {str(path.relative_to(ROOT)) for path in (ROOT / "roleplay").rglob("*.py") if lines_of(path) > 400}
    assert long == set()


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_what_begins_with_an_underscore_is_used_by_its_own_module_only() -> None:
    """A subject's neighbours see what it offers, and nothing that it keeps to itself."""
    modules = sorted((ROOT / "roleplay").rglob("*.py"))
    assert [taken for path in modules for taken in private_names_of_others(ast.parse(path.read_bytes()))] == []


def private_names_of_others(tree: ast.Module) -> list[str]:
    """Names, modules, and what belongs to either of them, as far as they are ours."""
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and is_ours(node.module)]
    taken = [f"{node.module}.{alias.name}" for node in froms for alias in node.names]
    known = {alias.asname or alias.name for node in froms for alias in node.names}
    asked = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    taken += [f"{node.value.id}.{node.attr}" for node in asked if node.value.id in known]  # type: ignore[attr-defined]
    return [name for name in taken if any(is_private(part) for part in name.split("."))]


def is_ours(module: str | None) -> bool:
    return (module or "").split(".")[0] == "roleplay"


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


@pytest.mark.parametrize(
    "source",
    ["from roleplay.review.goals import _lines", "from roleplay.review import goals as g\ng._lines()"],
    ids=["a name", "what belongs to a module"],
)
def test_a_private_name_of_another_module_is_found(source: str) -> None:
    assert private_names_of_others(ast.parse(source)) != []


NAMES_SQLITE = re.compile(r"\b(PRAGMA|VACUUM|INSERT OR|rowid|json_extract|json_each)\b|sqlite_|sqlite://")


def test_only_its_own_module_knows_a_database() -> None:
    """Another database is a module beside it. Migrations are written out, so they keep the words of their tables."""
    floor = [*(ROOT / "roleplay").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    others = [path for path in floor if not {"databases", "versions"} & {*path.parts}]
    assert {str(path.relative_to(ROOT)) for path in others if names_sqlite(path.read_text(encoding="utf-8"))} == set()


def names_sqlite(source: str) -> bool:
    """By what it imports, by a keyword, or in what isn't written for its readers."""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    told = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and id(node) not in told]
    words = [text for text in texts if isinstance(text, str)]
    words += [node.arg or "" for node in nodes if isinstance(node, ast.keyword)]
    modules = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    modules += [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return any(map(NAMES_SQLITE.search, words)) or any(
        module == "sqlite3" or module.startswith("sqlalchemy.dialects") for module in modules
    )


@pytest.mark.parametrize(
    "source",
    [
        "import sqlite3",
        "from sqlalchemy.dialects.sqlite import insert",
        'connection.execute(f"PRAGMA {pragma}")',
        "Table(sqlite_with_rowid=False)",
        'url = f"sqlite:///{file}"',
    ],
)
def test_a_module_that_knows_sqlite_is_found(source: str) -> None:
    assert names_sqlite(source)
