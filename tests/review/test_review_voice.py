"""What every view says: one sentence, no praise, no blame, and never an empty frame."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from review_builders import NAMES, answered, goal, histories, stations_of

from roleplay.review.goals import goals_view
from roleplay.review.missed import often_missed
from roleplay.review.own_rounds import Seen
from roleplay.review.patients import patients_view
from roleplay.review.practice_log import practice_log
from roleplay.review.profile import domain_profile
from roleplay.review.recent import recent_level
from roleplay.review.self_view import self_view
from roleplay.review.skill_change import skill_changes
from roleplay.review.story import story
from roleplay.review.trend import trend


def views(own: list[Seen]) -> Iterable[Any]:
    yield practice_log([seen.station for seen in own], NAMES)
    yield goals_view(goal(n, f"goal {n}", "tried") for n in range(len(own)))
    yield recent_level(own)
    yield patients_view(own)
    yield often_missed(own, NAMES)
    yield domain_profile(own)
    yield trend(own)
    yield skill_changes(own, NAMES)
    yield self_view(own)
    yield story([], [], 480)


@given(histories)
def test_every_view_has_a_title_one_sentence_and_rows_as_wide_as_their_header(own: list[Seen]) -> None:
    for view in views(own):
        assert view.title
        assert view.sentence.endswith(".")
        assert ". " not in view.sentence
        assert all(len(row) == len(view.table.header) for row in view.table.rows)


@pytest.mark.parametrize("n", [0, 1, 5, 12])
def test_no_view_shouts_praises_blames_or_compares(n: int) -> None:
    said = " ".join(f"{v.title} {v.sentence} {v.missing}" for v in views([*stations_of(n), *map(answered, range(n))]))

    # "The average of" five stations is a mean; "average" alone would be a verdict.
    words = set(said.lower().replace("the average of", "").replace(".", " ").replace(",", " ").split())
    assert "!" not in said
    assert not words & {"great", "well", "good", "bad", "poor", "failed", "fail", "pass", "rank", "best", "average"}


@pytest.mark.parametrize("view", [*views([])], ids=lambda view: type(view).__name__)
def test_below_its_threshold_a_view_says_what_is_missing(view: Any) -> None:
    assert view.missing.endswith(".")
    assert view.table.rows == ()
