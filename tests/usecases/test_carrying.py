"""The rule of the record: a session on each of two kits is one history on the second, each round once.

Anna was a student and a patient here with Ben and Cleo, and she is there, on other devices, with Dora and Emil.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from evening import MINUTE, NOW, Evening, an_evening, device_of, url_of
from hypothesis import event, given, settings
from hypothesis import strategies as st
from left_over import (
    DAY,
    YEAR,
    as_file,
    bring,
    by_hand,
    carrying,
    luggage,
    page,
    person_of,
    refused,
    rows_of,
    shelf,
    taken_home,
    with_text,
)

from roleplay.errors import Fault
from roleplay.marking.tidy import TidyMark
from roleplay.people.rounds import Exposure, Goal, Played, Written
from roleplay.people.visitor import Visitor
from roleplay.review.every_view import Bank
from roleplay.review.next_steps import Step, steps_of
from roleplay.review.own_rounds import Station
from roleplay.room.opened import OpenedFact, OpenedFinding, OpenedGo, OpenedPin, Said, Side
from roleplay.room.vocabulary import Words
from roleplay.sheets.history.record import record
from roleplay.usecases.history.portable import Carried, Luggage, Sheets, as_json_text, unpacked
from roleplay.usecases.history.shelf import Shelf
from roleplay.usecases.upkeep import compare_with_log, erase_old_words

MOMENT = datetime.fromtimestamp(NOW / 1000, UTC)
NO_KIT_MAKES = "That file holds marks that no kit makes. Nothing was imported."
NASTY = "</script>\x00\u2028<!--"
DOUBT = (
    "That file belongs to Berta, but here you’re Anna, so nothing was imported. If it’s yours all the same, because "
    "you used another name, say so and import it again."
)


@pytest.fixture
def here(before: Evening) -> Evening:
    """The first kit: Anna was the student of one round with two marks on items, and the patient of another."""
    evening = before.more_cases("case-a")
    evening.says = "here-{role}-in-{round}"
    evening.start().begin().read().wall.forward(3 * MINUTE)
    evening.tap("Ben", "fact_came", fact="stairs", came=True)
    evening.tap("Cleo", "marked", item="exertional", mark="done")
    evening.tap("Cleo", "marked", item="family", mark="not")
    evening.wall.forward(8 * MINUTE)
    evening.forms().moved("Anna", "go_on").tap("Anna", "wrote", words="next_step", text="here-step")
    by_hand(evening, "Ben", "Anna", "case-a").play()
    return evening.finish()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Evening]:
    """The second kit, some days later: Anna plays one round with others."""
    evening = another_kit(tmp_path / "there", days=5)
    evening.says = "there-{role}-in-{round}"
    evening.start("Dora", "Emil").join("Anna")
    by_hand(evening, "Anna", "Dora", "good").moved("Dora", "begin").play_from_here("there-step").finish()
    yield evening
    evening.kit.close()


@pytest.fixture
def third(tmp_path: Path) -> Iterator[Evening]:
    """A third kit, on which Anna has just arrived."""
    evening = another_kit(tmp_path / "third", days=9).start("Anna")
    yield evening
    evening.kit.close()


def another_kit(folder: Path, days: int) -> Evening:
    evening = an_evening(folder).more_cases("case-a", "case-b")
    evening.wall.forward(days * 24 * 60 * MINUTE)
    return evening


def history(evening: Evening, name: str = "Anna") -> tuple[list[Any], list[Any], list[Any], list[Any]]:
    """A person's exposures, goals, marks and words, by what is the same on every kit: the practice's origin instead of
    its number, names instead of ids."""
    me = person_of(evening, name)
    with evening.kit.store.read() as reader:

        def named(practice: int, person: str) -> str:
            return {seat.person: seat.name for seat in reader.practices.seats(practice)}.get(person, person).replace(
                me, "me"
            )

        def origin(one: Exposure | Goal | TidyMark | Written) -> str:
            practice = reader.practices.practice(one.practice)
            assert practice is not None
            return practice.origin

        met = [(origin(e), replace(e, practice=0, person="")) for e in reader.history.exposures(me)]
        goals = [(origin(g), replace(g, practice=0, person="")) for g in reader.history.goals(me)]
        marks = [
            (origin(m), replace(m, practice=0, student="", rater=me_or(named(m.practice, m.rater), name)))
            for m in reader.history.marks_of_student(me)
        ]
        words = [
            (origin(w), replace(w, practice=0, receiver="", writer=me_or(named(w.practice, w.writer), name)))
            for w in reader.history.received(me)
        ]
    return met, goals, sorted(marks, key=repr), sorted(words, key=repr)


def me_or(name: str, mine: str) -> str:
    return "me" if name == mine else name


def both(one: Any, other: Any) -> Any:
    """Two histories as one."""
    met, goals, marks, words = ([*a, *b] for a, b in zip(one, other, strict=True))
    return (
        sorted(met, key=lambda pair: pair[1].at),
        sorted(goals, key=lambda pair: pair[1].made),
        sorted(marks, key=repr),
        sorted(words, key=repr),
    )


# --- the rule


def test_two_sessions_on_two_kits_are_one_history_on_the_second(here: Evening, there: Evening) -> None:
    first, second = history(here), history(there)

    assert bring(there, "Anna", taken_home(here, "Anna")) == 2

    assert all(first[:3])
    assert all(second[:3])
    assert history(there) == both(first, second)


def test_however_often_a_file_is_read_each_round_is_there_once(here: Evening, there: Evening) -> None:
    file = taken_home(here, "Anna")
    bring(there, "Anna", file)
    once, rows = history(there), rows_of(there.folder)

    again = [bring(there, "Anna", file), bring(there, "Anna", taken_home(here, "Anna"))]

    assert again == [0, 0]
    assert history(there) == once
    assert rows_of(there.folder) == rows


def test_the_downloaded_page_is_the_file_to_import(here: Evening, there: Evening) -> None:
    carried = luggage(here, "Anna")
    html = record(carried, shelf(here, "Anna"), Bank(), MOMENT)

    assert unpacked(html.encode()) == carried
    assert bring(there, "Anna", html.encode()) == 2


def test_the_second_kits_file_holds_both_sessions_and_takes_them_to_a_third(
    here: Evening, there: Evening, third: Evening
) -> None:
    bring(there, "Anna", taken_home(here, "Anna"))

    assert bring(third, "Anna", taken_home(there, "Anna")) == 3

    assert history(third) == history(there)


def test_two_files_that_overlap_give_each_round_once(here: Evening, there: Evening, third: Evening) -> None:
    bring(third, "Anna", taken_home(here, "Anna"))
    bring(there, "Anna", taken_home(here, "Anna"))

    assert bring(third, "Anna", taken_home(there, "Anna")) == 1

    assert history(third) == history(there)


def test_back_on_the_first_kit_only_what_was_played_elsewhere_is_new(here: Evening, there: Evening) -> None:
    bring(there, "Anna", taken_home(here, "Anna"))
    here.wall.at = there.wall.at

    assert bring(here, "Anna", taken_home(there, "Anna")) == 1

    assert history(here) == history(there)


def test_a_session_whose_rounds_come_in_two_files_stays_one(here: Evening, there: Evening) -> None:
    carried = luggage(here, "Anna")
    one, other = (replace(carried, rounds=(each,)) for each in carried.rounds)

    assert [bring(there, "Anna", as_file(each)) for each in (one, carried, other)] == [1, 1, 0]

    with there.kit.store.read() as reader:
        assert len(reader.practices.own_practices(person_of(there, "Anna"))) == 1


def test_a_round_downloaded_before_its_feedback_was_open_is_completed_later(here: Evening, third: Evening) -> None:
    whole = luggage(here, "Anna")
    shut = replace(whole.rounds[0], sheets=None, marks=(), goal=None, words=())
    bring(third, "Anna", as_file(replace(whole, rounds=(shut,), sheets={})))

    assert [bring(third, "Anna", as_file(whole)) for _ in range(2)] == [2, 0]

    assert history(third) == history(here)


def test_a_round_imported_before_its_feedback_was_open_is_listed_and_says_nothing(
    before: Evening, third: Evening
) -> None:
    evening = before.start().begin().read()
    evening.wall.forward(11 * MINUTE)
    bring(third, "Anna", taken_home(evening.hand_in(), "Anna"))
    third.wall.forward(2 * DAY)

    found = shelf(third, "Anna")

    assert [(station.role, station.brought) for station in found.stations] == [("student", True)]
    assert (found.seen, found.words, page(third, "Anna", 1, found.stations[0].practice).sheets) == ((), (), None)


def test_feedback_that_nobody_opened_is_included_once_the_practice_has_closed(before: Evening, third: Evening) -> None:
    evening = before.start().begin().read()
    evening.wall.forward(11 * MINUTE)
    evening.hand_in().wall.forward(2 * DAY + MINUTE)

    bring(third, "Anna", taken_home(evening, "Anna"))

    assert len(shelf(third, "Anna").seen) == 1


def test_a_later_file_without_the_feedback_takes_nothing_away(here: Evening, there: Evening) -> None:
    whole = luggage(here, "Anna")
    bring(there, "Anna", as_file(whole))
    before = rows_of(there.folder)
    shut = replace(whole.rounds[0], sheets=None, marks=(), goal=None, words=())

    assert bring(there, "Anna", as_file(replace(whole, rounds=(shut,), sheets={}))) == 0
    assert rows_of(there.folder) == before


def test_words_whose_year_was_over_do_not_come_back_with_the_same_file(here: Evening, there: Evening) -> None:
    file = taken_home(here, "Anna")
    bring(there, "Anna", file)
    erase_old_words(there.kit.store, here.wall.at + YEAR + DAY)
    before = rows_of(there.folder)

    assert bring(there, "Anna", file) == 0
    assert rows_of(there.folder) == before


def test_words_from_a_machine_with_a_fast_clock_are_kept_for_only_a_year(here: Evening, third: Evening) -> None:
    whole = luggage(here, "Anna")
    ahead = [replace(one, words=tuple(replace(w, made=w.made + 3 * YEAR) for w in one.words)) for one in whole.rounds]
    bring(third, "Anna", as_file(replace(whole, rounds=tuple(ahead))))
    *_, brought = history(third)

    erase_old_words(third.kit.store, third.wall.at + YEAR + DAY)

    assert brought
    assert history(third)[-1] == []


def test_an_imported_station_reads_as_on_its_own_kit(here: Evening, there: Evening) -> None:
    bring(there, "Anna", taken_home(here, "Anna"))
    [practice] = {one.practice for one in shelf(there, "Anna").stations if one.brought}

    brought, at_home = page(there, "Anna", 1, practice), page(here, "Anna")

    assert brought == replace(at_home, brought=True)
    assert refused(page, there, "Dora", 1, practice) != ""


def test_a_file_from_before_findings_and_answers_were_opened_is_still_read(here: Evening, there: Evening) -> None:
    older = json.loads(as_json_text(luggage(here, "Anna")))
    for one in older["rounds"]:
        for new in ("findings", "questions") if one["sheets"] else ():
            del one["sheets"]["opened"][new]

    assert bring(there, "Anna", with_text(json.dumps(older).encode())) == 2

    opened = brought_sheets(there).opened
    assert (opened.findings, opened.questions) == ((), ())


def test_what_there_was_to_find_is_included(here: Evening, there: Evening) -> None:
    bring(there, "Anna", taken_home(here, "Anna"))

    assert [(finding.ask, finding.card) for finding in brought_sheets(there).opened.findings] == [("ECG", "Normal")]


def brought_sheets(evening: Evening) -> Sheets:
    """The feedback on the one station that Anna imported as student."""
    [first] = [one for one in shelf(evening, "Anna").stations if one.brought and one.role == "student"]
    sheets = page(evening, "Anna", first.round, first.practice).sheets
    assert sheets is not None
    return sheets


def test_a_history_with_imported_stations_reads_as_on_its_own_kit(here: Evening, there: Evening) -> None:
    bring(there, "Anna", taken_home(here, "Anna"))

    at_home, brought = shelf(here, "Anna"), shelf(there, "Anna")

    assert brought_part(brought) == [replace(one, practice=0, brought=True) for one in at_home.stations]
    assert [goal.text for goal in brought.goals] == ["here-step", "there-step"]
    assert [seen.sentence for seen in brought.seen] == ["here-patient-in-1", "there-patient-in-1"]
    assert brought.seen[0].sheet == at_home.seen[0].sheet


def brought_part(found: Shelf) -> list[Station]:
    return [replace(one, practice=0) for one in found.stations if one.brought]


def test_what_was_imported_belongs_to_its_owner_alone(here: Evening, there: Evening) -> None:
    before = shelf(there, "Dora"), history(there, "Dora")

    bring(there, "Anna", taken_home(here, "Anna"))

    assert (shelf(there, "Dora"), history(there, "Dora")) == before
    assert "here-" not in repr(luggage(there, "Dora"))


def test_a_file_carries_nothing_that_others_received(here: Evening) -> None:
    carried = luggage(here, "Anna")

    assert [one.role for one in carried.rounds] == ["student", "patient"]
    assert "in-2" not in repr(carried)
    assert "here-step" not in repr(luggage(here, "Ben"))


def test_logs_and_projections_are_untouched(here: Evening, there: Evening) -> None:
    log = there.log()

    bring(there, "Anna", taken_home(here, "Anna"))

    assert there.log() == log
    assert compare_with_log(url_of(there.folder), there.wall.at) == []


def test_a_case_that_was_only_read_is_carried_too(here: Evening, third: Evening) -> None:
    here.more_cases("case-b").kit.browsing.open_part(here.visitor("Anna"), "case-b")

    assert bring(third, "Anna", taken_home(here, "Anna")) == 3

    assert [(e.case, e.role) for e in third.met("Anna")][2] == ("case-b", "reader")
    assert bring(third, "Anna", taken_home(here, "Anna")) == 0


# --- the planner


def test_nobody_is_given_a_case_that_they_met_on_another_kit(here: Evening, third: Evening) -> None:
    third.join("Dora")
    bring(third, "Anna", taken_home(here, "Anna"))
    third.kit.rooms.plan_anew(third.practice)

    cases = {student: case for student, _, case in third.planned()}

    assert cases["Anna"] == "case-b"


def test_nobody_plays_a_patient_again_whom_they_played_on_another_kit(here: Evening, third: Evening) -> None:
    third.join("Dora")
    bring(third, "Anna", taken_home(here, "Anna"))
    third.kit.rooms.plan_anew(third.practice)

    cases = {patient: case for _, patient, case in third.planned()}

    assert cases["Anna"] != "case-a"


def test_the_last_next_step_is_included(here: Evening, third: Evening) -> None:
    third.join("Dora")
    bring(third, "Anna", taken_home(here, "Anna"))

    by_hand(third, "Anna", "Dora", "case-b").begin_planned()

    assert third.round.goal == "here-step"


def test_the_open_steps_and_what_became_of_them_are_included(here: Evening, third: Evening) -> None:
    bring(third, "Anna", taken_home(here, "Anna"))

    assert steps_of(shelf(third, "Anna").goals) == _moved(steps_of(shelf(here, "Anna").goals), third)


def _moved(steps: tuple[Step, ...], there: Evening) -> tuple[Step, ...]:
    """The same, under the practice's own id on the other kit."""
    [practice] = {one.practice for one in shelf(there, "Anna").stations if one.brought}
    return tuple(replace(step, written=tuple((practice, round_) for _, round_ in step.written)) for step in steps)


