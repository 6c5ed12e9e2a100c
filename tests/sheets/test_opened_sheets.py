"""The rules of everyone's feedback: the same in the room, on the page and in the file."""

import re
from dataclasses import replace

from builders import Practice

from roleplay.marking.marksheet import Mark
from roleplay.review import headings
from roleplay.room import events as ev
from roleplay.room.opened import OpenedGo, Said
from roleplay.room.stages import Stage
from roleplay.sheets.history.opened_sheets import OpenedSheet, agreement_of, opened_sheet, story_in_words
from roleplay.usecases.history.portable import Sheets


def test_a_never_line_that_only_one_of_two_tapped_is_not_marked_the_same() -> None:
    practice = Practice().sits("a", "b", "c", "d").begins(observers=("c", "d")).to(Stage.QUIET)
    practice.taps("c", ev.Marked("greets", Mark.DONE), ev.Marked("scares", Mark.DONE))
    practice.tap("d", ev.Marked("greets", Mark.DONE)).to(Stage.SHEETS)

    found = agreement_of(practice.view("a").opened)

    assert found is not None
    assert (found.alike, found.of) == (1, 2)
    assert found.table.rows == (("Says he will die", "Person c: This happened; Person d: Left blank"),)


def played() -> Sheets:
    """A round in which the patient tapped one fact and the observer pinned a moment."""
    practice = Practice().sits("a", "b", "c").begins(observers=("c",)).to(Stage.STATION)
    fact = practice.state.rounds[-1].snapshot.case.patient.story[0].id
    practice.tap("b", ev.FactCame(fact, True)).taps("c", ev.Marked("greets", Mark.DONE), ev.Pinned(ev.Pin.WORKED))
    return Sheets(practice.to(Stage.SHEETS).view("a").opened, ("A point",), ("A source",), False, 480)


def test_the_room_sees_no_totals_and_no_next_step() -> None:
    sheet = opened_sheet(played())

    shown = "".join((*sheet.before, *sheet.after))
    assert "%" not in shown
    assert not [title for title in (headings.NUMBERS, headings.STEP_WRITTEN) if title in shown]


def test_the_file_has_the_same_words_as_room_and_page_in_the_same_order() -> None:
    room, file = opened_sheet(played()), opened_sheet(played(), level=4, folds=False)

    assert words_of(room) == words_of(file)


def test_paper_has_nothing_to_unfold() -> None:
    file = opened_sheet(played(), level=4, folds=False)

    assert "<details" not in "".join((*file.before, *file.after))


def test_what_to_talk_about_stands_open_before_everything_that_is_folded() -> None:
    sheet = opened_sheet(played())

    before, after = "".join(sheet.before), "".join(sheet.after)
    assert re.findall(r"<h2>(.*?)</h2>", before) == [
        "First, what Person a wrote",
        "Then talk about this",
        "Words for Person a",
        "Where does this station stand?",
    ]
    assert "<details" not in before
    assert "<h2>" not in after
    assert after.count("<details>") == after.count("<summary>") > 4


def test_the_students_own_words_have_their_question_and_the_other_one_comes_next() -> None:
    shown = words_of(opened_sheet(played()))

    asked = shown.index("Start with what Person a wrote. What did each of you see?")
    assert shown.index("First, what Person a wrote") < asked < shown.index("Then talk about this")
    assert shown.index("Then talk about this") < shown.index("You rated every area the same: which one")


def test_another_go_is_read_in_words_and_only_where_there_was_one() -> None:
    sheets = played()
    go = OpenedGo(141, (Said("Person c", "it happened"),))

    assert headings.ANOTHER_GO not in words_of(opened_sheet(sheets))
    tried = words_of(opened_sheet(replace(sheets, opened=replace(sheets.opened, go=go))))
    assert "Another go From 2:21. Person c: it happened." in tried


def words_of(sheet: OpenedSheet) -> str:
    """All that is read, in its order."""
    return " ".join(re.sub(r"<[^>]+>", " ", "".join((*sheet.before, *sheet.after))).split())


def test_the_story_in_words_says_what_came_out_and_leaves_moments_to_their_own_heading() -> None:
    words = "".join(story_in_words(played()))

    assert re.search(r"<li><strong>\d:\d\d</strong> ", words)
    assert "<summary>Not heard this time: 2</summary>" in words
    assert "pinned" not in words
