"""The rules of a round on paper: typed in by the code of its mark sheet, it lands in the history like any other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from evening import (
    DOMAINS,
    EXAMINED,
    HOUR,
    MINUTE,
    STATEMENTS,
    UK,
    Evening,
    add_case,
    device_of,
    sentence,
    theme,
    url_of,
)
from left_over import forget, tables_with

from roleplay.errors import Fault
from roleplay.marking.marksheet import Mark
from roleplay.people.visitor import Visitor
from roleplay.review.next_steps import Became, steps_of
from roleplay.room.events import FactCame
from roleplay.room.opened import OpenedGo, Said
from roleplay.room.vocabulary import GoalOutcome, Happened
from roleplay.usecases.filled_sheet import Filled
from roleplay.usecases.history.shelf import Shelf, shelf_of
from roleplay.usecases.papers import LARGEST_DRAFT, MOST_DRAFTS
from roleplay.usecases.upkeep import compare_with_log

YESTERDAY = 24 * HOUR


@pytest.fixture
def home(before: Evening) -> Evening:
    """Anna, with a device."""
    return before.start("Anna", "Ben")


def filled(evening: Evening, **changes: object) -> Filled:
    """Everything that a mark sheet, the patient's slip and one's own can hold."""
    made = Filled(
        at=evening.wall.at - YESTERDAY,
        patient="Paul",
        observer="Olga",
        items={"exertional": Mark.DONE, "family": Mark.NOT},
        domains=dict.fromkeys(DOMAINS, 4),
        overall=2,
        to_try="Try waiting.",
        statements=dict.fromkeys(STATEMENTS, 5),
        sentence="When you waited, I felt heard.",
        own_domains=dict.fromkeys(DOMAINS, 3),
        own_overall=1,
        line="The ending.",
        next_step="Next time I will wait.",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def type_in(evening: Evening, code: str, name: str = "Anna", **changes: object) -> tuple[int, int]:
    return evening.kit.papers.type_in(evening.visitor(name), code, filled(evening, **changes))


def refused(evening: Evening, code: str, **changes: object) -> str:
    stored = len(list(practices(evening)))
    with pytest.raises(Fault) as fault:
        type_in(evening, code, **changes)
    assert len(list(practices(evening))) == stored, "nothing half-written"
    return sentence(fault)


def practices(evening: Evening) -> tuple[int, ...]:
    with evening.kit.store.read() as reader:
        return reader.practices.practice_ids()


def shelf(evening: Evening, name: str = "Anna") -> Shelf:
    with evening.kit.store.read() as reader:
        return shelf_of(reader, evening.seats[name].person, evening.kit.rooms.closed)


def own_of_anna(evening: Evening, *names: str) -> None:
    """These people are known on Anna's device: it is theirs as well."""
    people = evening.kit.people
    for name in names:
        key = people.give_key(evening.visitor(name))
        people.recognise(Visitor(device_of("Anna"), address="10.0.0.1"), name, key)


def facts_of(evening: Evening, practice: int, round_: int) -> list[tuple[str, bool, int | None]]:
    """What the story map says about each fact: what, whether it was told, and when."""
    shown = evening.kit.stations.page(evening.visitor("Anna"), practice, round_)
    assert shown.sheets is not None
    return [(fact.say, fact.came, fact.seconds) for fact in shown.sheets.opened.facts]


def test_a_typed_in_sheet_is_in_the_history_with_its_three_views(home: Evening) -> None:
    code = home.kit.papers.printed("good").code

    type_in(home, code)

    [seen] = shelf(home).seen
    [observer] = seen.observers.values()
    assert (observer.items, observer.overall) == ({"exertional": Mark.DONE, "family": Mark.NOT}, 2)
    assert (seen.own.overall, seen.statements, seen.sentence) == (
        1,
        dict.fromkeys(STATEMENTS, 5),
        "When you waited, I felt heard.",
    )
    assert [goal.text for goal in shelf(home).goals] == ["Next time I will wait."]


def test_another_go_is_typed_in_with_its_moment_and_its_answer_and_has_no_mark(home: Evening) -> None:
    practice, round_ = type_in(home, home.kit.papers.printed("good").code)
    without = shelf(home).seen[0]

    practice, round_ = type_in(home, home.kit.papers.printed("good").code, go_from="2:21", happened=Happened.PARTLY)

    opened = home.kit.stations.page(home.visitor("Anna"), practice, round_).sheets.opened
    assert opened.go == OpenedGo(141, (Said("Olga", "partly"),))
    again = shelf(home).seen[-1]
    assert (again.own, *again.observers.values()) == (without.own, *without.observers.values())


