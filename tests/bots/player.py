"""What a person does about what their screen shows: one thing after another, each after some thought.

`next_deed` is all of it: given the view, it says what to do and how long to think first. Nothing is sent here.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.bots.device import View

Said = dict[tuple[Any, ...], Any]


@dataclass(frozen=True)
class Deed:
    """A tap (``kind``) or a ``move``, after so many seconds of thought. ``together``: two press at the same time."""

    think: tuple[float, float]
    kind: str = ""
    move: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    together: bool = False


@dataclass(frozen=True)
class Scene:
    """What a person knows: the screen, the stage by their own clock, what they have entered, and the session's plan."""

    screen: str
    stage: str
    view: View
    said: Said
    first: bool
    """Whether it is they who move things on when it is nobody's turn."""
    goes_on: bool
    """Whether another round should begin."""
    station_ms: int
    """How long a station should be; a case with its own times is ended early."""
    left_ms: int | None
    chance: random.Random

    @property
    def top(self) -> View:
        top: View = self.view["top"]
        return top

    @property
    def round(self) -> int:
        return int(self.top["round"])

    def may(self, move: str) -> bool:
        return move in self.top["moves"]

    def open(self, kind: str, thing: str = "") -> bool:
        """Whether they have not entered this yet."""
        return (kind, self.round, thing) not in self.said


def next_deed(scene: Scene) -> Deed | None:
    """None if there is nothing to do but wait."""
    if scene.top["held"]:
        return Deed((1, 4), move="carry_on") if scene.may("carry_on") else None
    if scene.screen == "Lobby":
        return _in_the_lobby(scene)
    return _BY_STAGE.get(scene.stage, _nothing)(scene)


def _nothing(scene: Scene) -> Deed | None:
    return None


def _in_the_lobby(scene: Scene) -> Deed | None:
    if not scene.first:
        return None
    if scene.stage == "opening":
        full = len(scene.top["people"]) == 3
        return Deed((2, 6), move="begin") if full and scene.may("begin") else None
    return _after_the_round(scene)


def _prepare(scene: Scene) -> Deed | None:
    if scene.may("accept"):
        return Deed((2, 6), move="accept")
    return Deed((6, 20), move="ready") if scene.may("ready") else None


def _consent(scene: Scene) -> Deed | None:
    if scene.may("accept"):
        return Deed((2, 6), move="accept")
    if scene.may("ask_consent"):
        return Deed((3, 8), move="ask_consent")
    return Deed((2, 5), move="consent") if scene.may("consent") else None


def _reading(scene: Scene) -> Deed | None:
    """Presenters read longer than bots can afford."""
    long = (scene.left_ms or 0) > scene.station_ms
    return Deed((3, 6), move="go_on") if scene.screen == "StudentView" and long and scene.may("go_on") else None


def _station(scene: Scene) -> Deed | None:
    if scene.screen == "ObserverView":
        return next(_watched(scene), None)
    if scene.screen == "PatientView":
        return next(_told(scene), None)
    longer = (scene.top["clock"]["length"] or 0) - (scene.left_ms or 0) > scene.station_ms
    return Deed((1, 3), move="end_early") if longer and scene.may("end_early") else None


def _watched(scene: Scene) -> Iterator[Deed]:
    """Marks lines as they happen, pins now and then, and hands over each card once."""
    sheet = scene.view["sheet"]
    if sheet is None:
        return
    cards = [f for f in sheet["findings"] if f["shown"] == "card" and f["id"] not in sheet["released"]]
    cards = [card for card in cards if scene.open("released", card["id"])]
    if cards and scene.chance.random() < 0.5:
        yield Deed((4, 12), kind="released", values={"finding": cards[0]["id"]})
    if scene.chance.random() < 0.1:
        yield Deed((3, 9), kind="pinned", values={"pin": scene.chance.choice(("worked", "try"))})
    for item in sheet["items"]:
        if not item["never"] and scene.open("marked", item["id"]):
            mark = "partly" if item["partly"] and scene.chance.random() < 0.3 else "done"
            yield Deed((4, 14), kind="marked", values={"item": item["id"], "mark": mark})
    marked = [item["id"] for item in sheet["items"] if not scene.open("marked", item["id"])]
    if marked and scene.chance.random() < 0.1:
        yield Deed((5, 20), kind="marked", values={"item": scene.chance.choice(marked), "mark": None})


