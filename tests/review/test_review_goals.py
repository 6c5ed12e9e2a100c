"""The view of all next steps counts each once, by the best that was seen of it."""

from review_builders import goal

from roleplay.review.goals import goals_view
from roleplay.review.next_steps import Became


def test_without_a_goal_it_says_what_is_missing() -> None:
    view = goals_view([goal(1, "  "), goal(2, "", "done")])

    assert not view.has_chart
    assert view.missing == "Write 1 next step at the end of a round to start this."


def test_it_starts_with_the_first_goal() -> None:
    view = goals_view([goal(1, "Wait")])

    assert view.has_chart
    assert (view.title, view.missing) == ("0 of 1 next step done", "")
    assert view.sentence == "You set 1 next step and did 0; 1 is still open."


def test_every_goal_is_counted_once_and_done_counts_the_kept() -> None:
    outcomes = ["done", "partly", "no_chance", "missed", None]
    goals = [goal(0, "goal 0"), *(goal(n, f"goal {n}", outcome) for n, outcome in enumerate(outcomes, 1))]

    view = goals_view([*goals, goal(7, "", "done", focus="goal 0")])

    assert (view.set, view.done, view.kept, view.no_chance, view.open) == (6, 1, 1, 1, 2)
    assert view.sentence == "You set 6 next steps and did 1, 1 of them on two days; 2 are still open."
    assert view.table.rows[0] == ("26 September 2026", "goal 5", "still open", "not looked for yet")


def test_what_became_of_a_goal_is_known_before_some_are_chosen() -> None:
    goals = [goal(1, "Wait"), goal(2, "Ask", "done"), goal(3, "Sum up", "no_chance")]

    first = goals_view(goals, wanted=lambda step: step.practice != 2)

    assert {step.text: step.became for step in first.lines} == {"Wait": Became.DONE, "Sum up": Became.OPEN}
    assert (first.set, first.done, first.open) == (2, 1, 1)


def test_somebody_with_next_steps_elsewhere_is_not_told_that_there_are_none() -> None:
    view = goals_view([goal(n, f"goal {n}") for n in range(10)], wanted=lambda _: False)

    assert not view.has_chart
    assert view.title == "None of your 10 next steps"
