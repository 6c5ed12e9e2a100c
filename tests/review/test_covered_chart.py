"""The rules of the chart of what a group has covered together."""

from __future__ import annotations

from roleplay.groups.covered import Covered, CoveredCell
from roleplay.review.charts import Rows
from roleplay.review.covered_chart import CoveredTogether

CELLS = (
    CoveredCell("examination", "cardiology", 0, 2, 3),
    CoveredCell("examination", "neurology", 0, 0, 0),
    CoveredCell("interview", "cardiology", 4, 0, 5),
    CoveredCell("interview", "neurology", 1, 1, 1),
)
FOUND = Covered("", ("examination", "interview"), ("cardiology", "neurology"), CELLS, 5, ("cardiology (examination)",))


def drawn(found: Covered) -> Rows:
    return CoveredTogether(found).picture


def test_each_kind_has_what_was_played_and_one_row_for_what_was_not() -> None:
    sections = {section.heading: [row.label for row in section.rows] for section in drawn(FOUND).sections}

    assert sections == {"Examinations": ["1 topic not played yet"], "Interviews": ["Cardiology", "Neurology"]}
    assert drawn(FOUND).sections[0].rows[0].note == "2 cases new to everyone"


def test_one_station_is_not_drawn_as_all_that_there_is() -> None:
    cells = (CoveredCell("interview", "neurology", 1, 1, 2),)

    assert drawn(Covered("", ("interview",), ("neurology",), cells, 1, ())).axis.high == 3


def test_a_bar_is_as_long_as_stations_were_played_and_its_words_say_how_many() -> None:
    [played] = [row for s in drawn(FOUND).sections for row in s.rows if row.bar and row.bar.length == 4]

    assert (played.note, drawn(FOUND).axis.high) == ("4 played, nothing new left", 4)


def test_the_table_says_the_same() -> None:
    assert CoveredTogether(FOUND).table.rows[0] == ("Cardiology (examination)", "0", "2 of 3")


def test_where_nothing_was_played_there_is_a_sentence_and_no_chart() -> None:
    view = CoveredTogether(
        Covered("", ("interview",), ("neurology",), (CoveredCell("interview", "neurology", 0, 1, 1),), 0, ())
    )

    assert (view.has_chart, view.missing) == (False, "The chart begins with the first station that the group plays.")
