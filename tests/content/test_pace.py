"""What happens at a minute of the station, once the station is longer or shorter than the case was written for."""

import pytest
from content_builders import case_with

from roleplay.content.models import Case
from roleplay.content.pace import moved, paced


def written_for_eight(**more: object) -> Case:
    """With a timed line, a question of the patient and the observer's questions."""
    data = case_with("difficulty", value="2").model_dump(mode="json")
    data["patient"]["ask"] = [{"say": "Is it my heart?", "by_minute": 5}, {"say": "And now?"}]
    data["events"] = [{"minute": 6, "do": "If they are still examining at minute 6, knock."}]
    data["viva"] = {"at_minute": 7, "questions": [{"ask": "Why?", "answer": "That is why."}]}
    return Case.model_validate(data | more)


@pytest.mark.parametrize(
    ("minute", "station", "is_at"),
    [
        (7, 4, 3.5),
        (6, 4, 3),
        (5, 4, 2.5),
        (7, 10, 8.5),
        (7, 12, 10.5),
        (2.5, 12, 3.5),
        (7, 15, 13),
        (8, 12, 12),
    ],
)
def test_a_minute_of_eight_keeps_its_place_to_the_half_minute_below(
    minute: float, station: float, is_at: float
) -> None:
    assert moved(minute, 8, station) == is_at


@pytest.mark.parametrize("station", [0.1, 0.5, 1, 3, 4, 5.5, 6, 9, 10, 11, 12, 15, 60, 120])
def test_what_comes_before_the_end_still_does(station: float) -> None:
    assert all(moved(minute, 8, station) < station for minute in (0.5, 2.5, 4, 7, 7.5))


@pytest.mark.parametrize(("station", "asks", "knocks", "questions"), [(4, 2.5, 3, 3.5), (12, 7.5, 9, 10.5)])
def test_all_that_is_timed_moves_with_the_station(station: float, asks: float, knocks: float, questions: float) -> None:
    case = paced(written_for_eight(), station)

    assert [ask.by_minute for ask in case.patient.ask] == [asks, None]
    assert [(event.minute, event.do) for event in case.events] == [
        (knocks, f"If they are still examining at minute {knocks:g}, knock.")
    ]
    assert case.viva is not None
    assert (case.viva.at_minute, case.timing.station) == (questions, station)


@pytest.mark.parametrize("station", [4, 10, 12, 15])
def test_the_phases_fill_the_station_again(station: float) -> None:
    case = paced(case_with("difficulty", value="2"), station)

    assert sum(phase.minutes for phase in case.phases) == station


def test_instructions_name_the_minute_of_this_station() -> None:
    tasks = ("From minute 6: tell the GP what you found", "Stand for 3 minutes", "Say what minute 5 of a seizure needs")
    case = written_for_eight()

    told = paced(case.model_copy(update={"student": case.student.model_copy(update={"tasks": tasks})}), 4).student

    assert told.tasks == ("From minute 3: tell the GP what you found", *tasks[1:])


def test_what_everybody_is_told_to_do_names_the_minute_of_this_station() -> None:
    data = written_for_eight().model_dump(mode="json", by_alias=True)
    data["patient"]["reacts"] = [{"if": "they are silent until minute 6", "do": "Sigh, and wait until minute 7."}]
    data["others"] = [{"id": "his-son", "plays": "Owen", "you_are": "You come in at minute 6."}]

    told = paced(Case.model_validate(data), 4)

    [react], [son] = told.patient.reacts, told.others
    assert (react.if_, react.do) == ("they are silent until minute 3", "Sigh, and wait until minute 3.5.")
    assert son.you_are == "You come in at minute 3."


def test_in_a_station_of_its_own_length_a_case_is_as_it_was_written() -> None:
    case = written_for_eight()

    assert paced(case, 8) is case
