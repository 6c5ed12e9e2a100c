"""Something is wrong with this case: who may say so, who reads it, and that it names nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from evening import HOUR, MINUTE, Evening
from left_over import YEAR, as_file, luggage, page
from own_store import put_text

from roleplay.__main__ import main
from roleplay.content.reported_faults import LONGEST, About, ReportedFault
from roleplay.errors import Fault
from roleplay.people.attempts import TooMuch
from roleplay.usecases.cases.reporting import AT_ONCE, NOT_MET, NOT_YET
from roleplay.usecases.upkeep import erase_old_words

LINE = "checklist[family]"
WRONG = "The ECG line contradicts the guideline"
GOOD = (Path(__file__).parents[1] / "bad_content/cases/good.yaml").read_text(encoding="utf-8")


def stored(evening: Evening) -> tuple[ReportedFault, ...]:
    with evening.kit.store.read() as reader:
        return reader.reports.all()


def send(evening: Evening, name: str, text: str = WRONG, where: str = "") -> None:
    """About the round that is being played, or was played last."""
    evening.kit.reporting.send_of_round(
        evening.visitor(name), evening.practice, evening.round.number, About.LINE, where, text
    )


@pytest.fixture
def opened(evening: Evening) -> Evening:
    """Everyone's feedback on a round is open."""
    return evening.quiet().forms()


def test_from_opened_feedback_a_report_names_the_case_the_text_and_the_place(opened: Evening) -> None:
    where = opened.kit.reporting.round(opened.visitor("Cleo"), opened.practice, 1).places[-1].where

    send(opened, "Cleo", f"  {WRONG}\n", where)

    [report] = stored(opened)
    assert (report.case, report.about, report.where, report.text) == ("good", About.LINE, where, WRONG)


def test_nothing_of_a_report_is_in_anybodys_view_or_in_the_log(opened: Evening) -> None:
    before = opened.views(), opened.log()

    send(opened, "Cleo")

    assert (opened.views(), opened.log()) == before
    assert WRONG not in repr(page(opened, "Anna"))


def test_before_the_feedback_is_open_there_is_nothing_to_point_at(evening: Evening) -> None:
    evening.quiet().hand_in()

    with pytest.raises(Fault, match=NOT_YET):
        evening.kit.reporting.round(evening.visitor("Anna"), evening.practice, 1)


@pytest.mark.parametrize(("name", "may"), [("Anna", True), ("Ben", False), ("Cleo", False)])
def test_once_a_session_has_closed_only_its_student_points_to_the_case(opened: Evening, name: str, may: bool) -> None:
    opened.moved("Anna", "go_on").moved("Anna", "finish").wall.forward(49 * HOUR)

    if may:
        assert opened.kit.reporting.round(opened.visitor(name), opened.practice, 1)
    else:
        with pytest.raises(Fault, match=NOT_YET):
            opened.kit.reporting.round(opened.visitor(name), opened.practice, 1)


def test_who_was_not_in_the_round_reads_and_sends_nothing(opened: Evening) -> None:
    dora = opened.later("Dora", "Emil", "Fay").visitor("Dora")

    with pytest.raises(Fault):
        opened.kit.reporting.round(dora, opened.practice, 1)
    with pytest.raises(Fault, match=NOT_MET):
        opened.kit.reporting.case(dora, "good")


def test_who_has_read_a_script_can_report_it(opened: Evening) -> None:
    opened.more_cases("case-a").moved("Anna", "go_on").moved("Anna", "finish")
    anna = opened.visitor("Anna")
    opened.kit.browsing.open_part(anna, "case-a")

    opened.kit.reporting.send_of_case(anna, "case-a", About.WORDING, "title", WRONG)

    assert [one.case for one in opened.kit.reporting.sent(anna)] == ["case-a"]


def test_a_second_press_stores_nothing_more(opened: Evening) -> None:
    send(opened, "Cleo")
    send(opened, "Cleo")

    assert len(stored(opened)) == 1


@pytest.mark.parametrize("text", ["", " \n ", "no", "x" * (LONGEST + 1)], ids=["empty", "blank", "short", "long"])
def test_what_is_no_sentence_or_too_many_is_refused(opened: Evening, text: str) -> None:
    with pytest.raises(Fault, match="Nothing was sent"):
        send(opened, "Cleo", text)

    assert stored(opened) == ()


def test_a_place_that_the_case_does_not_have_is_refused(opened: Evening) -> None:
    with pytest.raises(Fault, match="That place isn’t in the case"):
        send(opened, "Cleo", where="checklist[nobody-wrote-this]")


def test_control_characters_never_reach_a_terminal(opened: Evening) -> None:
    send(opened, "Cleo", "Wrong \x1b[31m and\r\x00 worse")

    assert stored(opened)[0].text == "Wrong [31m and worse"


