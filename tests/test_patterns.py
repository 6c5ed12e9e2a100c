"""No regular expression of the package takes long over any text, whatever somebody sends."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from patterns import DONE, Found, Site, floors, found, hidden, worst

SECONDS, SIZE = 10, 1_000_000
LAZY = r"<p>(.*?)</p>"
ACROSS_LINES = r"(?m)^\s+written:.*\n"
SHARED = ("content", "importing")
"""Floors with so many patterns that each has a process of its own."""


def tried(*among: str) -> list[str]:
    """What a process says that tries the patterns of these floors."""
    program = Path(__file__).with_name("patterns.py")
    ran = subprocess.run(
        [sys.executable, program, str(SECONDS), str(SIZE), *among], capture_output=True, text=True, check=False
    )
    return [*ran.stdout.splitlines(), *ran.stderr.splitlines()]


@pytest.mark.parametrize("among", [SHARED[:1], SHARED[1:], [floor for floor in floors() if floor not in SHARED]])
def test_each_pattern_is_through_with_the_worst_text_of_a_megabyte_in_no_time(among: list[str]) -> None:
    said = tried(*among)

    assert said[-1] == DONE
    assert len(said) > 5


def test_no_pattern_is_hidden_from_that_look() -> None:
    assert hidden() == []
    assert {one.site.module for one in found("usecases")} > {
        "roleplay.usecases.practice.messages",
        "roleplay.usecases.cases.authoring",
    }


@pytest.mark.parametrize("pattern", [LAZY, ACROSS_LINES], ids=["lazy", "across lines"])
def test_a_pattern_that_goes_back_to_each_beginning_is_found_out(pattern: str) -> None:
    one = Found(Site("", "compile", pattern, "", "0"), re.compile(pattern), "finditer")

    text = worst(one)(SIZE)

    beginning = "<p>" if pattern == LAZY else "\n"
    assert text.count(beginning) > SIZE // 10
    assert "</p>" not in text
    assert "written" not in text
