"""Phrases that no native speaker says aloud, from ``idioms.yaml``, in what patients are given to say."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from roleplay.content.case import Case
from roleplay.content.case_rules import Remark
from roleplay.content.lint.told import Told
from roleplay.content.reading import read_yaml

FILE = Path(__file__).with_name("idioms.yaml")


@lru_cache(maxsize=1)
def phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is found, and what is better."""
    entries = read_yaml(FILE.read_text(encoding="utf-8")).value
    return tuple((re.compile(rf"\b(?:{entry['found']})\b", re.IGNORECASE), entry["better"]) for entry in entries)


def unidiomatic(case: Case) -> Iterator[Remark]:
    """A patient who sounds translated is not believed, and the student listens to the English."""
    for steps, text in _said(case):
        for pattern, better in phrases():
            if found := pattern.search(text):
                yield steps, f'"{found[0]}" is not what people say. Better: {better}'


def _said(case: Case) -> Iterator[Told]:
    yield ("patient", "opening"), case.patient.opening
    for n, fact in enumerate(case.patient.story):
        yield ("patient", "story", n, "say"), fact.say
    for n, ask in enumerate(case.patient.ask):
        yield ("patient", "ask", n, "say"), ask.say
