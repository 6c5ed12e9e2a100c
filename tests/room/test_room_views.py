"""What each screen may hold. Every text of a case and its rubric is a marker that says where it comes from, so that a
view can be searched for what must not be in it. What may be there is said here, role by role and stage by stage.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from any_play import CASTING, CASTS, DECK, KINDS, SCRIPTS, Script, at_the_table, play, steadily
from builders import (
    DAY,
    MARKER,
    MINUTE,
    Practice,
    a_case,
    a_presentation,
    a_rubric,
    an_examination,
    at,
    marked,
    pair,
    trio,
)
from hypothesis import given
from hypothesis import strategies as st

from roleplay.content.models import HOW_THEY_MEET, Kind, Mode
from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.events import Logged
from roleplay.room.fold import fold
from roleplay.room.stages import SECOND, UNDO, Stage, Turn
from roleplay.room.state import Role, Round, State
from roleplay.room.view import CLOSED, view
from roleplay.room.views import as_json
from roleplay.room.vocabulary import Happened, Move, Pin, Words
from roleplay.sheets.handouts import handout_of, sent

SIGN = r"case\.student\..*"
SIGN_WITHOUT_NOTES = r"case\.student\.(?!material\.).*"
PART = r"case\.patient\..*"
NOTE = r"theme"
CONSENT = r"case\.examine\.(position|exposure|alternative|(not_done|kit)\.\d+)"
READY = r"case\.props\.\d+"
STATEMENTS = r"rubric\.statements\..*"
RATINGS = r"rubric\.(domains|scale)\..*"
THE_PATIENTS_EVENTS = r"case\.events\.0\..*"
# The second event's condition is the id of a fact, and nothing else of the part.
THE_OTHER_EVENTS = r"case\.events\.[12]\..*|case\.patient\.story\.1\.id"
# In a pair the second person hands over the findings, and marks only after the bell.
CARDS = rf"case\.(findings|viva)\..*|case\.others\.\d+\.id|{THE_OTHER_EVENTS}"
SHEET = (
    r"case\.title|case\.student\.tasks\..*|(case\.checklist|rubric\.items)\.\d+\.(id|text|partly\.one)"
    rf"|case\.(findings|others|viva)\..*|{THE_OTHER_EVENTS}"
)
OPENED = (
    r"case\.title|case\.patient\.plays|case\.patient\.story\.\d+\.say"
    rf"|(case\.checklist|rubric\.items)\.\d+\.text|{RATINGS}|{STATEMENTS}"
    r"|case\.findings\.\d+\.(ask|card|image)|case\.viva\.questions\.\d+\.(ask|answer)"
)
ANSWER = r"case\.debrief\..*"
# What the student's own next step may be about.
SKILLS = r"case\.skills\.\d+"
NOTHING: list[str] = []

SENTENCE = re.compile(r"a sentence of (\w+) in round (\d+)")
STEP = re.compile(r"a step of (\w+) in round (\d+)")


def _ids(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "id" or path.endswith((".themes", ".skills")):
                yield inner, f"{path}.{key}"
            yield from _ids(inner, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            if path.endswith((".case.themes", ".case.skills")):
                yield inner, f"{path}.{place}"
            yield from _ids(inner, f"{path}.{place}")


def _all_ids() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for root, case in KINDS.items():
        for part, name in ((case, "case"), (a_rubric(), "rubric")):
            for id_, path in _ids(part.model_dump(mode="json"), f"{root}.{name}"):
                found.setdefault(id_, set()).add(path)
    return found


IDS = _all_ids()
"""Each id with all the places that have it."""


def of_the_content(shown: str) -> list[set[str]]:
    """Each text and id of a case or rubric on this screen, as the places it may come from."""
    return [{text[1:-1]} for text in MARKER.findall(shown)] + [IDS[id_] for id_ in IDS if f'"{id_}"' in shown]


def places(shown: str) -> set[str]:
    return set().union(*of_the_content(shown))


# What may be there, role by role and stage by stage


def may_see(practice: Practice, seat: str) -> list[str]:
    """Patterns for everything that this seat's screen may hold now."""
    seen = practice.seen
    if practice.now >= seen.closes_at:
        return NOTHING
    if seen.stage is Stage.OVER and (mine := opened_for(practice, seat)):
        return [f"{root_of(round_)}\\.({OPENED})" for round_ in mine]
    if not seen.rounds or seat not in seen.seats or seat not in seen.rounds[-1].cast.seats:
        return NOTHING
    round_ = seen.rounds[-1]
    after = [OPENED, ANSWER, *([SKILLS] if seat == round_.cast.student else [])]
    parts = after if round_.opened_at is not None else in_the_round(seen, round_, seat)
    return [f"{root_of(round_)}\\.({part})" for part in parts]


