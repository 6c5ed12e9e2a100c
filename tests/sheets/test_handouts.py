"""The rules of what a seat reads and never taps."""

from __future__ import annotations

import json

import pytest
from builders import Practice, a_case, a_presentation, trio
from markupsafe import Markup

from roleplay.content.models import Case
from roleplay.content.signatures import UNREVIEWED
from roleplay.room import events as ev
from roleplay.room.stages import Stage
from roleplay.shared_words import NOT_IN_THE_LISTENERS
from roleplay.sheets.atoms import joined
from roleplay.sheets.case_texts import as_patient, as_student, whole_case
from roleplay.sheets.handouts import handout_of, sent
from roleplay.sheets.tree import tree

NASTY = '<img src=x onerror="alert(1)"> & “quotes”'
Read = dict[str, list[str]]


def read_by(practice: Practice, *seats: str) -> list[str]:
    """The kind of handout that each has."""
    return [type(handout_of(practice.view(seat))).__name__ for seat in seats]


def test_everybody_reads_what_their_role_needs_in_each_stage() -> None:
    practice, read = Practice().sits("a", "b", "c").begins(observers=("c",)), Read()

    for stage in (Stage.PREPARE, Stage.READING, Stage.STATION, Stage.QUIET, Stage.DEBRIEF, Stage.SHEETS, Stage.NEXT):
        read[stage] = read_by(practice.to(stage), "a", "b", "c")

    assert read == {
        "prepare": ["NoneType", "Script", "Tasks"],
        "reading": ["Instructions", "Script", "Tasks"],
        "station": ["Instructions", "Script", "Tasks"],
        "quiet": ["NoneType"] * 3,
        "debrief": ["NoneType"] * 3,
        "sheets": ["Feedback"] * 3,
        "next": ["Feedback"] * 3,
    }


def test_a_tap_leaves_the_handout_as_it_was() -> None:
    practice = Practice().sits("a", "b", "c").begins(observers=("c",)).to(Stage.STATION)
    before = handout_of(practice.view("c"))

    practice.tap("c", ev.Pinned(ev.Pin.WORKED))

    assert handout_of(practice.view("c")) == before


def test_all_three_of_a_round_read_the_same_feedback() -> None:
    practice = Practice().sits("a", "b", "c").begins(observers=("c",)).to(Stage.SHEETS)

    assert len({sent(handout_of(practice.view(seat))).name for seat in "abc"}) == 1


def test_another_handout_has_another_name() -> None:
    practice = Practice().sits("a", "b", "c").begins(observers=("c",)).to(Stage.READING)

    assert len({sent(handout_of(practice.view(seat))).name for seat in "abc"}) == 3


@pytest.mark.parametrize(("case", "hears"), [(a_case(), False), (a_presentation(), True)])
def test_only_a_listener_is_told_to_make_up_nothing(case: Case, hears: bool) -> None:
    read = str(json.loads(sent(handout_of(trio(Stage.STATION, case=case).view("b"))).text))

    assert (NOT_IN_THE_LISTENERS in read) is hears
    assert ("symptom" in read) is not hears


def test_nothing_to_read_is_an_empty_list_without_a_name() -> None:
    nothing = sent(None)

    assert (nothing.name, json.loads(nothing.text)) == ("", [])


def test_a_tree_holds_elements_attributes_and_texts_in_their_order() -> None:
    paper = Markup('<p class="soft">a <strong>b</strong><br>c</p>\n<ul>\n<li>d</li>\n</ul>\n<img src="e.png" alt="f">')

    assert tree(paper) == [
        ["p", {"class": "soft"}, "a ", ["strong", "b"], ["br"], "c"],
        ["ul", ["li", "d"]],
        ["img", {"src": "e.png", "alt": "f"}],
    ]


def test_what_people_wrote_is_text_whatever_it_looks_like() -> None:
    assert tree(Markup("<p>{}</p>").format(NASTY)) == [["p", NASTY]]


@pytest.mark.parametrize(
    "markup",
    [
        *("<script>1</script>", '<p onclick="x">a</p>', '<p style="x">a</p>', "<a>b</a>", "<p class='x'>a</p>"),
        *(
            "<p>a",
            "a</p>",
            "p</p>b",
            "<p>a</li>",
            "<p>a</p",
            "<!-- a -->",
            "<p class>a</p>",
            '<p class="a"id="b">c</p>',
        ),
    ],
)
def test_what_no_sheet_has_is_refused(markup: str) -> None:
    with pytest.raises(ValueError, match="No sheet"):
        tree(Markup(markup))


def test_every_sheet_of_a_case_has_a_tree() -> None:
    case = a_case()

    for parts in (whole_case(case, UNREVIEWED), as_student(case, str), as_patient(case, str)):
        assert tree(joined(parts)) != []
