"""Tests of the JavaScript, in JavaScript: each `test("a rule", …)` in a `test_….js` file is a test for pytest.

They run in the Node that comes with Playwright, without a browser and with nothing to install beyond the requirements.
What the modules import of Python's is made as the server makes it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright._impl._driver import compute_driver_executable

from roleplay.web.server.root import ROOT
from roleplay.web.server.script import modules_of

RULE = re.compile(r'^test\("((?:[^"\\]|\\.)+)"', re.MULTILINE)
NODE = compute_driver_executable()[0]
HOOKS = Path(__file__).with_name("made_modules.js").as_uri()


@cache
def made_modules() -> dict[str, str]:
    """The text of each module that has no file, by its address."""
    modules = modules_of(ROOT / "roleplay/web/live/live.js")
    return {path.as_uri(): text for path, text in modules.items() if not path.exists()}


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix != ".js" or not file_path.name.startswith("test_"):
        return None
    found: JavaScriptFile = JavaScriptFile.from_parent(parent, path=file_path)
    return found


class JavaScriptFile(pytest.File):
    """One file, run as a whole when its first test is run."""

    def collect(self) -> Iterator[pytest.Item]:
        for rule in RULE.findall(self.path.read_text(encoding="utf-8")):
            yield JavaScriptTest.from_parent(self, name=rule)

    @cached_property
    def faults(self) -> dict[str, str]:
        """What each test that ran said; empty if it passed."""
        # Node's warnings are errors here too.
        command = [NODE, "--throw-deprecation", "--import", HOOKS, "--test", "--test-reporter=junit", str(self.path)]
        environ = {**os.environ, "MADE_MODULES": json.dumps(made_modules())}
        run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environ)
        try:
            cases = ElementTree.fromstring(run.stdout).iter("testcase")
        except ElementTree.ParseError:
            pytest.fail(run.stdout + run.stderr, pytrace=False)
        return {case.get("name", ""): "".join(case.itertext()).strip() for case in cases}


class JavaScriptTest(pytest.Item):
    def runtest(self) -> None:
        faults = self.parent.faults  # type: ignore[union-attr]
        if self.name not in faults:
            pytest.fail("\n".join(["It did not run.", *faults.values()]), pytrace=False)
        if faults[self.name]:
            pytest.fail(faults[self.name], pytrace=False)

    def reportinfo(self) -> tuple[Any, None, str]:
        return self.path, None, self.name
