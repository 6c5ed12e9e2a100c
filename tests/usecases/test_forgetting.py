"""The rules of "delete everything", looked up row by row and byte by byte.

Quilla wrote and received something everywhere somebody can; every such text holds a marker. What was hers or was
written for her is in no table and in no byte of the file afterwards; what she wrote for others is still there for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from evening import MINUTE, SECOND, Evening, a_kit, an_evening, device_of, url_of
from left_over import (
    DAY,
    as_file,
    bring,
    by_hand,
    forget,
    luggage,
    on_disk,
    page,
    people,
    person_of,
    received,
    refused,
    rows_of,
    shelf,
    tables_with,
)

from roleplay.content.reported_faults import About
from roleplay.people.persons import FORMER, Person
from roleplay.people.private import Private
from roleplay.people.visitor import Visitor
from roleplay.room.events import Erased, Forgotten, Opened, Planned
from roleplay.room.views import LastView
from roleplay.usecases.practice.live import Live, continued
from roleplay.usecases.upkeep import compare_with_log

HER = "Quilla"
SITTING = "You’re still in a session that’s running. Finish it or leave it, then delete. Nothing was deleted."
NOT_HERE = "That isn’t on this phone or browser. Enter your name and your personal key to see it."
HERS = (
    "from-student-in-1",
    "from-student-in-3",
    "her-first-line",
    "her-step",
    "her-other-step",
    "her-theme",
    "her-case",
    "her-report",
)
FOR_HER = ("from-patient-in-1", "from-observer-in-1", "from-patient-in-3", "from-observer-in-3")
FOR_OTHERS = ("from-student-in-2", "from-patient-in-2", "from-observer-in-2")
ELSEWHERE = ("elsewhere-student", "elsewhere-patient", "elsewhere-observer", "elsewhere-step")
CALL = "https://meet.example.org/quillas-room"
APART = Opened("uk-osce", online=True, call=CALL)
EVERY_MARKER = (HER, *HERS, *FOR_HER, *ELSEWHERE)


def from_elsewhere(folder: Path) -> bytes:
    """The file of an evening on another kit, under the same name."""
    there = an_evening(folder)
    there.says = "elsewhere-{role}"
    there.start(HER, "Fritz", "Greta").begin().play_from_here(next_step="elsewhere-step")
    carried = luggage(there, HER)
    there.kit.close()
    return as_file(carried)


def play_for(evening: Evening, student: str, patient: str, case: str, step: str) -> None:
    by_hand(evening, student, patient, case).play(next_step=step)


@pytest.fixture
def marked(before: Evening, tmp_path: Path) -> Evening:
    """An evening with Ben and Cleo: she is the student, then the patient, then the student again."""
    evening = before.more_cases("case-a", "case-b", "case-c", "case-d")
    evening.says = "from-{role}-in-{round}"
    evening.start(HER, "Ben", "Cleo")
    evening.begin().read().wall.forward(11 * MINUTE)
    assert evening.tap(HER, "wrote", words="line", text="her-first-line").result == "accepted"
    evening.forms().moved(HER, "go_on")
    assert evening.tap(HER, "wrote", words="next_step", text="her-step").result == "accepted"
    play_for(evening, "Ben", HER, "case-a", "bens-step")
    play_for(evening, HER, "Cleo", "case-b", "her-other-step")
    evening.kit.rooms.plan_anew(evening.practice)
    assert any(HER in row.why for one in evening.log() if isinstance(one.event, Planned) for row in one.event.plan)
    evening.finish()
    return leave_traces(evening, tmp_path / "elsewhere")


def leave_traces(evening: Evening, elsewhere: Path) -> Evening:
    """What is kept of her besides the rounds."""
    her = person_of(evening, HER)
    people(evening).give_key(Visitor(device_of(HER), person=her))
    assert bring(evening, HER, from_elsewhere(elsewhere)) == 1
    evening.kit.reporting.send_of_case(evening.visitor(HER), "good", About.FACT, "", "her-report of a fault")
    with evening.kit.store.write() as writer:
        writer.persons.set_private(her, Private(blocked=frozenset({"her-theme"})))
        writer.choices.set_repeat(her, "her-case", True)
        for practice in (evening.practice, *writer.practices.own_practices(her).values()):
            writer.choices.keep(her, practice, 1, True)
        writer.persons.accept_charter(her, evening.wall.at)
    return evening


@pytest.fixture
def claimed(marked: Evening) -> Evening:
    """Another evening, in which a phone asked for her place, and she began a case with her last next step and left."""
    evening = marked.later(HER, "Ben", "Cleo")
    evening.kit.joining.claim(Visitor("her-other-phone"), evening.code, HER)
    by_hand(evening, HER, "Ben", "case-c").begin_planned()
    evening.moved("Ben", "swap", swap=[1, 2])
    assert evening.round.goal == "her-other-step"
    return evening.moved(HER, "leave")


@pytest.fixture
def gone(marked: Evening) -> Evening:
    forget(marked, HER)
    return marked


# --- what goes


def test_every_marker_stood_in_the_file_before(claimed: Evening) -> None:
    assert [marker for marker in EVERY_MARKER if not tables_with(claimed.folder, marker)] == []


def test_afterwards_nothing_of_hers_stands_in_any_table(claimed: Evening) -> None:
    forget(claimed, HER)

    assert {marker: tables for marker in EVERY_MARKER if (tables := tables_with(claimed.folder, marker))} == {}
    assert tables_with(claimed.folder, "her-other-phone") == set()


def test_afterwards_nothing_of_hers_stands_in_any_byte_of_the_file(claimed: Evening) -> None:
    forget(claimed, HER)

    bytes_ = on_disk(claimed.folder)
    assert [marker for marker in EVERY_MARKER if marker.lower().encode() in bytes_] == []
    assert all(marker.encode() in bytes_ for marker in FOR_OTHERS)
    assert (claimed.folder / "kit.sqlite3-wal").stat().st_size == 0


def test_while_the_server_runs_others_see_nothing_of_hers(claimed: Evening) -> None:
    forget(claimed, HER)

    shown = repr([claimed.view(name) for name in ("Ben", "Cleo")])
    assert [marker for marker in EVERY_MARKER if marker in shown] == []


def test_no_row_of_a_person_is_left_in_the_tables_of_persons(claimed: Evening) -> None:
    her = person_of(claimed, HER)

    forget(claimed, HER)

    rows = rows_of(claimed.folder)
    assert [row for row in rows["persons"] if her in row] == [(her, FORMER, "", None, None, None)]
    assert {table for table, found in rows.items() if her in repr(found)} == {
        "persons",
        "seats",
        "rounds",
        "words",
        "marks",
    }


def test_of_words_and_marks_only_those_for_others_are_left(gone: Evening) -> None:
    her, ben = person_of(gone, HER), person_of(gone, "Ben")

    rows = rows_of(gone.folder)

    assert {(row[3], row[4]) for row in rows["words"]} == {(her, ben), (ben, ben), (person_of(gone, "Cleo"), ben)}
    assert {row[7] for row in rows["marks"]} == {ben}
    assert [row[3] for row in rows["goals"]] == [ben]


def test_what_stood_in_the_log_has_left_its_place_and_its_time_only(marked: Evening) -> None:
    before = {row.seq: row for row in marked.log() if row.round in (1, 3) and row.event.kind not in ("handed_in",)}

    forget(marked, HER)

    after = {row.seq: row for row in marked.log()}
    assert before
    assert [after[seq] for seq in before] == [
        replace(row, event=Erased(), seat="", made=None, token=None, digest=None) for row in before.values()
    ]


@pytest.fixture
def online(before: Evening) -> Evening:
    """A session that she opened, with the link to a call of hers."""
    return before.start(HER, "Ben", "Cleo", opened=APART)


def test_the_link_to_a_call_goes_with_whoever_gave_it(online: Evening) -> None:
    assert tables_with(online.folder, CALL) == {"texts"}
    online.moved(HER, "leave").wall.forward(MINUTE)

    forget(online, HER)

    assert CALL.encode() not in on_disk(online.folder)
    assert online.log()[0].event == replace(APART, call="")


def test_it_goes_at_once_where_the_others_carry_on(online: Evening) -> None:
    online.moved(HER, "leave").wall.forward(MINUTE)
    shown = online.view("Ben").top.call

    forget(online, HER)

    assert (shown, online.view("Ben").top.call) == (CALL, "")


def test_the_link_stays_for_her_when_somebody_else_deletes_everything(online: Evening) -> None:
    online.moved("Ben", "leave").wall.forward(MINUTE)

    forget(online, "Ben")

    assert online.view(HER).top.call == CALL


def test_on_a_laptop_anybody_who_sat_there_may_have_given_the_link(before: Evening) -> None:
    before.code = before.kit.joining.open_table(Visitor("a laptop"), replace(APART, table=True)).code
    for name in ("Ben", HER):
        before.join(name)
    before.moved("Ben", "leave").moved(HER, "leave").wall.forward(MINUTE)

    forget(before, HER)

    assert tables_with(before.folder, CALL) == set()


def test_no_reason_of_a_plan_is_left_where_she_was(gone: Evening) -> None:
    plans = [row.event for row in gone.log() if isinstance(row.event, Planned)]

    said = {why for planned in plans for why in (planned.reason, *(row.why for row in planned.plan))}

    assert said == {""}


def test_words_that_were_corrected_leave_no_older_version_behind(evening: Evening) -> None:
    evening.begin().read().wall.forward(11 * MINUTE)
    for place in range(30):
        evening.wall.forward(SECOND)
        evening.tap("Ben", "wrote", words="sentence", text=f"draft-{place:02}-" + "x" * (10 * place))
    evening.forms().moved("Anna", "go_on").finish()

    forget(evening, "Anna")

    assert b"draft-" not in on_disk(evening.folder)


# --- what stays


def test_what_she_wrote_for_others_is_theirs_and_signed_a_former_member(gone: Evening) -> None:
    sheets = page(gone, "Ben", 2).sheets

    assert sheets is not None
    assert sheets.opened.sentence is not None
    assert (sheets.opened.sentence.name, sheets.opened.sentence.value) == (FORMER, "from-patient-in-2")
    assert sheets.opened.patient == FORMER
    assert "from-patient-in-2" in [written.text for written in received(gone, "Ben")]


def test_histories_of_others_are_the_same_as_before(marked: Evening) -> None:
    before = {name: (shelf(marked, name), marked.met(name)) for name in ("Ben", "Cleo")}

    forget(marked, HER)

    assert {name: (shelf(marked, name), marked.met(name)) for name in ("Ben", "Cleo")} == before


def test_a_file_that_another_takes_home_signs_her_words_a_former_member(gone: Evening) -> None:
    carried = luggage(gone, "Ben")

    assert {(w.writer, w.text) for one in carried.rounds for w in one.words} == {
        ("", "from-student-in-2"),
        ("", "bens-step"),
        (FORMER, "from-patient-in-2"),
        ("Cleo", "from-observer-in-2"),
    }
    assert HER not in repr(carried)


def test_everything_that_is_projected_still_agrees_with_the_log(claimed: Evening) -> None:
    forget(claimed, HER)

    assert compare_with_log(url_of(claimed.folder), claimed.wall.at) == []


def test_a_restarted_server_comes_to_the_same_state(claimed: Evening) -> None:
    forget(claimed, HER)
    running = {name: claimed.view(name) for name in ("Ben", "Cleo")}

    second = a_kit(url_of(claimed.folder), claimed.content, claimed.wall)

    assert {name: claimed.on(second).view(name) for name in running} == running
    second.close()


def test_stages_and_clocks_of_a_log_are_the_same_as_before(marked: Evening) -> None:
    before = [(r.number, r.cast, r.opened_at, r.started_at, r.handed_in, r.lengths) for r in marked.state.rounds]
    stage_at = marked.state.stage_at

    forget(marked, HER)

    with marked.kit.store.read() as reader:
        anew = continued(reader, marked.practice, Live()).state
    assert [(r.number, r.cast, r.opened_at, r.started_at, r.handed_in, r.lengths) for r in anew.rounds] == before
    assert (anew.stage_at, marked.state.stage_at) == (stage_at, stage_at)


def test_the_last_screen_of_the_others_goes_on_showing(gone: Evening) -> None:
    shown = gone.view("Ben")

    assert isinstance(shown, LastView)
    assert FORMER in repr(shown)


# --- what goes on


def test_the_practice_that_she_left_goes_on_without_her(claimed: Evening) -> None:
    forget(claimed, HER)

    by_hand(claimed, "Ben", "Cleo", "case-d").moved("Ben", "begin").play_from_here(next_step="bens-next-step")

    assert "bens-next-step" in [goal.text for goal in shelf(claimed, "Ben").goals]
    assert compare_with_log(url_of(claimed.folder), claimed.wall.at) == []


def test_who_comes_again_under_the_old_name_is_somebody_new(gone: Evening) -> None:
    again = gone.later(HER, "Ben", "Cleo").play_all()

    assert person_of(again, HER) != person_of(gone, HER)
    assert [one.practice for one in again.met(HER)] == [again.practice] * 3
    assert compare_with_log(url_of(again.folder), again.wall.at) == []


def test_the_key_of_who_deleted_everything_proves_nobody(marked: Evening) -> None:
    key = people(marked).give_key(marked.visitor(HER))

    forget(marked, HER)

    for name in (HER, FORMER):
        assert "don’t belong together" in refused(people(marked).recognise, Visitor("new"), name, key)


def test_a_late_tap_into_the_round_of_who_deleted_it_is_refused(gone: Evening) -> None:
    stored = gone.stored()

    late = gone.tap("Ben", "wrote", round=1, words="sentence", text="late")
    still = gone.tap("Cleo", "wrote", round=2, words="one_to_try", text="late for Ben")

    assert late.say == "The student has deleted their history, so nothing more can be added to it."
    assert still.result == "accepted"
    assert gone.stored() == stored + 1


# --- who may, and when


def test_while_one_sits_in_a_practice_nothing_is_deleted(marked: Evening) -> None:
    running = marked.later(HER, "Ben")
    before = rows_of(marked.folder)

    assert refused(forget, running, HER) == SITTING

    assert rows_of(marked.folder) == before
    assert compare_with_log(url_of(marked.folder), marked.wall.at) == []


def test_one_running_practice_keeps_all_the_others_whole(before: Evening) -> None:
    """Whichever of them was opened first."""
    lobby = before.start(HER, "Ben")
    over = Evening(before.kit, before.wall, before.folder).start(HER, "Cleo").play_all()
    between = [lobby, over]
    rows = rows_of(before.folder)

    said = [refused(forget, evening, HER) for evening in between]

    assert said == [SITTING, SITTING]
    assert rows_of(before.folder) == rows
    assert not any(isinstance(row.event, Forgotten) for evening in between for row in evening.log())


def test_a_practice_that_has_closed_by_itself_keeps_nobody(before: Evening) -> None:
    lobby = before.start(HER, "Ben")
    lobby.wall.forward(DAY + MINUTE)

    forget(lobby, HER)

    assert tables_with(lobby.folder, HER) == set()


def test_deleting_opens_no_practice_again_that_had_closed(before: Evening) -> None:
    """Otherwise the second of two who delete would be told that they are still in it."""
    lobby = before.start(HER, "Ben")
    lobby.wall.forward(30 * DAY)

    forget(lobby, HER)

    assert "This session is over" in refused(lobby.kit.joining.join, Visitor("new"), lobby.code, "Dora")
    forget(lobby, "Ben")
    assert tables_with(lobby.folder, "Ben") == set()


def test_deleting_shuts_no_sheets_again_that_time_had_opened(before: Evening) -> None:
    evening = before.start(HER, "Ben", "Cleo")
    by_hand(evening, "Ben", HER, "good").begin_planned().read().wall.forward(11 * MINUTE)
    evening.hand_in().wall.forward(2 * DAY)
    shown = shelf(evening, "Ben")

    forget(evening, HER)

    assert len(shown.seen) == 1
    assert shelf(evening, "Ben") == shown


def test_deleting_twice_is_refused_and_changes_nothing(gone: Evening) -> None:
    before = rows_of(gone.folder)

    assert refused(forget, gone, HER) == NOT_HERE
    assert rows_of(gone.folder) == before


@pytest.mark.parametrize("device", ["a stranger's phone", device_of("Ben")])
def test_nobody_deletes_from_a_strangers_device(marked: Evening, device: str) -> None:
    before = rows_of(marked.folder)

    assert refused(people(marked).forget, Visitor(device, person=person_of(marked, HER))) == NOT_HERE
    assert rows_of(marked.folder) == before


def test_two_who_delete_leave_the_third_whole(gone: Evening) -> None:
    forget(gone, "Cleo")

    sheets = page(gone, "Ben", 2).sheets

    assert sheets is not None
    assert [said.name for said in sheets.opened.to_try] == [FORMER]
    assert compare_with_log(url_of(gone.folder), gone.wall.at) == []


def test_all_three_can_go(gone: Evening) -> None:
    for name in ("Ben", "Cleo"):
        forget(gone, name)

    rows = rows_of(gone.folder)
    assert all(
        rows[table] == [] for table in ("words", "marks", "goals", "exposures", "person_devices", "seat_devices")
    )
    assert compare_with_log(url_of(gone.folder), gone.wall.at) == []


@pytest.fixture
def brought_only(before: Evening, tmp_path: Path) -> Iterator[Evening]:
    """She never played here; she only imported her record."""
    with before.kit.store.write() as writer:
        before.kit.people.settle(writer, Person("her", HER), device_of(HER), before.wall.at)
    before.kit.carrying.bring(Visitor(device_of(HER), person="her"), from_elsewhere(tmp_path / "elsewhere"))
    return before


def test_what_was_only_brought_along_goes_as_well(brought_only: Evening) -> None:
    brought_only.kit.people.forget(Visitor(device_of(HER), person="her"))

    bytes_ = on_disk(brought_only.folder)
    assert [marker for marker in (HER, *ELSEWHERE) if marker.lower().encode() in bytes_] == []
    assert rows_of(brought_only.folder)["practices"] == []
