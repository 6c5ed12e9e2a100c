"""The rules of what is taken home: one page that needs nothing else, and a date for the calendar."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from evening import MINUTE, Evening

from roleplay.room.view import as_json
from roleplay.room.views import LastView
from roleplay.usecases.takehome import meeting, take_home_page

NASTY = "</script><script>alert(1)</script><!--<img src=x onerror=alert(2)> & \"quotes\" '{name}' {0} \u2028"
NOW = datetime(2026, 11, 22, 19, 5, tzinfo=UTC)
WRITTEN = ("line", "sentence", "one_to_try", "next_step")


class Read(HTMLParser):
    """The tags of a page, and the text of its scripts and elsewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.script, self.text = "", ""
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.script += data
        elif self._inside != "style":
            self.text += data


@pytest.fixture
def over(evening: Evening) -> Evening:
    """One round was played, and everybody wrote what they should not."""
    evening.begin().read().wall.forward(3 * MINUTE)
    evening.tap("Ben", "fact_came", fact="stairs", came=True)
    evening.wall.forward(8 * MINUTE)
    evening.forms().moved("Anna", "go_on")
    for name, words in zip(("Anna", "Ben", "Cleo", "Anna"), WRITTEN, strict=True):
        assert evening.tap(name, "wrote", words=words, text=f"{words}: {NASTY}").result == "accepted"
    return evening.finish()


def last(evening: Evening, name: str) -> LastView:
    shown = evening.view(name)
    assert isinstance(shown, LastView)
    return shown


def page_of(evening: Evening, name: str) -> str:
    return take_home_page(name, last(evening, name), NOW)


def test_the_page_needs_no_server_and_no_internet(over: Evening) -> None:
    page = page_of(over, "Anna")

    read = Read(page)

    assert {"link", "iframe", "img", "object", "embed", "base", "form", "a"}.isdisjoint(read.tags)
    assert {"src", "href", "srcset", "action"}.isdisjoint(name for name, _ in read.attributes)
    assert not re.search(r"https?:|//\w|url\(|@import", page.replace("text/html", ""))


def test_what_people_wrote_is_text_and_never_markup(over: Evening) -> None:
    read = Read(page_of(over, "Anna"))

    assert read.tags.count("script") == 1
    assert dict(read.attributes)["type"] == "application/json"
    assert not [name for name, _ in read.attributes if name.startswith("on")]
    assert all(f"{words}: {NASTY}".strip() in read.text for words in WRITTEN)


def test_the_data_at_its_end_is_the_same_in_json(over: Evening) -> None:
    shown = last(over, "Anna")

    data = json.loads(Read(page_of(over, "Anna")).script)

    assert (data["format"], data["name"], data["next_step"]) == (1, "Anna", shown.next_step)
    shown_here = json.loads(as_json(shown))["rounds"][0]
    assert data["rounds"][0].pop("part") == "student"
    assert data["rounds"][0].items() <= shown_here.items()
    assert data["rounds"][0]["line"]["value"] == f"line: {NASTY}".strip()


def test_nothing_in_the_data_can_close_its_script(over: Evening) -> None:
    page = page_of(over, "Anna")

    data = page[page.index('id="practice-data">') :].split(">", 1)[1]

    assert data.count("</script>") == 1
    assert "<" not in data[: data.index("</script>")]


@pytest.mark.parametrize("name", ["Anna", "Ben", "Cleo"])
def test_the_page_holds_only_what_the_last_screen_holds(over: Evening, name: str) -> None:
    shown = json.loads(as_json(over.view(name)))
    data = json.loads(Read(page_of(over, name)).script)

    allowed = set(texts(shown)) | {NOW.isoformat(), name}

    assert [text for text in texts(data) if text not in allowed] == []
    assert not [seat.id for seat in over.seats.values() if seat.id in page_of(over, name)]
    assert not [seat.person for seat in over.seats.values() if seat.person in page_of(over, name)]


def texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for each in inner for text in texts(each)]


def test_words_for_the_student_stand_on_the_students_page_only(over: Evening) -> None:
    anna, ben = (Read(page_of(over, name)).text for name in ("Anna", "Ben"))

    assert "You saw the patient." in anna
    assert "From the patient" in anna
    assert "You played Daniel Okafor, 58." in ben
    assert "From the patient" not in ben
    assert "My next step" not in ben


def test_who_played_or_watched_takes_nothing_of_the_students_home(over: Evening) -> None:
    for name in ("Ben", "Cleo"):
        data = json.loads(Read(page_of(over, name)).script)

        assert [set(round_) for round_ in data["rounds"]] == [{"part", "title"}]


def test_the_story_says_when_each_fact_came_and_guesses_nothing(over: Evening) -> None:
    text = Read(page_of(over, "Anna")).text

    assert "The story as it came out" in text
    assert re.search(r"0:\d\d Two flights does it\.", text)
    assert "My dad died" not in text


def test_every_page_says_what_its_marks_are_worth(over: Evening) -> None:
    said = "Practice marks by fellow students: useful for talking, not proof of competence."

    assert all(said in Read(page_of(over, name)).text for name in over.seats)


def test_a_name_may_hold_anything(before: Evening) -> None:
    evening = before.start("<b>{x}</b> & co", "Ben").play().finish()

    read = Read(page_of(evening, "<b>{x}</b> & co"))

    assert "b" not in read.tags
    assert "<b>{x}</b> & co, 22 November 2026" in read.text


# --- the calendar


def test_a_meeting_is_a_well_formed_calendar() -> None:
    ics = meeting(datetime(2026, 12, 1, 23, 30), NOW, "ABC234")  # noqa: DTZ001  # it floats with the calendar

    lines = ics.split("\r\n")

    assert ics.count("\n") == ics.count("\r\n")
    assert (lines[0], lines[1], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR", "")
    assert (lines.count("BEGIN:VEVENT"), lines.count("END:VEVENT")) == (1, 1)
    assert all(len(line.encode()) <= 75 and ":" in line for line in lines[:-1])


def test_a_meeting_has_its_time_as_it_was_typed_and_ends_on_the_next_day_if_it_must() -> None:
    ics = meeting(datetime(2026, 12, 31, 23, 30), NOW, "ABC234")  # noqa: DTZ001

    fields = dict(line.split(":", 1) for line in ics.splitlines() if line.startswith(("DT", "UID", "PRODID")))

    assert (fields["DTSTART"], fields["DTEND"]) == ("20261231T233000", "20270101T010000")
    assert fields["DTSTAMP"] == "20261122T190500Z"
    assert fields["UID"] == "ABC234-20261231T2330@role-play-kit"
