"""The rules of what a practice leaves behind: cases met, next steps; and of another case and a swap."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from evening import HEAVY, MINUTE, SECOND, Evening, a_kit, theme, url_of

from roleplay.people.rounds import Played, Written
from roleplay.room.events import NOBODY
from roleplay.room.views import LastView, SheetsView
from roleplay.usecases.practice.current_marks import marks_of_round
from roleplay.usecases.practice.live import Live, continued
from roleplay.usecases.practice.projection import VERSION, exposures, goals, played, tidy_marks, written
from roleplay.usecases.practice.rooms import HandRow
from roleplay.usecases.upkeep import compare_with_log

NOTED = theme("cancer")
NO_OTHER = "There’s no other case left for tonight’s group. Carry on with this one, or finish here."


@pytest.fixture
def stocked(before: Evening) -> Evening:
    """Six cases, and nobody there yet."""
    return before.more_cases("case-a", "case-b", "case-c", "case-d", "case-e")


@pytest.fixture
def noted(before: Evening) -> Evening:
    """Anna, Ben and Cleo begin a case with a content note."""
    return before.more_cases("case-x", edits=NOTED).start().begin("case-x")


def met(evening: Evening, name: str) -> list[tuple[str, str, bool]]:
    """Case, role and whether it counts."""
    return [(one.case, one.role, one.counts) for one in evening.met(name)]


def goals_of(evening: Evening, name: str) -> list[tuple[str, str | None]]:
    with evening.kit.store.read() as reader:
        return [(goal.text, goal.outcome) for goal in reader.history.goals(evening.seats[name].person)]


def assert_projected(evening: Evening) -> None:
    """What is stored of every round is what a fold of the whole log gives."""
    with evening.kit.store.read() as reader:
        live = continued(reader, evening.practice, Live())
        for round_ in live.state.rounds:
            where, made = (evening.practice, round_.number), (evening.practice, round_, live.persons)
            assert marks_of_round(reader, *where) == tidy_marks(*made)
            assert reader.history.exposures_of(*where) == exposures(*made)
            assert reader.history.goals_of(*where) == goals(*made)
            assert reader.history.written(*where) == written(*made)
            assert [reader.history.played(*where)] == [*played(*made), None][:1]
            assert reader.history.sheets([round_.snapshot.sheet.fingerprint]).popitem()[1] == round_.snapshot.sheet
    assert compare_with_log(url_of(evening.folder), evening.wall.at) == []


# --- cases met


def test_without_a_content_note_everybody_has_met_the_case_once_it_begins(evening: Evening) -> None:
    evening.begin()

    assert met(evening, "Anna") == [("good", "student", True)]
    assert met(evening, "Ben") == [("good", "patient", True)]
    assert met(evening, "Cleo") == [("good", "observer", True)]


@pytest.mark.parametrize("first", ["Ben", "Cleo"])
def test_with_a_note_everybody_has_met_it_after_the_first_yes(noted: Evening, first: str) -> None:
    before_the_yes = [met(noted, name) for name in noted.seats]

    noted.move(first, "accept")

    assert before_the_yes == [[], [], []]
    assert [met(noted, name) for name in noted.seats] == [
        [("case-x", role, True)] for role in ("student", "patient", "observer")
    ]


def test_a_demanding_case_without_a_theme_has_a_note_too(before: Evening) -> None:
    evening = before.more_cases("case-h", edits=HEAVY).start().begin("case-h")
    before_the_yes = met(evening, "Ben")

    evening.move("Ben", "accept")

    assert before_the_yes == []
    assert [(one.case, one.heavy) for one in evening.met("Ben")] == [("case-h", True)]


def test_where_nobody_said_yes_the_opened_sheets_tell_the_case(noted: Evening) -> None:
    noted.wall.forward(3 * MINUTE)
    noted.wall.forward(2 * MINUTE)
    noted.wall.forward(8 * MINUTE)
    noted.wall.forward(2 * MINUTE)
    noted.moved("Anna", "go_on_without")
    until_then = met(noted, "Anna")

    while noted.stage == "debrief":
        noted.moved("Anna", "go_on")
    noted.moved("Anna", "go_on")

    assert until_then == []
    assert isinstance(noted.view("Anna"), SheetsView)
    assert met(noted, "Anna") == [("case-x", "student", True)]


def test_a_round_given_up_leaves_the_case_known_and_is_nobodys_turn(stocked: Evening) -> None:
    evening = stocked.start().begin()

    evening.moved("Ben", "another")

    assert met(evening, "Anna")[0] == ("good", "student", False)
    assert met(evening, "Cleo")[0] == ("good", "observer", False)
    assert [counts for _, _, counts in met(evening, "Ben")] == [False, True]
    assert_projected(evening)


def test_a_round_given_up_before_anybody_read_it_leaves_nothing(noted: Evening) -> None:
    noted.moved("Ben", "another")

    assert [case for case, _, _ in met(noted, "Anna")] == ["good"]
    assert_projected(noted)


def test_who_watches_meets_the_case_and_who_waits_does_not(evening: Evening) -> None:
    evening.begin()
    evening.join("Dora")
    evening.join("Emil")

    evening.watches("Dora", by="Ben").moved("Emil", "watch")

    assert met(evening, "Dora") == [("good", "observer", True)]
    assert met(evening, "Emil") == []


def test_somebody_who_leaves_has_met_the_case(evening: Evening) -> None:
    evening.begin().moved("Ben", "leave")
    evening.wall.forward(6_000)
    evening.moved("Cleo", "mute")

    assert met(evening, "Ben") == [("good", "patient", False)]
    assert_projected(evening)


def test_a_swap_that_comes_due_with_a_tap_is_projected_with_it(stocked: Evening) -> None:
    """Nobody makes a move after the five seconds: the first sign of life is an observer's tap."""
    evening = stocked.start().begin().read()
    evening.wall.forward(3 * MINUTE)
    evening.moved("Anna", "swap", swap=[0, 1])

    assert evening.tap("Cleo", "pinned", pin="try", round=1).result == "accepted"

    assert met(evening, "Anna") == [("good", "student", False), (evening.round.snapshot.case.id, "patient", True)]
    assert_projected(evening)


