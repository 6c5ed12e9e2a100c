"""Private settings on a device that was passed round: a guest's are closed once the practice is over."""

from __future__ import annotations

import re

import pytest
from evening import Evening, device_of, sentence

from roleplay.errors import Fault
from roleplay.people.private import TONIGHT, Private
from roleplay.people.visitor import Visitor

SHUT = "This is somebody else’s device. To open Ben’s settings, use their own device, with their name and personal key."


@pytest.fixture
def passed_round(before: Evening) -> Evening:
    """Anna's phone, on which Ben and Cleo joined too."""
    evening = before.start("Anna")
    for name in ("Ben", "Cleo"):
        evening.join(name, device_of("Anna"))
    return evening


def test_while_the_practice_goes_on_a_guest_sets_their_own(passed_round: Evening) -> None:
    seat, settings = passed_round.seats["Ben"].id, passed_round.kit.settings

    settings.set_private(Visitor(device_of("Anna"), seat=seat), Private(extra_time=True))

    assert settings.private(Visitor(device_of("Anna"), seat=seat)).extra_time


def test_afterwards_the_owner_of_the_phone_does_not_see_a_guests(passed_round: Evening) -> None:
    passed_round.play_all()

    with pytest.raises(Fault) as shut:
        passed_round.kit.settings.private(Visitor(device_of("Anna"), seat=passed_round.seats["Ben"].id))

    assert sentence(shut) == SHUT


def test_afterwards_the_owner_sees_their_own(passed_round: Evening) -> None:
    passed_round.play_all()

    assert passed_round.kit.settings.private(passed_round.visitor("Anna")) == Private()


def test_home_leads_to_the_owners_settings_and_not_to_a_guests(passed_round: Evening) -> None:
    assert passed_round.kit.joining.last_seat(Visitor(device_of("Anna"))) == passed_round.seats["Anna"]


def test_people_to_choose_are_those_one_sat_with_the_latest_first(before: Evening) -> None:
    before.start("Anna", "Ben").play_all()
    evening = before.later("Anna", "Cleo")
    met = evening.kit.settings.people_met(evening.visitor("Anna"))

    assert list(met.values()) == ["Cleo", "Ben"]
    assert evening.seats["Anna"].person not in met


def test_two_of_one_name_are_told_apart_by_the_day(before: Evening) -> None:
    before.start("Anna", "Ben").play_all()
    evening = before.later("Anna")
    evening.join("Ben", "another phone")

    met = evening.kit.settings.people_met(evening.visitor("Anna"))

    assert len(set(met.values())) == 2
    assert all(re.fullmatch(r"Ben \(\d+ [A-Z][a-z]+ \d{4}\)", name) for name in met.values())


def test_whom_one_could_choose_is_shown_on_no_other_device(passed_round: Evening) -> None:
    with pytest.raises(Fault, match="doesn’t have this seat"):
        passed_round.kit.settings.people_met(Visitor("another phone", seat=passed_round.seats["Anna"].id))


def test_saving_settings_that_change_no_round_leaves_everything_as_it_was(before: Evening) -> None:
    four = before.start("Anna", "Ben", "Cleo", "Dora").moved("Anna", "replan", without=[2])
    stored, seen = four.stored(), four.views()

    four.sets("Ben", blocked=frozenset({"a-theme-of-no-case"}))
    four.sets("Anna", extra_time=True)

    assert (four.stored(), four.views()) == (stored, seen)


def test_a_plan_that_settings_change_still_leaves_out_who_is_away(before: Evening) -> None:
    four = before.start("Anna", "Ben", "Cleo", "Dora").moved("Anna", "replan", without=[2])
    away = four.state.without

    four.sets("Ben", not_student_until=four.wall.at + TONIGHT)

    assert four.state.without == away
    assert four.seats["Ben"].id not in {row.student for row in four.state.plan}
