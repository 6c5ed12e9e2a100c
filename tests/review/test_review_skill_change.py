"""A skill over time: its first and last five chances, from ten on."""

from collections.abc import Sequence

from review_builders import NAMES, retagged, seen, station

from roleplay.marking.marksheet import Mark
from roleplay.marking.scoring import Response
from roleplay.review.own_rounds import Seen
from roleplay.review.skill_change import SkillChanges, skill_changes

DONE, NOT = Mark.DONE, Mark.NOT


def chance(number: int, mark: Mark = DONE, **more: bool) -> Seen:
    sheet = retagged(seen(1).sheet, ["red-flags"])
    return Seen(station(number, **more), sheet, {"ben": Response(items={"asks": mark})})


def of(marks: Sequence[Mark]) -> SkillChanges:
    return skill_changes([chance(number, mark) for number, mark in enumerate(marks, 1)], NAMES)


def test_the_first_and_the_last_five_chances_are_counted() -> None:
    view = of([NOT, DONE, NOT, DONE, NOT, NOT, DONE, DONE, DONE, NOT, DONE])

    assert [(skill.said, skill.chances) for skill in view.skills] == [("2 of 5, now 4 of 5", 11)]
    assert view.table.rows == (("Red flags", "2", "4", "11"),)


def test_under_ten_chances_nothing_is_said() -> None:
    assert of([DONE] * 9).missing == "This needs 1 more station with a chance to show the same skill."
    assert of([DONE] * 10).has_chart


def test_time_decides_and_not_the_order_of_the_rows() -> None:
    stations = [chance(number, DONE if number > 5 else NOT) for number in range(1, 11)]

    assert skill_changes(stations[::-1]).skills[0].said == "0 of 5, now 5 of 5"


def test_a_repeat_or_a_round_given_up_is_no_chance() -> None:
    extra = [chance(20, repeat=True), chance(21, counts=False)]

    assert not skill_changes([*(chance(n) for n in range(9)), *extra]).has_chart


def test_what_changed_most_comes_first() -> None:
    both = [
        Seen(station(n), seen(1).sheet, {"ben": Response(items={"asks": DONE, "checks": NOT if n < 6 else DONE})})
        for n in range(1, 11)
    ]

    assert [skill.name for skill in skill_changes(both, NAMES).skills] == ["Red flags", NAMES["ice"]]
