"""The rules of a reviewer's sheet: all of a case is on it, and what anybody wrote is text."""

from __future__ import annotations

import re
from html import unescape

import pytest
from evening import EXAMINED, Evening, add_case

from roleplay.sheets.cases.review_sheet import NO_REMARKS, review_page
from roleplay.sheets.history.opened_sheets import no_pictures
from roleplay.usecases.cases.reviewing import ToReview

NASTY = "<img src=x onerror=alert(1)>"


@pytest.fixture
def over(evening: Evening) -> Evening:
    """Anna may read any case."""
    return evening.quiet().forms().moved("Anna", "go_on").moved("Anna", "finish")


def to_review(evening: Evening, case: str) -> ToReview:
    return evening.kit.reviewing.open(evening.visitor("Anna"), case)


def page_of(evening: Evening, case: str) -> str:
    return review_page(to_review(evening, case), no_pictures)


def words_of(page: str) -> str:
    """As it reads."""
    read = unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))
    return re.sub(r"[\u2066-\u2069]", "", read)


def test_every_place_to_which_a_remark_can_point_is_on_the_page(over: Evening) -> None:
    rubric = (over.content / "rubrics/history.yaml").read_text(encoding="utf-8")
    rubric = rubric.replace("id: history", "id: examination").replace("[interview]", "[examination]")
    (over.content / "rubrics/examination.yaml").write_text(rubric, encoding="utf-8")
    add_case(over.content, "case-a", EXAMINED)

    plain = words_of(page_of(over, "case-a"))

    parts = [part for place in to_review(over, "case-a").places for part in place.text.split(": ")]
    assert len(parts) > 15
    assert [part for part in parts if part not in plain] == []


def test_the_file_opens_without_the_kit_and_runs_nothing(over: Evening) -> None:
    page = page_of(over, "good")

    assert re.findall(r"<script|<link|(?:src|href)=\"http", page) == []
    assert "default-src 'none'" in page


def test_what_an_author_wrote_is_text_and_never_markup(over: Evening) -> None:
    add_case(over.content, "case-a", {"My dad died of his heart.": NASTY})

    page = page_of(over, "case-a")

    assert NASTY not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_what_the_check_says_of_this_case_is_on_its_page_and_of_no_other(over: Evening) -> None:
    add_case(over.content, "case-a", {"sources: [NICE CG95]": "sources: []"})

    [said] = [one.message for one in to_review(over, "case-a").said if "source" in one.message]

    assert said in words_of(page_of(over, "case-a"))
    assert NO_REMARKS in page_of(over, "good")
