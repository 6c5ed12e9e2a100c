"""The rules of the downloaded record: one page that needs nothing else, and a date for the calendar."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from evening import MINUTE, Evening, add_case, an_evening, titled

from roleplay.content.signatures import fingerprint_to_sign
from roleplay.people.rounds import READER
from roleplay.review.every_view import Bank
from roleplay.review.words import day
from roleplay.sheets.history.record import record
from roleplay.usecases.history.portable import Carried, Luggage, as_json_text, unpacked
from roleplay.usecases.history.record import Carrying
from roleplay.usecases.history.shelf import Shelf, shelf_of
from roleplay.usecases.history.stations import Stations
from roleplay.workshop import AtOnce

NASTY = "</script><script>alert(1)</script><!--<img src=x onerror=alert(2)> & \"quotes\" '{name}' {0} %s \u2028"
NOW = datetime(2026, 11, 22, 19, 5, tzinfo=UTC)
WRITTEN = ("line", "sentence", "one_to_try", "next_step")
VOID = {"meta", "br"}
SECTIONS = [
    "My next step",
    "What I last heard",
    "What that station showed",
    "What I’ve practised",
    "My next steps",
    "How my stations went",
    "What the patients wrote",
    "Not yet",
    "My stations",
]


class Read(HTMLParser):
    """The tags of a page, and the text of its script, its pictures' descriptions and the rest of it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.headings: list[tuple[int, str]] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.script, self.text = "", ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        inside = self.open[-1] if self.open else ""
        if re.fullmatch(r"h\d", inside):
            self.headings.append((int(inside[1]), data))
        if inside == "script":
            self.script += data
        elif inside != "style":
            self.text += data

    @property
    def sections(self) -> list[str]:
        return [text for level, text in self.headings if level == 2]


@pytest.fixture
def over(evening: Evening) -> Evening:
    """One round was played and marked, and everybody wrote what they shouldn't have."""
    return played(evening, "good", NASTY)


def played(evening: Evening, case: str, said: str = "said") -> Evening:
    """Anna sees Ben, and Cleo marks: one fact has a time, one came after the bell."""
    evening.begin(case).read().wall.forward(2 * MINUTE + 65_500)
    evening.tap("Ben", "fact_came", fact="stairs", came=True)
    for item, mark in (("introduces", "done"), ("exertional", "done"), ("family", "not")):
        assert evening.tap("Cleo", "marked", item=item, mark=mark).result == "accepted"
    evening.tap("Cleo", "pinned", pin="worked")
    evening.wall.forward(8 * MINUTE)
    evening.tap("Ben", "fact_came", fact="father", came=True)
    evening.forms().moved("Anna", "go_on")
    for name, words in zip(("Anna", "Ben", "Cleo", "Anna"), WRITTEN, strict=True):
        assert evening.tap(name, "wrote", words=words, text=f"{words}: {said}").result == "accepted"
    return evening.finish()


def five(evening: Evening) -> Evening:
    """Anna was the student on five evenings."""
    evening.more_cases(*(f"case-{n}" for n in range(5)))
    for n in range(5):
        evening = played(evening if n == 0 else evening.later(), f"case-{n}", f"of {n}")
    return evening


def stations(evening: Evening) -> Stations:
    return Stations(evening.kit.store, evening.kit.rooms, evening.kit.people)


def read_of(luggage: Luggage, case: str) -> Carried:
    """A case that its owner read on the Cases page, or as the mark sheet of a round on paper."""
    one = replace(luggage.rounds[0], round=2, role=READER, case=case)
    return replace(one, played=None, sheets=None, marks=(), goal=None, words=())


def carrying(evening: Evening) -> Carrying:
    return Carrying(evening.kit.store, evening.kit.rooms, evening.kit.people, stations(evening), AtOnce())


def luggage_of(evening: Evening, name: str) -> Luggage:
    return carrying(evening).luggage(evening.visitor(name))


def page_of(evening: Evening, name: str, now: datetime = NOW) -> str:
    return page_and_luggage(evening, name, now)[0]


def page_and_luggage(evening: Evening, name: str, now: datetime = NOW) -> tuple[str, Luggage]:
    carried = luggage_of(evening, name)
    with evening.kit.store.read() as reader:
        shelf = shelf_of(reader, evening.seats[name].person, evening.kit.rooms.closed)
    return record(carried, shelf, evening.kit.history.bank(), now), carried