def test_after_a_dozen_at_once_the_next_has_to_wait(opened: Evening) -> None:
    for number in range(AT_ONCE):
        send(opened, "Cleo", f"{WRONG} {number}")

    with pytest.raises(TooMuch, match="Send this in 5 minutes"):
        send(opened, "Cleo", "One more of these")
    opened.wall.forward(5 * MINUTE)
    send(opened, "Cleo", "One more of these")
    assert len(stored(opened)) == AT_ONCE + 1


def test_reports_are_deleted_after_a_year(opened: Evening) -> None:
    send(opened, "Cleo")
    erase_old_words(opened.kit.store, opened.kit.clock.now() + YEAR)
    assert len(stored(opened)) == 1

    erase_old_words(opened.kit.store, opened.kit.clock.now() + YEAR + 1)

    assert stored(opened) == ()


# --- who reads it


@pytest.fixture
def hers(opened: Evening) -> Evening:
    """Anna wrote the case that the others report."""
    text = GOOD.replace("id: good\n", "id: hers\n").replace("Tight chest", "Her chest")
    put_text(opened.kit.store, "hers", text, opened.visitor("Anna").person)
    opened.kit.library()
    opened.moved("Anna", "go_on").moved("Anna", "finish")
    ben = opened.visitor("Ben")
    opened.kit.browsing.open_part(ben, "hers")
    opened.kit.reporting.send_of_case(ben, "hers", About.FACT, "", WRONG)
    return opened


def test_a_report_of_ones_own_case_goes_to_its_author_alone(hers: Evening) -> None:
    reporting = hers.kit.reporting

    assert [one.text for one in reporting.of_own(hers.visitor("Anna"), "hers")] == [WRONG]
    assert reporting.of_own(hers.visitor("Cleo"), "hers") == ()


def test_who_reported_reads_the_answer(hers: Evening) -> None:
    [report] = hers.kit.reporting.of_own(hers.visitor("Anna"), "hers")

    hers.kit.reporting.answer_own(hers.visitor("Anna"), report.number, "Corrected today")

    assert hers.kit.reporting.of_own(hers.visitor("Anna"), "hers") == ()
    assert [one.answer for one in hers.kit.reporting.case(hers.visitor("Ben"), "hers").sent] == ["Corrected today"]


def test_nobody_but_the_author_answers(hers: Evening) -> None:
    [report] = stored(hers)

    with pytest.raises(Fault, match="isn’t about a case of yours"):
        hers.kit.reporting.answer_own(hers.visitor("Cleo"), report.number, "Never mind")


def test_an_author_who_deletes_everything_takes_the_reports_along(hers: Evening) -> None:
    hers.kit.people.forget(hers.visitor("Anna"))

    assert stored(hers) == ()


def test_the_record_has_what_its_owner_reported_and_nobody_elses(hers: Evening) -> None:
    assert [(one.text, one.person) for one in luggage(hers, "Ben").reports] == [(WRONG, None)]
    assert WRONG not in as_file(luggage(hers, "Anna")).decode()


# --- the commands


@pytest.fixture
def at_the_terminal(opened: Evening, monkeypatch: pytest.MonkeyPatch) -> Evening:
    send(opened, "Cleo")
    monkeypatch.setenv("ROLEPLAY_DATABASE_URL", f"sqlite:///{opened.folder / 'kit.sqlite3'}")
    monkeypatch.setenv("ROLEPLAY_SHIPPED", str(opened.content))
    monkeypatch.setenv("ROLEPLAY_CONTENT", str(opened.content))
    return opened


def test_the_command_lists_reports_by_case_and_no_name(
    at_the_terminal: Evening, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["faults"]) == 0

    said = capsys.readouterr().out
    assert re.search(rf"^good\n  1  \d+ \w+ \d{{4}}, a line of the mark sheet\n     {WRONG}$", said, re.MULTILINE)
    assert "Cleo" not in said


def test_the_list_says_that_a_case_has_changed_since(
    at_the_terminal: Evening, capsys: pytest.CaptureFixture[str]
) -> None:
    file = at_the_terminal.content / "cases/good.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("My dad died", "My father died"), encoding="utf-8")

    main(["faults", "good"])

    assert "(the case has changed since)" in capsys.readouterr().out


def test_what_is_answered_leaves_the_list_and_the_check(
    at_the_terminal: Evening, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check"])
    assert f'cases/good.yaml:1:1: warning: somebody reported: "{WRONG}"' in capsys.readouterr().out

    assert main(["faults", "--answer", "1", "--words", "Corrected today"]) == 0

    main(["check"])
    main(["faults"])
    assert WRONG not in capsys.readouterr().out
    main(["faults", "--all"])
    assert "Answered: Corrected today" in capsys.readouterr().out


def test_strict_does_not_take_somebodys_word_for_a_fault(
    at_the_terminal: Evening, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--strict"]) == 0


def test_an_unknown_number_is_named(at_the_terminal: Evening, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faults", "--answer", "7", "--words", "Corrected today"]) == 2
    assert "There is no report 7." in capsys.readouterr().err
