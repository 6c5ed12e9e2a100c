"""Known answers, and what any interval must do."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.review.intervals import DOMAIN_SD, ENCOUNTER_SD, LEVEL, PRIOR_DF, moderated, shrunk, wilson

VECTORS = Path(__file__).parents[1] / "vectors"
counts = st.integers(0, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
percents = st.floats(0, 100)


def vector(name: str) -> dict[str, Any]:
    return dict(json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8")))


def test_the_constants_are_those_of_the_vectors() -> None:
    data = vector("moderated_interval")["data"]

    assert (data["prior_sd"], data["prior_df"], data["level"]) == (ENCOUNTER_SD, PRIOR_DF, LEVEL)
    assert vector("shrinkage_normal")["data"]["between_domain_sd"] == DOMAIN_SD


@pytest.mark.parametrize("row", vector("moderated_interval")["expected"], ids=lambda row: str(row["percent"]))
def test_a_moderated_interval_is_the_known_one(row: dict[str, Any]) -> None:
    found = moderated(row["percent"])

    assert (found.mean, found.sd, found.df, found.lower, found.upper) == pytest.approx(
        (row["mean"], row["moderated_sd"], row["df"], row["lower80"], row["upper80"]), abs=1e-6
    )


@pytest.mark.parametrize("place", [0, 1])
def test_a_shrunk_area_is_the_known_one(place: int) -> None:
    whole = vector("shrinkage_normal")
    data, row = whole["data"], whole["expected"][place]

    found = shrunk(row["domain_mean"], row["n"], data["own_overall_mean"], data["within_sd"])

    assert (found.weight, found.mean, found.sd, found.lower, found.upper) == pytest.approx(
        (row["weight"], row["shrunk"], row["sd"], *row["interval80"]), abs=1e-6
    )


@pytest.mark.parametrize("row", vector("wilson_interval")["expected"]["published"], ids=lambda row: str(row["n"]))
def test_a_wilson_interval_is_the_published_one(row: dict[str, Any]) -> None:
    found = wilson(row["x"], row["n"], level=0.95)

    assert found == pytest.approx((row["lower"], row["upper"]), abs=1e-9)
    assert found == pytest.approx(row["published"], abs=6e-5)


def test_nothing_has_no_mean_and_without_chances_nothing_is_known() -> None:
    with pytest.raises(ValueError, match="no encounters"):
        moderated([])

    assert wilson(0, 0) == (0, 1)


@given(counts)
def test_a_share_lies_within_its_interval_and_that_between_0_and_1(count: tuple[int, int]) -> None:
    x, n = count

    lower, upper = wilson(x, n)

    assert 0 <= lower <= upper <= 1
    assert n == 0 or lower - 1e-12 <= x / n <= upper + 1e-12


@given(counts)
def test_twice_as_many_chances_make_a_share_more_certain(count: tuple[int, int]) -> None:
    x, n = count

    once, twice = wilson(x, n), wilson(2 * x, 2 * n)

    assert n == 0 or twice[1] - twice[0] < once[1] - once[0]


@given(percents, st.integers(1, 40))
def test_one_more_encounter_of_the_same_percent_narrows_the_band(percent: float, n: int) -> None:
    fewer, one_more = moderated([percent] * n), moderated([percent] * (n + 1))

    assert one_more.upper - one_more.lower < fewer.upper - fewer.lower


@given(percents, percents, st.integers(1, 40), st.floats(1, 40))
def test_an_area_is_drawn_to_the_own_mean_and_less_so_with_more_stations(
    domain: float, own: float, n: int, spread: float
) -> None:
    fewer, one_more = shrunk(domain, n, own, spread), shrunk(domain, n + 1, own, spread)

    assert 0 < fewer.weight < one_more.weight < 1
    assert abs(fewer.mean - own) <= abs(one_more.mean - own) + 1e-9 <= abs(domain - own) + 1e-6
    assert one_more.sd < fewer.sd