# --- next steps


def test_a_next_step_and_what_became_of_it_are_kept(stocked: Evening) -> None:
    evening = stocked.start("Anna", "Ben").begin().play_from_here(next_step="Wait four seconds.")
    evening.plan_by_hand(evening_row(evening, "Anna", "Ben", "case-a")).begin_planned()
    evening.read().wall.forward(11 * MINUTE)

    answer = evening.tap("Ben", "rated_goal", outcome="partly")

    assert answer.result == "accepted"
    assert evening.round.goal == "Wait four seconds."
    assert goals_of(evening, "Anna") == [("Wait four seconds.", None), ("", "partly")]
    assert_projected(evening)


def evening_row(evening: Evening, student: str, patient: str, case: str) -> HandRow:
    seats = evening.state.seats
    return HandRow(seats.index(evening.seats[student].id), seats.index(evening.seats[patient].id), case)


def test_a_next_step_comes_back_in_the_persons_next_practice(stocked: Evening) -> None:
    first = stocked.start().begin().play_from_here(next_step="Ask what worries them.").finish()

    second = first.later("Dora", "Anna")
    second.plan_by_hand(evening_row(second, "Anna", "Dora", "case-a")).begin_planned()

    assert second.round.goal == "Ask what worries them."


def test_a_next_step_comes_back_to_nobody_else(stocked: Evening) -> None:
    first = stocked.start().begin().play_from_here(next_step="Ask what worries them.").finish()

    second = first.later()
    second.plan_by_hand(evening_row(second, "Ben", "Cleo", "case-a")).begin_planned()

    assert second.round.goal == ""


def test_a_next_step_taken_back_does_not_come_back(stocked: Evening) -> None:
    first = stocked.start().begin().play_from_here(next_step="Ask what worries them.")
    first.tap("Anna", "wrote", words="next_step", text="")

    second = first.finish().later()
    second.plan_by_hand(evening_row(second, "Anna", "Ben", "case-a")).begin_planned()

    assert second.round.goal == ""
    assert goals_of(first, "Anna") == []