def opened_for(practice: Practice, seat: str) -> list[Round]:
    """The rounds with open feedback that this seat took part in."""
    return [r for r in practice.seen.rounds if r.opened_at is not None and seat in r.cast.seats]


def root_of(round_: Round) -> str:
    return round_.snapshot.case.title[1:].partition(".")[0]


def in_the_round(seen: State, round_: Round, seat: str) -> list[str]:
    """Before the feedback is open."""
    roles, case = round_.cast.roles(seat), round_.snapshot.case
    yes = seat in round_.accepted or not (case.themes or case.heavy)
    plays = [r"case\.patient\.plays"] if Role.PATIENT in roles and yes else []
    if seen.stage in (Stage.NEXT, Stage.OVER):
        return plays
    forms = _forms(seen, roles)
    if seen.stage is Stage.DEBRIEF:
        return plays + forms + (_marked_by(round_, seat) if Role.OBSERVER in roles and yes else [])
    if Role.STUDENT in roles:
        return _of_the_student(seen, round_) + forms
    return forms + _of_the_others(seen, roles, yes, SIGN_WITHOUT_NOTES if case.kind is Kind.PRESENTATION else SIGN)


def _of_the_others(seen: State, roles: frozenset[Role], yes: bool, sign: str) -> list[str]:
    note = [NOTE, CONSENT]
    if not yes:
        return note
    if seen.stage is Stage.PREPARE:
        note.append(READY)
    if Role.PATIENT not in roles:
        return [*note, SHEET]
    part = [*note, PART, sign, THE_PATIENTS_EVENTS]
    if Role.OBSERVER not in roles:
        return part
    return [*part, SHEET if seen.stage is Stage.QUIET else CARDS]


def _forms(seen: State, roles: frozenset[Role]) -> list[str]:
    """What is asked after the bell comes from the rubric and says nothing about the case."""
    if seen.stage not in (Stage.QUIET, Stage.DEBRIEF):
        return []
    return ([STATEMENTS] if Role.PATIENT in roles else []) + ([RATINGS] if roles != {Role.PATIENT} else [])


def _marked_by(round_: Round, seat: str) -> list[str]:
    """The lines that this seat marked as done or partly: something to talk about."""
    items = [i for i in round_.snapshot.sheet.items if round_.value(seat, "marked", i.id) in (Mark.DONE, Mark.PARTLY)]
    texts = [re.escape(item.text[1:-1].partition(".")[2]) for item in items]
    ids = [re.escape(path.partition(".")[2]) for item in items for path in IDS[item.id]]
    partly = [text.removesuffix("text") + r"partly\.one" for text in texts]
    return [*texts, *partly, *ids]


def _of_the_student(seen: State, round_: Round) -> list[str]:
    if seen.stage is Stage.PREPARE:
        return []
    if seen.stage is Stage.CONSENT:
        return [CONSENT]
    cards = [place for place, f in enumerate(round_.snapshot.case.findings) if f.id in round_.released]
    return [SIGN, CONSENT, *(rf"case\.findings\.{place}\..*" for place in cards)]


