"""The rules of two observers of one station."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.review.agreement import Line, agreement
from roleplay.review.intervals import wilson


def line(*marks: str) -> Line:
    return Line("Washes hands", tuple((f"Person {i}", mark) for i, mark in enumerate(marks)))


def test_one_observer_agrees_with_nobody() -> None:
    assert agreement([line("Done"), line("Partly")]) is None


def test_two_observers_are_compared_on_the_lines_that_both_marked() -> None:
    found = agreement([line("Done", "Done"), line("Done", "Partly"), line("Done"), line()])

    assert found is not None
    assert (found.alike, found.of) == (1, 2)
    assert found.table.rows == (("Washes hands", "Person 0: Done; Person 1: Partly"),)


def test_the_interval_is_wilsons_at_80_percent() -> None:
    found = agreement([line("Done", "Done")] * 9 + [line("Done", "Didn’t happen")] * 3)

    assert found is not None
    assert (found.lower, found.upper) == pytest.approx([100 * bound for bound in wilson(9, 12)])
    assert found.sentence == "9 of 12 lines marked the same (likely 57 to 87%)."


def test_of_three_observers_one_who_differs_makes_a_line_differ() -> None:
    found = agreement([line("Done", "Done", "Partly")])

    assert found is not None
    assert (found.alike, found.of, len(found.differing)) == (0, 1, 1)


@given(st.lists(st.lists(st.sampled_from(["Done", "Partly", "Didn’t happen"]), max_size=4).map(lambda m: line(*m))))
def test_every_line_that_two_marked_is_the_same_or_listed(lines: list[Line]) -> None:
    found = agreement(lines)

    shared = [one for one in lines if len(one.marks) >= 2]
    assert (found.alike + len(found.differing) if found else 0) == len(shared)