def test_of_two_next_steps_the_later_one_comes_back(before: Evening) -> None:
    evening = before.more_cases("case-a", "case-b").start().begin().play_from_here(next_step="The first.")
    evening.plan_by_hand(evening_row(evening, "Anna", "Ben", "case-a")).play(next_step="The second.")

    evening.plan_by_hand(evening_row(evening, "Anna", "Ben", "case-b")).begin_planned()

    assert evening.round.goal == "The second."


def test_up_to_three_open_steps_come_along_and_the_one_that_gets_a_chance_is_worked_on(before: Evening) -> None:
    cases = [f"case-{n}" for n in range(5)]
    evening = before.more_cases(*cases).start()
    for number, case in enumerate(cases[:4]):
        evening.plan_by_hand(evening_row(evening, "Anna", "Ben", case)).play(next_step=f"The {number}.")
        if number == 2:
            assert evening.tap("Anna", "chose_skill", skill="red-flags").result == "accepted"

    evening.plan_by_hand(evening_row(evening, "Anna", "Ben", "case-4")).begin_planned()

    assert (evening.round.steps, evening.round.goal) == (("The 3.", "The 2.", "The 1."), "The 2.")


def test_an_outcome_is_stored_with_the_step_that_was_chosen_and_what_it_is_about(stocked: Evening) -> None:
    evening = stocked.start("Anna", "Ben").begin().play_from_here(next_step="Ask what brings it on.")
    evening.plan_by_hand(evening_row(evening, "Anna", "Ben", "case-a")).play(next_step="Wait.")
    evening.plan_by_hand(evening_row(evening, "Anna", "Ben", "good")).begin_planned()
    assert evening.tap("Anna", "chose_focus", step=evening.round.steps.index("Wait.")).result == "accepted"
    evening.read().wall.forward(11 * MINUTE)

    assert evening.tap("Ben", "rated_goal", outcome="missed").result == "accepted"

    with evening.kit.store.read() as reader:
        goals = reader.history.goals(evening.seats["Anna"].person)
    assert [(goal.skill, goal.focus, goal.outcome) for goal in goals] == [
        ("red-flags", None, None),
        ("", None, None),
        ("", "Wait.", "missed"),
    ]
    assert_projected(evening)


# --- rounds and words


def rounds_of(evening: Evening, name: str) -> tuple[Played, ...]:
    with evening.kit.store.read() as reader:
        return reader.history.played_by(evening.seats[name].person)


def words_of(evening: Evening, name: str) -> list[tuple[str, str]]:
    """Who wrote what for this person, by name."""
    names = {seat.person: called for called, seat in evening.seats.items()}
    with evening.kit.store.read() as reader:
        found: tuple[Written, ...] = reader.history.received(evening.seats[name].person)
    return [(names[one.writer], one.text) for one in found]


def test_a_round_is_kept_as_everybody_in_it_may_know_it(evening: Evening) -> None:
    evening.play()

    [round_] = rounds_of(evening, "Ben")

    assert rounds_of(evening, "Anna") == rounds_of(evening, "Cleo") == (round_,)
    assert (round_.title, round_.case, round_.specialty, round_.level) == (
        *("Tight chest on the stairs", "good", "cardiology", "clinical"),
    )
    assert (round_.skills, round_.difficulty, round_.minutes, round_.heavy) == (("red-flags",), 2, 8.0, False)
    assert round_.student == evening.seats[evening.who("student")].person
    assert (round_.at, round_.opened_at) == (evening.round.began_at, evening.round.opened_at)


def test_a_round_is_opened_from_the_moment_its_sheets_are(evening: Evening) -> None:
    evening.quiet().hand_in()
    shut = rounds_of(evening, "Anna")[0].opened_at

    while evening.stage == "debrief":
        evening.moved("Anna", "go_on")
    evening.moved("Anna", "go_on")

    assert (shut, rounds_of(evening, "Anna")[0].opened_at) == (None, evening.round.opened_at)
    assert evening.round.opened_at is not None


def test_a_round_whose_part_nobody_read_is_kept_for_nobody(noted: Evening) -> None:
    assert [rounds_of(noted, name) for name in noted.seats] == [(), (), ()]
    assert_projected(noted)


