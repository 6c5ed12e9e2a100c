"""What a group plans to practise: chosen by titles, of what may be chosen, and what to bring for it."""

from __future__ import annotations

from typing import Any

import pytest
from evening import HEAVY, Evening, theme
from groups_at_work import AtWork, refused

from roleplay.content.case import TO_WRITE

UNFINISHED = {"You drive a bus.": f'"{TO_WRITE} who they are"'}
CANCER = "cancer"


@pytest.fixture
def trio(evening: Evening) -> AtWork:
    return AtWork(evening).found("Anna", "Ben", "Cleo")


def test_what_to_bring_follows_from_the_cases_and_names_no_prop(trio: AtWork) -> None:
    trio.more_examinations("case-a", kit="Stethoscope", prop="A bloody tissue")
    meeting = trio.plan("Anna")

    trio.groups.meetings.choose(trio.who("Ben"), meeting, ["case-a"])

    assert trio.next("Cleo").bring == ("Stethoscope",)
    assert "no longer available" in refused(trio.groups.meetings.choose, trio.who("Ben"), meeting, ["no such case"])


def test_nobody_is_offered_what_may_upset_what_is_unfinished_or_what_they_would_rather_not_meet(trio: AtWork) -> None:
    for case, edits in (("heavy", HEAVY), ("half", UNFINISHED), ("cancer", theme(CANCER))):
        trio.evening.more_cases(case, edits=edits)
    trio.evening.sets("Ben", blocked=frozenset({CANCER}))
    meeting = trio.plan("Anna")

    offered = {name: {card.id for card in trio.groups.meetings.to_choose(trio.who(name))} for name in ("Ben", "Cleo")}

    assert {"heavy", "half", "cancer"} < set(trio.evening.kit.library().cases)
    assert (offered["Cleo"] & {"heavy", "half", "cancer"}, offered["Cleo"] - offered["Ben"]) == ({"cancer"}, {"cancer"})
    for case in ("heavy", "half", "cancer"):
        assert "no longer available" in refused(trio.groups.meetings.choose, trio.who("Ben"), meeting, [case])


def test_what_another_chose_stays_though_one_of_them_would_rather_not_meet_it(trio: AtWork) -> None:
    trio.evening.more_cases("cancer", edits=theme(CANCER)).more_cases("other")
    trio.evening.sets("Ben", blocked=frozenset({CANCER}))
    meeting = trio.plan("Anna")
    trio.groups.meetings.choose(trio.who("Cleo"), meeting, ["cancer"])

    trio.groups.meetings.choose(trio.who("Ben"), meeting, ["other"])

    assert trio.next("Cleo").cases == ("other", "cancer")


def test_whoever_starts_gets_the_first_chosen_case_that_is_new_to_them(trio: AtWork) -> None:
    trio.evening.more_cases("known", "new")
    trio.evening.kit.browsing.open_part(trio.who("Anna"), "known")
    meeting = trio.plan("Anna", hours=0.5)
    trio.groups.meetings.choose(trio.who("Ben"), meeting, ["known", "new"])

    opened = trio.evening.kit.joining.last_timing(trio.who("Anna"))

    seat = trio.groups.from_meeting.start(trio.who("Anna"), meeting, opened)

    assert trio.evening.kit.rooms.state(seat.practice).opened.case == "new"


def test_who_may_be_its_student_reads_the_title_of_a_chosen_case_and_nothing_in_it(trio: AtWork) -> None:
    trio.more_examinations("case-a", kit="Stethoscope", prop="A bloody tissue")
    meeting = trio.plan("Anna")
    trio.groups.meetings.choose(trio.who("Ben"), meeting, ["case-a"])
    script = trio.evening.kit.library().cases["case-a"].model_dump()

    seen = repr([trio.page("Cleo"), trio.home("Cleo"), trio.groups.meetings.to_choose(trio.who("Cleo"))])

    hidden = [
        words for part in ("student", "patient", "findings", "checklist", "debrief") for words in _told(script[part])
    ]
    assert len(hidden) > 5
    assert [words for words in hidden if words in seen] == []


def _told(part: Any) -> list[str]:
    """The sentences in a part of a case."""
    if isinstance(part, str):
        return [part] if " " in part else []
    values = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return [words for value in values for words in _told(value)]
