"""Phrases that no native speaker says aloud, from ``idioms.yaml``, in what patients are given to say."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from roleplay.content.case import Case
from roleplay.content.case_rules import Remark
from roleplay.content.lint.told import Told
from roleplay.content.reading import read_yaml

FILE = Path(__file__).with_name("idioms.yaml")
NO_WORD = re.compile(r"[^\w'’]+")
SINCE_AND_PRESENT = re.compile(
    r"\bsince (?:yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|easter|christmas)"
    r",? (?:he|she|it|i|they) (?:takes?|drinks?|eats?|sleeps?|has|have|is|am|are|does|do|wakes?)\b(?! been| had)"
)
PERFECT = 'the perfect: "has only taken half since Sunday"'


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, str]:
    """What is found, and what is better."""
    entries = read_yaml(FILE.read_text(encoding="utf-8")).value
    return {f" {entry['found']} ": entry["better"] for entry in entries}


def unidiomatic(case: Case) -> Iterator[Remark]:
    """A patient who sounds translated is not believed, and the student listens to the English."""
    for steps, text in _said(case):
        words = f" {NO_WORD.sub(' ', text.lower()).strip()} ".replace("’", "'")
        for found, better in phrases().items():
            if found in words:
                yield steps, f'"{found.strip()}" is not what people say. Better: {better}'
        if since := SINCE_AND_PRESENT.search(text.lower()):
            yield steps, f'"{since[0]}" is not what people say. Better: {PERFECT}'


def _said(case: Case) -> Iterator[Told]:
    yield ("patient", "opening"), case.patient.opening
    for n, fact in enumerate(case.patient.story):
        yield ("patient", "story", n, "say"), fact.say
    for n, ask in enumerate(case.patient.ask):
        yield ("patient", "ask", n, "say"), ask.say