def test_a_file_of_format_2_says_done_for_tried_and_which_step_it_was(here: Evening, there: Evening) -> None:
    older = json.loads(as_json_text(luggage(here, "Anna")))
    [one] = [one for one in older["rounds"] if one["goal"]]
    one["goal"] = {key: value for key, value in one["goal"].items() if key not in ("skill", "focus")}
    one["goal"] |= {"outcome": "tried"}
    one["sheets"]["opened"] |= {"goal": "Wait.", "goal_outcomes": [{"name": "Cleo", "value": "tried", "late": False}]}
    one["sheets"]["opened"]["goal_outcomes"][0]["number"] = None
    for each in older["rounds"]:
        del each["replies"]

    assert bring(there, "Anna", with_text(json.dumps(older).encode(), format=2)) == 2

    with there.kit.store.read() as reader:
        goals = [goal for goal in reader.history.goals(person_of(there, "Anna")) if goal.outcome]
    assert [(goal.outcome, goal.focus, goal.skill) for goal in goals] == [("done", "Wait.", "")]
    assert [said.value for said in brought_sheets(there).opened.goal_outcomes] == ["done"]


def test_the_record_is_written_in_format_3(here: Evening) -> None:
    assert b'"format": 3' in taken_home(here, "Anna")


# --- the offer


