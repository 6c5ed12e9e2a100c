"""Times of one story that cannot both be true, and nights that belong to two days."""

import re
from collections.abc import Iterator

from roleplay.content.case import Case
from roleplay.content.case_rules import Remark
from roleplay.content.lint.told import fact_texts

CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d"
LAST = re.compile(rf"\blast (\w+)(?: (?:was|at|passed|given|taken)){{0,2}} ({CLOCK})\b", re.IGNORECASE)
DAY = r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
NIGHT = re.compile(rf"\b({DAY}) night\b")
SMALL_HOURS = re.compile(r"\b0?[0-5]:[0-5]\d\b")
DAY_NAMED = re.compile(
    rf"\b(?:{DAY}|today|yesterday|this morning|last night|nightly|every night|since)\b", re.IGNORECASE
)


def last_and_later(case: Case) -> Iterator[Remark]:
    """“Last urine 23:00” and “Urine 03:40”: one of them is not so, and the student is marked on which."""
    texts = list(fact_texts(case))
    for steps, text in texts:
        for last in LAST.finditer(text):
            other = _another_time(last[1], last[2], [told for _, told in texts])
            if other:
                yield steps, f"the last {last[1]} is at {last[2]}, and there is one at {other}. Mend one"


def _another_time(thing: str, time: str, texts: list[str]) -> str:
    """Another time of day right behind the same thing, where it is not the "last" one again."""
    again = re.compile(rf"(?<!last )(?<!next )\b{re.escape(thing)}(?: at)? ({CLOCK})\b", re.IGNORECASE)
    return next((found for text in texts for found in again.findall(text) if found != time), "")


def nights_of_two_days(case: Case) -> Iterator[Remark]:
    """Three in the morning of "Tuesday night" is Wednesday: whoever goes by the day gets another story."""
    for steps, text in fact_texts(case):
        night = NIGHT.search(text)
        for sentence in re.findall(r"[^.;\n]+", text) if night else ():
            early = SMALL_HOURS.search(sentence)
            if night and early and not DAY_NAMED.search(sentence):
                said = f'{early[0]} beside "{night[0]}" may be of the day after'
                yield steps, f"{said}. Name the day of {early[0]}, and check the others"
                break
