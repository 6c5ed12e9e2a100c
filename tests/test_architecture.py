"""The floors of the house: what may import what, and how large a page may grow."""

import logging
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