def test_an_offer_says_what_is_new_and_imports_nothing(here: Evening, there: Evening) -> None:
    bring(there, "Anna", as_file(replace(luggage(here, "Anna"), rounds=luggage(here, "Anna").rounds[:1])))
    before = rows_of(there.folder)

    offer = carrying(there).offer(there.visitor("Anna"), taken_home(here, "Anna"))

    first, last = (round_.began_at for round_ in here.state.rounds)
    assert (offer.rounds, offer.new, offer.first, offer.last, offer.doubt) == (2, 1, first, last, "")
    assert rows_of(there.folder) == before


def test_an_empty_history_is_a_file_too(third: Evening, there: Evening) -> None:
    file = taken_home(third, "Anna")

    offer = carrying(there).offer(there.visitor("Anna"), file)

    assert (offer.rounds, offer.new, offer.first, offer.last) == (0, 0, None, None)
    assert bring(there, "Anna", file) == 0


# --- somebody else's, and one's own under another name


def berta(folder: Path) -> bytes:
    evening = an_evening(folder).start("Berta", "Ben").begin().play_from_here("bertas-step")
    file = taken_home(evening, "Berta")
    evening.kit.close()
    return file


def test_a_strangers_file_is_not_imported(there: Evening, tmp_path: Path) -> None:
    before = rows_of(there.folder)

    assert refused(bring, there, "Anna", berta(tmp_path / "berta")) == DOUBT
    assert rows_of(there.folder) == before