@pytest.mark.parametrize(
    ("changes", "second"),
    [
        ({"go_from": " 2 "}, 120),
        ({"happened": Happened.YES}, 0),
        ({"happened": Happened.YES, "to_try": "At 1:05 wait"}, 65),
        ({"go_from": "0:30", "observer": ""}, 30),
    ],
)
def test_its_moment_may_be_left_out_or_be_a_whole_minute_also_in_a_pair(
    home: Evening, changes: dict[str, object], second: int
) -> None:
    placed = type_in(home, home.kit.papers.printed("good").code, **changes)

    opened = home.kit.stations.page(home.visitor("Anna"), *placed).sheets.opened
    assert opened.go.second == second


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("two", "“two” isn’t a moment. Write minutes and seconds, such as 2:21."),
        ("2:٢", "“2:٢” isn’t a moment. Write minutes and seconds, such as 2:21."),
        ("59:00", "That moment isn’t within the station. Choose another, or go again from the start."),
    ],
)
def test_a_moment_that_is_none_is_named_and_nothing_is_saved(home: Evening, written: str, said: str) -> None:
    assert refused(home, home.kit.papers.printed("good").code, go_from=written).startswith(said)


def test_what_the_observer_saw_on_paper_is_stored_and_read(home: Evening) -> None:
    placed = type_in(home, home.kit.papers.printed("good").code, saw="At 2:21 you waited.")

    assert home.kit.stations.page(home.visitor("Anna"), *placed).sheets.opened.saw == (
        Said("Olga", "At 2:21 you waited."),
    )


def test_it_is_on_the_day_on_which_it_was_played(home: Evening) -> None:
    type_in(home, home.kit.papers.printed("good").code)

    [station] = shelf(home).stations
    assert station.at == home.wall.at - YESTERDAY


def test_what_is_typed_in_agrees_with_its_log(home: Evening) -> None:
    type_in(home, home.kit.papers.printed("good").code)

    assert compare_with_log(url_of(home.folder), home.wall.at) == []


def test_the_names_on_the_sheet_are_beside_their_words(home: Evening) -> None:
    practice, round_ = type_in(home, home.kit.papers.printed("good").code)

    shown = home.kit.stations.page(home.visitor("Anna"), practice, round_)

    assert shown.sheets is not None
    opened = shown.sheets.opened
    assert (opened.student, opened.patient, opened.observers) == ("Anna", "Paul", ("Olga",))
    assert [said.name for said in opened.to_try] == ["Olga"]


def test_in_a_pair_the_patient_has_marked_as_well_and_it_counts_in_no_trend(home: Evening) -> None:
    practice, round_ = type_in(home, home.kit.papers.printed("good").code, observer="")

    shown = home.kit.stations.page(home.visitor("Anna"), practice, round_)
    [seen] = shelf(home).seen
    assert shown.sheets is not None
    assert [said.number for said in shown.sheets.opened.overall.observers] == [2]
    assert seen.observers == {}


def test_a_sheet_with_nothing_on_it_but_a_name_is_a_round_all_the_same(home: Evening) -> None:
    nothing = {"items": {}, "domains": {}, "overall": None, "statements": {}, "own_domains": {}, "own_overall": None}
    words = dict.fromkeys(("to_try", "sentence", "line", "next_step", "observer"), "")

    type_in(home, home.kit.papers.printed("good").code, **nothing, **words)

    [seen] = shelf(home).seen
    assert (seen.observers, shelf(home).words) == ({}, ())


@pytest.mark.parametrize("edits", [EXAMINED, theme("cancer")], ids=["an examination", "a content note"])
def test_every_kind_of_case_can_be_typed_in(home: Evening, edits: dict[str, str]) -> None:
    rubric = (
        (home.content / "rubrics/history.yaml").read_text(encoding="utf-8").replace("id: history", "id: examination")
    )
    rubric = rubric.replace("kinds: [interview]", "kinds: [examination]")
    (home.content / "rubrics/examination.yaml").write_text(rubric, encoding="utf-8")
    add_case(home.content, "other", edits)

    type_in(home, home.kit.papers.printed("other").code, items={})

    assert [station.card.id for station in shelf(home).stations] == ["other"]


def test_nobody_is_said_not_to_have_submitted_a_round_on_paper(home: Evening) -> None:
    practice, round_ = type_in(home, home.kit.papers.printed("good").code)

    page = home.kit.stations.page(home.visitor("Anna"), practice, round_)

    assert page.sheets is not None
    assert page.sheets.opened.not_handed_in == ()