def _told(scene: Scene) -> Iterator[Deed]:
    part = scene.view["part"]
    for fact in part["story"] if part else ():
        if scene.open("fact_came", fact["id"]):
            yield Deed((8, 25), kind="fact_came", values={"fact": fact["id"], "came": True})


def _quiet(scene: Scene) -> Deed | None:
    form = scene.view.get("form")
    if scene.may("accept"):
        return Deed((1, 3), move="accept")
    if form and not form["handed_in"] and scene.open("handed_in"):
        return next(_of_the_form(scene, form), Deed((1, 4), kind="handed_in"))
    return Deed((20, 40), move="go_on_without") if scene.may("go_on_without") else None


def _of_the_form(scene: Scene, form: View) -> Iterator[Deed]:
    sheet = scene.view.get("sheet")
    for item in sheet["items"] if sheet else ():
        if scene.open("marked", item["id"]):
            yield Deed((0.2, 1.5), kind="marked", values={"item": item["id"], "mark": "not"})
    for statement in form["statements"]:
        if scene.open("rated_statement", statement["id"]):
            values = {"statement": statement["id"], "value": scene.chance.randint(1, 5)}
            yield Deed((1, 4), kind="rated_statement", values=values)
    for domain in form["domains"]:
        if scene.open("rated_domain", domain["id"]):
            yield Deed(
                (1, 4), kind="rated_domain", values={"domain": domain["id"], "value": scene.chance.randint(1, 5)}
            )
    if form["scale"] and scene.open("rated_overall"):
        yield Deed((1, 4), kind="rated_overall", values={"value": scene.chance.randint(0, 3)})
    if form["goal"] and scene.open("rated_goal"):
        yield Deed(
            (1, 3),
            kind="rated_goal",
            values={"outcome": scene.chance.choice(("done", "partly", "missed", "no_chance"))},
        )
    for sentence in form["sentences"]:
        if scene.open("wrote", sentence["words"]):
            text = f"When you waited, I went on. ({scene.chance.getrandbits(40):010x})"
            yield Deed((6, 20), kind="wrote", values={"words": sentence["words"], "text": text})


def _debrief(scene: Scene) -> Deed | None:
    """The speaker moves on; out of role, or if a phone has gone, the first does."""
    mine = scene.view["you_speak"] or (scene.first and scene.top["turn"] == "out_of_role")
    if not scene.may("go_on") or scene.top["asked"]:
        return None
    together = scene.chance.random() < 0.3
    return Deed((6, 20), move="go_on", together=together) if mine else Deed((60, 90), move="go_on")


def _sheets(scene: Scene) -> Deed | None:
    """Another go more often than not, and sometimes from a moment of their own."""
    if not scene.first or scene.top["asked"]:
        return None
    if scene.may("again") and scene.chance.random() < 0.7:
        named = {"second": scene.chance.randrange(scene.view["go"]["length"])} if scene.chance.random() < 0.3 else {}
        return Deed((10, 30), move="again", values=named)
    return Deed((10, 30), move="go_on", together=True) if scene.may("go_on") else None


def _again(scene: Scene) -> Deed | None:
    """Over once it was said."""
    may = scene.first and scene.may("end_early") and not scene.top["asked"]
    return Deed((10, 30), move="end_early") if may else None


def _after_the_round(scene: Scene) -> Deed | None:
    """Says whether it happened, or writes the student's next step; then the first person moves on, once there was time
    for that."""
    if (scene.view.get("go") or {}).get("asks") and scene.open("rated_try"):
        return Deed((2, 6), kind="rated_try", values={"happened": scene.chance.choice(("yes", "partly", "no"))})
    if scene.view.get("next_step") is not None and scene.open("wrote", "next_step"):
        text = f"I will ask what worries them. ({scene.chance.getrandbits(40):010x})"
        return Deed((4, 12), kind="wrote", values={"words": "next_step", "text": text})
    if not scene.first or scene.top["asked"]:
        return None
    for move in ("begin", "more", "finish") if scene.goes_on else ("finish",):
        if scene.may(move) and (move != "begin" or scene.view["plan"]["rows"]):
            return Deed((12, 25), move=move)
    return None


_BY_STAGE: dict[str, Callable[[Scene], Deed | None]] = {
    "prepare": _prepare,
    "consent": _consent,
    "reading": _reading,
    "station": _station,
    "quiet": _quiet,
    "debrief": _debrief,
    "sheets": _sheets,
    "again": _again,
    "next": _after_the_round,
}