def test_somebody_who_says_a_file_is_theirs_is_believed_and_not_asked_again(there: Evening, tmp_path: Path) -> None:
    file = berta(tmp_path / "berta")

    assert bring(there, "Anna", file, mine=True) == 1

    assert bring(there, "Anna", file) == 0
    assert "bertas-step" in [goal.text for goal in shelf(there, "Anna").goals]


def test_somebody_known_by_their_id_may_have_changed_their_name(here: Evening, there: Evening, tmp_path: Path) -> None:
    bring(there, "Anna", taken_home(here, "Anna"))
    file = as_file(replace(luggage(there, "Anna"), name="Berta"))

    assert bring(here, "Anna", file) == 1


def test_capitals_in_a_name_make_nobody_a_stranger(here: Evening, third: Evening) -> None:
    assert bring(third, "Anna", as_file(replace(luggage(here, "Anna"), name="ANNA"))) == 2


def test_a_guest_imports_nothing_on_somebody_elses_device(here: Evening, there: Evening) -> None:
    there = there.later("Dora")
    there.join("Anna", device_of("Dora"))
    bringing, before = carrying(there).bring, rows_of(there.folder)

    said = refused(bringing, Visitor(device_of("Dora"), person=person_of(there, "Anna")), taken_home(here, "Anna"))

    assert said.startswith("This is somebody else’s device, and Anna is a guest on it.")
    assert rows_of(there.folder) == before