def assert_only_what_may_be_seen(practice: Practice) -> None:
    for seat in practice.ever:
        shown = practice.json(seat)
        read = json.dumps(json.loads(sent(handout_of(practice.view(seat))).text), ensure_ascii=False)
        assert set(MARKER.findall(read)) <= set(MARKER.findall(shown)), "A handout holds nothing that its view doesn't."
        allowed = re.compile("|".join(may_see(practice, seat)) or "nothing")
        wrong = [found for found in of_the_content(shown) if not any(allowed.fullmatch(path) for path in found)]
        assert not wrong, f"{seat} at {practice.stage} of {len(practice.seen.rounds)} sees {wrong}"
        assert_only_words_of_ones_own(practice, seat, shown)
    table = as_json(practice.table())
    assert not of_the_content(table)
    assert not SENTENCE.search(table)
    assert not STEP.search(table)


def assert_only_words_of_ones_own(practice: Practice, seat: str, shown: str) -> None:
    """Before the feedback: the seat's own words in this round, for observers the next step that the student works on,
    and for the student, until the station, all that they have open."""
    seen = practice.seen
    if seen.stage is Stage.OVER and opened_for(practice, seat):
        open_ = opened_for(practice, seat)
    else:
        open_ = [round_ for round_ in seen.rounds[-1:] if round_.opened_at is not None]
    watched = [r for r in seen.rounds[-1:] if r.cast.roles(seat) & {Role.STUDENT, Role.OBSERVER}]
    own, numbers = (seat, str(len(seen.rounds))), {str(round_.number) for round_ in open_}
    goals = set(STEP.findall(" ".join(round_.goal for round_ in (*open_, *watched))))
    chooses = [r for r in watched if r.cast.student == seat and Stage.STATION not in r.started_at]
    goals |= set(STEP.findall(" ".join(step for round_ in chooses for step in round_.steps)))
    others = {said for said in SENTENCE.findall(shown) if said != own and said[1] not in numbers}
    others -= asked_of(practice, seat)
    steps = {said for said in STEP.findall(shown) if said[1] not in numbers} - goals
    assert not others | steps, f"{seat} at {practice.stage} reads {others | steps}"


def asked_of(practice: Practice, seat: str) -> set[tuple[str, str]]:
    """In the observer's turn, an observer reads what the student asked for help with."""
    seen = practice.seen
    if seen.turn is not Turn.OBSERVER or Role.OBSERVER not in seen.rounds[-1].cast.roles(seat):
        return set()
    return {(seen.rounds[-1].cast.student, str(len(seen.rounds)))}


# Markers


def test_every_text_of_a_case_is_its_own_marker() -> None:
    case, rubric = DECK["one"].case, marked(a_rubric(), "one.rubric")
    text = case.model_dump_json() + rubric.model_dump_json()

    assert len(set(MARKER.findall(text))) == len(MARKER.findall(text)) > 60
    assert case.patient.story[1].say == "«one.case.patient.story.1.say»"
    assert IDS["pillows"] == {"one.case.patient.story.1.id", "two.case.patient.story.1.id"}
    assert IDS["bereavement"] == {"one.case.themes.0"}


def test_the_three_cases_are_of_the_three_kinds() -> None:
    assert [snapshot.case.kind for snapshot in DECK.values()] == ["interview", "examination", "presentation"]
    assert [bool(snapshot.themes) for snapshot in DECK.values()] == [True, False, False]
    assert [snapshot.case.heavy for snapshot in DECK.values()] == [False, False, True]


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("first", DECK)
@pytest.mark.parametrize("casting", CASTS)
def test_from_the_lobby_to_the_end_nobody_sees_what_is_not_theirs(casting: str, first: str, accepted: bool) -> None:
    practice = at_the_table(casting, first)
    assert_only_what_may_be_seen(practice)
    practice.begins(observers=CASTS[casting], accepted=accepted).sits("late")

    while practice.stage is not Stage.OVER:
        assert_only_what_may_be_seen(practice)
        assert_only_what_may_be_seen(practice.move("late", Move.STOP))
        practice.moves(Move.CARRY_ON, *practice.round.cast.seats).on()
    assert_only_what_may_be_seen(practice)


