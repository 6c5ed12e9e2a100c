"""Times of one story that cannot both be true, and nights that belong to two days."""

import re
from collections.abc import Iterator

from roleplay.content.case import Case
from roleplay.content.case_rules import Remark
from roleplay.content.lint.told import fact_texts

CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d"
LAST = re.compile(rf"\blast (\w+)(?: (?:was|at|passed|given|taken)){{0,2}} ({CLOCK})\b")
TIMED = re.compile(rf"\b(\w+) (?:at )?({CLOCK})\b")
DAY = r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
SENTENCE = re.compile(r"[^.;\n]+")
NIGHT = re.compile(rf"\b({DAY}) night\b")
SMALL_HOURS = re.compile(r"\b0?[0-5]:[0-5]\d\b")
DAY_NAMED = re.compile(
    rf"\b(?:{DAY}|today|yesterday|this morning|last night|nightly|every night|since)\b", re.IGNORECASE
)


def last_and_later(case: Case) -> Iterator[Remark]:
    """“Last urine 23:00” and “Urine 03:40”: one of them is not so, and the student is marked on which."""
    texts = [(steps, low) for steps, text in fact_texts(case) if ":" in (low := text.lower())]
    if not any("last " in text for _, text in texts):
        return
    timed = [each for _, text in texts for each in TIMED.findall(text)]
    for steps, text in texts:
        for thing, time in LAST.findall(text):
            other = next((at for what, at in timed if what == thing and at != time), "")
            if other:
                yield steps, f"the last {thing} is at {time}, and there is one at {other}. Correct one"


def nights_of_two_days(case: Case) -> Iterator[Remark]:
    """Three in the morning of "Tuesday night" is Wednesday: whoever goes by the day gets another story."""
    for steps, text in fact_texts(case):
        night = NIGHT.search(text) if " night" in text else None
        for sentence in SENTENCE.findall(text) if night else ():
            early = SMALL_HOURS.search(sentence)
            if night and early and not DAY_NAMED.search(sentence):
                said = f'{early[0]} beside "{night[0]}" may be of the day after'
                yield steps, f"{said}. Name the day of {early[0]}, and check the others"
                break
