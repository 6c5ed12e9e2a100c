"""The rules of what to practise next: known answers by hand, from when a history counts, and what is never told."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.content.blueprint import Exam
from roleplay.content.models import Critical
from roleplay.marking.marksheet import Item, Mark, Marksheet
from roleplay.marking.scoring import Response
from roleplay.people.rounds import Goal
from roleplay.review.missed import often_missed
from roleplay.review.next_case import (
    DAY,
    Candidate,
    Chance,
    chances,
    costs_for,
    due_skills,
    interval,
    load_of,
    need,
    novelty,
    priority,
    shown,
    standing_of,
    suggest,
    weakness,
)
from roleplay.review.next_steps import Step, steps_of
from roleplay.review.own_rounds import Card, Seen, Station

NOW = 1_790_000_000_000
DONE, PARTLY, NOT, NA = Mark.DONE, Mark.PARTLY, Mark.NOT, Mark.NA
NAMES = {"red-flags": "Red flags", "safety-netting": "Safety-netting", "ecg": "ECG reading"}


def a_card(id: str = "new", **values: Any) -> Card:
    given = {"kind": "interview", "specialty": "respiratory", "level": "clinical", "difficulty": 2}
    return Card(**{"id": id, "title": f"The title of {id}", "skills": ("red-flags",), **given, **values})


def a_case(id: str = "new", load: Mapping[str, float] | None = None, **values: Any) -> Candidate:
    return Candidate(a_card(id, **values), load or {})


def a_station(days_ago: float, case: str = "old", role: str = "student", **values: Any) -> Station:
    card = values.pop("card", None) or a_card(case, specialty="cardiology")
    at = NOW - round(days_ago * DAY)
    return Station(**{"origin": "here", "practice": 1, "round": 1, "minutes": 8, **values}, at=at, role=role, card=card)


def stations(*days_ago: float, **values: Any) -> list[Station]:
    return [a_station(days, f"old-{n}", round=n, **values) for n, days in enumerate(days_ago)]


def a_seen(
    station: Station, *by: Mapping[str, Mark], tags: Sequence[str] = ("red-flags",), never: Sequence[str] = ()
) -> Seen:
    """A station with these marks, one mapping of item and mark an observer; every item has the same tags."""
    ids = dict.fromkeys(item for marks in by for item in marks)
    items = tuple(Item(i, "gather", critical=Critical.NEVER if i in never else None, tags=tuple(tags)) for i in ids)
    observers = {f"observer-{n}": Response(marks) for n, marks in enumerate(by)}
    return Seen(station, Marksheet(items, ()), observers)


def seen_each(own: Sequence[Station], marks: Sequence[Mark], tag: str = "red-flags") -> list[Seen]:
    return [a_seen(station, {"asks": mark}, tags=[tag]) for station, mark in zip(own, marks, strict=True)]


def in_a_row(*marks: Mark, days_ago: float = 1) -> list[Chance]:
    """Chances a day apart, the last one so many days ago."""
    first = days_ago + len(marks) - 1
    return [Chance(NOW - round((first - n) * DAY), mark) for n, mark in enumerate(marks)]


FIVE = stations(50, 40, 30, 20, 10)


# --- how long a skill may wait


@pytest.mark.parametrize(
    ("marks", "gap", "days"),
    [
        ([DONE], 8, 8),
        ([PARTLY], 8, 8),
        ([NOT], 8, 4),
        ([NOT], 13, 6.5),
        ([NOT], 4, 3),
        ([DONE, DONE, NOT], 21, 10.5),
        ([DONE, NOT, DONE], 21, 21),
    ],
)
def test_a_skill_may_wait_for_the_gap_and_half_of_it_after_a_miss(marks: list[Mark], gap: int, days: float) -> None:
    assert interval(in_a_row(*marks), gap) == days


def test_need_grows_with_the_days_until_the_skill_is_due() -> None:
    assert need(in_a_row(NOT, days_ago=1), NOW, 6) == pytest.approx(1 / 3)
    assert need(in_a_row(DONE, days_ago=1), NOW, 8) == pytest.approx(1 / 8)
    assert need(in_a_row(NOT, days_ago=3), NOW, 6) == 1
    assert need(in_a_row(NOT, days_ago=300), NOW, 6) == 1


def test_skills_are_due_from_their_day_on_the_longest_first() -> None:
    waits = {"a": in_a_row(DONE, days_ago=9), "b": in_a_row(NOT, days_ago=8), "c": in_a_row(DONE, days_ago=7)}

    assert due_skills(waits, NOW, 8) == ["b", "a"]


def test_the_nearer_the_exam_the_sooner_a_skill_is_needed_again() -> None:
    own = stations(5, 4, 3, 2, 1)
    standing = [standing_of(own, seen_each(own, [DONE] * 5), NOW, gap=gap) for gap in (3, 21)]

    assert standing[0].needs["red-flags"] > standing[1].needs["red-flags"]


def test_a_skill_without_a_chance_has_full_need() -> None:
    assert need((), NOW, 8) == 1


def test_a_chance_from_a_clock_that_was_ahead_counts_as_now() -> None:
    assert need(in_a_row(NOT, days_ago=-2), NOW, 8) == 0


# --- what is a chance


@pytest.mark.parametrize(
    ("by", "mark"),
    [
        ([{"a": DONE, "b": DONE}], DONE),
        ([{"a": DONE, "b": PARTLY}], PARTLY),
        ([{"a": DONE, "b": NOT}], NOT),
        ([{"a": NOT}, {"a": DONE}], PARTLY),
        ([{"a": NOT}, {"a": NOT}], NOT),
        ([{"a": NOT}, {}], NOT),
        ([{"a": NOT}, {"a": NA}], NOT),
        ([{"a": DONE}, {"a": NA}], DONE),
        ([{"a": DONE, "b": NOT}, {"a": DONE, "b": PARTLY}], PARTLY),
    ],
)
def test_a_skill_is_missed_if_everybody_marked_an_item_as_missed(by: list[dict[str, Mark]], mark: Mark) -> None:
    assert shown(a_seen(a_station(1), *by)) == {"red-flags": mark}


def test_what_did_not_come_up_or_was_not_marked_or_must_never_happen_is_not_a_chance() -> None:
    blank = Seen(a_station(1), Marksheet((Item("a", "gather", tags=("red-flags",)),), ()), {"observer": Response()})

    assert shown(a_seen(a_station(1), {"a": NA})) == {}
    assert shown(blank) == {}
    assert shown(a_seen(a_station(1), {"a": DONE}, never=["a"])) == {}


def test_what_students_mark_themselves_is_not_a_chance() -> None:
    sheet = Marksheet((Item("a", "gather", tags=("red-flags",)),), ())

    assert shown(Seen(a_station(1), sheet, own=Response({"a": NOT}))) == {}


def test_one_item_is_a_chance_for_each_of_its_skills() -> None:
    assert shown(a_seen(a_station(1), {"a": PARTLY}, tags=["ice", "rapport"])) == {"ice": PARTLY, "rapport": PARTLY}


@pytest.mark.parametrize("said", [{"repeat": True}, {"counts": False}])
def test_repeats_and_rounds_given_up_do_not_change_needs(said: dict[str, bool]) -> None:
    assert chances([a_seen(a_station(1, **said), {"a": NOT})]) == {}


def test_chances_are_in_the_order_of_their_days_however_they_are_given() -> None:
    seen = seen_each(stations(2, 9, 4), [DONE, NOT, PARTLY])

    assert [chance.mark for chance in chances(seen)["red-flags"]] == [NOT, PARTLY, DONE]


# --- the other parts


def test_novelty_is_one_for_what_is_untouched_and_falls_with_every_round() -> None:
    cells = standing_of([a_station(n, card=a_card(f"old-{n}")) for n in range(3)], [], NOW).cells

    assert novelty(a_card(specialty="neurology"), cells) == 1
    assert novelty(a_card(kind="examination"), cells) == 1
    assert novelty(a_card(), cells) == 1 / 4


def test_playing_the_patient_or_observing_a_kind_of_station_is_not_trying_it() -> None:
    met = [a_station(n, card=a_card(f"old-{n}"), role=role) for n, role in enumerate(["patient", "observer"])]

    assert novelty(a_card(), standing_of(met, [], NOW).cells) == 1


def test_the_load_is_each_areas_share_of_the_weight() -> None:
    items = [Item("a", "gather", weight=3), Item("b", "relate"), Item("c", "relate", weight=2, critical=Critical.NEVER)]

    assert load_of(items) == {"gather": 0.75, "relate": 0.25}
    assert load_of([]) == {}


def test_an_area_is_weak_by_its_distance_below_the_own_mean() -> None:
    assert weakness(70, 66) == pytest.approx(0.4)
    assert weakness(70, 40) == 1
    assert weakness(70, 75) == 0


def test_the_level_is_the_median_difficulty_of_the_last_five_stations_as_student() -> None:
    own = [
        a_station(9 - n, card=a_card(f"old-{n}", difficulty=hard), round=n)
        for n, hard in enumerate([1, 1, 5, 3, 4, 5, 2])
    ]
    others = [
        a_station(0.5, card=a_card("played", difficulty=1), role="patient"),
        a_station(0.4, card=a_card("again", difficulty=1), repeat=True),
        a_station(0.3, card=a_card("stopped", difficulty=1), counts=False),
    ]

    assert standing_of([*others, *own], [], NOW).level == 4
    assert standing_of(own[:2], [], NOW).level == 1
    assert standing_of([*own[:1], own[2]], [], NOW).level == 3
    assert standing_of(others, [], NOW).level == 2


# --- the priority


def test_the_priority_is_the_weighted_sum_of_its_parts() -> None:
    """Five stations on cardiology interviews of difficulty 2; red flags missed one day ago, ice shown one day ago.

    Skills may wait six days: 0.45·(1/3 + 1/6 + 1)/3 + 0.30·(0.5·0.6 + 0.25·0.2) + 0.25·1/6 − 0.15·|4 − 2|/4.
    """
    own = stations(5, 4, 3, 2, 1)
    seen = [
        a_seen(own[4], {"a": NOT}, tags=["red-flags"]),
        a_seen(replace(own[4], round=9), {"a": DONE}, tags=["ice"]),
    ]
    case = a_case(
        load={"gather": 0.5, "relate": 0.25, "manage": 0.25},
        specialty="cardiology",
        difficulty=4,
        skills=("red-flags", "ice", "handover"),
    )

    standing = standing_of(own, seen, NOW, {"gather": 0.6, "relate": 0.2}, gap=6)

    by_hand = 0.45 * (1 / 3 + 1 / 6 + 1) / 3 + 0.30 * 0.35 + 0.25 / 6 - 0.15 * 0.5
    assert by_hand == pytest.approx(0.29666667)
    assert priority(case, standing) == pytest.approx(by_hand)


def test_in_a_session_for_an_exam_what_a_case_adds_to_it_takes_the_place_of_novelty() -> None:
    own, case = stations(40, 30), a_case(difficulty=2)
    played = [station.card.id for station in own]
    exam = Exam({"heart": 0.5}, {case.card.id: ("heart",), **dict.fromkeys(played, ("heart",))})

    standing = standing_of(own, [], NOW, exam=exam)

    assert priority(case, standing) == pytest.approx(0.25 * 0.5 / 3)


def test_before_five_stations_only_novelty_and_difficulty_count() -> None:
    own = stations(40, 30, 20, 10)
    seen = seen_each(own, [NOT] * 4)
    case = a_case(load={"gather": 1.0}, difficulty=4)
    weak = {"gather": 1.0}

    four = priority(case, standing_of(own, seen, NOW, weak, gap=8))
    five = priority(case, standing_of([*own, a_station(5, "fifth")], seen, NOW, weak, gap=8))

    assert four == pytest.approx(0.25 - 0.15 * 2 / 4)
    assert five == pytest.approx(0.45 + 0.30 + 0.25 - 0.15 * 2 / 4)


@pytest.mark.parametrize("said", [{"role": "patient"}, {"role": "observer"}, {"repeat": True}, {"counts": False}])
def test_a_fifth_round_that_was_not_an_own_station_does_not_count(said: dict[str, Any]) -> None:
    own = [*stations(40, 30, 20, 10), a_station(5, "fifth", **said)]

    assert standing_of(own, [], NOW).coverage_only


def test_without_any_history_the_priority_is_novelty_less_the_distance_to_two() -> None:
    standing = standing_of([], [], NOW)

    assert [priority(a_case(difficulty=d), standing) for d in (1, 2, 5)] == pytest.approx([0.2125, 0.25, 0.1375])


def test_a_cases_cost_for_the_planner_is_minus_its_priority_for_anybody() -> None:
    own = stations(40, 30, 20, 10, 5)
    cases = [a_case("new"), a_case("old-1", specialty="cardiology"), a_case("hard", heavy=True, difficulty=4)]

    costs = costs_for(cases, own, [], NOW)

    assert costs == {case.card.id: -priority(case, standing_of(own, [], NOW)) for case in cases}
    assert costs["new"] == pytest.approx(-0.7)


def a_step(skill: str, text: str = "Wait", days_ago: float = 1) -> Step:
    (step,) = steps_of([Goal("ana", 1, 1, text, NOW - round(days_ago * DAY), skill=skill)])
    return step


@pytest.mark.parametrize("own", [stations(10), stations(50, 40, 30, 20, 10)])
def test_a_case_that_gives_an_open_step_a_chance_gains_a_fifth_whatever_the_history(own: list[Station]) -> None:
    standing, with_step = (standing_of(own, [], NOW, steps=steps) for steps in ((), [a_step("red-flags")]))

    assert priority(a_case(), with_step) - priority(a_case(), standing) == pytest.approx(0.20)
    other = a_case(skills=("ecg",))
    assert priority(other, with_step) == priority(other, standing)


def test_a_chance_is_any_line_of_the_sheet_and_several_steps_gain_no_more() -> None:
    standing = standing_of([], [], NOW, steps=[a_step("ecg"), a_step("red-flags", "Ask")])
    case = replace(a_case(), tags=frozenset({"ecg"}))

    assert priority(case, standing) == pytest.approx(0.25 + 0.20)


def test_a_step_without_a_skill_prefers_no_case() -> None:
    assert priority(a_case(), standing_of([], [], NOW, steps=[a_step("")])) == pytest.approx(0.25)


def test_the_reason_names_the_newest_step_that_gets_a_chance() -> None:
    steps = [a_step("red-flags", "Ask twice"), a_step("red-flags", "Ask first", days_ago=9)]

    said = suggest([a_case()], FIVE[:1], [], NOW, steps=steps, names=NAMES)[0].reason

    assert said == "It gives your next step “Ask twice” a chance, and respiratory is new to you."


# --- what is suggested


def ids(*args: Any, **more: Any) -> list[str]:
    return [one.card.id for one in suggest(*args, **more)]


def test_the_best_comes_first_and_something_else_is_the_next() -> None:
    cases = [a_case("far", difficulty=5), a_case("near"), a_case("between", difficulty=3)]

    assert ids(cases, [], [], NOW) == ["near", "between", "far"]


def test_equal_cases_are_in_the_order_of_their_ids() -> None:
    cases = [a_case(id) for id in ("b", "c", "a")]

    assert ids(cases, [], [], NOW) == ["a", "b", "c"]


def test_equal_loads_added_up_in_another_order_are_equal() -> None:
    """0.1 + 0.2 + 0.7 is 1.0, and 0.7 + 0.2 + 0.1 is less."""
    load = {"gather": 0.1, "relate": 0.2, "manage": 0.7}
    loads = {"b": load, "a": dict(reversed(load.items()))}
    cases = [a_case(id, each, specialty="cardiology", skills=()) for id, each in loads.items()]

    assert ids(cases, FIVE, [], NOW, weak=dict.fromkeys(load, 1.0)) == ["a", "b"]


def test_a_demanding_case_is_never_suggested() -> None:
    assert ids([a_case("hard", heavy=True), a_case("new")], [], [], NOW) == ["new"]


@pytest.mark.parametrize("role", ["student", "patient", "observer"])
def test_a_case_met_in_any_role_is_never_suggested(role: str) -> None:
    met = [a_station(1, "met", role=role, counts=False)]

    assert ids([a_case("met"), a_case("new")], met, [], NOW) == ["new"]


def test_a_case_that_was_read_is_never_suggested() -> None:
    assert ids([a_case("read"), a_case("new")], [], [], NOW, known={"read"}) == ["new"]


def test_a_case_with_a_blocked_theme_is_never_suggested() -> None:
    cases = [replace(a_case("sad"), themes=frozenset({"bereavement", "cancer"})), a_case("new")]

    assert ids(cases, [], [], NOW, blocked={"cancer"}) == ["new"]


def test_when_nothing_new_is_left_nothing_is_suggested() -> None:
    assert suggest([a_case("met")], [a_station(1, "met")], [], NOW) == ()
    assert suggest([], [], [], NOW) == ()


# --- why


def why(case: Candidate, own: Sequence[Station], seen: Sequence[Seen] = (), weak: Mapping[str, float] = {}) -> str:
    return suggest([case], own, seen, NOW, weak=weak, names=NAMES, gap=8)[0].reason


def test_the_reason_says_what_is_new_and_what_was_due() -> None:
    case = a_case(skills=("safety-netting",))

    said = why(case, FIVE, seen_each(FIVE[-1:], [DONE], "safety-netting"))

    assert said == "Respiratory is new to you, and it practises safety-netting, which was due."


def test_what_was_missed_comes_first_with_its_counts() -> None:
    case = a_case(specialty="cardiology")

    said = why(case, FIVE, seen_each(FIVE[:4], [NOT, NOT, DONE, NOT]))

    assert said == "It practises red flags, which was missed in 3 of 4 stations."


def test_after_the_counts_comes_what_is_new() -> None:
    said = why(a_case(), FIVE, seen_each(FIVE[:4], [NOT, NOT, DONE, NOT]))

    assert said == "It practises red flags, which was missed in 3 of 4 stations, and respiratory is new to you."


def test_with_fewer_than_four_chances_no_count_is_given() -> None:
    said = why(a_case(specialty="cardiology"), FIVE, seen_each(FIVE[:3], [NOT, NOT, NOT]))

    assert said == "It practises red flags, which was due."


@pytest.mark.parametrize("marks", [[NOT, NOT, DONE, PARTLY], [NOT, NOT, DONE, PARTLY, DONE]])
def test_skills_that_the_history_does_not_call_worth_a_look_are_not_mentioned(marks: list[Mark]) -> None:
    assert "missed" not in why(a_case(specialty="cardiology"), FIVE, seen_each(FIVE[: len(marks)], marks))


def test_the_counts_are_those_of_the_history() -> None:
    """Two items of one skill in one station are one chance to show it."""
    own = stations(5, 4, 3, 2)
    seen = [a_seen(station, {"a": NOT, "b": NOT}) for station in own]

    counted = {skill.tag: skill.count for skill in often_missed(seen).skills}

    assert counted == {"red-flags": "4 of 4"}
    assert why(a_case(), [*FIVE[:1], *own], seen).startswith(
        "It practises red flags, which was not done in any of 4 stations"
    )


def test_a_skill_shown_three_times_running_is_no_longer_called_missed() -> None:
    own = stations(*range(20, 12, -1))
    missed_then_shown = seen_each(own, [NOT] * 5 + [DONE] * 3)

    assert "missed" in why(a_case(), own, missed_then_shown[:-1])
    assert "missed" not in why(a_case(), own, missed_then_shown)


def test_of_several_skills_the_one_missed_most_is_mentioned() -> None:
    most = seen_each(FIVE[:4], [NOT, NOT, NOT, PARTLY], "safety-netting")
    all_of_it = seen_each(FIVE[:4], [NOT] * 4)

    said = why(a_case(skills=("safety-netting", "red-flags")), FIVE, most + all_of_it)

    assert said.startswith("It practises red flags, which was not done in any of 4 stations")


def test_a_new_kind_in_a_known_specialty_is_called_new() -> None:
    assert (
        why(a_case(specialty="cardiology", kind="examination"), FIVE[:1]) == "Cardiology examinations are new to you."
    )


def test_before_five_stations_skills_are_not_mentioned() -> None:
    own = FIVE[:4]

    said = why(a_case(), own, seen_each(own, [NOT] * 4), {"gather": 1.0})

    assert said == "Respiratory is new to you."


def test_a_skill_without_a_chance_is_described_as_such() -> None:
    said = why(a_case(specialty="cardiology", skills=("ecg",)), FIVE)

    assert said == "It practises ECG reading, which you haven’t had a chance to show yet."


def test_a_lower_area_is_mentioned_without_its_name() -> None:
    own = stations(5, 4, 3, 2, 1)
    case = a_case(load={"relate": 1.0}, specialty="cardiology")

    said = why(case, own, seen_each(own, [DONE] * 5), {"relate": 0.5})

    assert said == "It lets you practise what your own marks are a little lower in."


def test_without_another_reason_the_reason_is_that_the_case_is_new() -> None:
    own = stations(5, 4, 3, 2, 1)
    seen = seen_each(own, [DONE] * 5)

    near, far = (why(a_case(specialty="cardiology", difficulty=hard), own, seen) for hard in (2, 5))

    assert near == "It’s new to you, and about as hard as your recent cases."
    assert far == "It’s new to you."


# --- any history

tags = st.sampled_from(["red-flags", "ice", "safety-netting", "ecg"])
cards = st.builds(
    a_card,
    id=st.sampled_from([f"case-{n}" for n in range(12)]),
    kind=st.sampled_from(["interview", "examination", "presentation"]),
    specialty=st.sampled_from(["cardiology", "respiratory", "neurology"]),
    difficulty=st.integers(1, 5),
    skills=st.lists(tags, max_size=3, unique=True).map(tuple),
    heavy=st.booleans(),
)
candidates = st.builds(
    Candidate,
    cards,
    st.lists(
        st.builds(Item, st.just("a"), st.sampled_from(["gather", "relate"]), weight=st.integers(1, 3)), max_size=4
    ).map(load_of),
    st.sets(st.sampled_from(["secret-theme-1", "secret-theme-2"])).map(frozenset),
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Station], list[Seen]]:
    roles = st.sampled_from(["student", "student", "patient", "observer"])
    met = [
        a_station(
            draw(st.floats(-1, 400)),
            card=draw(cards),
            role=draw(roles),
            round=number,
            counts=draw(st.sampled_from([True, True, False])),
            repeat=draw(st.sampled_from([False, False, True])),
        )
        for number in range(draw(st.integers(0, 9)))
    ]
    marks = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.sampled_from(list(Mark)))
    seen = [
        a_seen(station, *draw(st.lists(marks, max_size=2)), tags=draw(st.lists(tags, max_size=3)))
        for station in met
        if station.role == "student"
    ]
    return met, seen


@given(
    st.lists(candidates, max_size=8, unique_by=lambda case: case.card.id),
    histories(),
    st.dictionaries(st.sampled_from(["gather", "relate"]), st.floats(0, 1)),
    st.randoms(use_true_random=False),
)
def test_any_marks_give_finite_numbers_one_order_and_nothing_private(
    cases: list[Candidate], history: tuple[list[Station], list[Seen]], weak: dict[str, float], chance: Any
) -> None:
    met, seen = history
    found = suggest(cases, met, seen, NOW, blocked={"secret-theme-1"}, weak=weak, names=NAMES)
    costs = costs_for(cases, met, seen, NOW, weak)

    mixed = [chance.sample(each, len(each)) for each in (cases, met, seen)]

    assert suggest(*mixed, NOW, blocked={"secret-theme-1"}, weak=weak, names=NAMES) == found
    assert costs_for(*mixed, NOW, weak) == costs
    assert all(math.isfinite(cost) and -1 - 1e-9 <= cost <= 0.15 for cost in costs.values())
    assert [-one.priority for one in found] == sorted(costs[one.card.id] for one in found)
    assert not {one.card.id for one in found} & {station.card.id for station in met}
    assert not [one for one in found if one.card.heavy]
    assert not [one for one in found for private in ("secret-theme", "observer-", "title") if private in one.reason]
    assert all(one.reason[0].isupper() and one.reason.endswith(".") for one in found)