def test_a_case_that_is_seen_again_is_a_repeat(stocked: Evening) -> None:
    first = stocked.start("Anna", "Ben").begin().play_from_here().finish()

    again = first.later("Anna", "Ben").begin()

    assert [round_.repeat for round_ in rounds_of(again, "Anna")] == [False, True]


def test_every_sentence_of_a_round_is_its_students(evening: Evening) -> None:
    evening.says = "{role} by {name}"
    evening.begin().play_from_here(next_step="a step")

    assert sorted(words_of(evening, "Anna")) == [
        ("Anna", "a step"),
        ("Anna", "student by Anna"),
        ("Ben", "patient by Ben"),
        *[("Cleo", "observer by Cleo")] * 2,
    ]
    assert words_of(evening, "Ben") == words_of(evening, "Cleo") == []


def test_a_sentence_that_was_taken_back_is_kept_no_more(evening: Evening) -> None:
    evening.begin().play_from_here()

    evening.tap("Ben", "wrote", words="sentence", text="")

    assert "Ben" not in [name for name, _ in words_of(evening, "Anna")]
    assert_projected(evening)


def test_late_words_and_marks_are_kept_in_their_own_round(stocked: Evening) -> None:
    evening = stocked.start().begin().play_from_here()
    evening.plan_by_hand(evening_row(evening, "Ben", "Cleo", "case-a")).begin_planned()

    evening.tap("Ben", "wrote", round=1, words="sentence", text="late")
    evening.tap("Cleo", "marked", round=1, item="family", mark="not")

    assert ("Ben", "late") in words_of(evening, "Anna")
    assert_projected(evening)


def test_a_kit_that_makes_rows_otherwise_makes_all_of_them_anew(evening: Evening) -> None:
    evening.play(next_step="a step")
    with closing(sqlite3.connect(evening.folder / "kit.sqlite3")) as database:
        database.executescript(f"DELETE FROM words; DELETE FROM rounds; UPDATE projected SET version = {VERSION + 1}")

    second = a_kit(url_of(evening.folder), evening.content, evening.wall)

    assert_projected(evening.on(second))
    second.close()


def test_a_kit_that_makes_rows_as_before_leaves_them_alone(evening: Evening) -> None:
    evening.play()
    with closing(sqlite3.connect(evening.folder / "kit.sqlite3")) as database:
        database.executescript("UPDATE words SET text = 'touched'")

    a_kit(url_of(evening.folder), evening.content, evening.wall).close()

    assert {text for _, text in words_of(evening, evening.who("student"))} == {"touched"}


# --- another case


def test_anothers_row_names_nobody(stocked: Evening) -> None:
    evening = stocked.start().begin()
    stored = evening.stored()

    evening.move("Ben", "another")

    rows = evening.log()[stored:]
    assert {row.seat for row in rows} == {NOBODY}
    assert next(row.event.kind for row in rows) == "round_began"


def test_another_case_is_new_to_the_student_and_not_planned(stocked: Evening) -> None:
    evening = stocked.start()
    student = evening.planned()[0][0]
    evening.begin_planned()
    known = {evening.round.snapshot.case.id} | {case for _, _, case in evening.planned()}

    evening.moved("Ben", "another")

    assert evening.round.snapshot.case.id not in known
    assert evening.who("student") == student
    assert [round_.given_up for round_ in evening.state.rounds] == [True, False]


def test_another_case_heeds_what_was_met_in_earlier_practices(before: Evening) -> None:
    first = before.more_cases("case-a").start().begin("case-a").moved("Anna", "stop").moved("Anna", "end_here")
    second = first.more_cases("case-b").later().begin("good")

    second.moved("Ben", "another")

    assert second.round.snapshot.case.id == "case-b"


def test_another_sent_twice_is_known_and_changes_the_case_once(stocked: Evening) -> None:
    evening = stocked.start().begin()
    another = evening.raw_move("another")

    answers = evening.send("Ben", another) + evening.send("Ben", another)

    assert [answer.result for answer in answers] == ["accepted", "known"]
    assert len(evening.state.rounds) == 2


