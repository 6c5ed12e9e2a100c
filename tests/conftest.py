"""What holds for all tests.

The same examples in every run: ``--hypothesis-profile explore`` looks for new ones. A whole suite runs on several
processes; who names a file or a test gets it in one, with ``-s`` and a debugger as usual.
"""

import compileall
import os
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

# Where the machine asks for no bytecode, as many containers do, each process of the tests and each server that they
# start would compile all modules anew. Before anything else of ours is imported, and for those processes as well.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

from hypothesis import settings  # noqa: E402

settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", max_examples=1000, deadline=None)
settings.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    """No test opens the file of whoever runs the tests: what asks for the process's kit gets one in an empty folder."""
    folder = TemporaryDirectory(prefix="kit-of-the-tests-")
    os.environ["ROLEPLAY_DATABASE_URL"] = f"sqlite:///{folder.name}/kit.sqlite3"
    config.add_cleanup(folder.cleanup)
    if not hasattr(config, "workerinput"):
        # Once, before several processes begin and each find that there is none.
        compileall.compile_dir(Path(__file__).parents[1] / "roleplay", quiet=2)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores, since the browser tests wait a good deal; not more than three browsers."""
    named = config.args_source is pytest.Config.ArgsSource.ARGS and not all(os.path.isdir(arg) for arg in config.args)
    return 0 if named else min(3, 1 + (os.cpu_count() or 1))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A line a reason, however many tests are skipped for it."""
    skipped = terminalreporter.stats.get("skipped", [])
    for reason, many in Counter(_reason(report) for report in skipped).items():
        terminalreporter.write_line(f"Skipped {many}: {reason}")


def _reason(report: pytest.TestReport) -> str:
    said = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return said.removeprefix("Skipped: ")
