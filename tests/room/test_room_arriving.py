"""A minute before the first round, in which each says how they are arriving: only where it was chosen."""

import pytest
from builders import Practice, four

from roleplay.room import events as ev
from roleplay.room.stages import DEFAULT_PRESET, Stage
from roleplay.room.views import Lobby

ARRIVING = ev.Opened(DEFAULT_PRESET, arriving=True)


@pytest.mark.parametrize("opened", [ARRIVING, ev.Opened(DEFAULT_PRESET)])
def test_a_session_opens_with_a_minute_only_if_that_was_chosen(opened: ev.Opened) -> None:
    shown = [Practice(opened=opened).sits("a", "b", "c").view(seat) for seat in "abc"]

    assert [isinstance(view, Lobby) and view.arriving for view in shown] == [opened.arriving] * 3


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.NEXT, Stage.OVER])
def test_once_a_round_has_begun_nobody_is_arriving_any_more(stage: Stage) -> None:
    practice = four(stage, opened=ARRIVING)

    assert '"arriving":true' not in "".join(practice.json(seat) for seat in "abcd")