@pytest.mark.parametrize("first", DECK)
@pytest.mark.parametrize("casting", CASTS)
def test_in_another_go_and_after_it_nobody_sees_what_is_not_theirs(casting: str, first: str) -> None:
    practice = at_the_table(casting, first).begins(observers=CASTS[casting]).sits("late").to(Stage.SHEETS)

    for _ in range(2):
        assert_only_what_may_be_seen(practice.move("a", Move.AGAIN))
        assert_only_what_may_be_seen(practice.wait(UNDO))
        practice.tap(practice.round.cast.observers[0], ev.RatedTry(Happened.YES)).to(Stage.NEXT)
        assert_only_what_may_be_seen(practice)
        practice.plans().move("a", Move.BEGIN).accepts().to(Stage.SHEETS)


@pytest.mark.parametrize("casting", CASTS)
def test_through_three_rounds_of_three_kinds_nobody_sees_what_is_not_theirs(casting: str) -> None:
    practice = at_the_table(casting).sits("late").plans().begins(observers=CASTS[casting])

    for number in range(1, 4):
        while practice.stage is not Stage.NEXT:
            assert_only_what_may_be_seen(practice)
            practice.on()
        step = ev.Wrote(Words.NEXT_STEP, f"a step of {practice.round.cast.student} in round {number}")
        assert_only_what_may_be_seen(practice.tap(practice.round.cast.student, step))
        practice.on() if number == 3 else practice.move("a", Move.BEGIN)

    assert_only_what_may_be_seen(practice)
    assert [root_of(round_) for round_ in practice.seen.rounds] == ["one", "two", "three"]


@given(CASTING, st.sampled_from(list(DECK)), SCRIPTS)
@steadily(200)
def test_whatever_is_played_nobody_sees_what_is_not_theirs(casting: str, first: str, script: Script) -> None:
    for practice in play(at_the_table(casting, first), casting, script):
        assert_only_what_may_be_seen(practice)


def test_the_search_finds_what_each_role_does_see() -> None:
    practice = trio(Stage.STATION, deck=[DECK["one"]])

    assert "one.case.student.brief" in places(practice.json("a"))
    assert {"one.case.patient.story.2.say", "one.theme"} <= places(practice.json("b"))
    assert {"one.case.checklist.3.text", "one.case.viva.questions.0.answer", "one.theme"} <= places(practice.json("c"))


@pytest.mark.parametrize("playing", [trio, pair])
def test_whoever_hears_a_presentation_never_holds_the_students_notes(playing: Callable[..., Practice]) -> None:
    practice = playing(Stage.PREPARE, case=a_presentation())

    heard = [practice.to(stage).json("b") for stage in (Stage.PREPARE, Stage.READING, Stage.STATION, Stage.QUIET)]

    assert not any("Please see this man." in shown for shown in heard)
    assert all("You see people first." in shown for shown in heard[:3])
    assert "Please see this man." in playing(Stage.READING, case=a_presentation()).json("a")


def test_who_plays_and_who_watches_have_the_props_and_the_kit_ready() -> None:
    practice = trio(Stage.PREPARE, case=an_examination(props=["Two chairs"]))

    assert [practice.view(seat).ready for seat in "bc"] == [("Two chairs", "A stethoscope")] * 2
    assert [text in practice.json("a") for text in ("Two chairs", "A stethoscope")] == [False, False]


def test_all_three_are_told_of_the_kit_before_the_clock_as_of_the_position() -> None:
    practice = trio(Stage.CONSENT, case=an_examination())

    assert [practice.view(seat).consent.kit for seat in "abc"] == [("A stethoscope",)] * 3


@pytest.mark.parametrize("mode", ["telephone", "video"])
def test_who_does_not_meet_face_to_face_is_told_how_to_sit_before_the_bell(mode: str) -> None:
    how = HOW_THEY_MEET[Mode(mode)]
    practice = trio(Stage.PREPARE, case=a_case(mode=mode)).sits("late")

    assert [practice.view(seat).top.how for seat in ("a", "b", "c", "late")] == [how, how, how, ""]
    assert practice.to(Stage.READING).view("a").top.how == how
    assert practice.to(Stage.QUIET).view("a").top.how == ""


