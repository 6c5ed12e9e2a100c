"""What becomes of a goal is what was seen later, of the goal that the person came with."""

from datetime import UTC

from review_builders import goal

from roleplay.people.rounds import Goal
from roleplay.review.goals import Became, done_on_two_days, goals_view


def became(*goals: Goal) -> dict[str, Became]:
    return {line.text: line.became for line in goals_view(goals).lines}


def test_without_a_goal_it_says_what_is_missing() -> None:
    view = goals_view([goal(1, "  "), goal(2, "", "tried")])

    assert not view.has_chart
    assert view.missing == "Write 1 next step at the end of a round to start this."


def test_it_starts_with_the_first_goal() -> None:
    view = goals_view([goal(1, "Wait")])

    assert view.has_chart
    assert (view.title, view.missing) == ("0 of 1 next step kept", "")
    assert view.sentence == "You set 1 next step, tried 0 and kept 0; 1 is still open."


def test_an_outcome_is_about_the_goal_before_it_and_not_its_own_text() -> None:
    assert became(goal(1, "Wait"), goal(2, "Ask", "tried")) == {"Wait": Became.KEPT, "Ask": Became.OPEN}


def test_a_goal_is_looked_for_until_another_is_written() -> None:
    goals = goal(1, "Wait"), goal(2, "", "no_chance"), goal(3, "", "partly"), goal(4, "Ask"), goal(5, "", "tried")

    assert became(*goals) == {"Wait": Became.PARTLY, "Ask": Became.KEPT}


def test_a_goal_kept_once_stays_kept() -> None:
    assert became(goal(1, "Wait"), goal(2, "", "tried"), goal(3, "", "no_chance")) == {"Wait": Became.KEPT}


def test_time_decides_and_not_the_order_of_the_rows() -> None:
    assert became(goal(3, "", "tried"), goal(1, "Wait"), goal(2, "Ask")) == {"Wait": Became.OPEN, "Ask": Became.KEPT}


def test_at_the_same_time_the_rounds_decide() -> None:
    later, earlier = goal(2, "", "tried", made=5), goal(1, "Wait", made=5)

    assert became(later, earlier) == {"Wait": Became.KEPT}


def test_an_outcome_without_a_goal_before_it_is_left_out() -> None:
    assert became(goal(1, "Wait", "tried")) == {"Wait": Became.OPEN}


def test_an_unknown_outcome_says_nothing() -> None:
    assert became(goal(1, "Wait"), goal(2, "", "perhaps")) == {"Wait": Became.OPEN}


def test_every_goal_is_counted_once_and_tried_counts_the_kept() -> None:
    outcomes = ["tried", "partly", "no_chance", None]

    view = goals_view([goal(0, "goal 0"), *(goal(n, f"goal {n}", outcome) for n, outcome in enumerate(outcomes, 1))])

    assert (view.set, view.tried, view.kept, view.no_chance, view.open) == (5, 2, 1, 1, 2)
    assert view.title == "1 of 5 next steps kept"
    assert view.table.rows[0] == ("25 September 2026", "goal 4", "still open", "still open")


def test_what_became_of_a_goal_is_known_before_some_are_chosen() -> None:
    goals = [goal(1, "Wait"), goal(2, "Ask", "tried"), goal(3, "Sum up", "no_chance")]

    first = goals_view(goals, wanted=lambda line: line.practice != 2)

    assert {line.text: line.became for line in first.lines} == {"Wait": Became.KEPT, "Sum up": Became.OPEN}
    assert (first.set, first.kept, first.open) == (2, 1, 1)


def test_somebody_with_next_steps_elsewhere_is_not_told_that_there_are_none() -> None:
    view = goals_view([goal(n, "Wait") for n in range(10)], wanted=lambda _: False)

    assert not view.has_chart
    assert view.title == "None of your 10 next steps"


def test_a_next_step_is_done_on_two_days_whatever_was_seen_between() -> None:
    goals = goal(1, "Wait"), goal(2, "", "tried"), goal(3, "", "no_chance"), goal(4, "", "tried")

    assert [one.text for one in done_on_two_days(goals, UTC)] == ["Wait"]


def test_twice_on_one_day_is_one_day() -> None:
    goals = goal(1, "Wait", made=5), goal(2, "", "tried", made=6), goal(3, "", "tried", made=7)

    assert done_on_two_days(goals, UTC) == ()


def test_a_next_step_written_again_is_the_same_and_its_last_row_counts() -> None:
    goals = goal(1, "Wait"), goal(2, "Ask", "tried"), goal(3, " wait "), goal(4, "", "tried"), goal(5, "", "partly")

    assert [one.practice for one in done_on_two_days(goals, UTC)] == [3]


def test_each_next_step_is_a_line_with_what_every_later_station_said() -> None:
    view = goals_view([goal(1, "Wait"), goal(2, "", "no_chance"), goal(4, "", "partly"), goal(5, "Ask", "tried")])

    [asked, waited] = view.picture.sections[0].rows
    assert (waited.label, waited.note) == ("Wait", "kept at 1 of 2 stations that had a chance")
    assert [(mark.x, mark.words[0]) for mark in waited.marks] == [
        (0, "written"),
        (1, "didn’t come up"),
        (3, "partly done"),
        (4, "kept"),
    ]
    assert (asked.note, len(asked.marks)) == ("still open", 1)


def test_a_step_that_never_had_a_chance_says_so() -> None:
    [line] = goals_view([goal(1, "Wait"), goal(2, "", "no_chance")]).lines

    assert line.count == "didn’t come up"


def test_a_dot_of_a_next_step_opens_the_station_that_saw_it() -> None:
    [row] = goals_view([goal(1, "Wait"), goal(2, "", "tried")]).picture.sections[0].rows

    assert [mark.leads for mark in row.marks] == [None, (2, 1)]
