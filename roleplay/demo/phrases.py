"""Everything that the people of the demo write, from ``phrases.yaml``: our own sentences, and when each is true."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("phrases.yaml")


@dataclass(frozen=True)
class Felt:
    """A patient's "When you …, I felt …" about a skill that went well or was missed. ``kind`` is the first letter of
    the stations that it fits, as in `Own` and `Advice`."""

    kind: str
    skill: str
    well: bool
    say: str


@dataclass(frozen=True)
class FeltHere:
    """A patient's sentence about a line that was done or not; ``of`` is the rubric's or the case's id."""

    of: str
    item: str
    well: bool
    say: str


@dataclass(frozen=True)
class Advice:
    """An observer's one thing to try, and the next step that a student makes from it."""

    kind: str
    skill: str
    to_try: str
    next_step: str


@dataclass(frozen=True)
class Own:
    """A student's own line: what worked, and the skill they want help with."""

    kind: str
    skill: str
    say: str


@dataclass(frozen=True)
class Seen:
    """What an observer saw or heard, about a skill that was shown or missed."""

    kind: str
    skill: str
    well: bool
    say: str


@dataclass(frozen=True)
class Phrases:
    """All the sentences, by who writes them."""

    felt: tuple[Felt, ...]
    felt_here: tuple[FeltHere, ...]
    advice: tuple[Advice, ...]
    seen: tuple[Seen, ...]
    own: tuple[Own, ...]

    @property
    def sentences(self) -> frozenset[str]:
        """Every sentence: nobody in the demo writes anything else."""
        felt = {one.say for one in self.felt} | {one.say for one in self.felt_here} | {one.say for one in self.seen}
        return frozenset(felt.union((one.say for one in self.own), *((a.to_try, a.next_step) for a in self.advice)))


@cache
def phrases() -> Phrases:
    """The sentences, read once."""
    import yaml

    body: dict[str, list[dict[str, Any]]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return Phrases(
        felt=tuple(Felt(one["in"], one["skill"], one["well"], one["say"]) for one in body["felt"]),
        felt_here=tuple(FeltHere(one["of"], one["item"], one["well"], one["say"]) for one in body["felt_here"]),
        advice=tuple(Advice(one["in"], one["skill"], one["try"], one["next"]) for one in body["advice"]),
        seen=tuple(Seen(one["in"], one["skill"], one["well"], one["say"]) for one in body["seen"]),
        own=tuple(Own(one["in"], one["skill"], one["say"]) for one in body["own"]),
    )