def test_the_case_is_known_to_the_student_from_then_on(home: Evening) -> None:
    type_in(home, home.kit.papers.printed("good").code)

    assert [(met.case, met.role) for met in home.met("Anna")] == [("good", "student")]


def test_the_sheet_is_as_it_was_printed_whatever_became_of_the_case(home: Evening) -> None:
    code = home.kit.papers.printed("good").code
    home.more_cases("other").without("good")

    type_in(home, code)

    assert [station.card.id for station in shelf(home).stations] == ["good"]


def test_a_round_printed_for_a_longer_station_is_one(home: Evening) -> None:
    printed = home.kit.papers.printed("good", station=12)

    type_in(home, printed.code)

    assert printed.case.timing.station == 12
    assert [station.minutes for station in shelf(home).stations] == [12]


def test_a_case_whose_times_are_fixed_is_printed_with_them(home: Evening) -> None:
    home.more_cases("fixed", edits={"station: 8}": "station: 8, fixed: true}"})

    assert home.kit.papers.printed("fixed", station=12).case.timing.station == 8


def test_no_station_lasts_no_time_on_paper_either(home: Evening) -> None:
    with pytest.raises(Fault, match=r"A stage can last from 0\.1 to 120 minutes"):
        home.kit.papers.printed("good", station=0)


def test_an_unfinished_case_is_only_printed_if_asked_for(home: Evening) -> None:
    home.more_cases("draft", edits={"plays: Daniel Okafor, 58": "plays: 'To be written: name and age'"})

    with pytest.raises(Fault) as said:
        home.kit.papers.printed("draft")

    assert sentence(said) == (
        "draft is not finished: parts of it say “To be written”. Finish it, then print it, or print it as it is with "
        "--unfinished."
    )
    assert home.kit.papers.printed("draft", unfinished=True).case.unfinished


def test_each_printed_sheet_is_one_round(home: Evening) -> None:
    code = home.kit.papers.printed("good").code
    type_in(home, code)

    assert refused(home, code) == (
        "This mark sheet has already been typed in: each printed one is for one round. Look at My history."
    )
    assert home.kit.papers.printed("good").code != code


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"patient": "  "},
            "“Who played the patient” is empty. Write their name; nothing has been saved yet.",
        ),
        (
            {"to_try": "x" * 501, "next_step": "x" * 1280},
            "“One thing to try” has 501 characters; 500 is the limit. “Next time I will …” has 1,280 characters; 500 "
            "is the limit. Shorten them; nothing has been saved yet.",
        ),
        ({"patient": "anna"}, "Each of you needs a different name. Change one of them."),
        ({"observer": "PAUL"}, "Each of you needs a different name. Change one of them."),
        (
            {"items": {"exertional": Mark.NA}},
            "“Asks what brings it on” doesn’t offer that answer, so it wasn’t saved. Correct that "
            "and send it again; none of the sheet has been saved yet.",
        ),
        (
            {"overall": 4},
            "A rating here is a whole number from 0 to 3, so that wasn’t saved. Correct that and "
            "send it again; none of the sheet has been saved yet.",
        ),
    ],
)
def test_what_no_mark_sheet_can_hold_is_refused_in_a_sentence(
    home: Evening, changes: dict[str, object], said: str
) -> None:
    code = home.kit.papers.printed("good").code

    assert refused(home, code, **changes) == said
    assert type_in(home, code)


def test_a_day_in_the_future_is_refused(home: Evening) -> None:
    code = home.kit.papers.printed("good").code

    said = refused(home, code, at=home.wall.at + YESTERDAY)

    assert said == "That day hasn’t come yet. Give the day on which you played the round."


def test_a_code_that_no_sheet_has_is_told(home: Evening) -> None:
    with pytest.raises(Fault) as wrong:
        home.kit.papers.sheet(Visitor("", address="10.0.0.9"), "ZZZZZZ")

    assert sentence(wrong) == "No mark sheet printed here has this code. Check the top of the sheet."


def test_whoever_opens_a_sheet_knows_its_case_from_then_on(home: Evening) -> None:
    code = home.kit.papers.printed("good").code
    home.wall.forward(2 * YESTERDAY)

    opened = home.kit.papers.open(home.visitor("Anna"), code)

    assert opened.case.id == "good"
    assert [(met.case, met.role) for met in home.met("Anna")] == [("good", "reader")]
    type_in(home, code)
    assert [(station.card.id, station.repeat) for station in shelf(home).stations] == [("good", False)]


