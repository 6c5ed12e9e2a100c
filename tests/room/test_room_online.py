"""People who are apart: a video call of their own, nobody is examined, and each case says how it is played."""

import pytest
from builders import Practice, a_case, an_examined, four, trio

from roleplay.content.case import HOW_THEY_MEET_ONLINE, Mode
from roleplay.room.events import Opened
from roleplay.room.stages import Stage
from roleplay.room.vocabulary import Move

CALL = "https://meet.example.org/j/123"
APART = Opened("uk-osce", online=True, call=CALL)


def calls(practice: Practice) -> list[str]:
    return [practice.view(seat).top.call for seat in "abc"]


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.STATION, Stage.QUIET, Stage.NEXT])
def test_everybody_in_the_session_has_the_link_to_the_call(stage: Stage) -> None:
    assert calls(trio(stage, opened=APART)) == [CALL] * 3


def test_the_lobby_has_the_link_too() -> None:
    assert calls(Practice(opened=APART).sits("a", "b", "c")) == [CALL] * 3


def test_whoever_has_left_no_longer_has_the_link() -> None:
    practice = four(Stage.NEXT, opened=APART).move("d", Move.LEAVE).wait(10_000)

    assert CALL not in practice.json("d")


def test_once_the_session_is_over_nobody_has_the_link() -> None:
    practice = trio(Stage.OVER, opened=APART)

    assert CALL not in "".join(practice.json(seat) for seat in "abc")


def test_the_table_clock_has_no_link() -> None:
    assert trio(opened=APART).table().top.call == ""


def test_apart_an_examination_is_talked_through_without_asking() -> None:
    practice = an_examined(Stage.READING, opened=APART)

    shown = [practice.view(seat).consent for seat in "abc"]

    assert Stage.CONSENT not in practice.round.started_at
    assert [(consent.given, consent.alternative) for consent in shown] == [(False, "Talk it through")] * 3


def test_apart_a_device_goes_from_preparing_to_the_station_alone() -> None:
    ahead = an_examined(Stage.PREPARE, opened=APART).view("a").top.clock.ahead

    assert [stage for stage, _ in ahead] == ["reading", "station", "quiet"]


@pytest.mark.parametrize("mode", ["telephone", "video"])
def test_apart_a_call_is_played_in_the_call(mode: str) -> None:
    practice = trio(Stage.PREPARE, case=a_case(mode=mode), opened=APART)

    assert [practice.view(seat).top.how for seat in "abc"] == [HOW_THEY_MEET_ONLINE[Mode(mode)]] * 3


def test_in_one_room_nothing_is_online() -> None:
    top = trio().view("a").top

    assert (top.online, top.call) == (False, "")
