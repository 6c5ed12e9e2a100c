"""What each screen may hold. Every text of a case and its rubric is a marker that says where it comes from, so that a
view can be searched for what must not be in it. What may be there is said here, role by role and stage by stage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from any_play import CASTING, CASTS, SCRIPTS, Script, at_the_table, play, steadily
from builders import MARKER, Practice, a_case, a_rubric, marked, trio
from hypothesis import given

from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.events import Logged, Move, Pin
from roleplay.room.fold import fold
from roleplay.room.stages import SECOND, Stage
from roleplay.room.state import Role
from roleplay.room.view import as_json, view

SIGN = r"case\.student\..*"
PART = r"case\.patient\..*"
NOTE = r"case\.themes\..*"
STATEMENTS = r"rubric\.statements\..*"
RATINGS = r"rubric\.(domains|scale)\..*"
THE_PATIENTS_EVENTS = r"case\.events\.0\..*"
# The second event's condition is the id of a fact, and nothing else of the part.
THE_OTHER_EVENTS = r"case\.events\.[12]\..*|case\.patient\.story\.1\.id"
SHEET = (
    r"case\.title|case\.student\.tasks\..*|(case\.checklist|rubric\.items)\.\d+\.(id|text)"
    rf"|case\.(findings|others|viva)\..*|{THE_OTHER_EVENTS}"
)
OPENED = (
    r"case\.title|case\.patient\.plays|case\.patient\.story\.\d+\.say|case\.debrief\..*"
    rf"|(case\.checklist|rubric\.items)\.\d+\.text|{RATINGS}|{STATEMENTS}"
)

MARKED_CASE, MARKED_RUBRIC = marked(a_case(), "case"), marked(a_rubric(), "rubric")
ANYBODYS_WORDS = re.compile(r"a sentence of (\w+)")


def _ids(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "id" or path.endswith((".themes", ".skills")):
                yield inner, f"{path}.{key}"
            yield from _ids(inner, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            if path in ("case.themes", "case.skills"):
                yield inner, f"{path}.{place}"
            yield from _ids(inner, f"{path}.{place}")


IDS = {
    **dict(_ids(MARKED_CASE.model_dump(mode="json"), "case")),
    **dict(_ids(MARKED_RUBRIC.model_dump(mode="json"), "rubric")),
}


def of_the_content(shown: str) -> set[str]:
    """Where in case and rubric the texts and ids of this screen come from."""
    return {text[1:-1] for text in MARKER.findall(shown)} | {path for id_, path in IDS.items() if f'"{id_}"' in shown}


def may_see(practice: Practice, seat: str) -> str:
    """A pattern of all that this seat's screen may hold now."""
    seen = practice.seen
    roles = seen.rounds[-1].cast.roles(seat) if seen.rounds else frozenset()
    if not roles:
        return ""
    if seen.rounds[-1].opened_at is not None:
        return OPENED
    if seen.stage is Stage.OVER:
        return r"case\.patient\.plays" if Role.PATIENT in roles else ""
    after_the_bell = seen.stage is Stage.QUIET
    if Role.STUDENT in roles:
        return _of_the_student(practice, after_the_bell)
    if Role.PATIENT in roles:
        both = after_the_bell and Role.OBSERVER in roles
        own = f"{PART}|{SIGN}|{NOTE}|{THE_PATIENTS_EVENTS}" + (f"|{STATEMENTS}" if after_the_bell else "")
        return f"{own}|{SHEET}|{RATINGS}" if both else own
    return f"{SHEET}|{NOTE}|{RATINGS}" if after_the_bell else f"{SHEET}|{NOTE}"


def _of_the_student(practice: Practice, after_the_bell: bool) -> str:
    if practice.stage is Stage.PREPARE:
        return ""
    cards = [place for place, f in enumerate(MARKED_CASE.findings) if f.id in practice.round.released]
    return "|".join(
        [SIGN, *(rf"case\.findings\.{place}\..*" for place in cards), *([RATINGS] if after_the_bell else [])]
    )


def assert_only_what_may_be_seen(practice: Practice) -> None:
    for seat in practice.state.seats:
        shown = practice.json(seat)
        wrong = {path for path in of_the_content(shown) if not re.fullmatch(may_see(practice, seat), path)}
        assert not wrong, f"{seat} at {practice.stage} sees {sorted(wrong)}"
        opened = practice.state.rounds and practice.seen.rounds[-1].opened_at is not None
        assert opened or set(ANYBODYS_WORDS.findall(shown)) <= {seat}, f"{seat} reads another's words"


# Markers


def test_every_text_of_a_case_is_its_own_marker() -> None:
    text = MARKED_CASE.model_dump_json() + MARKED_RUBRIC.model_dump_json()

    assert len(set(MARKER.findall(text))) == len(MARKER.findall(text)) > 60
    assert MARKED_CASE.patient.story[1].say == "«case.patient.story.1.say»"
    assert IDS["pillows"] == "case.patient.story.1.id"
    assert IDS["bereavement"] == "case.themes.0"


