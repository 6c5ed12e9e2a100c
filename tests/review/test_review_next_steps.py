"""A next step stays open until it is done on two days; three are open at most; an outcome is about the one in focus."""

from datetime import timedelta, timezone

import pytest
from review_builders import DAY, START, goal

from roleplay.people.rounds import Goal
from roleplay.review.next_steps import Became, focus_among, kept_steps, open_steps, steps_of


def became(*goals: Goal) -> dict[str, Became]:
    return {step.text: step.became for step in steps_of(goals)}


def open_of(*goals: Goal) -> list[str]:
    return [step.text for step in open_steps(steps_of(goals))]


@pytest.mark.parametrize(
    ("stored", "reads"),
    [
        ("done", Became.DONE),
        ("partly", Became.PARTLY),
        ("missed", Became.MISSED),
        ("no_chance", Became.NO_CHANCE),
        ("tried", Became.DONE),
        ("perhaps", Became.OPEN),
        (None, Became.OPEN),
    ],
)
def test_there_are_four_outcomes_and_a_stored_tried_reads_as_done(stored: str | None, reads: Became) -> None:
    assert became(goal(1, "Wait"), goal(2, "", stored, focus="Wait")) == {"Wait": reads}


def test_an_outcome_is_about_the_step_in_focus_and_not_the_latest() -> None:
    goals = goal(1, "Wait"), goal(2, "Ask"), goal(3, "Sum up", "done", focus="Wait")

    assert became(*goals) == {"Wait": Became.DONE, "Ask": Became.OPEN, "Sum up": Became.OPEN}


def test_an_outcome_from_an_older_kit_is_about_the_latest_step_before_it_and_not_its_own_text() -> None:
    goals = goal(1, "Wait"), goal(2, "Ask", "tried"), goal(3, "", "partly")

    assert became(*goals) == {"Wait": Became.DONE, "Ask": Became.PARTLY}


def test_an_outcome_whose_step_was_erased_is_about_none() -> None:
    assert became(goal(1, "Wait"), goal(2, "", "done", focus="")) == {"Wait": Became.OPEN}


def test_an_outcome_without_a_step_before_it_is_left_out() -> None:
    assert became(goal(1, "Wait", "done", focus="Wait")) == {"Wait": Became.OPEN}


def test_time_decides_and_not_the_order_of_the_rows() -> None:
    assert became(goal(3, "", "tried"), goal(1, "Wait"), goal(2, "Ask")) == {"Wait": Became.OPEN, "Ask": Became.DONE}


def test_at_the_same_time_the_rounds_decide() -> None:
    assert became(goal(2, "", "tried", made=5), goal(1, "Wait", made=5)) == {"Wait": Became.DONE}


def test_what_was_done_once_stays_done() -> None:
    goals = goal(1, "Wait"), goal(2, "", "done", focus="Wait"), goal(3, "", "missed", focus="Wait")

    assert became(*goals) == {"Wait": Became.DONE}


def test_a_step_is_kept_once_it_was_done_on_two_days_whatever_was_seen_between() -> None:
    seen = (goal(n, "", outcome, focus="Wait") for n, outcome in ((2, "done"), (3, "no_chance"), (4, "done")))

    assert [step.text for step in kept_steps(steps_of([goal(1, "Wait"), *seen]))] == ["Wait"]


def test_a_kept_step_was_done_when_it_was_last_seen_done() -> None:
    seen = (goal(n, "", outcome, focus="Wait") for n, outcome in ((2, "done"), (3, "done"), (4, "no_chance")))

    [kept] = kept_steps(steps_of([goal(1, "Wait"), *seen]))

    assert kept.done_at == goal(3, "").made


def test_two_stations_of_one_day_are_one_day() -> None:
    goals = goal(1, "Wait", made=5), goal(2, "", "done", made=6), goal(3, "", "done", made=7)

    assert became(*goals) == {"Wait": Became.DONE}


def test_days_are_those_of_the_reader() -> None:
    midnight = START - START % DAY
    goals = goal(1, "Wait", made=0), goal(2, "", "done", made=midnight - 1), goal(3, "", "done", made=midnight)

    assert [kept_steps(steps_of(goals, timezone(timedelta(hours=h)))) != () for h in (0, 1)] == [True, False]


def test_a_step_written_again_is_the_same_one_where_it_was_written_last() -> None:
    goals = goal(1, "Wait", skill="ice"), goal(2, "Ask", "done"), goal(3, " wait "), goal(4, "", "done")

    found = next(step for step in steps_of(goals) if step.skill == "ice")
    assert (found.kept, found.text, found.practice, found.written) == (True, "wait", 3, ((1, 1), (3, 1)))


def test_the_newest_three_are_open_and_an_older_one_comes_back_when_one_is_kept() -> None:
    four = [goal(n, f"step {n}") for n in range(1, 5)]
    kept = [goal(n, "", "done", focus="step 3") for n in (5, 6)]

    assert open_of(*four) == ["step 4", "step 3", "step 2"]
    assert open_of(*four, *kept) == ["step 4", "step 2", "step 1"]


def test_a_step_written_again_is_among_the_newest() -> None:
    assert open_of(*(goal(n, f"step {n % 4}") for n in range(5))) == ["step 0", "step 3", "step 2"]


def test_the_focus_is_a_step_that_gets_a_chance_or_else_the_newest() -> None:
    steps = steps_of([goal(1, "Net", skill="safety-netting"), goal(2, "Ask", skill="ice"), goal(3, "Wait")])

    chosen = [focus_among(steps, skills) for skills in (["safety-netting"], ["consent"], [])]
    assert [step.text for step in chosen if step] == ["Net", "Wait", "Wait"]
    assert focus_among([], ["ice"]) is None


def test_what_a_step_says_counts_the_stations_that_had_a_chance() -> None:
    seen = [goal(n, "", what, focus="Wait") for n, what in enumerate(("done", "no_chance", "partly", "done"), 2)]

    (step,) = steps_of([goal(1, "Wait"), *seen])
    (fresh,) = steps_of([goal(1, "Wait")])
    (unseen,) = steps_of([goal(1, "Wait"), goal(2, "", "no_chance")])
    assert step.said == "done in 2 of 3 stations that had a chance"
    assert (fresh.said, unseen.said) == ("not looked for yet", "no chance yet")