# --- a key that was lost


def test_somebody_who_lost_their_key_imports_their_old_rounds_from_the_same_kit(here: Evening) -> None:
    file, old = taken_home(here, "Anna"), history(here)
    anew = Evening(here.kit, here.wall, here.folder)
    anew.seats["Anna"] = here.kit.joining.open_practice(Visitor("a new phone"), "Anna", here.state.opened)

    taken = carrying(anew).bring(Visitor("a new phone", person=person_of(anew, "Anna")), file)

    assert person_of(anew, "Anna") != person_of(here, "Anna")
    assert taken == 2
    assert history(anew) == old
    assert history(here) == old


def test_two_people_merged_into_one_carry_each_round_once(here: Evening, third: Evening) -> None:
    file = taken_home(here, "Anna")
    anew = Evening(here.kit, here.wall, here.folder)
    anew.seats["Anna"] = here.kit.joining.open_practice(Visitor("a new phone"), "Anna", here.state.opened)
    carrying(anew).bring(Visitor("a new phone", person=person_of(anew, "Anna")), file)
    later = carrying(anew).luggage(Visitor("a new phone", person=person_of(anew, "Anna")))

    assert [bring(third, "Anna", file), bring(third, "Anna", as_file(later))] == [2, 0]


# --- files that cannot be a history


def edited(evening: Evening, **changes: Any) -> bytes:
    """The file with other values in its first round."""
    carried = luggage(evening, "Anna")
    first, *others = carried.rounds
    return as_file(replace(carried, rounds=(replace(first, **changes), *others)))