def read(evening: Evening, name: str) -> Read:
    return Read(page_of(evening, name))


# --- one file that needs nothing else


def test_the_page_needs_no_server_and_no_internet(over: Evening) -> None:
    page = page_of(over, "Anna")

    shown = Read(page)

    assert {"link", "iframe", "img", "image", "use", "object", "embed", "base", "form", "a"}.isdisjoint(shown.tags)
    assert {"src", "href", "xlink:href", "srcset", "action", "style"}.isdisjoint(name for name, _ in shown.attributes)
    assert not re.search(r"https?:|//\w|url\(|@import", _shown(page))


def test_every_tag_is_closed_where_it_should_be(over: Evening) -> None:
    for name in over.seats:
        shown = read(over, name)

        assert (shown.unbalanced, shown.open) == ([], [])


def test_the_data_at_the_end_is_what_is_carried(over: Evening) -> None:
    for name in over.seats:
        page, carried = page_and_luggage(over, name)

        assert as_json_text(unpacked(page.encode())) == as_json_text(carried)
        assert page.rstrip().endswith("</script>\n</body>\n</html>")


def test_a_thousand_own_stations_make_a_file_that_a_phone_can_hold(over: Evening) -> None:
    one = luggage_of(over, "Anna")
    rounds = tuple(replace(one.rounds[0], origin=f"evening {n}") for n in range(1000))

    page = record(replace(one, rounds=rounds), Shelf(), Bank(), NOW)

    assert page.count('<details class="station">') == 1000
    assert len(page.encode()) < 20_000_000


# --- text is text


def test_what_people_wrote_is_text_and_never_markup(over: Evening) -> None:
    shown = read(over, "Anna")

    assert shown.tags.count("script") == 1
    assert ("type", "application/json") in shown.attributes
    assert not [name for name, _ in shown.attributes if name.startswith("on")]
    assert all(f"{words}: {NASTY}".strip() in shown.text for words in WRITTEN)


def test_nothing_in_the_data_can_close_its_script(over: Evening) -> None:
    page = page_of(over, "Anna")

    data = page[page.index('id="practice-data">') :].split(">", 1)[1]

    assert data.count("</script>") == 1
    assert "<" not in data[: data.index("</script>")]


def test_a_name_may_hold_anything(before: Evening) -> None:
    evening = before.start("<b>{x}</b> & co", "Ben").play().finish()

    shown = read(evening, "<b>{x}</b> & co")

    assert (1, "<b>{x}</b> & co") in shown.headings
    assert "<b>{x}</b> & co, my practice, 22 November 2026" in shown.text
    assert "x" not in shown.tags


def test_a_case_may_hold_anything_even_in_its_pictures(evening: Evening) -> None:
    odd = '<svg/onload=alert(1)>{0} & "Two" %s'
    evening.more_cases("odd", edits={"Two flights does it.": f"'{odd}'", titled("odd"): f"'{odd} T'"})

    shown = Read(page_of(played(evening, "odd"), "Anna"))

    assert shown.unbalanced == []
    assert (3, f"{odd} T") in shown.headings
    assert f"1:05 {odd} (if asked)" in shown.text
    assert "onload" not in dict(shown.attributes)


# --- whose words


def test_the_page_knows_no_id_of_anybody_else(over: Evening) -> None:
    ids = [each for seat in over.seats.values() for each in (seat.id, seat.person)]

    assert not [id_ for name in over.seats for id_ in ids if id_ in page_of(over, name)]


def test_words_for_the_student_are_only_on_the_students_page(over: Evening) -> None:
    pages = {name: read(over, name).text for name in over.seats}

    assert all(f"{words}: " in pages["Anna"] for words in WRITTEN)
    assert not [words for words in WRITTEN if f"{words}: " in pages["Ben"] + pages["Cleo"]]


@pytest.mark.parametrize(("name", "part"), [("Ben", "You played the patient"), ("Cleo", "You observed")])
def test_patient_and_observer_have_title_date_and_role_and_nothing_else(over: Evening, name: str, part: str) -> None:
    page = page_of(over, name)

    shown, station = Read(page), page[page.index('<section class="stations">') :]

    assert shown.sections == ["What I’ve practised", "My stations"]
    assert f"Tight chest on the stairs{day(over.round.began_at, UTC)} · {part}" in shown.text.replace("\n", "")
    assert "<details" not in station
    assert "%" not in shown.text


