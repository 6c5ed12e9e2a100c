"""Every chart: readable on a phone in both themes, nothing that zooms, and what people wrote is only ever text."""

import html
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from review_builders import NAMES, NASTY, SHEET, answered, card, goal, histories, marked, retagged, seen, station

from roleplay.marking.marksheet import Mark, Statement
from roleplay.marking.scoring import Response
from roleplay.review.charts import Chart
from roleplay.review.goals import goals_view
from roleplay.review.missed import often_missed
from roleplay.review.own_rounds import Seen
from roleplay.review.patients import patients_view
from roleplay.review.practice_log import practice_log
from roleplay.review.profile import domain_profile
from roleplay.review.recent import recent_level
from roleplay.review.self_view import self_view
from roleplay.review.skill_change import skill_changes
from roleplay.review.story import StoryPin, StoryPoint, story
from roleplay.review.trend import trend
from roleplay.sheets.charts.palette import COLUMNS, MOST_LINES, label, plotly_text
from roleplay.sheets.charts.plotly_figure import figure, place_of
from roleplay.sheets.charts.svg import picture

POINTS = [
    StoryPoint(NASTY, 42, False, True, "volunteer"),
    StoryPoint("I sleep on three pillows.", 150, True, True, "asked"),
    StoryPoint(NASTY, None, False, True, "asked"),
    StoryPoint(NASTY, None, False, False, NASTY),
]

OURS = re.compile(r"</?b>|<br>|<extra></extra>|%\{text\}")
"""What a chart sets itself; links, dollars and scripts would still give unescaped nasty text away."""


def history(n: int) -> list[Seen]:
    """Stations in which every text that a person or an author wrote is nasty."""
    sheet = replace(retagged(SHEET, [NASTY]), statements=(Statement("heard", NASTY),))
    titled = [station(k, card=card(NASTY, title=NASTY, kind=NASTY, skills=(NASTY,))) for k in range(1, n + 1)]
    marks = marked(50, asks=Mark.NOT)
    return [Seen(one, sheet, {NASTY: marks}, own=marks, statements={"heard": 3}, sentence=NASTY) for one in titled]


def views(n: int) -> dict[str, Chart]:
    own = history(n)
    return {
        "log": practice_log([s.station for s in own], {NASTY: NASTY}, [(NASTY, "eyes")]),
        "goals": goals_view(goal(k, NASTY, "tried") for k in range(n)),
        "recent": recent_level(own),
        "patients": patients_view(own),
        "missed": often_missed(own, {NASTY: NASTY}),
        "areas": domain_profile(own),
        "trend": trend(own),
        "changes": skill_changes(own, {NASTY: NASTY}),
        "own": self_view(own),
        "story": story(POINTS, [StoryPin(NASTY, 60)], 480),
    }


def figures(n: int, dark: bool = False) -> dict[str, Any]:
    return {name: figure(view.picture, dark) for name, view in views(n).items()}


ALL = list(figures(1))
each = pytest.mark.parametrize("name", ALL)


