"""Tests of the JavaScript, written in it: `test_….js` files, each `test("a rule", …)` of which is a test of pytest's.

They run in the Node that Playwright brings, without a browser and without anything to install beside the requirements.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright._impl._driver import compute_driver_executable

RULE = re.compile(r'^test\("((?:[^"\\]|\\.)+)"', re.MULTILINE)
NODE = compute_driver_executable()[0]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix != ".js" or not file_path.name.startswith("test_"):
        return None
    found: JavaScriptFile = JavaScriptFile.from_parent(parent, path=file_path)
    return found


class JavaScriptFile(pytest.File):
    """One file, run as a whole when the first of its tests is wanted."""

    def collect(self) -> Iterator[pytest.Item]:
        for rule in RULE.findall(self.path.read_text(encoding="utf-8")):
            yield JavaScriptTest.from_parent(self, name=rule)

    @cached_property
    def faults(self) -> dict[str, str]:
        """What each test said that ran; nothing where it passed."""
        # Warnings of Node's are errors here as everywhere.
        command = [NODE, "--throw-deprecation", "--test", "--test-reporter=junit", str(self.path)]
        run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
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