# --- what stands in it


def test_the_page_goes_from_the_next_step_to_the_stations(over: Evening) -> None:
    assert read(over, "Anna").sections == SECTIONS


def test_headings_step_down_one_level_at_a_time(over: Evening) -> None:
    levels = [level for level, _ in read(over, "Anna").headings]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_a_page_without_a_station_says_so_and_has_no_headings(evening: Evening) -> None:
    shown = read(evening, "Anna")

    assert shown.headings == [(1, "Anna")]
    assert "There’s no station in this file yet." in shown.text
    assert "svg" not in shown.tags


def test_a_view_below_its_threshold_says_what_is_missing(over: Evening) -> None:
    shown = read(over, "Anna").text

    assert "A band needs 4 more stations." in shown
    assert "Band: average" not in shown
    assert "A middle answer needs 2 more answers to the same statement." in shown
    assert "more stations with a chance to show the same skill." in shown


def test_from_five_stations_on_the_level_has_its_band(evening: Evening) -> None:
    shown = read(five(evening), "Anna").text

    assert "Band: average of the last five, 58" in shown
    assert "A band needs" not in shown
    assert "5 answers, the middle one 4" in shown


def test_stations_are_newest_first_and_the_last_words_are_the_newest(evening: Evening) -> None:
    shown = read(five(evening), "Anna")

    first = shown.headings.index((2, "My stations")) + 1
    titles = [text for level, text in shown.headings[first:] if level == 3]

    assert titles == [titled(f"case-{n}") for n in (4, 3, 2, 1, 0)]
    assert shown.text.index("next_step: of 4") < shown.text.index("sentence: of 4") < shown.text.index("sentence: of 3")


def test_the_patients_sentence_comes_before_the_one_to_try(over: Evening) -> None:
    text = read(over, "Anna").text

    heard = text[text.index("What I last heard") : text.index("What that station showed")]

    assert 0 < heard.index("sentence: ") < heard.index("Ben, as the patient") < heard.index("one_to_try: ")
    assert "line: " not in heard


def test_the_station_has_everyones_feedback_in_its_order(over: Evening) -> None:
    headings = read(over, "Anna").headings

    opened = [text for level, text in headings[headings.index((2, "My stations")) :] if level == 4]

    assert opened == [
        "The next step I wrote",
        "First, what Anna wrote",
        "Then talk about this",
        "Words for Anna",
        "Where does it stand?",
        "In numbers, only for you",
        "The story map",
        "What there was to find",
        "How the patient answered",
        "Side by side",
        "The mark sheet",
        "Moments",
        "The case",
    ]


def test_the_station_says_what_there_was_to_find_and_answers_its_questions(before: Evening) -> None:
    viva = "viva: {at_minute: 6, questions: [{ask: What next?, answer: 'A <b>scan</b>'}]}\nfindings:"
    add_case(before.content, "asked", {"findings:": viva})

    text = read(played(before.start(), "asked"), "Anna").text

    assert "ECG: Normal (Not marked as handed over)" in text
    assert "What next?A <b>scan</b>" in text


def test_the_students_station_says_what_its_marks_add_up_to(over: Evening) -> None:
    assert "Cleo: mark sheet 67%, areas 50%, station 58%." in read(over, "Anna").text


def test_each_of_two_observers_has_their_own_numbers(before: Evening) -> None:
    evening = before.start("Anna", "Ben", "Cleo", "Dan").begin().read()
    evening.wall.forward(3 * MINUTE)
    evening.tap("Cleo", "marked", item="introduces", mark="done")
    evening.tap("Dan", "marked", item="introduces", mark="not")
    evening.wall.forward(8 * MINUTE)

    text = read(evening.forms().moved("Anna", "go_on").finish(), "Anna").text

    assert "Cleo: mark sheet 100%, areas 50%, station 75%." in text
    assert "Dan: mark sheet 0%, areas 50%, station 25%." in text


def test_the_story_says_when_each_fact_came_out_and_guesses_nothing(over: Evening) -> None:
    text = read(over, "Anna").text

    assert "1:05 Two flights does it. (if asked)" in text
    assert re.search(r"Came out, time unknown\s+My dad died of his heart\. \(if the cue is picked up\)", text)
    assert "1:05 Cleo: worked" in text


