"""Signposts of one country: whom to call in danger, whom to talk to, and the school's own line."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from roleplay.content.values import Day, FormatOne, Part, Slug, Text, broken_rule, expected

_NUMBER = re.compile(r"[0-9][0-9 ]{0,19}")
_ADDRESS = re.compile(r"https://[\w.-]+(/[\w./-]*)?", re.ASCII)


def _number(value: object) -> object:
    if isinstance(value, str) and not _NUMBER.fullmatch(value.strip()):
        raise expected("a telephone number as it is dialled, such as 116 123")
    return value


def _address(value: object) -> object:
    if isinstance(value, str) and not _ADDRESS.fullmatch(value.strip()):
        raise expected("an address that begins with https://")
    return value


Number = Annotated[str, BeforeValidator(_number)]
Address = Annotated[str, BeforeValidator(_address)]


class Signpost(Part):
    """Who helps, and how to reach them: a number to call, one for messages and what to ``say`` there, a page."""

    who: Text
    call: Number | None = None
    text: Number | None = None
    say: str = ""
    web: Address | None = None
    note: str = ""

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if self.call is None and self.text is None and self.web is None:
            raise broken_rule("expected call, text or web, so that people can reach them; found none")
        return self


class School(Part):
    """The school's own line: empty until somebody who knows it fills it in."""

    who: str = ""
    call: Number | None = None
    text: Number | None = None
    web: Address | None = None
    note: str = ""

    @model_validator(mode="after")
    def _whole_or_empty(self) -> Self:
        reached = self.call is not None or self.text is not None or self.web is not None
        if reached != bool(self.who) or (self.note and not self.who):
            raise broken_rule("expected who and one of call, text and web, or nothing at all; found only some of it")
        return self

    @property
    def signpost(self) -> Signpost | None:
        """None while nobody has filled it in."""
        return Signpost(**self.model_dump()) if self.who else None


class Country(Part):
    """people/signposts/<id>.yaml. ``checked`` is the day on which somebody looked every number up; without one nobody
    has."""

    format: FormatOne
    id: Slug
    name: Text
    checked: Day | None = None
    danger: Annotated[tuple[Signpost, ...], Field(min_length=1)]
    talk: Annotated[tuple[Signpost, ...], Field(min_length=1)]
    school: School = School()
