"""The rules of a history on screen: the list, one station, and who may read which."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from evening import EXAMINED, HOUR, MINUTE, NAMES, Evening, add_exam, titled
from sqlalchemy import Engine, event
from tabs import NASTY, NASTY_TEXT, NOT_KEPT, Page, history, plainly, said, to_tab, token_of

from roleplay.people.codes import device_hash
from roleplay.people.visitor import Visitor
from roleplay.room.state import Role
from roleplay.web.history.history import CHARTS, GIVEN, NOW, STATIONS
from roleplay.web.history.listing import ASKED_FOR
from roleplay.web.history.record import home_page
from roleplay.web.server.kit import kit
from roleplay.web.widgets.literal import literal

Tab = Callable[..., Page]
DAY = 24 * HOUR
HERE = "This is where you’ll find what others said about your stations, your next steps, and what you’ve practised."
STAYED_SHUT = (
    "The feedback on this station wasn’t open yet when you downloaded your record. Download it again where you played, "
    "and import that file."
)
SHUT = "The feedback on this station isn’t open yet. It opens in the debrief."
NOT_THERE = "That station isn’t in your history. Choose one from the list."
STEP = "Next time I will wait"
WROTE_IN = re.compile(
    '<blockquote>Ben wrote this</blockquote>\n<p class="soft who">The title of (case-[0-9]), [0-9]+ October 2025</p>'
)
PRESENTED = {
    "kind: interview": "kind: presentation",
    "rubric: history": "rubric: presentation",
    "  tasks:\n": "  material:\n    - {title: Notes, text: Two flights.}\n  tasks:\n",
}
OF_THE_CASE = (
    "You drive a bus",
    "Two flights does it",
    "My dad died",
    "Asks what brings it on",
    "ECG",
    "Troponin can wait",
)


@pytest.fixture
def over(lobby: Evening) -> Evening:
    """Anna was the student, Ben the patient, Cleo observed; the session is over and still open for late words."""
    return lobby.start().begin().play_from_here(STEP).finish()


@pytest.fixture
def closed(over: Evening) -> Evening:
    over.wall.forward(2 * DAY)
    return over


def list_of(page: Page) -> list[str]:
    """The lines of the practice log."""
    return [said(button.label) for button in page.at.button if str(button.key).startswith("list-")]


def station_of(page: Page, evening: Evening, round_: int = 1) -> Page:
    return page.open("history", station=f"{evening.practice}-{round_}")


def unfolded(page: Page) -> Page:
    """The filters are there once somebody has unfolded them."""
    page.at.session_state[ASKED_FOR] = True
    page.at.run()
    return page


def choose(page: Page, key: str, value: object) -> Page:
    if ASKED_FOR not in page.at.session_state:
        unfolded(page)
    those = (*page.at.get("button_group"), *page.at.selectbox)
    next(one for one in those if one.key == key).set_value(value).run()
    return page


def played_often(evening: Evening, often: int) -> Evening:
    """Anna is the student in this many sessions, a day apart."""
    evening.more_cases(*(f"case-{n}" for n in range(often)))
    for n in range(often):
        evening = (evening.start() if n == 0 else evening.later()).begin(f"case-{n}").read()
        evening.wall.forward(3 * MINUTE)
        marks = [evening.raw("marked", item=item.id, mark="done") for item in evening.round.snapshot.sheet.items]
        assert {answer.result for answer in evening.send("Cleo", *marks)} == {"accepted"}
        evening.wall.forward(8 * MINUTE)
        evening.forms().moved("Anna", "go_on").finish()
    return evening


def headings(page: Page) -> list[str]:
    return [*re.findall("<h2>(.*?)</h2>", page.html), *re.findall("^### (.*)$", page.markdown, re.MULTILINE)]


def charts(page: Page) -> int:
    return len(page.at.get("plotly_chart"))


# --- the same words everywhere


def test_the_downloaded_record_has_the_headings_of_the_page(closed: Evening, tab: Tab) -> None:
    page, anna = tab("Anna").open("history"), closed.seats["Anna"].person
    file = home_page(
        Visitor(device_hash(token_of("Anna")), person=anna), datetime.fromtimestamp(closed.wall.at / 1000, UTC)
    )

    drawn = [heading for shown in (NOW, STATIONS, CHARTS) for heading in headings(to_tab(page, shown))]
    taken = re.findall("<h2[^>]*>(.*?)</h2>", file)

    assert set(taken) == set(drawn)


# --- whose history


def test_an_unknown_device_shows_the_way_to_a_key_and_nothing_else(over: Evening, page: Page) -> None:
    page.open("history")

    assert (page.errors, page.labels, charts(page)) == ([], ["Sign in"], 0)
    assert [field.label for field in page.at.text_input] == ["Your name", "Personal key"]
    assert not re.search("|".join((*NAMES, STEP, "wrote this")), page.sent)


def test_with_name_and_key_a_new_device_shows_the_history(over: Evening, page: Page) -> None:
    key = kit().people.give_key(over.visitor("Anna"))

    page.open("history").type(recognise_name="anna", recognise_key=key.upper()).press("recognise-go")

    assert page.errors == []
    assert STEP in page.text


@pytest.mark.parametrize("name", ["Anna", "Ben"])
@pytest.mark.parametrize("key", ["apple boat chair door", "apple boat chair"])
def test_a_wrong_key_opens_nothing(over: Evening, page: Page, name: str, key: str) -> None:
    """Nor does it suggest leaving the key empty, which only helps when joining."""
    kit().people.give_key(over.visitor("Anna"))

    page.open("history").type(recognise_name=name, recognise_key=key).press("recognise-go")

    assert page.errors == ["That name and key don’t belong together here. Check the name and each word."]
    assert STEP not in page.sent


@pytest.mark.parametrize("whose", ["Ben's", "nobody's"])
def test_somebody_elses_id_in_the_address_gives_a_sentence_and_no_data(over: Evening, tab: Tab, whose: str) -> None:
    person = over.seats["Ben"].person if whose == "Ben's" else "nobody"

    foreign = tab("Anna").open("history", person=person)

    assert (foreign.errors, list_of(foreign), charts(foreign)) == ([NOT_KEPT], [], 0)
    assert not re.search("|".join((*NAMES, STEP, "wrote this")), foreign.sent)


def test_a_guest_on_somebody_elses_device_gets_no_history_there(over: Evening, tab: Tab) -> None:
    guest = tab("Anna", guest="Ben").open("history", person=over.seats["Ben"].person)
    owner = history(tab("Anna"))

    assert guest.errors[0].startswith("This is somebody else’s device, and Ben is a guest on it.")
    assert list_of(guest) == []
    assert "I’m Ben" not in owner.labels


def test_two_people_who_share_a_device_can_switch_between_histories(over: Evening, tab: Tab) -> None:
    key = kit().people.give_key(over.visitor("Ben"))
    both = tab("Anna").open("me").type(recognise_name="Ben", recognise_key=key).press("recognise-go").open("history")

    bens = list_of(to_tab(both, STATIONS))
    to_tab(both.press(f"be-{over.seats['Anna'].person}"), NOW)

    assert (both.errors, STEP in both.text) == ([], True)
    to_tab(both, STATIONS)
    assert [line.rsplit(" · ")[1] for line in (*bens, *list_of(both))] == [
        "You played the patient",
        "You were the student",
    ]


# --- what it begins with


def test_an_empty_history_says_what_will_be_here(lobby: Evening, tab: Tab) -> None:
    lobby.start()

    empty = history(tab("Anna"))

    assert HERE in empty.text
    assert (empty.errors, list_of(empty), charts(empty), len(empty.at.expander)) == ([], [], 0, 0)


def test_the_next_step_comes_first_and_then_the_last_words_the_patients_before_the_observers(
    over: Evening, tab: Tab
) -> None:
    shown = history(tab("Anna"), NOW)

    places = [shown.html.index(text) for text in (STEP, "Ben wrote this", "Cleo wrote this")]
    assert places == sorted(places)
    assert "Anna wrote this" not in shown.html
    assert shown.at.button[0].label == "Open this station"


def test_the_last_words_are_from_the_last_session(lobby: Evening, tab: Tab) -> None:
    lobby.more_cases("case-a").start().begin().play_from_here().finish()
    lobby.says = "{name} said more"

    lobby.later().begin("case-a").play_from_here().finish()

    shown = history(tab("Anna"), NOW)
    assert shown.html.index("Ben said more") < shown.html.index("Cleo said more")
    assert not re.search("(Ben|Cleo) wrote this", shown.html)


# --- what the last station showed


def test_the_last_station_shows_its_story_and_its_mark_sheet_without_being_opened(lobby: Evening, tab: Tab) -> None:
    lobby.start().station()
    assert lobby.tap("Ben", "fact_came", fact="stairs", came=True).result == "accepted"
    assert lobby.tap("Cleo", "marked", item="exertional", mark="done").result == "accepted"
    lobby.wall.forward(8 * MINUTE)
    lobby.forms().moved("Anna", "go_on").finish()

    shown = history(tab("Anna"), NOW)

    assert 'alt: "1 of 2 facts came out.' in shown.sent
    assert re.search(r"<td>\d:\d\d</td><td>Two flights does it[.]</td>", shown.html)
    assert '<th scope="row">Asks what brings it on</th><td><span class="mark">Done</span></td>' in shown.html
    assert re.search(r"<div><strong>Cleo</strong>: \w", shown.html)
    assert {"The mark sheet", "The story map, as a table"} <= {one.label for one in shown.at.expander}


def test_a_last_station_without_a_story_shows_its_moments(lobby: Evening, tab: Tab) -> None:
    rubric = (lobby.content / "rubrics/history.yaml").read_text(encoding="utf-8")
    rubric = rubric.replace("id: history", "id: presentation").replace("[interview]", "[presentation]")
    (lobby.content / "rubrics/presentation.yaml").write_text(rubric, encoding="utf-8")
    case = (lobby.content / "cases/good.yaml").read_text(encoding="utf-8")
    story = case[case.index("  story:") : case.index("  ideas:")]
    untold = {story: "", "    reveals: [stairs]\n": "", "    reveals: [father]\n": ""}
    lobby.more_cases("case-a", edits=PRESENTED | untold).start()
    lobby.begin("case-a").read().wall.forward(3 * MINUTE)
    assert lobby.tap("Cleo", "pinned", pin="worked").result == "accepted"
    lobby.wall.forward(8 * MINUTE)
    lobby.forms().moved("Anna", "go_on").finish()

    shown = history(tab("Anna"), NOW)

    assert shown.errors == []
    assert re.search(r"<li><strong>\d:\d\d</strong> Cleo: worked</li>", shown.html)
    assert "The story map" not in shown.sent


@pytest.mark.parametrize("name", ["Ben", "Cleo"])
def test_somebody_who_was_never_the_student_sees_no_last_station(over: Evening, tab: Tab, name: str) -> None:
    shown = history(tab(name), NOW)

    assert "What that station showed" not in shown.sent
    assert [text for text in OF_THE_CASE if text in shown.sent] == []


# --- the list and its stations


def test_the_newest_station_comes_first_with_its_day_and_role(lobby: Evening, tab: Tab) -> None:
    lobby.more_cases("case-a", "case-b").start().play_all()

    lines = list_of(history(tab("Anna")))

    assert sorted(line.rsplit(" · ")[1] for line in lines) == [
        "You observed",
        "You played the patient",
        "You were the student",
    ]
    assert all(re.match(r"\*\*.+\*\* {2}\n9 October 2025 · ", line) for line in lines)


def test_every_station_opens(lobby: Evening, tab: Tab) -> None:
    lobby.more_cases("case-a", "case-b").start().play_all()
    listed = history(tab("Anna"))
    keys = [str(button.key) for button in listed.at.button if str(button.key).startswith("list-")]

    for key in keys:
        opened = history(tab("Anna")).press(key)
        assert (opened.errors, len(opened.at.header)) == ([], 1)
    assert len(keys) == 3


def test_from_a_station_a_button_leads_back_to_the_list(over: Evening, tab: Tab) -> None:
    opened = station_of(tab("Anna"), over)

    opened.press("back")

    assert opened.title == "My history"


def test_from_a_station_the_way_back_leads_to_the_tab_and_the_filters_that_one_left(varied: Evening, tab: Tab) -> None:
    shown = choose(history(tab("Anna")), "filter-role", Role.PATIENT)
    some = list_of(shown)

    shown.press(next(str(one.key) for one in shown.at.button if str(one.key).startswith("list-"))).press("back")

    assert (shown.errors, list_of(shown)) == ([], some)
    assert 0 < len(some) < 4


def test_the_student_reads_the_three_views_and_the_numbers(closed: Evening, tab: Tab) -> None:
    opened = station_of(tab("Anna"), closed)

    assert all(f"{name} wrote this" in opened.html for name in NAMES)
    assert re.search("Anna was the student, Ben played .*; Cleo observed[.]", opened.html)
    assert "<h2>In numbers, only for you</h2>" in opened.html
    assert "<p><strong>Cleo</strong>: areas 50%, station 50%.</p>" in opened.html
    assert charts(opened) == 1


def test_a_finding_that_was_never_asked_for_is_shown_in_the_station(over: Evening, tab: Tab) -> None:
    said = '<strong>ECG</strong>: Normal <span class="soft">(Not marked as handed over)</span>'

    assert said in station_of(tab("Anna"), over).html


@pytest.mark.parametrize("name", ["Ben", "Cleo"])
def test_the_others_read_the_feedback_until_the_practice_closes(over: Evening, tab: Tab, name: str) -> None:
    early = station_of(tab(name), over)
    over.wall.forward(2 * DAY)
    late = station_of(tab(name), over)

    assert all(f"{each} wrote this" in early.html for each in NAMES)
    assert [each for each in NAMES if f"{each} wrote this" in late.sent] == [name]
    assert [text for text in OF_THE_CASE if text in late.sent] == []
    assert "In numbers" not in early.sent + late.sent


def kept(page: Page) -> list[bool]:
    """The answer to whether the words are kept for longer than a year, if the page asks."""
    return [one.value for one in page.at.toggle if said(one.label).startswith("Keep the words from this station")]


@pytest.mark.parametrize("name", NAMES)
def test_only_the_student_may_keep_the_words_even_of_a_station_without_marks(
    lobby: Evening, tab: Tab, name: str
) -> None:
    evening = lobby.start().quiet()
    assert evening.tap("Ben", "wrote", words="sentence", text="Ben wrote this").result == "accepted"
    evening.wall.forward(MINUTE)
    evening.moved("Anna", "go_on_without")
    while evening.stage != "next":
        evening.moved("Anna", "go_on")

    opened = station_of(tab(name), evening)

    assert (opened.errors, "Ben wrote this" in opened.html, "In numbers" in opened.html) == ([], True, False)
    assert kept(opened) == ([False] if name == "Anna" else [])


def test_an_observer_keeps_the_marks_they_made(lobby: Evening, tab: Tab) -> None:
    lobby.start().station()
    assert lobby.tap("Cleo", "marked", item="exertional", mark="done").result == "accepted"
    lobby.wall.forward(8 * MINUTE)
    lobby.forms().moved("Anna", "go_on").finish().wall.forward(2 * DAY)

    kept, patients = station_of(tab("Cleo"), lobby), station_of(tab("Ben"), lobby)

    assert '<th scope="row">Asks what brings it on</th><td>Done</td>' in kept.html
    assert "Asks what brings it on" not in patients.sent


@pytest.mark.parametrize("name", NAMES)
def test_until_the_feedback_is_open_a_history_holds_no_word_of_it(lobby: Evening, tab: Tab, name: str) -> None:
    lobby.start().quiet().hand_in()

    listed, opened = history(tab(name)), station_of(tab(name), lobby)

    others = [each for each in NAMES if each != name or name == "Anna"]
    assert [each for each in others if f"{each} wrote this" in listed.sent + opened.sent] == []
    assert [text for text in OF_THE_CASE if text in listed.sent + opened.sent] == []
    assert (listed.errors, opened.errors, charts(opened)) == ([], [], 0)


def test_the_student_is_told_when_the_feedback_will_open(lobby: Evening, tab: Tab) -> None:
    lobby.start().quiet().hand_in()

    assert [said(info.value) for info in station_of(tab("Anna"), lobby).at.info] == [SHUT]


def test_with_two_observers_each_mark_is_unbroken_beside_its_name(lobby: Evening, tab: Tab) -> None:
    """On a phone there is no room for a second column of "Dan: Not done"."""
    evening = lobby.start("Anna", "Ben", "Cleo", "Dan").begin().read()
    evening.wall.forward(3 * MINUTE)
    for name, mark in (("Cleo", "done"), ("Dan", "not")):
        assert evening.tap(name, "marked", item="exertional", mark=mark).result == "accepted"
    evening.wall.forward(8 * MINUTE)
    evening.forms().moved("Anna", "go_on").finish()

    page = station_of(tab("Anna"), evening).html
    file = home_page(evening.visitor("Anna"), datetime.now(UTC))

    by = '<span class="by">{}: <span class="mark">{}</span></span>'
    for shown in (page, file):
        assert by.format("Cleo", "Done") in plainly(shown)
        assert by.format("Dan", "Not done") in plainly(shown)
        assert '<table class="many">' in plainly(shown)


def test_the_student_of_a_station_imported_before_it_was_open_is_told_what_to_do(lobby: Evening, tab: Tab) -> None:
    lobby.start().quiet().hand_in()
    file = home_page(lobby.visitor("Anna"), datetime.now(UTC)).encode()
    other = lobby.later("Dora", "Emil")
    kit().carrying.bring(other.visitor("Dora"), file, mine=True)
    [station] = kit().history.shelf(other.visitor("Dora")).stations

    page = tab("Dora", other).open("history", station=f"{station.practice}-1")

    assert [said(info.value) for info in page.at.info] == [STAYED_SHUT]


@pytest.mark.parametrize("station", ["9-9", "1-0", "one-two", "1", "-1-1", "1-1-1", "9" * 30 + "-1", "1-" + "9" * 30])
def test_an_address_without_an_own_station_gives_a_sentence_and_no_data(over: Evening, tab: Tab, station: str) -> None:
    opened = tab("Anna").open("history", station=station)

    assert opened.errors in ([NOT_THERE], ["That isn’t the address of a station. Go back to the list."])
    assert (opened.html.count("wrote this"), charts(opened)) == (0, 0)


def test_other_peoples_stations_give_a_sentence_and_no_data(over: Evening, tab: Tab) -> None:
    others = over.more_cases("case-a").later("Dora", "Emil", "Finn").begin("case-a").play_from_here().finish()

    opened = station_of(tab("Anna", over), others)

    assert opened.errors == [NOT_THERE]
    assert "Dora" not in opened.sent


def test_words_are_kept_beyond_the_year_if_their_receiver_says_so(closed: Evening, tab: Tab) -> None:
    opened = station_of(tab("Anna"), closed)
    before = opened.at.toggle[0].value

    opened.at.toggle[0].set_value(True).run()

    assert (before, station_of(tab("Anna"), closed).at.toggle[0].value) == (False, True)
    with closed.kit.store.read() as reader:
        assert reader.choices.kept(closed.seats["Anna"].person) == {(closed.practice, 1)}


def test_only_the_receiver_of_words_can_keep_them(over: Evening, tab: Tab) -> None:
    assert len(station_of(tab("Ben"), over).at.toggle) == 0


def test_a_round_that_was_given_up_says_so_and_opens(lobby: Evening, tab: Tab) -> None:
    lobby.more_cases("case-a", "case-b").start().begin().moved("Ben", "another")

    listed, tonight = history(tab("Anna")), station_of(tab("Anna"), lobby)
    lobby.wall.forward(2 * DAY)

    assert list_of(listed)[-1].endswith("You were the student · given up")
    for opened in (tonight, *(station_of(tab(name), lobby) for name in NAMES)):
        assert (opened.errors, list(opened.at.info)) == ([], [])
        assert "This round was given up." in opened.text


# --- filters


@pytest.fixture
def varied(lobby: Evening) -> Evening:
    """Two sessions, forty days apart; Anna had each role in the first, and was the student again in the second."""
    lobby.more_cases("case-a", "case-b", "case-c").start().play_all()
    lobby.wall.forward(40 * DAY)
    return lobby.later().begin("case-c").play_from_here().finish()


@pytest.mark.parametrize("role", list(Role))
def test_the_list_can_be_filtered_by_role(varied: Evening, tab: Tab, role: Role) -> None:
    word = {
        Role.STUDENT: "You were the student",
        Role.PATIENT: "You played the patient",
        Role.OBSERVER: "You observed",
    }[role]

    lines = list_of(choose(history(tab("Anna")), "filter-role", role))

    assert lines != []
    assert all(word in line for line in lines)


def test_the_list_can_be_filtered_by_period(varied: Evening, tab: Tab) -> None:
    shown = history(tab("Anna"))
    every = list_of(shown)

    assert (len(every), list_of(choose(shown, "filter-period", "The last month"))) == (4, every[:1])


def test_the_list_can_be_filtered_by_skill_and_kind(lobby: Evening, tab: Tab) -> None:
    rubric = (lobby.content / "rubrics/history.yaml").read_text(encoding="utf-8")
    rubric = rubric.replace("id: history", "id: examination").replace("[interview]", "[examination]")
    (lobby.content / "rubrics/examination.yaml").write_text(rubric, encoding="utf-8")
    lobby.more_cases("case-a", edits=EXAMINED | {"skills: [red-flags]": "skills: [ice]"}).start()
    lobby.begin().play_from_here().finish().later().begin("case-a")
    shown = history(tab("Anna"))

    kind = list_of(choose(shown, "filter-kind", "examination"))
    choose(shown, "filter-kind", None)
    skill = list_of(choose(shown, "filter-skill", "ice"))

    assert [titled("case-a") in line for line in (*kind, *skill)] == [True, True]


def test_until_somebody_asks_for_the_filters_a_phone_loads_none(over: Evening, tab: Tab) -> None:
    shown = history(tab("Anna"))
    before = [*shown.at.selectbox, *shown.at.get("button_group")]

    assert before == []
    assert [box.label for box in unfolded(shown).at.selectbox] == ["Skill"]


def test_a_filter_without_results_says_so_and_does_not_talk_as_if_to_a_beginner(varied: Evening, tab: Tab) -> None:
    varied.wall.forward(60 * DAY)

    shown = choose(history(tab("Anna")), "filter-period", "The last month")

    assert (shown.errors, list_of(shown), charts(shown)) == ([], [], 0)
    assert "None of your 4 stations match." in shown.text
    assert re.findall("^### (.*)$", shown.markdown, re.MULTILINE) == ["My stations"]
    assert "to start your log" not in shown.text


def test_a_role_without_marks_keeps_the_students_charts_and_says_whose_they_are(varied: Evening, tab: Tab) -> None:
    shown = history(tab("Anna"), CHARTS)
    every = charts(shown)

    choose(shown, "filter-role", Role.PATIENT)

    assert (shown.errors, charts(shown)) == ([], every)
    assert "What follows is about the stations in which you were the student." in shown.text


def test_with_a_filter_a_chart_with_too_little_says_so_and_does_not_talk_as_if_to_a_beginner(
    varied: Evening, tab: Tab
) -> None:
    shown = choose(history(tab("Anna"), CHARTS), "filter-period", "The last month")

    assert "There’s too little in these stations for “My next steps”, “Since I began”, " in shown.text
    assert "A count needs" not in shown.text


def test_after_a_filter_without_results_one_press_shows_everything(varied: Evening, tab: Tab) -> None:
    varied.wall.forward(60 * DAY)
    shown = choose(history(tab("Anna")), "filter-period", "The last month")

    shown.press("show-all")

    assert (shown.errors, len(list_of(shown)), "show-all" in [one.key for one in shown.at.button]) == ([], 4, False)
    assert charts(to_tab(shown, CHARTS)) > 0


def test_with_a_single_station_a_filter_without_results_uses_the_singular(over: Evening, tab: Tab) -> None:
    shown = choose(history(tab("Anna")), "filter-role", Role.PATIENT)

    assert "Your one station doesn’t match." in shown.text


# --- charts


@pytest.mark.parametrize(
    ("stations", "drawn", "missing"),
    [
        (
            1,
            2,
            [
                "A band needs 4 more stations.",
                "A middle answer needs 2 more answers to the same statement.",
            ],
        ),
        (3, 3, ["A band needs 2 more stations."]),
        (5, 5, []),
    ],
)
def test_below_its_threshold_a_chart_is_only_words(
    lobby: Evening, tab: Tab, stations: int, drawn: int, missing: list[str]
) -> None:
    played_often(lobby, stations)

    shown = history(tab("Anna"), CHARTS)

    assert re.findall("A (?:band|middle answer) needs [^.]*[.]", shown.text) == missing
    assert charts(shown) == drawn


def test_every_picture_has_a_table_and_a_sentence_for_people_who_cannot_see_it(lobby: Evening, tab: Tab) -> None:
    played_often(lobby, 5)

    shown = history(tab("Anna"), CHARTS)

    alts = re.findall(r'alt: "([^"]+)"', shown.sent)
    assert len(alts) == charts(shown)
    tables = [one for one in shown.at.expander if one.label.endswith(", as a table")]
    assert len(tables) >= charts(shown)


def test_what_the_patients_wrote_comes_below_their_chart_newest_first(lobby: Evening, tab: Tab) -> None:
    played_often(lobby, 7)

    shown = history(tab("Anna"), CHARTS)

    open_, folded = [html for one in shown.at.get("html") if WROTE_IN.search(html := plainly(one.proto.body))][-2:]
    assert WROTE_IN.findall(open_) == [f"case-{n}" for n in (6, 5)]
    assert WROTE_IN.findall(folded) == [f"case-{n}" for n in (4, 3, 2, 1, 0)]
    assert [one.label for one in shown.at.expander if "sentences" in one.label] == ["5 earlier sentences"]


def test_patients_sentences_are_shown_even_before_a_middle_answer(over: Evening, tab: Tab) -> None:
    shown = history(tab("Anna"), CHARTS)

    assert "A middle answer needs" in shown.text
    assert re.search(r"<h2>What the patients wrote</h2>\n<blockquote>Ben wrote this</blockquote>", shown.html)


# --- the feedback that one has given


def test_what_somebody_wrote_for_others_stands_in_given_and_is_theirs_alone(over: Evening, tab: Tab) -> None:
    bens, cleos = (history(tab(name), GIVEN) for name in ("Ben", "Cleo"))

    assert "You wrote 1 comment at 1 station." in bens.text
    assert "<blockquote>Ben wrote this</blockquote>" in bens.html
    assert "As the patient: Tight chest on the stairs, 9 October 2025" in bens.html
    assert not re.search("(Anna|Cleo) wrote this", bens.html)
    assert "Cleo wrote this" in cleos.html


def test_a_student_has_given_nothing_by_writing_for_themselves(over: Evening, tab: Tab) -> None:
    annas = history(tab("Anna"), GIVEN)

    assert "will be here, for you alone." in annas.text
    assert "wrote this" not in annas.html


def test_when_who_received_it_deletes_everything_it_is_gone_from_given(closed: Evening, tab: Tab) -> None:
    kit().people.forget(closed.visitor("Anna"))

    assert "wrote this" not in history(tab("Ben"), GIVEN).sent


def test_a_comment_without_a_moment_can_be_said_better_a_week_later(over: Evening, tab: Tab) -> None:
    early = history(tab("Ben"), GIVEN)
    over.wall.forward(8 * DAY)

    late = history(tab("Ben"), GIVEN)

    key = f"better-{over.practice}-1"
    assert ("One to say better" in early.text, "One to say better" in late.text) == (False, True)
    late.at.text_input(key=key).input("Be kind").run()
    assert "Which sentence, or which minute?" in late.markdown
    late.at.text_input(key=key).input("When he looked away, wait").run()
    assert "That names a moment." in late.markdown


def test_what_one_may_take_along_is_a_count_and_no_certificate(over: Evening, tab: Tab) -> None:
    shown = history(tab("Cleo"), GIVEN)

    assert "“I gave feedback on 1 station\\.”" in shown.markdown
    assert "It says nothing about how well." in shown.text


# --- until the exam


@pytest.fixture
def finals(over: Evening) -> Evening:
    """The kit knows an exam that draws on two specialties, and has one more case."""
    add_exam(over.content, "finals", cardiology=2, ophthalmology=1)
    return over.more_cases("case-a")


def exam(page: Page, day: date) -> Page:
    """The form, filled in and sent."""
    page.at.session_state["open-exam"] = True
    page.at.run()
    page.at.date_input(key="exam-day").set_value(day)
    return page.press("exam-go")


def test_the_day_of_an_exam_makes_a_plan_that_claims_coverage_only(finals: Evening, tab: Tab) -> None:
    shown = exam(history(tab("Anna"), NOW), date(2025, 12, 4))

    assert shown.errors == []
    assert "56 days left. A skill comes again after about 8 days, or 4 if it was missed." in shown.text
    assert "This is coverage, not readiness." in shown.text


def test_practise_this_starts_a_session_with_that_case(finals: Evening, tab: Tab) -> None:
    shown = exam(history(tab("Anna"), NOW), date(2025, 12, 4))

    shown.press("practise-case-a")

    assert shown.errors == []
    with kit().store.read() as reader:
        newest = reader.practices.practice_ids()[-1]
    assert kit().rooms.state(newest).opened.case == "case-a"


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2025, 10, 8), "That day has passed."), (date(2099, 6, 1), "That’s more than two years away.")],
)
def test_a_day_that_cannot_be_is_answered_in_words(finals: Evening, tab: Tab, day: date, said: str) -> None:
    shown = exam(history(tab("Anna"), NOW), day)

    assert [error[: len(said)] for error in shown.errors] == [said]
    assert "days left" not in shown.text


def test_after_its_day_an_exam_asks_for_the_next_and_can_be_taken_away(finals: Evening, tab: Tab) -> None:
    exam(history(tab("Anna"), NOW), date(2025, 10, 12))
    finals.wall.forward(5 * DAY)

    shown = history(tab("Anna"), NOW)

    assert "Your exam was on 12 October 2025." in shown.text
    shown.at.session_state["open-exam"] = True
    shown.at.run()
    shown.press("exam-away")
    assert "Your exam" not in shown.text


# --- text is text


@pytest.fixture
def nasty(lobby: Evening) -> Evening:
    """Everybody's name and words are what they shouldn't be."""
    names = (NASTY, "<i>Ben</i>", "`Cleo` & co")
    lobby.says = NASTY_TEXT
    return lobby.start(*names).begin().play_from_here(NASTY_TEXT).finish()


def test_what_people_typed_is_literal_on_the_list_and_on_the_station(nasty: Evening, tab: Tab) -> None:
    for shown in (history(tab(NASTY), CHARTS), station_of(tab(NASTY), nasty)):
        assert shown.errors == []
        assert not re.search(r"<(img|b|i|a(?! href=\"\?person=)|script)\b", shown.html)
        assert "&lt;img src=x onerror=alert(1)&gt; **bold** [link](http://evil.example)" in shown.html
        assert NASTY not in shown.markdown
        assert NASTY_TEXT not in shown.markdown


def test_a_goal_in_a_chart_and_its_table_is_literal(nasty: Evening, tab: Tab) -> None:
    shown = history(tab(NASTY), CHARTS)

    assert [spec for spec in shown.at.get("plotly_chart") if "<img" in str(spec.proto)] == []
    assert shown.html.count("<td>&lt;img src=x onerror=alert(1)&gt;") == 1


def test_a_title_is_literal_in_the_list_and_above_its_station(lobby: Evening, tab: Tab) -> None:
    title = "*A* [title](http://e.cc) $x$"
    lobby.more_cases("case-a", edits={titled("case-a"): f"'{title}'"}).start().begin("case-a").play_from_here().finish()

    listed, opened = history(tab("Anna"), STATIONS), station_of(tab("Anna"), lobby)

    assert literal(title) in listed.at.button(key=f"list-{lobby.practice}-1").label
    assert opened.title == literal(title)


# --- many


@pytest.fixture
def thousand(over: Evening) -> Evening:
    """Anna's round, a thousand times; the one with a log is the newest."""
    with closing(sqlite3.connect(over.folder / "kit.sqlite3")) as plain, plain:
        for table in ("practices", "rounds", "exposures", "marks", "words", "goals"):
            multiplied(plain, table)
    return over


