"""The rules of the page for typing in a round on paper."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from evening import DOMAINS, HOUR, NOW, Evening, add_case
from pypdf import PdfReader
from tabs import ADDRESS, ME, Page, evening_of

from roleplay.__main__ import main
from roleplay.marking.marksheet import Mark
from roleplay.people.visitor import Visitor
from roleplay.web.cases.cases import pack_of
from roleplay.web.server.kit import kit

WRONG = "No mark sheet printed here has this code. Check the top of the sheet."

NO_NAME = "“Who played the patient” is empty. Write their name; nothing has been saved yet."


@pytest.fixture
def home(lobby: Evening, cookies: dict[str, str]) -> Evening:
    return evening_of(lobby, "Anna")


def station_of(page: Page) -> str:
    return str(page.at.query_params["station"])


def test_an_unknown_code_gets_its_sentence_and_another_try(home: Evening) -> None:
    page = Page().open("paper", sheet="ZZZZZZ")

    assert page.errors == [WRONG]
    assert "Open the mark sheet" in page.labels


def test_a_wrong_code_counts_once_however_often_the_page_is_drawn(home: Evening) -> None:
    page = Page().open("paper", sheet="ZZZZZZ")
    for _ in range(2):
        page.at.run()
    again = page.errors

    page.at.query_params["sheet"] = kit().papers.printed("good").code
    page.at.run()

    assert (again, page.errors) == ([WRONG], [])
    with kit().store.read() as reader:
        assert reader.attempts.attempts("sheet", ADDRESS, 0, home.wall.at) == (1, 1)


def test_without_a_code_the_page_asks_for_it(home: Evening) -> None:
    page = Page().open("paper")

    assert (page.errors, [field.label for field in page.at.text_input]) == ([], ["The code on the mark sheet"])


@pytest.mark.parametrize("typed", ["", "  "])
def test_opening_without_a_code_is_answered_with_what_to_type(home: Evening, typed: str) -> None:
    page = Page().open("paper").type(sheet_code_field=typed).press("sheet-code-go")

    assert page.errors == ["Type the code first: six characters, at the top of the mark sheet."]


def test_before_a_code_is_typed_the_page_says_what_opening_its_sheet_costs(home: Evening) -> None:
    page = Page().open("paper")

    assert "you won’t be offered the case as the student" in page.markdown
    assert "student" not in {met.role for met in home.met("Anna")}


def test_the_form_offers_what_the_paper_offers(home: Evening) -> None:
    page = Page().open("paper", sheet=kit().papers.printed("good").code)

    pills = {group.label: group.options for group in page.at.button_group}
    assert pills["Asks what brings it on"] == ["Done", "Not done"]
    assert pills["Gathering"] == ["1", "2", "3", "4", "5"]


def test_the_form_asks_for_what_the_script_says_to_tick(home: Evening) -> None:
    page = Page().open("paper", sheet=kit().papers.printed("good").code).type(sheet_patient="Paul")
    boxes = [box.label for box in page.at.checkbox]
    page.at.checkbox(key="fact-father").check()

    page.press("sheet-go").open("history", station=station_of(page))

    assert (boxes, page.errors) == (["Two flights does it\\.", "My dad died of his heart\\."], [])
    assert "1 of 2 facts came out" in page.sent
    assert "not heard this time" in page.html


def test_nobody_is_said_not_to_have_submitted_a_round_on_paper(home: Evening) -> None:
    page = Page().open("paper", sheet=kit().papers.printed("good").code).type(sheet_patient="Paul")

    page.press("sheet-go").open("history", station=station_of(page))

    assert page.errors == []
    assert "Not submitted" not in page.text


def test_the_page_says_whose_history_the_round_joins(home: Evening) -> None:
    page = Page().open("paper", sheet=kit().papers.printed("good").code)

    assert "the round joins **your** history" in page.markdown
    assert "only if this phone or browser is theirs as well" in page.markdown


def test_a_long_station_that_has_just_been_played_can_be_typed_in(home: Evening) -> None:
    add_case(home.content, "long", {"station: 8}": "station: 90}"})
    page = Page().open("paper", sheet=kit().papers.printed("long").code).type(sheet_patient="Paul")

    page.press("sheet-go")

    assert page.errors == []
    [station] = kit().history.shelf(Visitor(ME, person=home.seats["Anna"].person)).stations
    assert (page.errors, station.minutes) == ([], 90)
    with kit().store.read() as reader:
        assert reader.log.latest_at() <= kit().clock.now()


def test_what_is_typed_in_stands_in_my_history(home: Evening) -> None:
    page = (
        Page().open("paper", sheet=kit().papers.printed("good").code).type(sheet_patient="Paul", sheet_observer="Olga")
    )
    page.at.button_group(key="item-exertional").set_value(Mark.DONE)
    for domain in DOMAINS:
        page.at.button_group(key=f"sheet-{domain}").set_value(4)
    page.at.text_area(key="sheet-try").input("Try waiting.")

    page.press("sheet-go")

    assert page.errors == []
    [seen] = kit().history.shelf(Visitor(ME, person=home.seats["Anna"].person)).seen
    assert [response.domains for response in seen.observers.values()] == [dict.fromkeys(DOMAINS, 4)]
    assert seen.station.at <= NOW


def test_without_the_name_of_who_played_nothing_is_saved_and_nothing_typed_is_lost(home: Evening) -> None:
    page = Page().open("paper", sheet=kit().papers.printed("good").code)
    page.at.text_area(key="sheet-try").input("Try waiting.")

    page.press("sheet-go")

    assert page.errors == [NO_NAME]
    assert page.at.text_area(key="sheet-try").value == "Try waiting."
    assert kit().history.shelf(Visitor(ME, person=home.seats["Anna"].person)).stations == ()


def test_a_text_that_is_too_long_stays_in_its_field_and_is_named_beside_the_button(home: Evening) -> None:
    page = Page().open("paper", sheet=kit().papers.printed("good").code).type(sheet_patient="Paul")
    page.at.text_area(key="sheet-try").input("x" * 1280)
    page.at.button_group(key="item-exertional").set_value(Mark.DONE)

    page.press("sheet-go")

    assert page.errors == [
        "“One thing to try” has 1,280 characters; 500 is the limit. Shorten it; nothing has been saved yet."
    ]
    kept = page.at.text_area(key="sheet-try").value, page.at.button_group(key="item-exertional").value
    assert kept == ("x" * 1280, Mark.DONE)


def test_no_field_of_the_sheet_has_a_limit_at_which_a_browser_drops_a_text(home: Evening) -> None:
    page = Page().open("paper", sheet=kit().papers.printed("good").code)

    assert {field.max_chars for field in page.at.text_area} == {0}


def fill_in(page: Page) -> Page:
    """Fills in one of each sort of field."""
    page.type(sheet_patient="Paul")
    page.at.date_input(key="sheet-day").set_value(date(2025, 3, 1))
    page.at.text_area(key="sheet-try").input("Try waiting.")
    page.at.button_group(key="item-exertional").set_value(Mark.DONE)
    page.at.button_group(key="sheet-overall").set_value(2)
    page.at.checkbox(key="fact-father").check().run()
    return page


def filled_in(page: Page) -> list[object]:
    groups = [page.at.button_group(key=key).value for key in ("item-exertional", "sheet-overall")]
    texts = [page.at.text_input(key="sheet-patient").value, page.at.text_area(key="sheet-try").value]
    return [*groups, *texts, page.at.date_input(key="sheet-day").value, page.at.checkbox(key="fact-father").value]


def test_what_is_filled_in_is_there_again_after_a_reload(home: Evening) -> None:
    code = kit().papers.printed("good").code
    fill_in(Page().open("paper", sheet=code))

    page = Page().open("paper", sheet=code)

    assert filled_in(page) == [Mark.DONE, 2, "Paul", "Try waiting.", date(2025, 3, 1), True]
    assert (page.errors, page.warnings) == ([], [])


def test_leaving_the_page_and_coming_back_keeps_what_was_filled_in(home: Evening) -> None:
    code = kit().papers.printed("good").code
    page = fill_in(Page().open("paper", sheet=code)).open("history")

    page.open("paper", sheet=code).at.run()

    assert filled_in(page) == [Mark.DONE, 2, "Paul", "Try waiting.", date(2025, 3, 1), True]


def test_another_sheet_begins_empty(home: Evening) -> None:
    fill_in(Page().open("paper", sheet=kit().papers.printed("good").code))

    page = Page().open("paper", sheet=kit().papers.printed("good").code)

    assert filled_in(page)[:4] == [None, None, "", ""]


def test_once_it_is_saved_what_was_filled_in_is_no_longer_kept(home: Evening) -> None:
    code = kit().papers.printed("good").code
    page = fill_in(Page().open("paper", sheet=code))

    page.press("sheet-go")

    assert page.errors == []
    assert kit().papers.draft(Visitor(ME, person=home.seats["Anna"].person), code) == {}


# --- the day, where the browser is: on the server it is 9 October, eight to nine in the morning


def day_offered(**context: object) -> date:
    page = Page()
    page.at.context = context
    page.open("paper", sheet=kit().papers.printed("good").code)
    offered = page.at.date_input(key="sheet-day").value
    assert isinstance(offered, date)
    return offered


@pytest.mark.parametrize(
    ("where", "hours", "day"),
    [
        ("Europe/London", 0, date(2025, 10, 9)),
        ("Pacific/Pago_Pago", 0, date(2025, 10, 8)),
        ("Pacific/Kiritimati", 2, date(2025, 10, 10)),
    ],
)
def test_the_offered_day_is_the_browsers(home: Evening, where: str, hours: int, day: date) -> None:
    home.wall.forward(hours * HOUR)

    assert day_offered(timezone=where) == day


@pytest.mark.parametrize("name", [None, "", "Mars/Olympus_Mons", "../etc/passwd"])
def test_if_the_zone_has_no_known_name_its_hours_tell_the_day(home: Evening, name: str | None) -> None:
    assert day_offered(timezone=name, timezone_offset=11 * 60) == date(2025, 10, 8)
    assert day_offered(timezone=name, timezone_offset=10**6) == date(2025, 10, 9)
    assert day_offered(timezone=name) == date(2025, 10, 9)


def test_a_round_of_the_browsers_today_is_kept_on_that_day(home: Evening) -> None:
    home.wall.forward(3 * HOUR)
    page = Page()
    page.at.context = {"timezone": "Pacific/Kiritimati"}
    page.open("paper", sheet=kit().papers.printed("good").code).type(sheet_patient="Paul").press("sheet-go")

    [seen] = [met for met in home.met("Anna") if met.role == "student"]

    assert datetime.fromtimestamp(seen.at / 1000, ZoneInfo("Pacific/Kiritimati")).date() == date(2025, 10, 10)


def test_a_day_in_the_future_is_not_kept_as_today(home: Evening) -> None:
    page = Page()
    page.at.context = {"timezone": "Pacific/Pago_Pago"}
    page.open("paper", sheet=kit().papers.printed("good").code).type(sheet_patient="Paul")
    page.at.date_input(key="sheet-day").set_value(date(2025, 10, 9)).run()

    page.press("sheet-go")

    assert page.errors == ["That day hasn’t come yet. Give the day on which you played the round."]
    assert "student" not in {met.role for met in home.met("Anna")}


def test_every_print_has_a_code_of_its_own(home: Evening) -> None:
    one, other = pack_of("good", large=False), pack_of("good", large=True)

    assert one[:5] == other[:5] == b"%PDF-"
    with kit().store.read() as reader:
        assert reader.papers.paper("ZZZZZZ") is None


def test_the_command_prints_for_a_station_of_so_many_minutes(home: Evening) -> None:
    pack = home.folder / "pack.pdf"

    assert main(["print", "good", "-o", str(pack), "--station", "12"]) == 0

    assert "then 12 minutes in the station" in " ".join(PdfReader(pack).pages[0].extract_text().split())


@pytest.mark.parametrize(("asked", "status", "pages"), [([], 2, False), (["--unfinished"], 0, True)])
def test_the_command_prints_an_unfinished_case_only_if_it_is_told_to(
    home: Evening, asked: list[str], status: int, pages: bool
) -> None:
    home.more_cases("draft", edits={"plays: Daniel Okafor, 58": "plays: 'To be written: name and age'"})
    pack = home.folder / "pack.pdf"

    assert main(["print", "draft", "-o", str(pack), *asked]) == status
    assert pack.exists() is pages


def test_an_unfinished_case_cannot_be_printed_on_the_page(home: Evening) -> None:
    home.more_cases("draft", edits={"plays: Daniel Okafor, 58": "plays: 'To be written: name and age'"})

    page = Page().open("cases").press("open-draft")

    assert "You can print it once every “To be written” is filled in (go to Write a case)." in page.text
    assert [one.key for one in page.at.get("download_button")] == []