def test_no_file_replaces_what_somebody_is_known_to_have_read(here: Evening, there: Evening) -> None:
    there.kit.browsing.open_part(there.visitor("Anna"), "case-b")
    forged = edited(here, origin=f"read/{person_of(there, 'Anna')}", case="another", round=1)

    assert refused(bring, there, "Anna", forged) == NO_KIT_MAKES
    assert "case-b" in {exposure.case for exposure in there.met("Anna")}


def remarked(evening: Evening, **changes: Any) -> bytes:
    return edited(evening, marks=tuple(replace(m, **changes) for m in luggage(evening, "Anna").rounds[0].marks))


@pytest.mark.parametrize("changes", [{"role": "ghost"}, {"round": 0}, {"round": 1 << 70}, {"at": -(1 << 70)}])
def test_a_round_that_no_kit_makes_is_refused_and_nothing_is_read(
    here: Evening, there: Evening, changes: dict[str, Any]
) -> None:
    before = rows_of(there.folder)

    assert refused(bring, there, "Anna", edited(here, **changes)) == NO_KIT_MAKES
    assert rows_of(there.folder) == before


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "item", "mark": "superb"},
        {"kind": "domain", "mark": "five"},
        {"kind": "overall", "mark": ""},
        {"kind": "statement", "mark": "x"},
        {"kind": "statement", "mark": "3", "lens": "observer"},
        {"kind": "item", "mark": "partly", "lens": "patient"},
        {"weight": float("inf")},
        {"weight": float("nan")},
        {"made": 1 << 70},
    ],
)
def test_marks_that_no_kit_makes_are_refused_and_nothing_is_read(
    here: Evening, there: Evening, changes: dict[str, Any]
) -> None:
    before = rows_of(there.folder)

    assert refused(bring, there, "Anna", remarked(here, **changes)) == NO_KIT_MAKES
    assert rows_of(there.folder) == before


def test_an_older_kits_alike_is_dropped_if_the_imported_marks_say_otherwise(here: Evening, there: Evening) -> None:
    """Older kits looked only at the areas."""
    sheets = luggage(here, "Anna").rounds[0].sheets
    assert sheets is not None
    first, *rest = sheets.opened.items
    flagged = replace(first, safety=True, marks=(Said("Cleo", "Didn’t happen"),))
    old = replace(sheets.opened, items=(flagged, *rest), question="You saw it alike.")

    bring(there, "Anna", edited(here, sheets=replace(sheets, opened=old)))

    opened = brought_sheets(there).opened
    assert opened.question == "Start with what Anna wrote. What did each of you see?"
    assert opened.then_ask == (f"A safety point, “{first.text}”: Cleo put “Didn’t happen”. What did each of you see?")


@pytest.mark.parametrize(
    "changes",
    [
        {"pins": (OpenedPin("Cleo", "superb", 5),)},
        {"pins": (OpenedPin("Cleo", "try", 1 << 70),)},
        {"go": OpenedGo(1 << 70, ())},
        {"facts": (OpenedFact("It hurts.", True, "never", 5),)},
        {"findings": (OpenedFinding("ECG", "Sinus rhythm", None, "whispered", False),)},
        {"domains": (Side("gather", "Gathering", ("a", "b", "c"), Said("Anna", "6 of 5", 6), ()),)},
        {"domains": (Side("gather", "Gathering", ("a", "b"), None, ()),)},
        {"overall": Side("", "Overall", (), None, (Said("Cleo", "x", 4),))},
    ],
)
def test_feedback_that_no_page_could_draw_is_refused(here: Evening, there: Evening, changes: dict[str, Any]) -> None:
    sheets = luggage(here, "Anna").rounds[0].sheets
    assert sheets is not None

    said = refused(bring, there, "Anna", edited(here, sheets=replace(sheets, opened=replace(sheets.opened, **changes))))

    assert said == NO_KIT_MAKES


@pytest.mark.parametrize("mix", [[], [1], "77", [None, 1]])
def test_a_mark_sheet_without_weights_is_refused(here: Evening, there: Evening, mix: object) -> None:
    carried = luggage(here, "Anna")
    sheets = {fingerprint: {**body, "mix": mix} for fingerprint, body in carried.sheets.items()}

    assert refused(bring, there, "Anna", as_file(replace(carried, sheets=sheets))) == NO_KIT_MAKES


