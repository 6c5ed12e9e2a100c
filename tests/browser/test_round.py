"""A trio plays a whole round."""

from __future__ import annotations

import re
from collections.abc import Callable

from phones import FINISH, NEXT_STEP, OBSERVER, PATIENT, STUDENT, UNDO, Trio
from playwright.sync_api import expect
from servers import Server, read_case

LIMITS = {STUDENT: 12, PATIENT: 12, OBSERVER: 32}
"""Taps that a round may ask of each role (practice-flow.md); one typed sentence each."""


def bells(trio: Trio) -> dict[str, int]:
    return {role: phone.bells() for role, phone in trio.by_role.items()}


def test_a_trio_plays_a_whole_round_with_one_bell_a_stage_and_within_its_taps(
    short: Server, trio: Callable[..., Trio], capsys
) -> None:
    case = read_case()
    three = trio(short)
    three.begin()
    rung = [bells(three)]
    three.student.sees("You will get the door sign next")
    three.read()
    three.student.sees("Find out what has been happening")
    rung.append(bells(three))
    three.station()
    rung.append(bells(three))
    for item in case["checklist"][:2]:
        three.observer.tap(three.observer.line(item["text"]))
        three.observer.pressed(three.observer.line(item["text"]))
    fact = three.patient.line(case["patient"]["story"][0]["say"])
    three.patient.tap(fact)
    three.patient.pressed(fact)
    three.observer.pin("Worked")
    three.observer.sees(re.compile("^Pinned at"))
    finding = case["findings"][0]
    three.student.sees_not(finding["card"])
    three.observer.hand_over(finding["ask"])
    three.student.sees(finding["card"])
    three.quiet()
    rung.append(bells(three))
    three.fill_forms()
    three.open_sheets()
    for phone in three:
        phone.sees("One sentence from the patient.")
    # The bell: once a stage, on the observer's device only.
    assert rung == [{STUDENT: 0, PATIENT: 0, OBSERVER: times} for times in range(4)]
    counted = {role: (phone.taps, phone.typed) for role, phone in three.by_role.items()}
    # The observer's other lines, which a busy observer taps one by one instead of "all of these" at the end.
    lines = len(case["checklist"]) + 6 - 2
    most = {**{role: taps for role, (taps, _) in counted.items()}, OBSERVER: counted[OBSERVER][0] - 1 + lines}
    with capsys.disabled():
        print()
        for role, (taps, typed) in counted.items():
            print(f"  {role}: {taps} taps (at most {most[role]} of {LIMITS[role]}), {typed} sentence")
    three.student.tap(NEXT_STEP)
    for phone in three:
        phone.in_stage(NEXT_STEP)
    three.observer.tap(FINISH)
    three.student.tap(UNDO)
    expect(three.observer.button(UNDO)).to_have_count(0)
    three.observer.tap(FINISH)
    for phone in three:
        phone.in_stage("Practice over")
        assert phone.errors == []
    for role, limit in LIMITS.items():
        assert most[role] <= limit
        assert counted[role][1] <= 1