def test_where_no_case_is_left_that_is_said_and_the_round_goes_on(evening: Evening) -> None:
    evening.begin()
    stored = evening.stored()

    answer = evening.move("Ben", "another")

    assert (answer.result, answer.say) == ("refused", NO_OTHER)
    assert evening.stored() == stored
    assert not evening.round.given_up


def test_two_opposite_moves_at_once_are_one_move_and_one_sentence(stocked: Evening) -> None:
    evening = stocked.start().begin()
    another, ready = evening.raw_move("another"), evening.raw_move("ready")

    answers = evening.send("Ben", another) + evening.send("Cleo", ready)

    assert [answer.say for answer in answers] == [
        "",
        "The session had already moved on, so that changed nothing. You can now see the current step.",
    ]
    assert evening.round.ready == frozenset()


def test_while_a_swap_waits_a_second_one_changes_nothing(stocked: Evening) -> None:
    evening = stocked.start().begin()
    one, other = evening.raw_move("swap", swap=[0, 1]), evening.raw_move("swap", swap=[0, 2])

    answers = evening.send("Anna", one) + evening.send("Cleo", other)
    evening.wall.forward(6 * SECOND)
    evening.read()

    assert answers[1].say == "That is already about to happen. Undo it first if you want something else."
    assert (evening.who("student"), evening.who("patient")) == ("Ben", "Anna")


# --- a swap


def test_who_read_the_open_case_gets_another_as_student(stocked: Evening) -> None:
    evening = stocked.start().begin()

    evening.moved("Anna", "swap", swap=[0, 1]).read()

    assert (evening.who("student"), evening.who("patient"), evening.who("observer")) == ("Ben", "Anna", "Cleo")
    assert evening.round.snapshot.case.id != "good"


def test_an_unread_case_stays_when_two_people_change_places(noted: Evening) -> None:
    noted.moved("Anna", "swap", swap=[0, 1]).read()

    assert noted.who("student") == "Ben"
    assert noted.round.snapshot.case.id == "case-x"


def test_patient_and_observer_change_places_on_the_same_case(stocked: Evening) -> None:
    evening = stocked.start().begin()

    evening.moved("Anna", "swap", swap=[1, 2]).read()

    assert (evening.who("patient"), evening.who("observer")) == ("Cleo", "Ben")
    assert evening.round.snapshot.case.id == "good"


def test_a_student_who_has_read_the_door_sign_begins_again_on_another_case(stocked: Evening) -> None:
    evening = stocked.start().begin().read()

    evening.moved("Anna", "swap", swap=[1, 2]).read()

    assert evening.round.snapshot.case.id != "good"


def test_a_swap_of_others_calls_in_nobody_who_waits_outside(stocked: Evening) -> None:
    evening = stocked.start().begin()
    evening.join("Dora")

    evening.moved("Anna", "swap", swap=[0, 1]).read()

    assert evening.view("Dora").top.roles == ()
    assert met(evening, "Dora") == []
    assert len(evening.round.cast.seats) == 3


def test_who_waits_outside_may_change_places_with_somebody_inside(stocked: Evening) -> None:
    evening = stocked.start().begin()
    evening.join("Dora")

    evening.moved("Anna", "swap", swap=[0, 3]).read()

    assert (evening.who("student"), evening.who("patient")) == ("Dora", "Ben")


@pytest.mark.parametrize("place", [1, 2])
def test_by_a_swap_nobody_comes_from_outside_to_play_or_to_watch(stocked: Evening, place: int) -> None:
    evening = stocked.start().begin()
    evening.join("Dora")
    stored = evening.stored()

    answer = evening.move("Anna", "swap", swap=[place, 3])

    assert answer.say.startswith("Somebody who’s waiting outside can only take the student’s place.")
    assert evening.stored() == stored
    assert evening.watches("Dora", by="Ben").moved("Anna", "swap", swap=[place, 3]).view("Dora").top.roles


def test_a_pair_that_swaps_while_somebody_waits_stays_a_pair(stocked: Evening) -> None:
    evening = stocked.start("Anna", "Ben").begin()
    evening.join("Cleo")

    evening.moved("Anna", "swap", swap=[0, 1]).read()

    assert evening.round.cast.pair
    assert len(evening.round.cast.seats) == 2


