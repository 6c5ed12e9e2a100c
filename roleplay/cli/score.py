"""Score a mark sheet given as JSON: ``{"rubric": …, "response": …}``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from roleplay.cli.command import Commands
from roleplay.cli.jsonfile import read_json
from roleplay.content.values import broken_rule
from roleplay.errors import Fault
from roleplay.marking.marksheet import Domain, Item, Mark, Marksheet
from roleplay.marking.scoring import Response, score

HEAVIEST = 3


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _weighs(item: Item) -> Item:
    if not 1 <= item.weight <= HEAVIEST:
        raise broken_rule(f"expected a weight from 1 to {HEAVIEST}; found {item.weight}")
    return item


def _counts(domain: Domain) -> Domain:
    if not domain.weight > 0:
        raise broken_rule(f"expected a weight above 0; found {domain.weight:g}")
    return domain


class _Mix(_Part):
    checklist: float = Field(default=0.5, ge=0)
    domains: float = Field(default=0.5, ge=0)


class _Rubric(_Part):
    items: tuple[Annotated[Item, AfterValidator(_weighs)], ...] = ()
    domains: tuple[Annotated[Domain, AfterValidator(_counts)], ...] = ()
    mix: _Mix = _Mix()


class _Response(_Part):
    items: Mapping[str, Mark | None] = {}
    domains: Mapping[str, Literal[1, 2, 3, 4, 5] | None] = {}
    overall: Literal[0, 1, 2, 3] | None = Field(default=None, alias="global")


class _File(_Part):
    rubric: _Rubric
    response: _Response


def score_file(path: Path) -> dict[str, Any]:
    """The score as plain JSON values. Raises `Fault` for a file that can't be read or isn't in this form."""
    try:
        read = _File.model_validate(read_json(path))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise Fault(f"{path}: {where or 'the file'}: {first['msg'].lower()}.") from None
    _known(path, read)
    return asdict(score(_sheet(read.rubric), _response(read.response)))


def _known(path: Path, read: _File) -> None:
    items, domains = {i.id for i in read.rubric.items}, {d.id for d in read.rubric.domains}
    strange = [i for i in read.response.items if i not in items] + [
        d for d in read.response.domains if d not in domains
    ]
    if strange:
        raise Fault(f'{path}: the response marks "{strange[0]}", which is not in the rubric.')


def _sheet(rubric: _Rubric) -> Marksheet:
    return Marksheet(rubric.items, rubric.domains, mix=(rubric.mix.checklist, rubric.mix.domains))


def _response(response: _Response) -> Response:
    return Response(
        items={item: mark for item, mark in response.items.items() if mark is not None},
        domains={domain: rating for domain, rating in response.domains.items() if rating is not None},
        overall=response.overall,
    )


def add(commands: Commands) -> None:
    """Add the command and its arguments."""
    score = commands.add_parser("score", help="score one mark sheet, given as JSON")
    score.add_argument("file", type=Path)
    score.set_defaults(run=run)


def run(words: argparse.Namespace) -> int:
    """Always 0. Raises `Fault`."""
    print(json.dumps(score_file(words.file), indent=2))
    return 0
