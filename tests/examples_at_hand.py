"""Example stations for tests: short ones of a small case, with the digest that the check asks for."""

from __future__ import annotations

import re
from pathlib import Path

from evening import Evening

from roleplay.content.checks import check

WHY = "Because-of-this"
"""In every reason, so that a test can look for what isn't to be sent yet."""
EXAMPLE = f"""\
format: 1
id: ID
case: CASE
level: weak
student: Tom
patient: Daniel
before: A minute in.
lines:
  - {{at: "0:00", who: student, say: "What brings it on?"}}
  - {{at: "0:20", who: patient, show: looks down, say: "The stairs."}}
  - {{at: "0:40", who: student, say: "I see."}}
  - {{at: "1:00", who: patient, say: "Is it my heart?"}}
ends: "1:20"
marks:
  - {{item: introduces, mark: not, at: "0:40", quote: "I see.", why: {WHY} no name.}}
  - {{item: exertional, mark: done, at: "0:00", quote: "What brings it on?", why: {WHY} asked.}}
  - {{item: family, mark: not, why: {WHY} not asked.}}
domains:
  - {{domain: gather, accept: [1, 2], why: {WHY} closed.}}
sheet: "SHEET"
"""


def add_example(content: Path, example: str, case: str = "good") -> None:
    """An example of this case, without faults."""
    file = content / "cases" / "examples" / f"{example}.yaml"
    file.parent.mkdir(exist_ok=True)
    text = EXAMPLE.replace("ID", example, 1).replace("CASE", case, 1)
    file.write_text(text, encoding="utf-8")
    [fault] = map(str, check([file], content))
    [digest] = re.findall(r"expected ([0-9a-f]{12})", fault)
    file.write_text(text.replace("SHEET", digest), encoding="utf-8")


def with_examples(evening: Evening, *examples: str, case: str = "good") -> Evening:
    """The same evening on a kit that has these."""
    for example in examples:
        add_example(evening.content, example, case)
    return evening