def test_face_to_face_goes_without_saying() -> None:
    assert trio(Stage.PREPARE).view("a").top.how == ""


def test_the_search_finds_what_is_consented_to() -> None:
    practice = trio(Stage.CONSENT, deck=[DECK["two"]])

    assert all("two.case.examine.exposure" in places(practice.json(seat)) for seat in "abc")


def test_at_the_end_the_search_finds_ones_rounds_and_no_other() -> None:
    practice = trio(Stage.NEXT, deck=[DECK["one"], DECK["two"]]).sits("d").begins("b", "d", ("c",)).to(Stage.OVER)

    titles = {seat: {path for path in places(practice.json(seat)) if path.endswith("title")} for seat in "acd"}

    assert titles == {"a": {"one.case.title"}, "c": {"one.case.title", "two.case.title"}, "d": {"two.case.title"}}


@pytest.mark.parametrize("stage", Stage)
def test_once_a_practice_has_closed_nobody_sees_anything_of_its_rounds_by_its_old_address(stage: Stage) -> None:
    practice = at(stage).wait(3 * DAY)

    for seat in "abc":
        shown = practice.json(seat)
        assert not of_the_content(shown)
        assert not SENTENCE.search(shown)
        assert (practice.view(seat).top.stage, practice.view(seat).top.moves) == ("over", ())
        assert practice.view(seat).plan.reason == CLOSED


def test_until_a_practice_closes_its_last_screen_stays_as_it_was() -> None:
    over = trio(Stage.OVER)
    before = over.json("b")

    assert over.wait(2 * DAY - SECOND).json("b") == before
    assert over.wait(SECOND).json("b") != before


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


def test_the_observers_sheet_has_the_headings_of_its_blocks_and_says_what_counts_as_partly() -> None:
    lines = trio(Stage.STATION).view("c").sheet.items

    assert list(dict.fromkeys(line.block for line in lines)) == ["At the start", "In between", "Towards the end"]
    assert {line.id: line.one for line in lines if line.one} == {"asks-worry": "the worry only"}


def test_an_observer_sees_only_pins_of_their_own_with_the_time_that_had_passed() -> None:
    practice = Practice().sits("a", "b", "c", "d").begins(observers=("c", "d")).to(Stage.STATION)

    practice.wait(MINUTE).tap("c", ev.Pinned(Pin.TRY)).wait(MINUTE).tap("c", ev.Pinned(Pin.WORKED))

    assert [(pin.pin, pin.seconds) for pin in practice.view("c").sheet.pins] == [("try", 60), ("worked", 120)]
    assert practice.view("d").sheet.pins == ()


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


PRIVATE = (
    ev.Marked,
    ev.FactCame,
    ev.Pinned,
    ev.RatedDomain,
    ev.RatedOverall,
    ev.RatedStatement,
    ev.RatedGoal,
    ev.Wrote,
)


def without_what_others_said(log: list[Logged], seat: str, round_: int) -> list[Logged]:
    """The log with every other seat's private taps in this round replaced by one that says nothing."""

    def private(one: Logged) -> bool:
        return one.seat != seat and one.round == round_ and isinstance(one.event, PRIVATE)

    return [replace(one, event=ev.Marked("nothing", None)) if private(one) else one for one in log]


@given(CASTING, SCRIPTS)
@steadily(80)
def test_before_the_sheets_a_screen_is_the_same_whatever_the_others_marked_or_wrote(
    casting: str, script: Script
) -> None:
    for practice in play(at_the_table(casting), casting, script):
        rounds = practice.seen.rounds
        if not rounds or rounds[-1].opened_at is not None:
            continue
        for seat in practice.state.seats:
            silent = fold(without_what_others_said(practice.log, seat, len(rounds)), practice.snapshots)
            assert as_json(view(silent, seat, practice.now, practice.names())) == practice.json(seat)


def test_a_view_is_the_same_text_every_time() -> None:
    assert trio(Stage.QUIET).json("c") == trio(Stage.QUIET).json("c")
