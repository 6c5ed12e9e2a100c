"""The specialties under which cases are listed, so that one of them doesn't stand in a list under two names."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from roleplay.content.case import Case
from roleplay.content.case_rules import Remark
from roleplay.content.diagnostics import did_you_mean
from roleplay.content.values import FormatOne, Part, Text


class Specialty(Part):
    """One specialty, and what else it is called."""

    name: Text
    also: tuple[Text, ...] = ()


class Specialties(Part):
    """rubrics/specialties.yaml"""

    format: FormatOne
    specialties: Annotated[tuple[Specialty, ...], Field(min_length=1)]


Listed = Mapping[str, str]
"""Each specialty by each of its names, in small letters; empty where there is no list."""


def listed(known: Specialties | None) -> Listed:
    """By every name."""
    return {name.casefold(): one.name for one in (known.specialties if known else ()) for name in (one.name, *one.also)}


def under_its_name(case: Case, names: Listed) -> Case:
    """The case under the name by which its specialty is listed."""
    name = names.get(case.specialty.casefold(), case.specialty)
    return case if name == case.specialty else case.model_copy(update={"specialty": name})


def unlisted(case: Case, names: Listed) -> Iterator[Remark]:
    """A specialty with two names is in every list and count twice, and its cases are found under one of them."""
    name = names.get(case.specialty.casefold())
    if not names or case.unfinished or name == case.specialty:
        return
    if name is not None:
        yield ("specialty",), f'listed as "{name}". Write that'
    else:
        near = did_you_mean(case.specialty, names)
        yield (
            ("specialty",),
            f'"{case.specialty}" is not in rubrics/specialties.yaml, so it stands alone in lists{near}',
        )