@pytest.mark.parametrize("name", ["Anna", "Ben"])
def test_the_sheet_of_a_case_planned_tonight_stays_closed_on_the_devices_of_that_session(
    home: Evening, name: str
) -> None:
    code = home.kit.papers.printed("good").code
    home.begin()

    with pytest.raises(Fault) as fault:
        home.kit.papers.open(home.visitor(name), code)

    assert sentence(fault) == (
        "This case is planned for a session that you’re in, and the mark sheet would give it away. Finish that "
        "session, then type the sheet in."
    )
    assert all(met.role != "reader" for met in home.met(name))


def test_a_typed_in_sheet_shows_its_lines_to_nobody_again(home: Evening) -> None:
    code = home.kit.papers.printed("good").code
    type_in(home, code)

    with pytest.raises(Fault, match="This mark sheet has already been typed in"):
        home.kit.papers.open(home.visitor("Ben"), code)

    assert home.met("Ben") == ()


def test_if_two_people_send_the_same_sheet_at_once_one_is_accepted(home: Evening) -> None:
    code = home.kit.papers.printed("good").code

    with ThreadPoolExecutor(2) as both:
        sent = [both.submit(type_in, home, code, name) for name in ("Anna", "Ben")]
        faults = [one.exception() for one in sent]

    assert sorted(fault is None for fault in faults) == [False, True]
    assert len(practices(home)) == 2, "the lobby and the one round"


def test_deleting_everything_removes_the_names_one_typed_in_and_nobody_elses(home: Evening) -> None:
    for name, patient, observer in (("Anna", "Paulina", "Olgierd"), ("Ben", "Tobias", "Ulrike")):
        type_in(home, home.kit.papers.printed("good").code, name, patient=patient, observer=observer)
    home.wall.forward(2 * YESTERDAY)

    forget(home, "Anna")

    assert {name: bool(tables_with(home.folder, name)) for name in ("Paulina", "Olgierd", "Tobias", "Ulrike")} == {
        "Paulina": False,
        "Olgierd": False,
        "Tobias": True,
        "Ulrike": True,
    }
    assert home.met("Anna") == ()


# --- before it is saved


def draft(evening: Evening, code: str, name: str = "Anna") -> object:
    return evening.kit.papers.draft(evening.visitor(name), code)


def keep(evening: Evening, code: str, text: str = "Try waiting.", name: str = "Anna") -> None:
    evening.kit.papers.keep_draft(evening.visitor(name), code, {"sheet-try": text})


def test_what_is_filled_in_is_kept_for_its_person_on_this_device_alone(home: Evening) -> None:
    own_of_anna(home, "Ben")
    code = home.kit.papers.printed("good").code
    keep(home, code)

    assert (draft(home, f" {code.lower()}"), draft(home, code, "Ben")) == ({"sheet-try": "Try waiting."}, {})
    with pytest.raises(Fault):
        home.kit.papers.draft(Visitor(device_of("Ben"), person=home.seats["Anna"].person), code)


def test_deleting_everything_leaves_no_draft(home: Evening) -> None:
    own_of_anna(home, "Ben")
    code = home.kit.papers.printed("good").code
    keep(home, code)

    home.kit.papers.forget_drafts(home.seats["Anna"].person)

    assert draft(home, code) == {}


def test_what_is_filled_in_is_kept_for_a_day(home: Evening) -> None:
    code = home.kit.papers.printed("good").code
    keep(home, code)

    home.wall.forward(24 * HOUR)

    assert draft(home, code) == {}


def test_a_refused_sheet_stays_filled_in_and_a_saved_one_is_gone(home: Evening) -> None:
    code = home.kit.papers.printed("good").code
    keep(home, code)

    refused(home, code, patient="")
    before = draft(home, code)
    type_in(home, code)

    assert (before, draft(home, code)) == ({"sheet-try": "Try waiting."}, {})


def test_nobody_fills_the_memory_with_what_is_not_saved(home: Evening) -> None:
    code = home.kit.papers.printed("good").code
    keep(home, code)
    keep(home, code, "x" * (LARGEST_DRAFT + 1))
    too_large = draft(home, code)

    for number in range(MOST_DRAFTS + 1):
        keep(home, f"{'ABCDEFGHJK'[number // 100]}{'ABCDEFGHJK'[number // 10 % 10]}{'ABCDEFGHJK'[number % 10]}222")

    assert (too_large, draft(home, "AAA222"), bool(draft(home, "AAB222"))) == ({}, {}, True)


