"""The rules of a round on paper: what is typed in by the code of its sheet lands in the history like any other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from evening import DOMAINS, EXAMINED, HOUR, STATEMENTS, Evening, add_case, device_of, sentence, theme, url_of
from left_over import forget, tables_with

from roleplay.errors import Fault
from roleplay.marking.marksheet import Mark
from roleplay.people.attempts import PER_ADDRESS, TooManyTries
from roleplay.usecases.papers import Filled
from roleplay.usecases.shelf import Shelf, shelf_of
from roleplay.usecases.upkeep import compare_with_log

YESTERDAY = 24 * HOUR


@pytest.fixture
def home(before: Evening) -> Evening:
    """Anna, who has a device."""
    return before.start("Anna", "Ben")


def filled(evening: Evening, **changes: object) -> Filled:
    """Everything that a sheet, the patient's slip and one's own hold."""
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
    person, device = evening.seats[name].person, device_of(name)
    return evening.kit.papers.type_in(person, device, code, filled(evening, **changes))


def refused(evening: Evening, code: str, **changes: object) -> str:
    stored = len(list(practices(evening)))
    with pytest.raises(Fault) as fault:
        type_in(evening, code, **changes)
    assert len(list(practices(evening))) == stored, "nothing half-written"
    return sentence(fault)


def practices(evening: Evening) -> tuple[int, ...]:
    with evening.kit.store.read() as reader:
        return reader.practice_ids()


def shelf(evening: Evening) -> Shelf:
    with evening.kit.store.read() as reader:
        return shelf_of(reader, evening.seats["Anna"].person, evening.kit.rooms.closed)


def test_a_sheet_that_is_typed_in_stands_in_the_history_with_its_three_views(home: Evening) -> None:
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


def test_it_stands_on_the_day_on_which_it_was_played(home: Evening) -> None:
    type_in(home, home.kit.papers.printed("good").code)

    [station] = shelf(home).stations
    assert station.at == home.wall.at - YESTERDAY


def test_what_is_typed_in_agrees_with_its_log(home: Evening) -> None:
    type_in(home, home.kit.papers.printed("good").code)

    assert compare_with_log(url_of(home.folder), home.wall.at) == []


def test_the_names_on_the_sheet_stand_beside_their_words(home: Evening) -> None:
    practice, round_ = type_in(home, home.kit.papers.printed("good").code)

    shown = home.kit.stations.page(home.seats["Anna"].person, device_of("Anna"), practice, round_)

    assert shown.sheets is not None
    opened = shown.sheets.opened
    assert (opened.student, opened.patient, opened.observers) == ("Anna", "Paul", ("Olga",))
    assert [said.name for said in opened.to_try] == ["Olga"]


def test_of_a_pair_who_played_has_marked_as_well(home: Evening) -> None:
    type_in(home, home.kit.papers.printed("good").code, observer="")

    [seen] = shelf(home).seen
    assert [response.overall for response in seen.observers.values()] == [2]


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


def test_the_case_is_known_to_the_student_from_then_on(home: Evening) -> None:
    type_in(home, home.kit.papers.printed("good").code)

    assert [(met.case, met.role) for met in home.met("Anna")] == [("good", "student")]


def test_the_sheet_is_as_it_was_printed_whatever_became_of_the_case(home: Evening) -> None:
    code = home.kit.papers.printed("good").code
    home.more_cases("other").without("good")

    type_in(home, code)

    assert [station.card.id for station in shelf(home).stations] == ["good"]


def test_each_printed_sheet_is_one_round(home: Evening) -> None:
    code = home.kit.papers.printed("good").code
    type_in(home, code)

    assert refused(home, code) == (
        "This sheet has been typed in already: each printed sheet is one round. Look at My history."
    )
    assert home.kit.papers.printed("good").code != code


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"patient": "  "}, "Give the name of who played the patient."),
        ({"patient": "anna"}, "Each of you needs a name of their own. Change one of the names."),
        ({"observer": "PAUL"}, "Each of you needs a name of their own. Change one of the names."),
        (
            {"items": {"exertional": Mark.NA}},
            "“Asks what brings it on” does not offer that answer, so it was not saved. Nothing of the sheet was saved; "
            "mend that line and send it again.",
        ),
        (
            {"overall": 4},
            "A rating here is a whole number from 0 to 3, so that was not saved. Nothing of the sheet was saved; mend "
            "that line and send it again.",
        ),
    ],
)
def test_what_no_sheet_holds_is_refused_in_a_sentence(home: Evening, changes: dict[str, object], said: str) -> None:
    code = home.kit.papers.printed("good").code

    assert refused(home, code, **changes) == said
    assert type_in(home, code)


def test_a_day_that_is_still_to_come_is_refused(home: Evening) -> None:
    code = home.kit.papers.printed("good").code

    said = refused(home, code, at=home.wall.at + YESTERDAY)

    assert said == "That day is still to come. Give the day on which you played the round."


def test_a_code_that_no_sheet_has_is_told_and_guessing_has_an_end(home: Evening) -> None:
    papers = home.kit.papers
    for _ in range(PER_ADDRESS):
        with pytest.raises(Fault) as wrong:
            papers.sheet("ZZZZZZ", "10.0.0.9")
    with pytest.raises(TooManyTries):
        papers.sheet(papers.printed("good").code, "10.0.0.9")

    assert sentence(wrong) == "No sheet that was printed here has this code. Look at the top of the sheet again."


def test_who_opens_a_sheet_knows_its_case_from_then_on(home: Evening) -> None:
    code = home.kit.papers.printed("good").code
    home.wall.forward(2 * YESTERDAY)

    opened = home.kit.papers.open(home.seats["Anna"].person, device_of("Anna"), code)

    assert opened.case.id == "good"
    assert [(met.case, met.role) for met in home.met("Anna")] == [("good", "reader")]
    type_in(home, code)
    assert [(station.card.id, station.repeat) for station in shelf(home).stations] == [("good", False)]


@pytest.mark.parametrize("name", ["Anna", "Ben"])
def test_the_sheet_of_a_case_that_is_planned_tonight_stays_shut_on_the_devices_of_that_practice(
    home: Evening, name: str
) -> None:
    code = home.kit.papers.printed("good").code
    home.begin()

    with pytest.raises(Fault) as fault:
        home.kit.papers.open(home.seats[name].person, device_of(name), code)

    assert sentence(fault) == (
        "This case is planned for a practice that you are in, and the sheet shows what is looked for. Finish that "
        "practice, then type the sheet in."
    )
    assert all(met.role != "reader" for met in home.met(name))


def test_a_sheet_that_was_typed_in_shows_its_lines_to_nobody_again(home: Evening) -> None:
    code = home.kit.papers.printed("good").code
    type_in(home, code)

    with pytest.raises(Fault, match="This sheet has been typed in already"):
        home.kit.papers.open(home.seats["Ben"].person, device_of("Ben"), code)

    assert home.met("Ben") == ()


def test_of_two_who_send_the_same_sheet_at_once_one_is_taken(home: Evening) -> None:
    code = home.kit.papers.printed("good").code

    with ThreadPoolExecutor(2) as both:
        sent = [both.submit(type_in, home, code, name) for name in ("Anna", "Ben")]
        faults = [one.exception() for one in sent]

    assert sorted(fault is None for fault in faults) == [False, True]
    assert len(practices(home)) == 2, "the lobby and the one round"


def test_who_deletes_everything_takes_the_names_along_that_they_typed_in_and_nobody_elses(home: Evening) -> None:
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


def test_only_ones_own_history_is_typed_into(home: Evening) -> None:
    code = home.kit.papers.printed("good").code

    with pytest.raises(Fault):
        home.kit.papers.type_in(home.seats["Anna"].person, device_of("Ben"), code, filled(home))