def multiplied(plain: sqlite3.Connection, table: str) -> None:
    columns = [row[1] for row in plain.execute(f"PRAGMA table_info({table})")]
    practice = "id" if table == "practices" else "practice"
    changed = {practice: f"{practice} + n", "code": "code || n", "at": "at - n", "made": "made - n"}
    picked = ", ".join(changed.get(column, f'"{column}"') if column in changed else f'"{column}"' for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    numbers = "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 999)"
    plain.execute(f"INSERT INTO {table} ({names}) {numbers} SELECT {picked} FROM {table}, s")


def test_a_thousand_stations_open_folded_and_each_press_shows_fifty_more(thousand: Evening, tab: Tab) -> None:
    shown = history(tab("Anna"))
    folded, label = len(list_of(shown)), shown.at.button(key="show-more").label

    once, twice = (len(list_of(shown.press("show-more"))) for _ in range(2))

    assert shown.errors == []
    assert (folded, label, once, twice) == (6, "Show 50 more of 1,000", 56, 106)


def test_the_last_few_come_with_one_press(lobby: Evening, tab: Tab) -> None:
    shown = history(tab("Anna", played_often(lobby, 8)))
    label = shown.at.button(key="show-more").label

    shown.press("show-more")

    assert (label, len(list_of(shown))) == ("Show the other 2", 8)
    assert "show-more" not in [button.key for button in shown.at.button]


@pytest.mark.parametrize(("shown", "times"), [(NOW, 0), (STATIONS, 0), (CHARTS, 1), (GIVEN, 0)])
def test_only_the_charts_read_marks_and_only_once(over: Evening, tab: Tab, shown: str, times: int) -> None:
    page = history(tab("Anna"), shown)
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    page.at.run()
    event.remove(Engine, "before_cursor_execute", note)

    assert sum("WHERE marks.student = " in statement for statement in asked) == times
