"""Often missed: what a chance is, what missed means, and when a skill is worth a look."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_builders import NAMES, SHEET, histories, retagged, seen

from roleplay.marking.marksheet import Item, Mark
from roleplay.marking.scoring import Response
from roleplay.review.missed import OftenMissed, SkillCount, often_missed
from roleplay.review.own_rounds import Seen

DONE, PARTLY, NOT, NA = Mark.DONE, Mark.PARTLY, Mark.NOT, Mark.NA


def one_item(number: int, *marks: Mark | None, **more: bool) -> Seen:
    """A station in which observers marked the first item, which is a chance for ``ice``."""
    return seen(number, *(Response(items={"asks": mark} if mark else {}) for mark in marks), **more)


def counted(view: OftenMissed) -> Mapping[str, tuple[int, int]]:
    return {skill.tag: (skill.missed, skill.chances) for skill in view.skills}


def of(missed: int, chances: int) -> OftenMissed:
    return often_missed([one_item(n, NOT if n < missed else DONE) for n in range(chances)], NAMES)


def test_under_four_chances_there_is_no_count() -> None:
    three, four = of(3, 3), of(3, 4)

    assert not three.has_chart
    assert (three.skills, three.missing) == ((), "A count needs 1 more station with a chance to show the same skill.")
    assert four.has_chart
    assert (four.missing, counted(four)) == ("", {"ice": (3, 4)})


def test_three_of_four_is_worth_a_look_and_two_of_four_is_not() -> None:
    assert [skill.look for skill in of(3, 4).skills] == [True]
    assert [skill.look for skill in of(2, 4).skills] == [False]


def test_half_of_many_is_worth_a_look_and_less_than_half_never_is() -> None:
    assert of(10, 20).skills[0].look
    assert not of(49, 100).skills[0].look
    assert of(49, 100).skills[0].lower > 0.35


@pytest.mark.parametrize(("missed", "look"), [(5, False), (6, False), (7, False), (8, False), (9, True)])
def test_half_of_a_few_is_not_certain_enough(missed: int, look: bool) -> None:
    half = of(missed, 2 * missed).skills[0]

    assert (half.lower > 0.35, half.look) == (look, look)


def test_the_title_gives_the_raw_count() -> None:
    view = of(3, 4)

    assert view.title == "Ideas, concerns and expectations is worth a look: missed in 3 of 4 stations"
    assert view.table.rows == (("Ideas, concerns and expectations", "3 of 4", "worth a look"),)


@pytest.mark.parametrize(
    ("missed", "chances", "words"),
    [
        (6, 6, "not done in any of 6 stations"),
        (3, 6, "missed in 3 of 6 stations"),
        (3.25, 6, "missed in about 3 of 6 stations"),
        (5.75, 6, "missed in about 5 of 6 stations"),
        (0.25, 6, "missed in about 1 of 6 stations"),
        (0, 6, "never missed in 6 stations"),
    ],
)
def test_a_count_is_said_as_one_would_say_it(missed: float, chances: int, words: str) -> None:
    assert SkillCount("ice", "Ideas", missed, chances, 0, 1).said == words


def test_no_chart_leaves_it_open_what_is_counted() -> None:
    """ "6 of 6 Presenting a patient" can be read as six done."""
    labels = [row.label for row in of(6, 6).picture.sections[0].rows]

    assert labels == ["not done in any of 6 stations, worth a look"]


def test_an_unknown_tag_shows_as_the_tag() -> None:
    assert often_missed([one_item(n, NOT) for n in range(4)]).skills[0].name == "Ice"


@pytest.mark.parametrize("mark", [None, NA], ids=["blank", "na"])
def test_a_blank_or_na_is_not_a_chance(mark: Mark | None) -> None:
    view = often_missed([one_item(n, NOT) for n in range(4)] + [one_item(5, mark)])

    assert counted(view) == {"ice": (4, 4)}


def test_an_item_is_missed_if_everybody_who_marked_it_says_so() -> None:
    pairs = [(NOT, NOT), (NOT, NA), (NOT, None), (NOT, PARTLY), (NOT, DONE)]

    assert counted(often_missed(one_item(n, *pair) for n, pair in enumerate(pairs))) == {"ice": (3, 5)}


def test_what_should_never_happen_is_not_a_chance() -> None:
    view = often_missed(seen(n, Response(items={"harms": NOT})) for n in range(4))

    assert view.skills == ()


def test_repeats_and_rounds_given_up_are_left_out() -> None:
    out = [one_item(5, NOT, repeat=True), one_item(6, NOT, counts=False)]

    assert counted(often_missed([*(one_item(n, DONE) for n in range(4)), *out])) == {"ice": (0, 4)}


def test_one_tag_written_twice_counts_once() -> None:
    doubled = replace(one_item(1, NOT), sheet=retagged(SHEET, ["ice", "ice", "rapport"]))

    assert counted(often_missed([doubled] * 4)) == {"ice": (4, 4), "rapport": (4, 4)}


def with_lines(number: int, missed: int, of: int) -> Seen:
    """A station with so many lines of one skill, some of them missed."""
    sheet = replace(SHEET, items=tuple(Item(f"line-{n}", "gather", tags=("ice",)) for n in range(of)))
    marks = {f"line-{n}": NOT if n < missed else DONE for n in range(of)}
    return replace(seen(number, Response(items=marks)), sheet=sheet)


@pytest.mark.parametrize(
    ("stations", "count", "lower", "look"),
    [
        ([(1, 1)] * 3 + [(0, 1)], "3 of 4", 0.433, True),
        ([(2, 2)] * 5 + [(0, 2)] * 3, "5 of 8", 0.403, True),
        ([(4, 4)] * 3 + [(1, 4)] + [(0, 4)] * 2, "3.25 of 6", 0.302, False),
    ],
)
def test_a_chance_is_a_station_and_counts_as_its_share_of_missed_lines(
    stations: list[tuple[int, int]], count: str, lower: float, look: bool
) -> None:
    found = often_missed(with_lines(n, *lines) for n, lines in enumerate(stations)).skills[0]

    assert (found.count, round(found.lower, 3), found.look) == (count, lower, look)


def test_many_lines_of_one_station_are_one_chance() -> None:
    view = often_missed([with_lines(1, 12, 12), with_lines(2, 12, 12)])

    assert view.missing == "A count needs 2 more stations with a chance to show the same skill."


def test_thirds_of_a_chance_add_up_exactly() -> None:
    half = often_missed(with_lines(n, 1 + n % 2, 3) for n in range(18)).skills[0]

    assert (half.count, half.look) == ("9 of 18", True)


def test_at_most_three_are_worth_a_look() -> None:
    sheet = retagged(SHEET, ["a", "b", "c", "d"])

    view = often_missed(replace(one_item(n, NOT), sheet=sheet) for n in range(4))

    assert [(skill.tag, skill.look) for skill in view.skills] == [("a", True), ("b", True), ("c", True), ("d", False)]
    assert view.title == "3 of 4 skills are worth a look"


def test_it_says_so_if_nothing_is_worth_a_look() -> None:
    assert of(0, 4).title == "1 skill counted, and none stands out"


@given(histories, st.sampled_from(["asks", "checks", "nets"]))
def test_a_blank_never_counts_as_missed(history: list[Seen], item: str) -> None:
    blanked = [replace(one, observers={who: _without(r, item) for who, r in one.observers.items()}) for one in history]

    before, after = counted(often_missed(history * 4)), counted(often_missed(blanked * 4))

    assert all(chances <= before[tag][1] for tag, (_, chances) in after.items())
    assert all(missed == 0 for tag, (missed, _) in after.items() if before[tag][0] == 0)


def _without(response: Response, item: str) -> Response:
    return replace(response, items={id_: mark for id_, mark in response.items.items() if id_ != item})


def test_the_first_three_are_in_sight_and_the_rest_folded() -> None:
    [section] = often_missed([one_item(n, NOT) for n in range(4)]).picture.sections

    assert (section.folds, section.first) == (True, 3)
