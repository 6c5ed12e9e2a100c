"""What one station adds up to."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from builders import a_case, a_rubric, a_sheet
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from roleplay.content.models import Critical
from roleplay.marking.marksheet import Domain, Item, Mark, Marksheet, marksheet_of
from roleplay.marking.scoring import Response, Score, Verdict, score, station_percent
from roleplay.stored import read_stored

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "scoring_model.json").read_text(encoding="utf-8"))
STEADY = settings(max_examples=200, derandomize=True, deadline=None, database=None)


def sheet_of(rubric: dict[str, Any]) -> Marksheet:
    items = [
        {**item, "critical": Critical(item["critical"]) if "critical" in item else None} for item in rubric["items"]
    ]
    mix = rubric.get("mix", {"checklist": 0.5, "domains": 0.5})
    domains = tuple(Domain(**domain) for domain in rubric["domains"])
    return Marksheet(tuple(Item(**item) for item in items), domains, mix=(mix["checklist"], mix["domains"]))


def response_of(body: dict[str, Any]) -> Response:
    return Response(
        items={item: Mark(mark) for item, mark in body["items"].items() if mark is not None},
        domains={domain: rating for domain, rating in body["domains"].items() if rating is not None},
        overall=body["global"],
    )


@pytest.mark.parametrize("vector", VECTORS["expected"], ids=lambda vector: vector["name"])
def test_the_known_answers(vector: dict[str, Any]) -> None:
    made = asdict(score(sheet_of(vector["rubric"]), response_of(vector["response"])))

    expected = {**vector["expected"], "safety_flags": tuple(vector["expected"]["safety_flags"])}
    percents = expected.pop("checklist_by_domain")
    assert made.pop("checklist_by_domain") == pytest.approx(percents, abs=VECTORS["tolerance"])
    assert {name: made[name] for name in expected} == {
        name: pytest.approx(value, abs=VECTORS["tolerance"]) if isinstance(value, float) else value
        for name, value in expected.items()
    }


def test_the_known_answers_leave_no_number_out() -> None:
    assert VECTORS["tolerance"] == 1e-9
    assert all(set(vector["expected"]) == set(Score.__dataclass_fields__) for vector in VECTORS["expected"])


# By example

TWO = Marksheet((Item("one", "d"), Item("two", "d", weight=3)), (Domain("d"), Domain("e", weight=3)))


def percent_of(**items: Mark) -> float | None:
    return score(TWO, Response(items)).checklist_percent


def test_weights_count() -> None:
    assert percent_of(one=Mark.DONE, two=Mark.NOT) == 25
    assert percent_of(one=Mark.NOT, two=Mark.DONE) == 75


def test_partly_is_half() -> None:
    assert percent_of(one=Mark.NOT, two=Mark.PARTLY) == 37.5


def test_a_blank_is_not_a_not() -> None:
    assert percent_of(one=Mark.DONE) == 100
    assert percent_of(one=Mark.DONE, two=Mark.NOT) == 25


def test_a_not_is_a_mark() -> None:
    made = score(TWO, Response({"one": Mark.NOT, "two": Mark.NOT}))

    assert (made.checklist_percent, made.completeness, made.station_percent) == (0, 1, 0)


def test_what_did_not_arise_is_left_out_of_both() -> None:
    made = score(TWO, Response({"one": Mark.DONE, "two": Mark.NA}))

    assert (made.checklist_percent, made.completeness) == (100, 1)


def test_nothing_marked_has_no_percent() -> None:
    made = score(TWO, Response())

    assert (made.checklist_percent, made.domain_percent, made.station_percent, made.display_percent) == (None,) * 4
    assert (made.completeness, made.verdict, made.counts_in_trend) == (0, None, False)


def test_domains_are_weighed_and_a_1_is_zero() -> None:
    assert score(TWO, Response(domains={"d": 1, "e": 5})).domain_percent == 75
    assert score(TWO, Response(domains={"d": 1})).domain_percent == 0


def test_a_part_that_is_missing_leaves_the_other_whole() -> None:
    assert score(TWO, Response(domains={"d": 3})).station_percent == 50
    assert score(TWO, Response({"one": Mark.DONE})).station_percent == 100


def test_the_rubrics_mix_decides_how_much_each_part_counts() -> None:
    assert station_percent(100.0, 0.0, (0.25, 0.75)) == 25
    assert station_percent(100.0, None, (0.0, 1.0)) is None


@pytest.mark.parametrize(("exact", "shown"), [(62.5, 63), (61.5, 62), (0.5, 1), (62.49, 62), (0.0, 0), (100.0, 100)])
def test_a_half_is_shown_as_the_next_number(exact: float, shown: int) -> None:
    items = (Item("all", "d", weight=1), Item("none", "d", weight=1))
    halves = Marksheet((replace(items[0], weight=exact), replace(items[1], weight=100 - exact)), ())  # type: ignore[arg-type]

    made = score(halves, Response({"all": Mark.DONE, "none": Mark.NOT}))

    assert made.display_percent == shown


@pytest.mark.parametrize(
    ("overall", "flagged", "verdict"),
    [
        (None, True, None),
        (0, False, Verdict.NOT_YET),
        (0, True, Verdict.NOT_YET),
        (1, False, Verdict.BORDERLINE),
        (2, False, Verdict.ON_TRACK),
        (3, False, Verdict.ON_TRACK),
        (2, True, Verdict.BORDERLINE),
        (3, True, Verdict.BORDERLINE),
    ],
)
def test_where_a_station_stands(overall: int | None, flagged: bool, verdict: Verdict | None) -> None:
    items = {"net": Mark.NOT if flagged else Mark.DONE}

    assert score(a_sheet(), Response(items, overall=overall)).verdict is verdict


@pytest.mark.parametrize(
    ("marks", "flags"),
    [
        ({"net": Mark.NOT}, ("net",)),
        ({"net": Mark.DONE}, ()),
        ({"net": Mark.PARTLY}, ()),
        ({"net": Mark.NA}, ()),
        ({}, ()),
        ({"scares": Mark.DONE}, ("scares",)),
        ({"scares": Mark.NOT}, ()),
        ({"asks-nights": Mark.NOT}, ()),
        ({"scares": Mark.DONE, "net": Mark.NOT}, ("net", "scares")),
    ],
)
def test_what_is_a_safety_flag(marks: dict[str, Mark], flags: tuple[str, ...]) -> None:
    assert score(a_sheet(), Response(marks)).safety_flags == flags


@pytest.mark.parametrize(("weight", "counts"), [(1, True), (2, False)])
def test_a_station_counts_in_trends_from_four_fifths_marked(weight: int, counts: bool) -> None:
    sheet = Marksheet((Item("marked", "d", weight=4), Item("blank", "d", weight=weight)), (Domain("d"),))

    assert score(sheet, Response({"marked": Mark.DONE}, {"d": 3}, 2)).counts_in_trend is counts


@pytest.mark.parametrize("less", [{"domains": {}}, {"overall": None}])
def test_a_station_without_a_domain_or_the_global_is_in_no_trend(less: dict[str, Any]) -> None:
    whole = Response({item.id: Mark.DONE for item in a_sheet().items}, {"gather": 3}, 0)
    assert score(a_sheet(), whole).counts_in_trend is True

    assert score(a_sheet(), replace(whole, **less)).counts_in_trend is False


# By rule

ITEMS = st.builds(
    Item,
    st.just(""),
    st.sampled_from(["d", "e"]),
    weight=st.integers(1, 3),
    critical=st.sampled_from([None, None, *Critical]),
)
SHEETS = st.builds(
    lambda items, mix: Marksheet(
        tuple(replace(item, id=f"i{place}") for place, item in enumerate(items)),
        (Domain("d"), Domain("e", weight=2.5)),
        mix=(mix, 1 - mix),
    ),
    st.lists(ITEMS, max_size=8),
    st.floats(0, 1),
)


@st.composite
def marked_sheets(draw: st.DrawFn) -> tuple[Marksheet, Response]:
    sheet = draw(SHEETS)
    items = {item.id: mark for item in sheet.items if (mark := draw(st.sampled_from([None, *Mark])))}
    domains = draw(st.dictionaries(st.sampled_from(["d", "e"]), st.integers(1, 5)))
    return sheet, Response(items, domains, draw(st.none() | st.integers(0, 3)))


@given(marked_sheets())
@STEADY
def test_every_percent_is_from_0_to_100(marked: tuple[Marksheet, Response]) -> None:
    made = score(*marked)

    percents = [made.checklist_percent, made.domain_percent, made.station_percent, *made.checklist_by_domain.values()]
    assert all(percent is None or -1e-9 <= percent <= 100 + 1e-9 for percent in percents)
    assert made.completeness is None or 0 <= made.completeness <= 1
    assert made.display_percent in (None, *range(101))


@given(marked_sheets())
@STEADY
def test_a_blank_changes_no_percent_as_if_the_item_were_not_there(marked: tuple[Marksheet, Response]) -> None:
    sheet, response = marked
    only_marked = replace(sheet, items=tuple(item for item in sheet.items if item.id in response.items))

    assert score(only_marked, response).checklist_percent == score(sheet, response).checklist_percent
    assert score(only_marked, response).safety_flags == score(sheet, response).safety_flags


@given(marked_sheets())
@STEADY
def test_what_did_not_arise_might_as_well_not_be_on_the_sheet(marked: tuple[Marksheet, Response]) -> None:
    sheet, response = marked
    arose = replace(sheet, items=tuple(item for item in sheet.items if response.items.get(item.id) is not Mark.NA))

    assert score(arose, response) == score(sheet, response)


@given(marked_sheets())
@STEADY
def test_what_must_never_happen_never_counts(marked: tuple[Marksheet, Response]) -> None:
    sheet, response = marked
    without = replace(sheet, items=tuple(item for item in sheet.items if item.critical is not Critical.NEVER))

    with_, left = score(sheet, response), score(without, response)

    assert (with_.station_percent, with_.completeness) == (left.station_percent, left.completeness)


@given(marked_sheets())
@STEADY
def test_a_flag_changes_the_verdict_and_no_number(marked: tuple[Marksheet, Response]) -> None:
    sheet, response = marked
    harmless = replace(
        sheet, items=tuple(replace(i, critical=None) if i.critical is Critical.MUST else i for i in sheet.items)
    )

    with_, without = score(sheet, response), score(harmless, response)

    assert (with_.station_percent, with_.completeness) == (without.station_percent, without.completeness)
    assert with_.display_percent == without.display_percent


@given(marked_sheets(), st.sampled_from([0, 1, 2, 3, None]))
@STEADY
def test_the_global_changes_no_percent(marked: tuple[Marksheet, Response], overall: int | None) -> None:
    sheet, response = marked

    assert score(sheet, replace(response, overall=overall)).station_percent == score(sheet, response).station_percent


@given(marked_sheets(), st.data())
@STEADY
def test_turning_a_not_into_a_done_never_lowers_the_percent(
    marked: tuple[Marksheet, Response], data: st.DataObject
) -> None:
    sheet, response = marked
    nots = [item for item, mark in response.items.items() if mark is Mark.NOT]
    assume(nots)

    better = replace(response, items={**response.items, data.draw(st.sampled_from(nots)): Mark.DONE})

    assert (score(sheet, better).checklist_percent or 0) >= (score(sheet, response).checklist_percent or 0)


# The sheet


def test_the_rubrics_items_frame_the_cases_own() -> None:
    assert [item.id for item in a_sheet().items] == [
        "greets", "asks-nights", "asks-worry", "asks-smoking", "net", "scares", "thanks",
    ]  # fmt: skip


def test_an_item_keeps_what_its_author_said() -> None:
    items = a_sheet().item_by_id

    assert (items["asks-nights"].weight, items["asks-nights"].reveals) == (2, ("pillows",))
    assert (items["net"].critical, items["scares"].critical) == (Critical.MUST, Critical.NEVER)


@pytest.mark.parametrize(
    ("item", "offered"),
    [
        ("asks-nights", {Mark.DONE, Mark.NOT}),
        ("asks-worry", {Mark.DONE, Mark.PARTLY, Mark.NOT}),
        ("asks-smoking", {Mark.DONE, Mark.NOT, Mark.NA}),
    ],
)
def test_an_item_offers_what_its_author_allowed(item: str, offered: set[Mark]) -> None:
    assert {mark for mark in Mark if a_sheet().item_by_id[item].offers(mark)} == offered


def test_domains_bring_their_words() -> None:
    assert a_sheet().domains[0] == Domain("gather", "Gathering", 1, ("jumps about", "mostly in order", "in order"))
    assert (a_sheet().ask, a_sheet().words[0]) == ("Where does this station stand?", "Not yet")
    assert a_sheet().statements[0].text == "I felt understood"


def test_the_same_sheet_has_the_same_fingerprint_and_an_edited_one_another() -> None:
    rubric = a_rubric(mix={"checklist": 0.4, "domains": 0.6})

    assert a_sheet().fingerprint == a_sheet().fingerprint
    assert marksheet_of(rubric, a_case()).fingerprint != a_sheet().fingerprint
    assert marksheet_of(rubric, a_case()).mix == (0.4, 0.6)


def test_a_sheet_goes_by_the_blocks_of_time() -> None:
    late = {"id": "says-when", "text": "Says when to come back", "domain": "relate", "block": "closing"}
    early = {"id": "asks-name", "text": "Asks the name", "domain": "relate", "block": "opening"}
    middle = {"id": "asks-pain", "text": "Asks about the pain", "domain": "relate"}

    items = marksheet_of(a_rubric(), a_case(checklist=[late, middle, early])).items

    assert [item.block for item in items] == sorted(
        (i.block for i in items), key=["opening", "middle", "closing"].index
    )
    assert [item.id for item in items if item.id in ("says-when", "asks-pain", "asks-name")] == [
        "asks-name",
        "asks-pain",
        "says-when",
    ]


def test_a_sheet_from_before_blocks_keeps_its_fingerprint() -> None:
    sheet = a_sheet()
    body = json.loads(json.dumps(asdict(sheet)))
    for item in body["items"]:
        del item["block"], item["both"], item["one"], item["tags"]

    before = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()

    assert read_stored(Marksheet, body).fingerprint == before


def test_naming_the_parts_of_a_line_makes_another_sheet() -> None:
    line = {"id": "asks", "text": "Asks about both", "domain": "relate", "partly": True}
    named = {**line, "partly": {"both": "this and that", "one": "one of them"}}

    bare, said = (marksheet_of(a_rubric(), a_case(checklist=[each])) for each in (line, named))

    assert bare.fingerprint != said.fingerprint
    assert [(i.partly, i.one) for i in said.items if i.id == "asks"] == [(True, "one of them")]
