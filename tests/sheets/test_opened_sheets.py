"""What is said of the observers together."""

from builders import Practice

from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.stages import Stage
from roleplay.sheets.history.opened_sheets import agreement_of


def test_a_never_that_one_of_two_tapped_is_no_line_marked_alike() -> None:
    practice = Practice().sits("a", "b", "c", "d").begins(observers=("c", "d")).to(Stage.QUIET)
    practice.taps("c", ev.Marked("greets", Mark.DONE), ev.Marked("scares", Mark.DONE))
    practice.tap("d", ev.Marked("greets", Mark.DONE)).to(Stage.SHEETS)

    found = agreement_of(practice.view("a").opened)

    assert found is not None
    assert (found.alike, found.of) == (1, 2)
    assert found.table.rows == (("Says he will die", "Person c: This happened; Person d: Left blank"),)