# --- the others' histories


@pytest.mark.parametrize(("patient", "observer", "role"), [("ben", "Olga", "patient"), ("Paul", "Ben", "observer")])
def test_patient_and_observer_have_it_in_their_history_if_the_device_is_theirs_too(
    home: Evening, patient: str, observer: str, role: str
) -> None:
    own_of_anna(home, "Ben")

    practice, _ = type_in(home, home.kit.papers.printed("good").code, patient=patient, observer=observer)

    assert [(met.case, met.role, met.practice) for met in home.met("Ben")] == [("good", role, practice)]
    assert [(station.card.id, station.role) for station in shelf(home, "Ben").stations] == [("good", role)]
    assert compare_with_log(url_of(home.folder), home.wall.at) == []


def test_a_name_alone_writes_into_nobodys_history(home: Evening) -> None:
    """Ben has a device of his own, and isn't on Anna's."""
    type_in(home, home.kit.papers.printed("good").code, patient="Ben", observer="")

    assert (home.met("Ben"), shelf(home, "Ben").stations) == ((), ())


def test_a_guest_on_the_device_is_not_written_for(home: Evening) -> None:
    home.join("Gus", device_of("Anna"))

    type_in(home, home.kit.papers.printed("good").code, patient="Gus", observer="")

    assert home.met("Gus") == ()


def test_of_two_of_the_same_name_on_the_device_neither_is_guessed(home: Evening) -> None:
    own_of_anna(home, "Ben")
    namesake = home.kit.joining.open_practice(Visitor(device_of("somebody")), "Ben", UK)
    key = home.kit.people.give_key(Visitor(device_of("somebody"), person=namesake.person))
    home.kit.people.recognise(Visitor(device_of("Anna"), address="10.0.0.1"), "Ben", key)

    type_in(home, home.kit.papers.printed("good").code, patient="Ben", observer="")

    with home.kit.store.read() as reader:
        assert (home.met("Ben"), reader.history.exposures(namesake.person)) == ((), ())


def test_deleting_everything_leaves_others_on_the_device_what_is_theirs(home: Evening) -> None:
    own_of_anna(home, "Ben")
    type_in(home, home.kit.papers.printed("good").code, patient="Ben", observer="Olgierd")
    home.wall.forward(2 * YESTERDAY)

    forget(home, "Anna")

    assert [met.role for met in home.met("Ben")] == ["patient"]
    assert [held.person.name for held in home.kit.people.on_device(device_of("Ben"))] == ["Ben"]
    assert tables_with(home.folder, "Olgierd") == set()


def test_a_patient_who_deletes_everything_removes_no_names_from_the_students_round(home: Evening) -> None:
    own_of_anna(home, "Ben")
    type_in(home, home.kit.papers.printed("good").code, patient="Ben", observer="Olgierd")
    home.wall.forward(2 * YESTERDAY)

    forget(home, "Ben")

    assert tables_with(home.folder, "Olgierd") != set()
    assert sorted(said.words for said in shelf(home).words) == ["line", "next_step", "one_to_try", "sentence"]


# --- the last next step


def worked_on(evening: Evening, code: str, **changes: object) -> list[tuple[str, Became]]:
    """What became of Anna's next steps once this sheet was typed in."""
    type_in(evening, code, **changes)
    return [(step.text, step.became) for step in steps_of(shelf(evening).goals)]


def written_before(evening: Evening, *steps: str) -> None:
    for days, step in zip((4, 3, 2), steps, strict=False):
        code = evening.kit.papers.printed("good").code
        type_in(evening, code, at=evening.wall.at - days * YESTERDAY, next_step=step)


def test_a_round_on_paper_records_what_became_of_the_next_step(home: Evening) -> None:
    written_before(home, "Wait.")

    code = home.kit.papers.printed("good").code
    assert worked_on(home, code, next_step="", outcome=GoalOutcome.MISSED) == [("Wait.", Became.MISSED)]


def test_of_several_open_ones_it_is_the_one_that_was_worked_on(home: Evening) -> None:
    written_before(home, "Wait.", "Ask.")
    code = home.kit.papers.printed("good").code
    assert home.kit.papers.open_steps(home.visitor("Anna"), home.wall.at - YESTERDAY) == ("Ask.", "Wait.")

    became = worked_on(home, code, next_step="", focus="Wait.", outcome=GoalOutcome.DONE)

    assert became == [("Ask.", Became.OPEN), ("Wait.", Became.DONE)]


