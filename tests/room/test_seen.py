"""Whose screen a row of the log may change. What isn't counted for a seat changes nothing that it sees."""

from __future__ import annotations

from any_play import CASTING, SCRIPTS, Script, played, steadily
from builders import Practice, form_of, four, pair, trio
from hypothesis import given

from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.fold import fold
from roleplay.room.seen import Seen
from roleplay.room.stages import Stage
from roleplay.room.state import State
from roleplay.room.view import table_view, view
from roleplay.room.views import as_json
from roleplay.room.vocabulary import Move

MARKED = ev.Marked("asks-nights", Mark.DONE)


def screens(state: State, practice: Practice, at: int) -> dict[str, str]:
    seats = (*practice.ever, "stranger")
    names = {**practice.names(), "stranger": "Person stranger"}
    table = as_json(table_view(state, at, names))
    return {seat: as_json(view(state, seat, at, names)) for seat in seats} | {ev.NOBODY: table}


def counted(practice: Practice) -> Seen:
    """For the log as it stands."""
    return Seen().continued(State(), practice.log, practice.state)


def seen_of(practice: Practice, *events: ev.Event, by: str) -> tuple[Seen, Seen]:
    """Before and after these events of one seat."""
    before, stands, length = counted(practice), practice.state, len(practice.log)
    practice.taps(by, *events)
    return before, before.continued(stands, practice.log[length:], practice.state)


@given(CASTING, SCRIPTS)
@steadily(120)
def test_a_screen_for_which_nothing_is_counted_is_the_same_after_the_row_as_before(
    casting: str, script: Script
) -> None:
    practice = played(casting, script)
    state, seen = State(), Seen()
    for row in practice.log:
        after = fold([row], practice.snapshots, state)
        then = seen.continued(state, [row], after)
        before_it, after_it = screens(state, practice, row.at), screens(after, practice, row.at)
        alone = [seat for seat in before_it if then.by(seat) == seen.by(seat)]
        assert {seat: before_it[seat] for seat in alone} == {seat: after_it[seat] for seat in alone}
        state, seen = after, then


def test_a_mark_counts_for_who_made_it_and_for_nobody_else() -> None:
    # The first row of a stage brings what the clock did before it, and so it counts for everybody.
    before, after = seen_of(trio(Stage.STATION).taps("c", MARKED), MARKED, by="c")

    assert after.by("c") == before.by("c") + 1
    assert (after.by("a"), after.by("b"), after.by("")) == (before.by("a"), before.by("b"), before.by(""))


def test_two_observers_count_each_their_own() -> None:
    before, after = seen_of(four(Stage.STATION).taps("d", MARKED), MARKED, by="d")

    assert after.by("d") > before.by("d")
    assert after.by("c") == before.by("c")


def test_in_a_pair_the_patients_marks_after_the_bell_are_theirs() -> None:
    before, after = seen_of(pair(Stage.QUIET).taps("b", MARKED), MARKED, by="b")

    assert after.by("b") > before.by("b")
    assert after.by("a") == before.by("a")


def test_a_card_handed_over_and_a_sentence_count_for_everybody() -> None:
    handed, written = trio(Stage.STATION), trio(Stage.QUIET)

    for practice, event, by in ((handed, ev.Released("tracing"), "c"), (written, sentence(written, "b"), "b")):
        _, after = seen_of(practice.taps("c", MARKED), event, by=by)
        assert {after.by(seat) for seat in "abc"} == {practice.log[-1].seq}


def sentence(practice: Practice, seat: str) -> ev.Event:
    return next(event for event in form_of(practice.round, seat) if isinstance(event, ev.Wrote))


def test_once_the_feedback_is_open_a_late_mark_counts_for_everybody() -> None:
    _, after = seen_of(trio(Stage.SHEETS), MARKED, by="c")

    assert after.by("a") == after.by("c")


def test_a_tap_with_which_a_waiting_step_happens_counts_for_everybody() -> None:
    practice = trio(Stage.STATION)
    practice.move("a", Move.END_EARLY).wait(6_000)

    _, after = seen_of(practice, MARKED, by="c")

    assert practice.stage is Stage.QUIET
    assert after.by("a") == practice.log[-1].seq


def test_whose_screens_to_wake_follows_from_what_they_were_told_of() -> None:
    before, after = seen_of(trio(Stage.STATION).taps("c", MARKED), MARKED, by="c")

    assert after.seats_since(before) == {"c"}
    assert after.seats_since(after) == frozenset()
    assert after.seats_since(Seen()) is None
