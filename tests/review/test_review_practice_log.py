"""The practice log counts what was done, and nothing of how well."""

from review_builders import NAMES, card, station

from roleplay.review.charts import Box
from roleplay.review.practice_log import practice_log


def test_without_a_station_it_says_what_is_missing() -> None:
    view = practice_log([])

    assert not view.has_chart
    assert view.missing == "Play 1 station, in any role, to start your log."
    assert view.table.rows == ()


def test_it_starts_with_the_first_station() -> None:
    view = practice_log([station()])

    assert view.has_chart
    assert view.missing == ""
    assert view.title == "1 station on 1 case"
    assert view.sentence == "You were the student once."


def test_stations_cases_roles_and_minutes_are_counted() -> None:
    view = practice_log([station(1), station(2, "patient", minutes=10), station(3, card=card("case 1"), minutes=7.5)])

    assert (view.stations, view.cases) == (3, 2)
    assert [(part.role, part.stations, part.minutes) for part in view.parts] == [
        ("student", 2, 15.5),
        ("patient", 1, 10),
        ("observer", 0, 0),
    ]
    assert ("As student", "2", "16", "") in view.table.rows


def test_a_round_given_up_does_not_count() -> None:
    view = practice_log([station(1), station(2, counts=False)])

    assert (view.stations, view.cases, view.parts[0].minutes) == (1, 1, 8)


def test_a_script_that_was_only_read_does_not_count() -> None:
    assert practice_log([station(1, "reader")]).stations == 0


def test_skills_are_those_of_the_own_stations() -> None:
    mine, played = card(skills=("ice", "ice")), card("other", skills=("red-flags",))

    view = practice_log([station(1, card=mine), station(2, "patient", card=played)], NAMES)

    assert view.covered == 1
    assert (
        view.sentence == "You were the student once and the patient once, and your own stations covered 1 of 3 skills."
    )


def test_a_skill_without_a_name_is_one_more_to_cover() -> None:
    view = practice_log([station(card=card(skills=("new-skill",)))], NAMES)

    assert (view.covered, view.known) == (1, 4)


def test_the_grid_says_how_often_and_when_last_and_leaves_empty_what_was_never_done() -> None:
    there = [("interview", "cardiology"), ("examination", "cardiology"), ("interview", "eyes")]

    view = practice_log([station(1), station(2)], there=there)

    [_, grid] = view.picture.sections
    assert grid.columns == ("Examination", "Interview")
    assert [(row.label, row.boxes) for row in grid.rows] == [
        ("Cardiology", (Box(), Box("2 · 5 Oct"))),
        ("Eyes", (None, Box())),
    ]


def test_only_who_was_the_student_fills_a_cell() -> None:
    view = practice_log([station(1, "observer"), station(2, "patient")], there=[("interview", "cardiology")])

    assert [(cell.stations, cell.last) for cell in view.cells] == [(0, None)]


def test_the_minutes_of_each_role_are_bars() -> None:
    [played, _] = practice_log([station(1), station(2, "patient", minutes=10)]).picture.sections

    assert [(row.strong, row.label) for row in played.rows] == [
        ("8 minutes", "as student, 1 station"),
        ("10 minutes", "as patient, 1 station"),
        ("0 minutes", "as observer, 0 stations"),
    ]
