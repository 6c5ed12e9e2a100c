"""The practice log counts what was done, and nothing of how well."""

from review_builders import NAMES, card, station

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
    assert ("As student", "2", "16") in view.table.rows


def test_a_round_given_up_does_not_count() -> None:
    view = practice_log([station(1), station(2, counts=False)])

    assert (view.stations, view.cases, view.parts[0].minutes) == (1, 1, 8)


def test_a_script_that_was_only_read_does_not_count() -> None:
    assert practice_log([station(1, "reader")]).stations == 0


def test_skills_are_those_of_the_own_stations() -> None:
    mine, played = card(skills=("ice", "ice")), card("other", skills=("red-flags",))

    view = practice_log([station(1, card=mine), station(2, "patient", card=played)], NAMES)

    assert [(skill.name, skill.stations) for skill in view.skills] == [("Ideas, concerns and expectations", 1)]
    assert (
        view.sentence == "You were the student once and the patient once, and your own stations covered 1 of 3 skills."
    )


def test_a_skill_without_a_name_shows_as_its_tag() -> None:
    view = practice_log([station(card=card(skills=("new-skill",)))], NAMES)

    assert view.skills[0].name == "New skill"
    assert view.known == 4


def test_kinds_are_counted_most_frequent_first() -> None:
    kinds = ["interview", "examination", "examination"]

    view = practice_log(station(n, card=card(kind=kind)) for n, kind in enumerate(kinds))

    assert [(kind.name, kind.stations) for kind in view.kinds] == [("Examination", 2), ("Interview", 1)]
