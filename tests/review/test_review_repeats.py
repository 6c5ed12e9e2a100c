"""The same case again compares the lines of one skill, and nothing else."""

from review_builders import marked, seen

from roleplay.marking.marksheet import Mark
from roleplay.review.repeats import compare

NETS = "safety-netting"


def test_only_the_lines_of_the_skill_are_compared() -> None:
    then, now = seen(1, marked(nets=Mark.NOT)), seen(9, marked(nets=Mark.DONE))

    found = compare(then, now, NETS, "Safety-netting")

    assert found.sentence == "Of 1 line about safety-netting, 0 were done then and 1 now."
    assert [line.said for line in found.lines if line.then] == [("Not done", "Done")]


def test_a_line_is_done_if_everybody_who_marked_it_says_so() -> None:
    then = seen(1, marked(nets=Mark.DONE), marked(nets=Mark.NOT))

    found = compare(then, seen(9, marked(nets=Mark.DONE)), NETS, "Safety-netting")

    assert found.sentence.endswith("0 were done then and 1 now.")
    assert found.lines[0].said == ("Done and Not done", "Done")


def test_what_must_never_happen_is_no_line_to_do_better() -> None:
    then, now = seen(1, marked(harms=Mark.DONE)), seen(9, marked(harms=Mark.DONE))

    assert len(compare(then, now, NETS, "Safety-netting").lines) == 1


def test_where_no_line_was_marked_both_times_there_is_nothing_to_compare() -> None:
    found = compare(seen(1), seen(9, marked()), "ice", "Ideas, concerns and expectations")

    assert found.sentence.startswith("None of the lines about ideas, concerns and expectations was marked both times")
    assert compare(seen(1, marked()), seen(9, marked()), "no-such", "None").lines == ()
