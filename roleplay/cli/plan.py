"""Plan a session given as JSON: who is here, which cases they have met, how many rounds.

Everybody has to be in the room. A sealed room, where somebody waits outside, is refused. What the group played in its
last eight sessions can be given too: ``turns``, for each person how often they were student, patient and observer, and
``pairs``, a list of [student, patient, sessions ago], in which a person is a number from 0 or a name from ``names``.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from roleplay.cli.command import Commands
from roleplay.cli.jsonfile import read_json
from roleplay.errors import Fault
from roleplay.rotation.planner import most_rounds, plan
from roleplay.rotation.problem import MOST_PEOPLE, CaseCard, PastTurns, Plan, Problem, Turn, Turns
from roleplay.rotation.reasons import offers, reason, why
from roleplay.rotation.rules import holder

Met = Mapping[str, Sequence[Literal["student", "patient", "observer", "reader"]]]
"""Case id to the roles in which a person met it."""
PASSED_OVER = {"name", "description", "expected", "verified_by"}
RENAMED = {"past": "turns"}
MOST = 1000
"""The most rounds, turns or sessions that a file may speak of."""
Count = Annotated[int, Field(ge=0, le=MOST)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)


class _Case(_Part):
    id: str = Field(min_length=1)
    heavy: bool = False
    themes: frozenset[str] = Field(default=frozenset(), strict=False)
    title: str = ""
    skills: Sequence[str] = ()


class _Turns(_Part):
    student: Count = 0
    patient: Count = 0
    observer: Count = 0


class _File(_Part):
    group_size: int = Field(ge=1, le=MOST_PEOPLE)
    people_in_room: int | None = None
    cases: Sequence[_Case]
    exposures: Sequence[Met]
    rounds: Count
    last_patient_heavy: Sequence[bool] = ()
    turns: Sequence[_Turns] = ()
    pairs: Sequence[Sequence[Any]] = ()
    blocked: Sequence[Sequence[str]] = ()
    names: Sequence[str] = ()


def plan_file(path: Path) -> dict[str, Any]:
    """The plan as plain JSON values. Raises `Fault` for a file that can't be read or isn't in this form."""
    read = _read(path)
    _agree(path, read)
    names = list(read.names) or [f"Person {number}" for number in range(read.group_size)]
    problem = _problem(read, tuple(_met(path, read, number) for number in range(len(read.pairs))))
    found = plan(problem, random.Random(0))
    skills = {case.id: case.skills for case in read.cases}
    rounds = [_round(problem, found, number, names, skills) for number in range(len(found.rounds))]
    stands = found.certificate
    return {
        "feasible": found.feasible,
        "rounds": rounds,
        "most_rounds": most_rounds(problem),
        "reason": None if stands is None else " ".join((reason(stands, names), *offers(stands))),
        "notes": list(found.notes),
    }


def _read(path: Path) -> _File:
    try:
        data = read_json(path)
        _spelt(path, data)
        return _File.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        wrong = "Input should be a list" if first["type"] == "is_instance_of" else first["msg"]
        raise Fault(f"{path}: {where or 'the file'}: {wrong[:1].lower()}{wrong[1:]}.") from None


def _spelt(path: Path, data: object) -> None:
    """Ignore what else a file says about itself (its name, the expected answer), but not a misspelt key."""
    if not isinstance(data, dict):
        return
    for key in sorted(data.keys() - PASSED_OVER):
        near = [RENAMED[key]] if key in RENAMED else get_close_matches(key, _File.model_fields, 1, 0.8)
        if near and near[0] not in data:
            raise Fault(f'{path}: "{key}" is not known here. Did you mean "{near[0]}"?')


def _agree(path: Path, read: _File) -> None:
    inside = read.group_size if read.people_in_room is None else read.people_in_room
    if inside != read.group_size:
        raise Fault(
            f"{path}: {inside} of {read.group_size} people are in the room. So far the kit can only plan for "
            "rooms with everybody in them, not for sealed rooms, where somebody waits outside."
        )
    for key in ("exposures", "last_patient_heavy", "turns", "blocked", "names"):
        given: Sequence[object] = getattr(read, key)
        if len(given) != read.group_size and (given or key == "exposures"):
            raise Fault(f"{path}: {key} is about {len(given)} people, but group_size is {read.group_size}.")
    twice = [case for case, times in Counter(case.id for case in read.cases).items() if times > 1]
    if twice:
        raise Fault(f'{path}: the case "{twice[0]}" is there twice.')


def _met(path: Path, read: _File, number: int) -> tuple[int, int, int]:
    """Two people who were student and patient, and how many sessions ago."""
    given, where = read.pairs[number], f"{path}: pairs.{number}"
    if len(given) != 3:
        raise Fault(f"{where}: write [student, patient, sessions ago].")
    student, patient = (_place(where, read, person) for person in given[:2])
    if student == patient:
        raise Fault(f"{where}: one person cannot be both student and patient.")
    ago = given[2]
    if type(ago) is not int or not 1 <= ago <= MOST:
        raise Fault(f"{where}: sessions ago should be a whole number from 1 (last time) to {MOST}, not {_shown(ago)}.")
    return student, patient, ago


def _place(where: str, read: _File, person: object) -> int:
    if type(person) is int and 0 <= person < read.group_size:
        return person
    if isinstance(person, str) and (times := list(read.names).count(person)):
        if times > 1:
            raise Fault(f"{where}: {times} people are called {_shown(person)}. Write their numbers instead.")
        return list(read.names).index(person)
    names = " or one of the names" if read.names else ""
    raise Fault(f"{where}: {_shown(person)} is nobody here. Write a number from 0 to {read.group_size - 1}{names}.")


def _shown(value: object) -> str:
    """As in the file; cut short, as it can be as long as the file."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _problem(read: _File, pairs: tuple[tuple[int, int, int], ...]) -> Problem:
    return Problem(
        people=read.group_size,
        cases=tuple(CaseCard(case.id, case.heavy, case.themes, case.title) for case in read.cases),
        rounds=read.rounds,
        exposed=tuple(frozenset(met) for met in read.exposures),
        played=tuple(frozenset(case for case, roles in met.items() if "patient" in roles) for met in read.exposures),
        last_patient_heavy=tuple(read.last_patient_heavy),
        past=PastTurns(tuple(Turns(**turns.model_dump()) for turns in read.turns), pairs),
        blocked=tuple(frozenset(themes) for themes in read.blocked),
    )


def _round(
    problem: Problem, found: Plan, number: int, names: Sequence[str], skills: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    turn: Turn = found.rounds[number]
    return {
        "student": turn.student,
        "patient": turn.patient,
        "observer": holder(turn),
        "observers": list(turn.observers),
        "case": turn.case,
        "why": why(problem, turn, names, skills[turn.case], found.rounds[:number]),
    }


def add(commands: Commands) -> None:
    """Add the command and its arguments."""
    plan = commands.add_parser("plan", help="plan who plays what in a session, given as JSON")
    plan.add_argument("file", type=Path)
    plan.set_defaults(run=run)


def run(words: argparse.Namespace) -> int:
    """Always 0. Raises `Fault`."""
    print(json.dumps(plan_file(words.file), indent=2, ensure_ascii=False))
    return 0
