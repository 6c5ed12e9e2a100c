"""The two groups of the demo: their term was played through the use cases, and more is planned."""

from datetime import date
from pathlib import Path

import pytest
from demo_builders import NOW, Made

from roleplay.content.loading import load_library
from roleplay.demo.study_groups import FOUR, MOST, SEVEN, TESS
from roleplay.demo.time_zone import this_zone
from roleplay.groups.board import ShownAs
from roleplay.groups.group import Group
from roleplay.groups.local_time import zone_names
from roleplay.groups.meeting import Answer, Meeting
from roleplay.groups.poll import is_shown
from roleplay.web.server.root import ROOT

LONG_AGO = date(2000, 1, 1)


def _group(made: Made, names: tuple[str, ...]) -> Group:
    with made.store.read() as reader:
        ids = reader.groups.of_person(made.person("Ana"))
        groups = [found for id_ in ids if (found := reader.groups.group(id_))]
    (one,) = [group for group in groups if tuple(member.name for member in group.members) == names]
    return one


def _meetings(made: Made, group: Group) -> tuple[list[Meeting], list[Meeting]]:
    """Those behind the group, and those before it."""
    with made.store.read() as reader:
        found = sorted(reader.meetings.meetings([group.id], 0, LONG_AGO), key=lambda one: one.starts_at)
    return [one for one in found if one.is_over(NOW)], [one for one in found if not one.is_over(NOW)]


@pytest.mark.parametrize("names", [FOUR, SEVEN])
def test_a_group_has_a_term_behind_and_three_sessions_before_it(made: Made, names: tuple[str, ...]) -> None:
    behind, ahead = _meetings(made, _group(made, names))

    assert sum(one.practice is not None for one in behind) >= 5
    assert len(ahead) >= 3


def test_every_session_of_the_term_is_one_of_a_group(made: Made) -> None:
    with made.store.read() as reader:
        played = reader.practices.practice_ids()
        first, *others = [reader.meetings.group_of(practice) for practice in played]

    assert first == (_group(made, FOUR).id, None), "kept on its last screen"
    assert all(found is not None and found[1] for found in others)


@pytest.mark.parametrize("names", [FOUR, SEVEN])
def test_those_who_said_yes_came(made: Made, names: tuple[str, ...]) -> None:
    behind, _ = _meetings(made, _group(made, names))

    for one in behind:
        if one.practice is not None:
            with made.store.read() as reader:
                seated = {seat.person for seat in reader.practices.seats(one.practice)}
            assert {reply.person for reply in one.saying(Answer.YES)} == seated


def test_the_four_moved_sessions_and_called_some_off(made: Made) -> None:
    behind, ahead = _meetings(made, _group(made, FOUR))

    for sessions in (behind, ahead):
        assert any(one.moved_from is not None and not one.is_off for one in sessions)
        assert any(one.is_off and one.practice is None for one in sessions)
    assert {reply.answer for reply in ahead[0].replies} == {Answer.YES, Answer.MAYBE}


def test_somebody_waits_for_a_place_among_the_seven(made: Made) -> None:
    group = _group(made, SEVEN)
    behind, ahead = _meetings(made, group)

    full = [one for one in (*behind, *ahead) if one.waiting]
    assert {group.name_of(one.person) for session in full for one in session.waiting} == {TESS}
    assert all(len(one.saying(Answer.YES)) == MOST for one in full)
    assert ahead[0] in full


def test_the_seven_fixed_one_poll_and_have_one_open(made: Made) -> None:
    group = _group(made, SEVEN)
    with made.store.read() as reader:
        fixed, is_open = sorted(reader.meetings.polls(group.id), key=lambda poll: poll.made_at)

    assert fixed.meeting in {one.id for one in _meetings(made, group)[0]}
    assert is_shown(is_open, NOW)
    assert len({vote.person for vote in is_open.votes}) == 3


def test_members_put_up_links_and_show_a_next_step(made: Made) -> None:
    four, seven = _group(made, FOUR), _group(made, SEVEN)
    with made.store.read() as reader:
        links = reader.board.links(four.id)
        shown = [step for group in (four, seven) for step in reader.board.steps(group.id)]

    assert any(link.address for link in links)
    assert any(not link.address for link in links)
    told = [("Ana", ShownAs.ASK_ME), ("Dayo", ShownAs.DONE), ("Mina", ShownAs.ASK_ME)]
    assert [(step.person, step.as_) for step in shown] == [(made.person(name), as_) for name, as_ in told]


def test_the_four_chose_an_examination_for_which_something_is_brought(made: Made) -> None:
    _, ahead = _meetings(made, _group(made, FOUR))

    cases = load_library(ROOT).cases
    asked = [cases[id_].examine for id_ in ahead[0].cases]

    assert [bool(one and one.kit) for one in asked] == [True]


def test_the_groups_meet_in_the_time_zone_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zones = tmp_path / "zoneinfo" / "Europe"
    zones.mkdir(parents=True)
    (zones / "Lisbon").touch()
    (tmp_path / "localtime").symlink_to(zones / "Lisbon")
    monkeypatch.delenv("TZ", raising=False)

    assert this_zone(tmp_path / "localtime") == "Europe/Lisbon"
    assert this_zone(tmp_path / "none") in zone_names()
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert this_zone(tmp_path / "localtime") == "Asia/Tokyo"
