"""The patient's view: by the words of a statement, from three stations, and averaged into nothing."""

from dataclasses import replace

from review_builders import SHEET, answered, marked, seen

from roleplay.marking.marksheet import Statement
from roleplay.review.patients import patients_view
from roleplay.review.recent import recent_level


def test_under_three_stations_there_is_no_middle_answer() -> None:
    two, three = patients_view([answered(1), answered(2)]), patients_view([answered(1), answered(2), answered(3)])

    assert not two.has_chart
    assert (two.statements, two.missing) == ((), "A middle answer needs 1 more answer to the same statement.")
    assert three.has_chart
    assert three.missing == ""


def test_the_middle_answer_is_the_median() -> None:
    view = patients_view([answered(1, 5), answered(2, 1), answered(3, 4), answered(4, 5)])

    assert [(one.text, one.median, one.values) for one in view.statements] == [
        ("I was listened to.", 4.5, (1, 4, 5, 5))
    ]
    assert view.table.rows == (("I was listened to.", "4.5", "4"),)


def test_the_words_of_a_statement_decide_and_not_its_id() -> None:
    other = replace(SHEET, statements=(Statement("other", "I was listened to."), Statement("heard", "I knew early.")))
    changed = replace(answered(3), sheet=other, statements={"other": 2, "heard": 5})

    view = patients_view([answered(1), answered(2), changed])

    assert {one.text: one.values for one in view.statements} == {"I was listened to.": (2, 4, 4)}


def test_a_statement_with_two_answers_has_no_middle_answer_whatever_the_others_have() -> None:
    twice = [replace(answered(n), statements={"heard": 4, "told": 1}) for n in (1, 2)]

    view = patients_view([*twice, answered(3)])

    assert [one.text for one in view.statements] == ["I was listened to."]
    assert view.sentence.endswith(" answers; 1 statement with fewer than 3 answers is left out.")


def test_three_stations_with_a_different_statement_each_have_no_middle_answer() -> None:
    sheets = [replace(SHEET, statements=(Statement("heard", f"Statement {n}"),)) for n in range(3)]

    view = patients_view(replace(answered(n), sheet=sheet) for n, sheet in enumerate(sheets))

    assert (view.has_chart, view.statements) == (False, ())
    assert view.missing == "A middle answer needs 2 more answers to the same statement."


def test_a_station_without_an_answer_does_not_count() -> None:
    view = patients_view([answered(1), answered(2), answered(3, None), seen(4, marked(), statements={"unknown": 3})])

    assert view.stations == 2


def test_a_repeat_is_not_in_a_median_but_its_sentence_is_shown() -> None:
    view = patients_view([answered(1), answered(2), answered(3, 1, "You waited.", repeat=True)])

    assert view.stations == 2
    assert [sentence.text for sentence in view.sentences] == ["You waited."]


def test_sentences_are_newest_first_from_the_first_station_on() -> None:
    view = patients_view([answered(2, None, "Second."), answered(1, None, "First."), answered(3, None, "  ")])

    assert [(sentence.text, sentence.day) for sentence in view.sentences] == [
        ("Second.", "5 October 2026"),
        ("First.", "28 September 2026"),
    ]


def test_patients_answers_change_no_percentage() -> None:
    assert recent_level([answered(1, 1)]).dots == recent_level([answered(1, 5)]).dots
