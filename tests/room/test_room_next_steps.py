"""Before a station its student chooses an open next step to work on; a new one is about a skill of the mark sheet."""

import pytest
from builders import CASE, Practice, a_case, refused, trio

from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.codec import decode, encode
from roleplay.room.stages import SECOND, Stage
from roleplay.room.step_events import FocusChosen, SkillChosen
from roleplay.room.step_skills import skill_of_step
from roleplay.room.vocabulary import GoalOutcome, Words

TAGS = {"asks-worry": ["ice"], "net": ["safety-netting"]}
TAGGED = a_case(checklist=[{**line, "tags": TAGS.get(line["id"], [])} for line in CASE["checklist"]])
STEPS = ("Wait four seconds", "Ask what worries them", "Sum up once")


def at_a_station(stage: Stage = Stage.PREPARE) -> Practice:
    return Practice().sits("a", "b", "c").begins(steps=STEPS).to(stage)


def tagged(stage: Stage) -> Practice:
    return trio(stage, case=TAGGED)


def writes(practice: Practice, text: str) -> Practice:
    return practice.tap("a", ev.Wrote(Words.NEXT_STEP, text))


def test_the_student_chooses_one_of_their_open_steps_and_the_observer_sees_that_one() -> None:
    practice = at_a_station().tap("a", FocusChosen(1))

    assert (practice.view("a").steps, practice.view("a").goal) == (STEPS, "Ask what worries them")
    assert practice.view("c").goal == "Ask what worries them"


def test_without_a_choice_it_is_the_first() -> None:
    assert at_a_station().view("c").goal == "Wait four seconds"


def test_nobody_else_sees_the_steps_that_are_not_worked_on() -> None:
    practice = at_a_station()

    assert all(step not in practice.json(seat) for seat in ("b", "c") for step in STEPS[1:])
    assert all(step not in practice.json("b") for step in STEPS)


@pytest.mark.parametrize("stage", [Stage.STATION, Stage.QUIET])
def test_once_the_station_has_begun_the_choice_stands(stage: Stage) -> None:
    practice = at_a_station(stage)

    assert refused(practice.tap, "a", FocusChosen(1)) == "The station has begun, so what you work on stays as it was."
    assert getattr(practice.view("a"), "steps", ()) == ()


@pytest.mark.parametrize("step", [-1, 3])
def test_what_is_not_among_them_cannot_be_chosen(step: int) -> None:
    assert refused(at_a_station().tap, "a", FocusChosen(step)).startswith("That isn’t one of your open next steps")


@pytest.mark.parametrize("seat", ["b", "c"])
def test_nobody_chooses_for_the_student(seat: str) -> None:
    assert "only the student" in refused(at_a_station().tap, seat, FocusChosen(1))
    assert "only the student" in refused(trio(Stage.SHEETS).tap, seat, SkillChosen("ice"))


def test_only_the_chosen_step_is_judged() -> None:
    practice = at_a_station().tap("a", FocusChosen(2)).to(Stage.QUIET).tap("c", ev.RatedGoal(GoalOutcome.MISSED))

    opened = practice.to(Stage.SHEETS).view("a").opened
    assert (opened.goal, [said.value for said in opened.goal_outcomes]) == ("Sum up once", ["missed the chance"])


def test_what_was_logged_as_tried_is_read_as_done() -> None:
    assert decode("rated_goal", {"outcome": "tried"}) == ev.RatedGoal(GoalOutcome.DONE)
    assert encode(ev.RatedGoal(GoalOutcome.DONE)) == {"outcome": "done"}


# What it is about


def test_a_new_step_is_about_the_line_that_it_says_most_of() -> None:
    practice = writes(tagged(Stage.NEXT), "I will ask what worries them, first thing")

    assert practice.view("a").about.chosen == "ice"


def test_a_step_taken_from_a_comment_is_about_the_line_marked_at_its_moment() -> None:
    practice = tagged(Stage.STATION).wait(60 * SECOND).tap("c", ev.Marked("net", Mark.NOT)).to(Stage.NEXT)

    assert skill_of_step(writes(practice, "At 1:05 stop and look up").round) == "safety-netting"


def test_a_step_that_says_nothing_of_the_sheet_is_about_no_skill() -> None:
    assert writes(tagged(Stage.NEXT), "Breathe").view("a").about.chosen == ""


def test_the_student_may_say_what_it_is_about_and_that_it_is_about_none() -> None:
    practice = writes(tagged(Stage.NEXT), "Ask what worries them").tap("a", SkillChosen("safety-netting"))
    assert practice.view("a").about.chosen == "safety-netting"

    assert practice.tap("a", SkillChosen("")).view("a").about.chosen == ""


def test_the_skills_are_those_of_the_sheet_and_the_missed_ones_come_first() -> None:
    practice = tagged(Stage.STATION).tap("c", ev.Marked("net", Mark.NOT)).to(Stage.NEXT)

    offered = practice.view("a").about.offered
    assert offered[0] == ("safety-netting", "Safety netting")
    assert refused(practice.tap, "a", SkillChosen("no-such")).startswith(
        "That skill isn’t on this station’s mark sheet"
    )


def test_what_a_step_is_about_is_its_students_alone() -> None:
    practice = writes(tagged(Stage.NEXT), "Ask what worries them")

    assert [practice.view(seat).about for seat in ("b", "c")] == [None, None]