def test_a_fact_that_only_a_mark_shows_is_hollow_and_called_approximate(evening: Evening) -> None:
    evening.begin().read().wall.forward(4 * MINUTE + 500)
    evening.tap("Cleo", "marked", item="exertional", mark="done")
    evening.wall.forward(6 * MINUTE)

    page = page_of(evening.forms().moved("Anna", "go_on").finish(), "Anna")

    assert '<circle cx="25.0%" cy="12" r="6" class="d o">' in page
    assert "about 2:00 Two flights does it." in Read(page).text
    assert re.search(r"Not heard this time\s+My dad died of his heart\.", Read(page).text)


def test_every_picture_has_words_or_is_beside_them(over: Evening) -> None:
    page = page_of(over, "Anna")

    outer = re.findall(r"<svg ([^>]*)>(?=(.{7}))", re.sub(r"<svg x=[^>]*>", "", page))

    assert outer
    assert all('aria-hidden="true"' in tag or ('role="img"' in tag and then == "<title>") for tag, then in outer)


def test_a_case_that_no_clinician_has_checked_says_so(evening: Evening) -> None:
    unchecked = read(played(evening, "good"), "Anna").text

    assert "Sources: NICE CG95" in unchecked
    assert "Not reviewed by a clinician yet." in unchecked


def test_a_case_that_a_clinician_signed_names_them(evening: Evening) -> None:
    of = fingerprint_to_sign(evening.kit.library().cases["good"])
    signed = f"reviews: [{{by: A. Name, role: GP, on: 2026-09-01, fingerprint: {of}}}]"
    evening.more_cases("read", edits={"clinically_reviewed: true": signed})

    shown = read(played(evening, "read"), "Anna").text
    assert "Reviewed by a GP, September 2026. Signed by A. Name." in shown
    assert "Not reviewed" not in shown


def test_a_station_whose_feedback_is_not_open_gives_nothing_away(evening: Evening) -> None:
    shown = read(evening.quiet().hand_in(), "Anna")

    assert "The feedback on this station wasn’t open yet" in shown.text
    assert "wrote this" not in shown.text
    assert "Okafor" not in shown.text


def test_a_round_that_was_given_up_says_so(evening: Evening) -> None:
    evening.more_cases("other").begin().moved("Ben", "another")

    text = read(evening, "Anna").text

    assert "· You were the student · given up" in text
    assert text.count("wasn’t open yet") == 1


def test_an_imported_station_looks_the_same(over: Evening, tmp_path: Path) -> None:
    home, away = page_of(over, "Anna"), an_evening(tmp_path / "another kit")
    away.start("Anna", "Eva").wall.forward(60 * MINUTE)
    carrying(away).bring(away.visitor("Anna"), home.encode())

    brought = page_of(away, "Anna")

    assert brought.count(" · imported") == 1
    assert _shown(brought).replace(" · imported", "") == _shown(home)


def _shown(page: str) -> str:
    return page[: page.index("<script")]


def test_a_script_that_was_only_read_is_counted_and_is_not_a_station(over: Evening) -> None:
    anna = luggage_of(over, "Anna")
    read_only = read_of(anna, "another")

    page = record(replace(anna, rounds=(*anna.rounds, read_only)), Shelf(), Bank(), NOW)

    assert "You also read 1 script without playing" in Read(page).text
    assert page.count('class="station"') == 1


def test_a_script_that_was_read_and_played_is_not_called_only_read(over: Evening) -> None:
    """People who type in a mark sheet open it first."""
    anna = luggage_of(over, "Anna")
    read_too = read_of(anna, anna.rounds[0].case)

    page = record(replace(anna, rounds=(*anna.rounds, read_too)), Shelf(), Bank(), NOW)

    assert "without playing" not in Read(page).text


def test_days_are_in_the_readers_time_zone(over: Evening) -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=timezone(timedelta(hours=14)))

    assert day(over.round.began_at, late.tzinfo) in Read(page_of(over, "Anna", late)).text
    assert "My practice, 22 November 2026" in Read(page_of(over, "Anna", late)).text


def test_every_page_says_what_its_marks_are_worth_and_where_to_import_it(over: Evening) -> None:
    for name in over.seats:
        text = read(over, name).text

        assert "Practice marks from fellow students: useful to talk about, not proof of competence." in text
        assert "deleted after 12 months" in text
        assert "“Import my record”" in text