@pytest.mark.parametrize("casting", CASTS)
def test_from_the_lobby_to_the_end_nobody_sees_what_is_not_theirs(casting: str) -> None:
    practice = at_the_table(casting, case=MARKED_CASE, rubric=MARKED_RUBRIC)
    assert_only_what_may_be_seen(practice)
    practice.begins(observers=CASTS[casting]).sits("late")

    for stage in (Stage.PREPARE, Stage.READING, Stage.STATION, Stage.QUIET, Stage.SHEETS, Stage.OVER):
        practice.to(stage)
        assert_only_what_may_be_seen(practice)
        assert_only_what_may_be_seen(practice.move("late", Move.STOP) if stage is not Stage.OVER else practice)
        if stage is not Stage.OVER:
            practice.moves(Move.CARRY_ON, *practice.round.cast.seats)


@given(CASTING, SCRIPTS)
@steadily(120)
def test_whatever_is_played_nobody_sees_what_is_not_theirs(casting: str, script: Script) -> None:
    for practice in play(at_the_table(casting, case=MARKED_CASE, rubric=MARKED_RUBRIC), casting, script):
        assert_only_what_may_be_seen(practice)


def test_the_search_finds_what_each_role_does_see() -> None:
    practice = trio(Stage.STATION, case=MARKED_CASE, rubric=MARKED_RUBRIC)

    assert "case.student.brief" in of_the_content(practice.json("a"))
    assert {"case.patient.story.2.say", "case.themes.0"} <= of_the_content(practice.json("b"))
    assert {"case.checklist.3.text", "case.viva.questions.0.answer"} <= of_the_content(practice.json("c"))


# One by one, so that a failure has a name


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.READING, Stage.STATION, Stage.QUIET])
def test_the_student_never_receives_a_fact(stage: Stage) -> None:
    shown = trio(stage).json("a")

    assert not any(fact.say in shown or f'"{fact.id}"' in shown for fact in a_case().patient.story)


def test_the_student_sees_no_door_sign_before_reading() -> None:
    assert trio(Stage.PREPARE).view("a").sign is None
    assert trio(Stage.READING).view("a").sign == a_case().student


def test_the_student_sees_a_finding_once_it_is_handed_out() -> None:
    practice = trio(Stage.STATION)
    assert practice.view("a").findings == ()

    practice.tap("c", ev.Released("chest-film"))

    assert [finding.card for finding in practice.view("a").findings] == ["A large heart."]
    assert "Sinus rhythm." not in practice.json("a")


def test_nobody_has_a_form_before_the_bell() -> None:
    assert [trio(Stage.STATION).view(seat).form for seat in "abc"] == [None, None, None]


def test_the_student_does_not_see_the_patients_statements() -> None:
    assert trio(Stage.QUIET).view("a").form.statements == ()


def test_the_patient_does_not_see_the_observers_headings() -> None:
    assert trio(Stage.QUIET).view("b").form.domains == ()


def test_only_the_patients_screen_names_who_is_played_before_the_sheets() -> None:
    practice = trio(Stage.STATION)

    assert [practice.view(seat).top.plays for seat in "abc"] == ["", "Daniel Price, 52", ""]


def test_each_sees_events_of_their_own() -> None:
    practice = trio(Stage.STATION)

    assert [event.do for event in practice.view("b").events] == ["Cough."]
    assert [event.do for event in practice.view("c").sheet.events] == ["Knock.", "Ring him up."]


def test_an_observer_counts_only_pins_of_their_own() -> None:
    practice = Practice().sits("a", "b", "c", "d").begins(observers=("c", "d")).to(Stage.STATION)

    practice.tap("c", ev.Pinned(Pin.TRY)).tap("c", ev.Pinned(Pin.WORKED))

    assert (practice.view("c").sheet.pins, practice.view("d").sheet.pins) == (2, 0)


# Silence


def test_while_the_others_tap_the_students_screen_does_not_change_by_a_byte() -> None:
    practice = trio(Stage.STATION)
    before = practice.json("a")

    for number in range(25):
        practice.wait(SECOND).tap("b", ev.FactCame(["stairs", "pillows"][number % 2], number % 3 > 0))
        practice.tap("c", [ev.Marked("net", list(Mark)[number % 2 * 2]), ev.Pinned(Pin.TRY)][number % 2])

        assert practice.json("a") == before
    assert len(practice.log) > 50


def test_only_a_finding_breaks_the_silence() -> None:
    practice = trio(Stage.STATION)
    before = practice.json("a")

    assert practice.tap("c", ev.Released("tracing")).json("a") != before


def without_what_others_said(log: list[Logged], seat: str) -> list[Logged]:
    """The log with every other seat's private taps replaced by one that says nothing."""
    private = (ev.Marked, ev.FactCame, ev.Pinned, ev.RatedDomain, ev.RatedOverall, ev.RatedStatement, ev.Wrote)
    blank = ev.Marked("nothing", None)
    return [replace(one, event=blank) if one.seat != seat and isinstance(one.event, private) else one for one in log]


@given(CASTING, SCRIPTS)
@steadily(80)
def test_before_the_sheets_a_screen_is_the_same_whatever_the_others_marked_or_wrote(
    casting: str, script: Script
) -> None:
    for practice in play(at_the_table(casting), casting, script):
        if practice.state.rounds and practice.round.opened_at is not None:
            return
        for seat in practice.state.seats:
            silent = fold(without_what_others_said(practice.log, seat), practice.snapshots)
            assert as_json(view(silent, seat, practice.now, practice.names())) == practice.json(seat)


def test_a_view_is_the_same_text_every_time() -> None:
    assert trio(Stage.QUIET).json("c") == trio(Stage.QUIET).json("c")