def strings(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for one in part.values() if isinstance(part, dict) else part:
            yield from strings(one)


def as_json(figure: Any) -> dict[str, Any]:
    return dict(json.loads(figure.to_json()))


@each
def test_what_people_wrote_is_only_ever_text(name: str) -> None:
    for text in strings(as_json(figures(6)[name])):
        without_ours = OURS.sub("", text)

        assert not set(without_ours) & set("<>$\n\u202e"), text
        assert "%{" not in without_ours, text


def test_escaped_text_reads_as_it_was_typed() -> None:
    escaped = plotly_text(NASTY)

    assert not set(escaped) & set("<>${}")
    assert html.unescape(escaped) == NASTY.replace("\u202e", " ").replace("\n", " ")


def test_a_label_is_cut_into_lines_before_it_is_escaped() -> None:
    text, count = label("<" * 90, strong="3 of 4")

    assert text.startswith("<b>3 of 4</b>")
    assert text.count("<br>") == count - 1
    assert all(len(html.unescape(line)) <= COLUMNS + len("<b></b>") for line in text.split("<br>"))


def test_a_very_long_label_ends() -> None:
    text, count = label("word " * 500)

    assert count == MOST_LINES
    assert text.endswith("…")


@each
def test_nothing_zooms_and_nothing_is_painted_behind(name: str) -> None:
    layout = as_json(figures(12)[name])["layout"]

    assert layout["xaxis"]["fixedrange"] is layout["yaxis"]["fixedrange"] is True
    assert layout["dragmode"] is False
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"
    assert layout["template"].keys() <= {"data", "layout"}


@each
def test_text_is_large_enough_and_readable_in_both_themes(name: str) -> None:
    light, dark = (as_json(figures(12, dark)[name])["layout"] for dark in (False, True))

    assert all(note["font"]["size"] >= 13 for note in light["annotations"])
    colours = [{note["font"]["color"] for note in layout["annotations"]} for layout in (light, dark)]
    assert colours[0] <= {"#1F2A37", "#5B6472"}
    assert colours[1] <= {"#E8E6E1", "#A3ABB5"}


@each
def test_a_thousand_stations_make_a_small_figure(name: str) -> None:
    assert len(figures(1000)[name].to_json()) < 200_000


@pytest.mark.parametrize("n", [0, 1])
@pytest.mark.parametrize("name", ALL)
def test_a_figure_with_almost_nothing_in_it_is_still_drawn(name: str, n: int) -> None:
    assert figures(n)[name].layout.height > 0


def test_percents_go_from_0_to_100() -> None:
    drawn = figures(6)

    assert tuple(drawn["recent"].layout.yaxis.range) == (0, 100)
    assert tuple(drawn["missed"].layout.xaxis.range) == (0, 100)


def test_a_chart_is_as_high_as_its_rows() -> None:
    def height(tags: int) -> int:
        sheet = retagged(SHEET, [f"tag {n}" for n in range(tags)])
        view = often_missed(replace(seen(n, marked()), sheet=sheet) for n in range(4))
        return int(figure(view.picture).layout.height)

    assert height(2) - height(1) == height(3) - height(2) > 40
    assert height(30) == height(11), "ten rows at the most; the table has the rest"


def test_the_recent_level_has_a_band_only_from_five_stations_on() -> None:
    four, five = (figure(recent_level(history(n)).picture) for n in (4, 5))

    assert (len(four.layout.shapes), len(five.layout.shapes)) == (0, 2)


def test_first_try_repeat_and_partly_marked_are_told_apart_by_shape_and_words() -> None:
    half = Response(items={"asks": Mark.DONE})
    own = [seen(1, marked()), seen(2, marked(), repeat=True), seen(3, half), seen(4, half, repeat=True)]

    drawn = figure(recent_level(own).picture)

    assert [(trace.name, trace.marker.symbol) for trace in drawn.data] == [
        ("first try", "circle"),
        ("partly marked, not counted", "circle-open"),
        ("repeat, not counted", "diamond"),
        ("repeat and partly marked, not counted", "diamond-open"),
    ]


def test_no_observer_is_in_the_chart() -> None:
    assert "person 0" not in figure(recent_level([seen(1, marked())]).picture).to_json()


def test_a_fact_without_a_known_time_is_not_on_the_timeline() -> None:
    drawn = figure(story(POINTS, [], 480).picture)

    assert [tuple(trace.x) for trace in drawn.data] == [(42,), (150,)]


def test_an_approximate_time_is_hollow_and_says_so() -> None:
    drawn = figure(story(POINTS[:2], [], 480).picture)

    assert [trace.marker.symbol for trace in drawn.data] == ["circle", "circle-open"]
    assert any(note.text.startswith("<b>about 2:30</b>") for note in drawn.layout.annotations)


def test_what_was_not_heard_is_apart_in_quiet_text() -> None:
    told = story([POINTS[0], replace(POINTS[3], say="I am afraid.")], [], 480)
    notes = figure(told.picture).layout.annotations

    last, heading = notes[-1], notes[-2]
    assert (heading.text, last.font.color) == ("<b>Not heard this time</b>", "#5B6472")
    assert last.text.startswith("I am afraid.")


def test_a_statement_shows_all_its_answers_and_the_middle_one() -> None:
    drawn = figure(patients_view([answered(1, 5), answered(2, 2), answered(3, 2)]).picture)

    assert dict(zip(drawn.data[0].x, drawn.data[0].marker.size, strict=True)) == {2: 22.0, 5: 15.6}
    assert any(note.text == "3 answers, the middle one 2" for note in drawn.layout.annotations)


def test_a_dot_says_what_it_is_and_links_to_its_station() -> None:
    drawn = figure(recent_level([seen(3, marked()), seen(4, marked(), repeat=True)]).picture)

    first, second = drawn.data
    assert first.text == ("Case 3<br>50%, 12 October 2026<br>first try",)
    assert [place_of({"customdata": trace.customdata[0]}) for trace in (first, second)] == ["3-1", "4-1"]


@pytest.mark.parametrize("name", [name for name in ALL if name not in ("log", "goals")])
def test_every_dot_has_words_on_the_page_and_in_the_file(name: str) -> None:
    view = views(12)[name]
    dots = sum(len(trace.x) for trace in figure(view.picture).data)
    drawn = picture(view)

    assert all(all(trace.text) for trace in figure(view.picture).data)
    assert drawn.count("</title></circle>") + drawn.count("</title></path>") == dots > 0


@each
def test_what_people_wrote_is_text_in_the_file_too(name: str) -> None:
    drawn = picture(views(12)[name])

    assert not re.search("<script|<a |<b>bold|javascript:1'>", drawn)


def test_a_table_links_where_the_dots_link() -> None:
    view = recent_level([seen(3, marked()), seen(4, marked(), repeat=True)])

    assert view.table.leads == ((4, 1), (3, 1))
    assert {mark.leads for sort in view.picture.sorts for mark in sort.marks} == {*view.table.leads}


def test_what_links_nowhere_has_no_place() -> None:
    assert [place_of(point) for point in ({}, {"customdata": ""}, {"customdata": [1]}, {"customdata": []})] == [""] * 4


VIEWS: list[Callable[[list[Seen]], Chart]] = [
    lambda own: practice_log([s.station for s in own], NAMES),
    recent_level,
    patients_view,
    lambda own: often_missed(own, NAMES),
    domain_profile,
    trend,
    self_view,
    skill_changes,
]


@given(histories)
@settings(max_examples=40, deadline=None)
def test_no_marks_stop_a_view_or_its_chart(own: list[Seen]) -> None:
    for view in (make(own) for make in VIEWS):
        assert figure(view.picture).layout.height > 0
        assert not view.has_chart or "<svg" in picture(view)


HALF_IMPORTED = """
import sys, threading
from plotly.graph_objects import Figure
from roleplay.review.charts import Axis, Mark, Row, Rows, Section
from roleplay.sheets.charts.plotly_figure import figure

begun, go, drawn = threading.Event(), threading.Event(), []

class Slow:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("numpy.") and not begun.is_set():
            begun.set()
            go.wait(60)

sys.meta_path.insert(0, Slow())
importing = threading.Thread(target=__import__, args=("numpy",))
importing.start()
begun.wait(60)
picture = Rows(Axis(0, 1), (Section((Row("a", marks=(Mark(1, ("b",)),)),)),))
drawing = threading.Thread(target=lambda: drawn.append(figure(picture)))
drawing.start()
drawing.join(1)
go.set()
drawing.join()
importing.join()
print(len(drawn))
"""


def test_a_chart_is_drawn_even_while_another_thread_is_importing_numpy() -> None:
    """In a separate process, as in this one everything is imported already."""
    ran = subprocess.run([sys.executable, "-c", HALF_IMPORTED], capture_output=True, text=True, check=False)

    assert (ran.stdout, ran.stderr) == ("1\n", "")
