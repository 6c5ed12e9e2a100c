"""The rules of a review: who may open a case to review it, what becomes of remarks, and what a signature is worth."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from evening import Evening, device_of
from own_store import put_text
from test_reporting import GOOD

from roleplay.content.reported_faults import About
from roleplay.content.signing import Signer
from roleplay.errors import Fault
from roleplay.people.review_links import LASTS
from roleplay.people.visitor import Visitor
from roleplay.usecases.cases.browsing import TONIGHT
from roleplay.usecases.cases.reviewing import CHANGED, LINK_OVER, NOT_ONES_OWN, Reviewing

GP = Signer("Dr A. Name", "GP", registered="GMC")
CLINICIAN = Visitor("the clinician’s own browser")
REMARK = "Aspirin is missing from the plan"


@pytest.fixture
def over(evening: Evening) -> Evening:
    """A session on one case is over; Anna wrote another case."""
    text = GOOD.replace("id: good\n", "id: hers\n").replace("Tight chest", "Her chest")
    evening.quiet().forms().moved("Anna", "go_on").moved("Anna", "finish")
    put_text(evening.kit.store, "hers", text, evening.visitor("Anna").person)
    return evening


def reviewing(evening: Evening) -> Reviewing:
    return evening.kit.reviewing


def link_of(evening: Evening, case: str, maker: str = "Anna") -> str:
    return reviewing(evening).link(evening.visitor(maker), case)


def sign(evening: Evening, case: str, link: str, signer: Signer = GP, who: Visitor = CLINICIAN) -> bool:
    """Whether the case has it already."""
    read = reviewing(evening).open(who, case, link)
    return reviewing(evening).sign(who, case, link, signer, read.fingerprint).stored


# --- who may open it


def test_a_clinician_opens_the_case_of_the_link_and_no_other(over: Evening) -> None:
    link = link_of(over, "good")

    assert reviewing(over).open(CLINICIAN, "good", link).case.id == "good"
    with pytest.raises(Fault, match=LINK_OVER):
        reviewing(over).open(CLINICIAN, "hers", link)


@pytest.mark.parametrize("change", ["x{}", "{}x", "9{}"])
def test_a_link_that_was_changed_opens_nothing(over: Evening, change: str) -> None:
    with pytest.raises(Fault, match=LINK_OVER):
        reviewing(over).open(CLINICIAN, "good", change.format(link_of(over, "good")))


def test_a_link_is_over_after_two_months(over: Evening) -> None:
    link = link_of(over, "good")
    over.wall.forward(LASTS)

    with pytest.raises(Fault, match=LINK_OVER):
        reviewing(over).open(CLINICIAN, "good", link)


def test_who_opens_a_case_to_review_it_knows_it_from_then_on(over: Evening) -> None:
    link = link_of(over, "hers")

    reviewing(over).open(Visitor(device_of("Ben")), "hers", link)

    assert "hers" in {one.case for one in over.met("Ben")}


@pytest.mark.parametrize("by_link", [True, False], ids=["by a link", "as oneself"])
def test_nobody_reviews_a_case_that_is_planned_for_them_tonight(over: Evening, by_link: bool) -> None:
    link = link_of(over, "hers") if by_link else ""
    tonight = over.later("Ben", "Cleo", "Dora")
    tonight.begin("hers")

    with pytest.raises(Fault, match=TONIGHT):
        reviewing(over).open(over.visitor("Ben"), "hers", link)


def test_without_a_link_somebody_unknown_opens_nothing(over: Evening) -> None:
    with pytest.raises(Fault):
        reviewing(over).open(CLINICIAN, "good")


# --- remarks


def test_a_remark_goes_to_the_cases_author_beside_its_place(over: Evening) -> None:
    link = link_of(over, "hers")
    where = reviewing(over).open(CLINICIAN, "hers", link).places[-1].where

    reviewing(over).remark(CLINICIAN, "hers", link, where, REMARK)

    [report] = over.kit.reporting.of_own(over.visitor("Anna"), "hers")
    assert (report.about, report.text, report.where, report.person) == (About.REVIEW, REMARK, where, None)


# --- signatures


def test_by_its_authors_link_an_own_case_is_signed_at_once(over: Evening) -> None:
    assert sign(over, "hers", link_of(over, "hers"))

    read = reviewing(over).open(CLINICIAN, "hers", link_of(over, "hers"))
    assert read.standing.in_full == "Reviewed by a GP, October 2025. Signed by Dr A. Name."
    assert over.kit.library().cases["hers"].review.reviews[0].registered == "GMC"


def test_the_text_before_a_signature_stays_as_a_version(over: Evening) -> None:
    sign(over, "hers", link_of(over, "hers"))

    anna = over.visitor("Anna")
    [version] = over.kit.writing.versions(anna, "hers")
    assert "reviews:" not in over.kit.writing.version(anna, "hers", version.stamp)


@pytest.mark.parametrize(("case", "maker"), [("good", "Anna"), ("hers", "Ben")])
def test_nobody_signs_into_a_file_or_into_somebody_elses_case(over: Evening, case: str, maker: str) -> None:
    over.kit.browsing.open_part(over.visitor(maker), case)
    before = over.kit.library().cases[case]

    assert not sign(over, case, link_of(over, case, maker))

    assert over.kit.library().cases[case] == before


def test_what_comes_instead_is_the_block_for_the_file_and_the_file_with_it(over: Evening) -> None:
    link = link_of(over, "good")
    read = reviewing(over).open(CLINICIAN, "good", link)

    made = reviewing(over).sign(CLINICIAN, "good", link, GP, read.fingerprint)

    assert made.block in made.text
    (over.content / "cases/good.yaml").write_text(made.text, encoding="utf-8")
    assert reviewing(over).open(CLINICIAN, "good", link).standing.reviewed


def test_a_case_that_was_changed_while_it_was_read_is_not_signed(over: Evening) -> None:
    link = link_of(over, "hers")
    read = reviewing(over).open(CLINICIAN, "hers", link)
    put_text(over.kit.store, "hers", GOOD.replace("id: good\n", "id: hers\n").replace("My dad died", "My mum died"))

    with pytest.raises(Fault, match=CHANGED):
        reviewing(over).sign(CLINICIAN, "hers", link, GP, read.fingerprint)


def test_nobody_signs_their_own_case(over: Evening) -> None:
    with pytest.raises(Fault, match=NOT_ONES_OWN):
        sign(over, "hers", link_of(over, "hers"), who=Visitor(device_of("Anna")))


def test_a_signature_counts_to_the_next_review_that_was_named(over: Evening) -> None:
    link, soon = link_of(over, "hers"), date(2025, 10, 9) + timedelta(days=30)

    sign(over, "hers", link, Signer("Dr A. Name", "GP", next_review=soon))

    assert reviewing(over).open(CLINICIAN, "hers", link).standing.reviewed
    over.wall.forward(30 * 24 * 60 * 60 * 1000)
    assert not reviewing(over).open(CLINICIAN, "hers", link).standing.reviewed


def test_an_empty_name_signs_nothing(over: Evening) -> None:
    with pytest.raises(Fault, match="Write your name"):
        sign(over, "hers", link_of(over, "hers"), Signer(" ", "GP"))
