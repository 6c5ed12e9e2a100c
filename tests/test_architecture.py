"""The floors of the house: what may import what, and how large a page may grow."""

import logging
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


def test_no_module_of_the_web_floor_hides_a_standard_one() -> None:
    import sys

    ours = {path.stem for path in (ROOT / "roleplay/web").iterdir()}

    assert not ours & sys.stdlib_module_names
