"""Results that two hospitals read differently, since nothing says in what they were measured."""

import re
from collections.abc import Iterator
from itertools import chain

from roleplay.content.case import Case
from roleplay.content.case_rules import Remark
from roleplay.content.lint.told import card_texts, door_texts

NUMBER = r"\d+(?:\.\d+)?"
GASES = r"carbon dioxide|pa?CO2|pa?O2|(?<=, )oxygen(?= \d{1,2}\.\d\b)"
MEASURED = re.compile(
    rf"\b({GASES}|D-dimer|troponin|ferritin|HbA1c|glucose|bilirubin|calcium|urate|vitamin D)"
    rf"(?: (?:was|is|of|at|\d\d:\d\d))?:? ({NUMBER})(?![\d:.]*\d)"
    r"(?! ?(?:k?Pa|mm|µmol|umol|nmol|g/|mg|µg|ng|pg|micro|units?|IU|%|mL))",
    re.IGNORECASE,
)
"""What is measured in more than one unit here and abroad, or between laboratories. Sodium, potassium, creatinine and
counts are written without one by everybody, and read alike."""
ONLY_POSITIVE = re.compile(
    r"\b(?:blood test|antibod\w+|troponin|D-dimer|tTG)\b(?![^.;\n]*\d)[^.;\n]*?\b(?:positive|raised|high|elevated)\b",
    re.IGNORECASE,
)


def results_without_unit(case: Case) -> Iterator[Remark]:
    """A carbon dioxide of 8.1 is alarming in kPa and impossible in mmHg."""
    for steps, text in chain(door_texts(case), card_texts(case)):
        bare = dict.fromkeys(f"{name} {value}" for name, value in MEASURED.findall(text))
        if bare:
            yield steps, f"no unit: {', '.join(list(bare)[:4])}. Write it behind the figure"


def results_without_figure(case: Case) -> Iterator[Remark]:
    """How high it is decides what follows, and the student cannot ask the paper."""
    for steps, text in chain(door_texts(case), card_texts(case)):
        if found := ONLY_POSITIVE.search(text):
            yield steps, f'"{found[0]}" without its figure. Write how high, and the laboratory\'s limit'