def test_a_step_that_was_not_open_then_is_refused(home: Evening) -> None:
    written_before(home, "Wait.")

    said = refused(home, home.kit.papers.printed("good").code, focus="Ask.", outcome=GoalOutcome.DONE)
    assert said.startswith("That next step wasn’t open when you played the round.")


# --- what was told


def test_what_was_ticked_on_the_script_was_told_at_an_unknown_time(home: Evening) -> None:
    practice, round_ = type_in(home, home.kit.papers.printed("good").code, facts=("father",), items={})

    assert facts_of(home, practice, round_) == [
        ("Two flights does it.", False, None),
        ("My dad died of his heart.", True, None),
    ]
    with home.kit.store.read() as reader:
        assert [row.event for row in reader.log.events(practice) if isinstance(row.event, FactCame)] == [
            FactCame("father", came=True)
        ]


def test_a_fact_that_is_not_in_the_script_is_refused(home: Evening) -> None:
    assert refused(home, home.kit.papers.printed("good").code, facts=("mother",)) == (
        "That line isn’t in this script, so it wasn’t saved. Correct that and send it "
        "again; none of the sheet has been saved yet."
    )


# --- a known case, and its minutes


def read_part(evening: Evening) -> None:
    """Anna reads on the Cases page, on a day when nothing is planned."""
    evening.wall.forward(2 * YESTERDAY)
    evening.kit.browsing.open_part(evening.visitor("Anna"), "good")


def test_a_case_that_was_played_before_is_a_repeat(home: Evening) -> None:
    home.more_cases("other").begin("good").play_from_here().finish()
    home.wall.forward(3 * YESTERDAY)

    for case in ("good", "other"):
        type_in(home, home.kit.papers.printed(case).code)

    assert [(station.card.id, station.repeat) for station in shelf(home).stations] == [
        ("good", False),
        ("good", True),
        ("other", False),
    ]


def test_the_same_case_typed_in_twice_is_a_repeat_the_second_time(home: Evening) -> None:
    for _ in range(2):
        type_in(home, home.kit.papers.printed("good").code)

    assert [station.repeat for station in shelf(home).stations] == [False, True]


@pytest.mark.parametrize(("days", "repeat"), [(0, False), (2, True)], ids=["on that day", "two days before"])
def test_reading_the_script_on_an_earlier_day_makes_a_repeat(home: Evening, days: int, repeat: bool) -> None:
    read_part(home)
    home.wall.forward(days * YESTERDAY + HOUR)

    type_in(home, home.kit.papers.printed("good").code, at=home.wall.at - HOUR // 2)

    assert [station.repeat for station in shelf(home).stations] == [repeat]


def test_the_wish_to_see_a_patient_again_is_met_by_a_round_on_paper(home: Evening) -> None:
    anna = home.seats["Anna"].person
    read_part(home)
    home.kit.browsing.see_again(Visitor(device_of("Anna"), person=anna), "good", wanted=True)
    home.wall.forward(2 * YESTERDAY)

    type_in(home, home.kit.papers.printed("good").code)

    with home.kit.store.read() as reader:
        assert reader.choices.repeats(anna) == frozenset()


def test_a_round_on_paper_lasts_as_long_as_its_leaves_say(home: Evening) -> None:
    add_case(home.content, "long", {"timing: {reading: 2, station: 8}": "timing: {reading: 4, station: 13}"})

    practice, _ = type_in(home, home.kit.papers.printed("long").code)

    [station] = shelf(home).stations
    planned = home.kit.rooms.live(practice).state.rounds[0].lengths
    assert (station.minutes, planned.reading, planned.station) == (13, 4 * MINUTE, 13 * MINUTE)


@pytest.mark.parametrize("timing", ["{reading: 2, station: 90}", "{reading: 40, station: 45}"])
def test_a_round_on_paper_may_be_so_long_that_a_session_would_be_parked(home: Evening, timing: str) -> None:
    add_case(home.content, "long", {"timing: {reading: 2, station: 8}": f"timing: {timing}"})

    type_in(home, home.kit.papers.printed("long").code)

    [seen] = shelf(home).seen
    assert seen.sentence == "When you waited, I felt heard."


def test_only_ones_own_history_is_typed_into(home: Evening) -> None:
    code = home.kit.papers.printed("good").code

    with pytest.raises(Fault):
        home.kit.papers.type_in(Visitor(device_of("Ben"), person=home.seats["Anna"].person), code, filled(home))
