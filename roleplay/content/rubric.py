"""The format of a rubric and of the two tag lists, in the order of the file."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from roleplay.content.case import Kind
from roleplay.content.checklist import Block, Item
from roleplay.content.values import Day, FormatOne, Number, Part, Slug, Text, YesNo, broken_rule


class Anchors(Part):
    """What a 1, a 3 and a 5 look like, in words."""

    one: Annotated[str, Field(min_length=1, alias="1")]
    three: Annotated[str, Field(min_length=1, alias="3")]
    five: Annotated[str, Field(min_length=1, alias="5")]


class Domain(Part):
    """One area of the performance, rated 1 to 5."""

    id: Slug
    name: Text
    weight: Annotated[Number, Field(gt=0, le=10)] = 1
    anchors: Anchors


class Scale(Part):
    """The overall rating: a question and its four answers, for 0 to 3."""

    ask: Text
    words: Annotated[tuple[Text, ...], Field(min_length=4, max_length=4)]


class Place(StrEnum):
    """Where a general line goes: before or after the case's own."""

    FIRST = "first"
    LAST = "last"


class RubricItem(Item):
    """A general line that every case of its kind shares. Without a block of its own it opens or closes the sheet."""

    place: Place = Place.FIRST

    @model_validator(mode="before")
    @classmethod
    def _block_of_its_place(cls, data: Any) -> Any:
        if not isinstance(data, dict) or data.get("block") is not None:
            return data
        return {**data, "block": Block.CLOSING if data.get("place") == Place.LAST else Block.OPENING}


class Statement(Part):
    """What the patient agrees with, still in role, from 1 to 5."""

    id: Slug
    text: Text


class Mix(Part):
    """How much the checklist and the domains count; together 1."""

    checklist: Annotated[Number, Field(ge=0, le=1)]
    domains: Annotated[Number, Field(ge=0, le=1)]

    @model_validator(mode="after")
    def _together_one(self) -> Self:
        total = self.checklist + self.domains
        if abs(total - 1) > 1e-6:
            raise broken_rule(f"expected checklist and domains to add up to 1; found {total:g}")
        return self


class RubricReview(Part):
    """Who wrote the rubric and whether a clinician has read it."""

    author: Text
    written: Day
    clinically_reviewed: YesNo = False


class Rubric(Part):
    """rubrics/<id>.yaml"""

    format: FormatOne
    id: Slug
    title: Text
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    domains: Annotated[tuple[Domain, ...], Field(min_length=3, max_length=5)]
    scale: Scale
    items: tuple[RubricItem, ...] = ()
    statements: Annotated[tuple[Statement, ...], Field(min_length=4, max_length=4)]
    mix: Mix
    review: RubricReview


# The tag lists


def inside_a_sentence(name: str) -> str:
    """A skill's name where it isn't the first word: "ECG reading" keeps its capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def in_a_row(names: Iterable[str]) -> str:
    """Names of skills, themes or phases within a sentence. Some contain commas."""
    return "; ".join(map(inside_a_sentence, names))


class Tag(Part):
    """A skill that cases and lines can train."""

    id: Slug
    name: Text


def tag_in_words(tag: str) -> str:
    """A tag without a name, as close to words as possible."""
    return tag.replace("-", " ").replace("_", " ").capitalize()


class Theme(Tag):
    """What a case touches on; a heavy theme is announced before anybody takes part."""

    heavy: YesNo = False


class Skills(Part):
    """rubrics/skills.yaml"""

    format: FormatOne
    tags: Annotated[tuple[Tag, ...], Field(min_length=1)]


class Themes(Part):
    """rubrics/themes.yaml"""

    format: FormatOne
    tags: Annotated[tuple[Theme, ...], Field(min_length=1)]
