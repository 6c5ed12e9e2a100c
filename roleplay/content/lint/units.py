"""Results that two hospitals read differently, since nothing says in what they were measured."""

import re
from collections.abc import Iterator
from itertools import chain

from roleplay.content.case import Case
from roleplay.content.case_rules import Remark
from roleplay.content.diagnostics import shortened
from roleplay.content.lint.told import card_texts, door_texts

MEASURED = re.compile(
    r"\b(carbon dioxide|paco2|pao2|(?<=, )oxygen(?= \d{1,2}\.\d\b)|d-dimer|troponin|ferritin|hba1c|glucose|bilirubin"
    r"|calcium|urate|vitamin d)(?: was| is| of| at)?:? (\d{1,4}(?:\.\d{1,2})?)"
    r"(?![\d:.]{0,3}\d)(?! ?(?:k?pa|mm|µmol|umol|nmol|g/|mg|µg|ng|pg|micro|unit|iu|%|ml))"
)
"""What is measured in more than one unit, here and abroad or between laboratories; in small letters. Sodium, potassium,
creatinine and counts are written without one by everybody, and read alike."""
QUANTIFIED = re.compile(r"\b(?:blood test|antibody|antibodies|troponin|d-dimer|ttg)\b")
HIGH = re.compile(r"\b(?:positive|raised|high|elevated)\b")
SENTENCE = re.compile(r"[^.;\n]+")


def results_without_unit(case: Case) -> Iterator[Remark]:
    """A carbon dioxide of 8.1 is alarming in kPa and impossible in mmHg."""
    for steps, text in chain(door_texts(case), card_texts(case)):
        bare = dict.fromkeys(f"{name} {value}" for name, value in MEASURED.findall(text.lower()))
        if bare:
            yield steps, f"no unit: {', '.join(list(bare)[:4])}. Write it behind the figure"


def results_without_figure(case: Case) -> Iterator[Remark]:
    """How high it is decides what follows, and the student cannot ask the paper."""
    for steps, text in chain(door_texts(case), card_texts(case)):
        for sentence in SENTENCE.findall(text):
            if _only_high(sentence.lower()):
                yield steps, f'"{shortened(sentence)}" without its figure. Write how high, and the laboratory\'s limit'


def _only_high(sentence: str) -> bool:
    told = QUANTIFIED.search(sentence) and HIGH.search(sentence)
    return bool(told) and not any(letter.isdigit() for letter in sentence)
