"""Stations for the review's tests: a small sheet, marks on it, and a person with any number of stations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from roleplay.content.models import Critical
from roleplay.marking.marksheet import Domain, Item, Mark, Marksheet, Statement
from roleplay.marking.scoring import Response
from roleplay.people.rounds import Goal
from roleplay.review.own_rounds import Card, Seen, Station

START = 1_790_000_000_000
DAY = 24 * 60 * 60 * 1000
NASTY = "<b>bold</b> <a href='javascript:1'>x</a> & &lt; %{y} $x^2$ \u202e{customdata}\n<script>alert(1)</script>"
NAMES = {"safety-netting": "Safety-netting", "ice": "Ideas, concerns and expectations", "red-flags": "Red flags"}
SHEET = Marksheet(
    items=(
        Item("asks", "gather", tags=("ice",), partly=True),
        Item("checks", "gather", tags=("red-flags",), may_not_arise=True),
        Item("nets", "manage", tags=("safety-netting",), critical=Critical.MUST),
        Item("harms", "manage", tags=("safety-netting",), critical=Critical.NEVER),
    ),
    domains=(Domain("gather", "Finding out"), Domain("manage", "Planning"), Domain("relate", "Being with the person")),
    statements=(Statement("heard", "I was listened to."), Statement("told", "I was told enough.")),
)


def card(case: str = "breathless", **more: Any) -> Card:
    plain: dict[str, Any] = {"kind": "interview", "specialty": "cardiology", "level": "clinical", "difficulty": 2}
    return Card(**{"id": case, "title": case.capitalize(), **plain, **more})


def station(number: int = 1, role: str = "student", **more: Any) -> Station:
    """Each a week after the one before, on a case of its own."""
    plain = {"origin": "here", "practice": number, "round": 1, "at": START + 7 * DAY * number, "minutes": 8}
    return Station(**{"role": role, "card": card(f"case {number}"), **plain, **more})


def marked(percent: int = 50, domains: Mapping[str, int] | None = None, **marks: Mark) -> Response:
    """A whole sheet whose percent is 0, 50 or 100; single marks and ratings can be set."""
    mark = {0: Mark.NOT, 50: Mark.PARTLY, 100: Mark.DONE}[percent]
    rating = 1 + percent // 25
    return Response(
        items={"asks": mark, "checks": mark, "nets": mark} | marks,
        domains={"gather": rating, "manage": rating, "relate": rating} | dict(domains or {}),
        overall=1,
    )


def seen(number: int = 1, *observers: Response, repeat: bool = False, counts: bool = True, **more: Any) -> Seen:
    """The student's own station with what each observer marked."""
    played = station(number, repeat=repeat, counts=counts)
    return Seen(played, SHEET, {f"person {i}": response for i, response in enumerate(observers)}, **more)


def stations_of(n: int, response: Response | None = None, **more: Any) -> list[Seen]:
    return [seen(number, response or marked(), **more) for number in range(1, n + 1)]


def answered(number: int, heard: int | None = 4, sentence: str = "", **more: Any) -> Seen:
    """A station with the patient's answer to the first statement."""
    return seen(number, marked(), statements={"heard": heard} if heard else {}, sentence=sentence, **more)


def goal(number: int, text: str = "", outcome: str | None = None, **more: Any) -> Goal:
    """What a person's round left behind: their next step, and what was seen of the one they came with."""
    return Goal(**{"person": "ana", "practice": number, "round": 1, "made": START + DAY * number, **more}, text=text,
                outcome=outcome)  # fmt: skip


def retagged(sheet: Marksheet, tags: Iterable[str]) -> Marksheet:
    """The sheet with other tags on its first item, and none on the rest."""
    first, *rest = sheet.items
    return replace(sheet, items=(replace(first, tags=tuple(tags)), *(replace(item, tags=()) for item in rest)))


responses = st.builds(
    Response,
    items=st.dictionaries(st.sampled_from(["asks", "checks", "nets", "harms", "unknown"]), st.sampled_from(Mark)),
    domains=st.dictionaries(st.sampled_from(["gather", "manage", "relate", "unknown"]), st.integers(1, 5)),
    overall=st.none() | st.integers(0, 3),
)
stations = st.builds(
    station,
    st.integers(1, 40),
    role=st.sampled_from(["student", "patient", "observer", "reader"]),
    counts=st.booleans(),
    repeat=st.booleans(),
)
histories = st.lists(
    st.builds(
        Seen,
        stations,
        st.just(SHEET),
        observers=st.dictionaries(st.sampled_from("abc"), responses),
        statements=st.dictionaries(st.sampled_from(["heard", "told", "unknown"]), st.integers(1, 5)),
        sentence=st.sampled_from(["", " ", "You waited.", NASTY]),
    ),
    max_size=12,
)
