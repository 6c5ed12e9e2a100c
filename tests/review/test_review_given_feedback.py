"""Feedback that one has given: own comments, whether they name a moment, and a plain statement."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path

import pytest
from review_builders import DAY, START, station

from roleplay.people.rounds import Written
from roleplay.review.given_feedback import Given, given_feedback, statement
from roleplay.review.moments import names_a_moment

COACH = json.loads((Path(__file__).parents[1] / "vectors/coach.json").read_text(encoding="utf-8"))
NOW = START + 400 * DAY


def wrote(number: int, text: str, words: str = "one_to_try") -> Written:
    return Written(number, 1, "ben", "ana", words, text, START + 30 * DAY * number)


def of(*written: Written, now: int = NOW) -> Given:
    return given_feedback(written, [station(number, "observer") for number in range(1, 20)], now, UTC)


@pytest.mark.parametrize("text", COACH["good"])
def test_a_good_comment_names_a_moment(text: str) -> None:
    assert names_a_moment(text)


@pytest.mark.parametrize("text", [one["text"] for one in COACH["must_catch"] if one["rule"] in ("moment", "trait")])
def test_a_comment_without_a_moment_names_none(text: str) -> None:
    assert not names_a_moment(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Next time, say it slowly", False),
        ("Next time, wait before you answer", True),
        ("Don’t worry about it", False),
        ("You said 'my dad' and waited", True),
        ("At 2:21 she looked away", True),
        ("", False),
    ],
)
def test_next_time_is_no_moment_and_an_apostrophe_no_quotation(text: str, names: bool) -> None:
    assert names_a_moment(text) is names


def test_comments_are_by_month_the_newest_first() -> None:
    given = of(wrote(1, "Wait"), wrote(2, "Ask"), wrote(2, "You waited", "saw"))

    assert [(month, [one.text for one in those]) for month, those in given.months] == [
        ("November 2026", ["Ask", "You waited"]),
        ("October 2026", ["Wait"]),
    ]
    assert given.sentence == "You wrote 3 comments at 2 stations."


def test_moments_are_counted_from_ten_comments_on() -> None:
    nine = [wrote(number, "Wait before you ask") for number in range(1, 10)]

    assert of(*nine).said == ""
    assert of(*nine, wrote(10, "Ask more")).said.startswith("9 of 10 named a moment:")


def test_one_to_say_better_is_the_newest_without_a_moment_that_is_a_week_old() -> None:
    comments = [wrote(1, "Ask more"), wrote(2, "Show warmth"), wrote(3, "When he stopped, you waited")]

    assert of(*comments).to_say_better == of(*comments).months[1][1][0]
    fresh = of(*comments, now=START + 63 * DAY).to_say_better
    assert fresh is not None
    assert fresh.text == "Ask more"
    assert of(comments[2]).to_say_better is None


def test_a_comment_on_a_station_that_is_not_ones_own_history_or_an_empty_one_is_left_out() -> None:
    assert of(wrote(99, "Wait"), wrote(1, "  ")).months == ()


@pytest.mark.parametrize(
    ("stations", "examples", "said"),
    [
        (24, 8, "I gave feedback on 24 stations and marked 8 examples."),
        (1, 0, "I gave feedback on 1 station."),
        (0, 1, "I marked 1 example."),
        (0, 0, ""),
    ],
)
def test_the_statement_counts_and_claims_nothing(stations: int, examples: int, said: str) -> None:
    assert statement(stations, examples) == said
