"""Three weeks of a group of four: each session is started from the one that was planned, and the plan stays fair."""

from __future__ import annotations

import re
from collections import Counter

from month import THURSDAYS, Look, Month, MovedRoom
from phones import Phone

from roleplay.groups.meeting import Answer

FOUR = ("Ana", "Ben", "Cleo", "Dev")
WEEKS = (8, 15, 22)
ROUND = re.compile(r"(\w+) (?:is the student|examines|presents) · (\w+) (?:plays the patient|listens)")


def start(month: Month, day: int, ana: Phone, ben: Phone) -> MovedRoom:
    """Ana and Ben with a tap each on their own phones, the others without a browser; nobody types a code."""
    month.until(day)
    month.say(Answer.YES, *FOUR)
    meeting = month.next("Ana").id
    ana.open("/").tap("Start this session")
    ana.sees(re.compile("Code:"))
    month.come_in(meeting, "Cleo", "Dev")
    ben.open("/").tap("Go in")
    ben.in_lobby(4)
    return month.come_in(meeting, *FOUR)


def plan_on(phone: Phone) -> list[tuple[str, str]]:
    """Student and patient of each round, as the screen says."""
    phone.in_lobby(4)
    return [pair for line in phone.page.get_by_role("listitem").all_inner_texts() for pair in ROUND.findall(line)]


def test_turns_are_even_and_no_pair_repeats_while_another_is_left(month: Month) -> None:
    look = Look("started", month.pictures)
    month.found(*FOUR, series=THURSDAYS)
    ana, ben = month.phone("Ana"), month.phone("Ben")
    pairs: list[tuple[str, str]] = []
    for day in WEEKS:
        room = start(month, day, ana, ben)
        pairs += plan_on(ana)
        assert set(Counter(student for student, _ in pairs).values()) == {len(pairs) // len(FOUR)}
        room.three_rounds()
        ana.sees("That’s it for tonight")
    look.look("last", ana)

    assert len(set(pairs)) == len(pairs) == len(FOUR) * (len(FOUR) - 1)
    assert not look.faults