def test_a_swap_that_is_undone_changes_nothing(stocked: Evening) -> None:
    evening = stocked.start().begin()
    evening.move("Anna", "swap", swap=[0, 1])

    evening.move("Cleo", "undo")
    evening.wall.forward(6 * SECOND)

    assert evening.view("Anna").top.roles == ("student",)
    assert len(evening.state.rounds) == 1


def test_a_swap_without_a_case_left_says_so(evening: Evening) -> None:
    evening.begin()
    stored = evening.stored()

    answer = evening.move("Anna", "swap", swap=[0, 1])

    assert answer.say == "There’s no case left for these roles. Nothing was changed. Try other roles, or add a case."
    assert evening.stored() == stored


@pytest.mark.parametrize("swap", [[0, 0], [0, 3], [-1, 0], [0, 9999]])
def test_a_swap_needs_two_people_who_are_in_the_room(stocked: Evening, swap: list[int]) -> None:
    evening = stocked.start().begin()

    answer = evening.move("Anna", "swap", swap=swap)

    assert answer.say == "Choose two people who are in the room, so that they can swap places."


def test_the_new_students_own_length_and_next_step_come_with_a_swap(stocked: Evening) -> None:
    first = stocked.start().begin().play_from_here(next_step="Annas own.").finish()
    second = first.later("Ben", "Anna")
    second.sets("Anna", extra_time=True)
    second.plan_by_hand(evening_row(second, "Ben", "Anna", "case-a")).begin_planned()

    second.moved("Ben", "swap", swap=[0, 1]).read()

    assert second.who("student") == "Anna"
    assert (second.round.goal, second.round.lengths.station) == ("Annas own.", 10 * MINUTE)


# --- whole practices


def test_whole_practices_agree_with_their_logs(before: Evening) -> None:
    first = before.more_cases("case-a", "case-b", "case-c", "case-d", "case-e").start()
    first.play(next_step="One.").begin_planned().moved("Cleo", "another").play_from_here(next_step="Two.").play_all()
    ends = [type(first.view(name)) for name in first.seats]
    second = first.later("Cleo", "Anna").play_all()

    assert len(first.state.rounds) == 4
    assert ends == [LastView] * 3
    assert_projected(first)
    assert_projected(second)


def test_sheets_that_open_with_a_tap_are_projected_with_it(noted: Evening) -> None:
    """Nobody said yes to the note, and nothing was logged between the undo's time and a late mark."""
    for minutes in (4, 3, 9, 2):
        noted.wall.forward(minutes * MINUTE)
    noted.moved("Anna", "go_on_without")
    while noted.stage == "debrief":
        noted.moved("Anna", "go_on")

    answer = noted.tap("Cleo", "rated_domain", domain="gather", value=2)

    assert (answer.result, noted.stage) == ("accepted", "sheets")
    assert met(noted, "Cleo") == [("case-x", "observer", True)]
    assert_projected(noted)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE marks SET mark = '5' WHERE kind = 'domain'",
        "DELETE FROM exposures WHERE role = 'student'",
        "UPDATE goals SET text = 'Another.'",
        "UPDATE rounds SET opened_at = NULL",
        "UPDATE rounds SET skills = '[]'",
        "DELETE FROM rounds",
        "UPDATE words SET text = 'Another.' WHERE words = 'sentence'",
        "UPDATE words SET writer = receiver",
        "DELETE FROM words WHERE words = 'one_to_try'",
    ],
)
def test_the_check_of_the_store_finds_a_row_that_was_changed(evening: Evening, change: str) -> None:
    evening.play(next_step="Ask twice.")
    with closing(sqlite3.connect(evening.folder / "kit.sqlite3")) as database:
        assert database.execute(change).rowcount > 0
        database.commit()

    assert compare_with_log(url_of(evening.folder), evening.wall.at) == [(evening.practice, 1)]


def test_after_a_restart_everybody_sees_the_same_end(stocked: Evening) -> None:
    evening = stocked.start().play_all()
    seen = evening.views()
    second_server = a_kit(url_of(evening.folder), evening.content, evening.wall)

    again = evening.on(second_server).views()

    second_server.close()
    assert again == seen