@pytest.mark.parametrize("body", [{}, {"items": [1], "domains": []}, {"items": 7}, {"items": [{"id": "x"}]}])
def test_a_mark_sheet_that_no_kit_makes_is_refused(here: Evening, there: Evening, body: dict[str, Any]) -> None:
    file = as_file(replace(luggage(here, "Anna"), sheets={"f": body}))

    assert refused(bring, there, "Anna", file) == NO_KIT_MAKES


def test_a_mark_sheet_under_anothers_fingerprint_is_left_out(here: Evening, there: Evening) -> None:
    carried = luggage(here, "Anna")
    [body] = carried.sheets.values()
    bring(there, "Anna", as_file(replace(carried, sheets={"another": body})))

    with there.kit.store.read() as reader:
        assert reader.history.sheets(["another"]) == {}


NUMBERS, FLOATS, BOTH = st.sampled_from([0, 1, 8, NOW]), st.sampled_from([1.0, 0.0, -1.0]), st.booleans()
TEXTS = st.sampled_from(["a", "b", "f", "", NASTY])
LENSES = st.sampled_from(["self", "patient", "observer", "other"])
GIVEN = [("item", "done"), ("domain", "3"), ("item", "na"), ("overall", "0"), ("statement", "5"), ("x", "y")]
MARKS = st.builds(
    lambda mark, lens, given: replace(mark, lens=lens, kind=given[0], mark=given[1]),
    st.builds(TidyMark, *[NUMBERS] * 2, *[TEXTS] * 8, FLOATS, NUMBERS, st.none() | NUMBERS),
    LENSES,
    st.sampled_from(GIVEN),
)
PLAYED = st.builds(
    Played, *[NUMBERS] * 2, *[TEXTS] * 6, NUMBERS, st.tuples(TEXTS), BOTH, TEXTS, NUMBERS, st.none(), FLOATS, BOTH, BOTH
)
WRITTEN = st.builds(Written, NUMBERS, NUMBERS, TEXTS, TEXTS, st.sampled_from(Words), TEXTS, NUMBERS)
ROUNDS = st.builds(
    lambda one, played: replace(one, played=replace(played, round=one.round) if one.role != "reader" else None),
    st.builds(
        Carried,
        *[TEXTS, NUMBERS, st.integers(1, 9), st.sampled_from(["student", "patient", "reader"]), TEXTS],
        *[BOTH, BOTH, NUMBERS, st.none(), st.none() | st.from_type(Sheets), st.lists(MARKS, max_size=3).map(tuple)],
        goal=st.none() | st.builds(Goal, TEXTS, NUMBERS, NUMBERS, TEXTS, NUMBERS, st.none() | TEXTS),
        words=st.lists(WRITTEN, max_size=2).map(tuple),
    ),
    PLAYED,
)
LUGGAGES = st.builds(Luggage, st.just("Anna"), NUMBERS, st.tuples(TEXTS), st.lists(ROUNDS, max_size=3).map(tuple))


@given(LUGGAGES)
@settings(max_examples=40, derandomize=True, deadline=None, database=None)
def test_whatever_a_file_holds_is_imported_or_refused_and_the_history_still_opens(carried: Luggage) -> None:
    with TemporaryDirectory() as folder:
        room = an_evening(Path(folder)).start("Anna")
        before = rows_of(room.folder)
        try:
            event(f"{bring(room, 'Anna', as_file(carried))} rounds are taken in")
        except Fault as fault:
            event(str(fault))
            assert rows_of(room.folder) == before

        for station in shelf(room, "Anna").stations:
            page(room, "Anna", station.round, station.practice)
        assert unpacked(taken_home(room, "Anna")).rounds == luggage(room, "Anna").rounds
        room.kit.close()


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "domain", "thing": "gather", "mark": "9" * 400},
        {"kind": "domain", "thing": "gather", "mark": "0"},
        {"kind": "overall", "thing": "", "mark": "4"},
        {"kind": "statement", "thing": "one", "lens": "patient", "mark": "6"},
        {"kind": "statement", "thing": "one", "lens": "patient", "mark": "-1"},
    ],
)
def test_numbers_beyond_their_scale_are_refused(here: Evening, there: Evening, changes: dict[str, Any]) -> None:
    assert refused(bring, there, "Anna", remarked(here, **changes)) == NO_KIT_MAKES
