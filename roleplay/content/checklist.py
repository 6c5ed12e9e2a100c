"""The lines of a mark sheet, as a case and a rubric write them."""

from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from roleplay.content.values import YES_NO, Part, Slug, Text, Whole, YesNo, broken_rule, expected


class Critical(StrEnum):
    """The station is unsafe without a line that is a must, and with one that is a never."""

    MUST = "must"
    NEVER = "never"


class Block(StrEnum):
    """When in the station a line happens: the mark sheet's headings, in this order."""

    OPENING = "opening"
    MIDDLE = "middle"
    CLOSING = "closing"


class Partly(Part):
    """`both` names the two parts of a line, `one` what counts as partly. A bare `true` names neither."""

    both: str = ""
    one: str = ""

    @model_validator(mode="after")
    def _named_together(self) -> Self:
        if bool(self.both) != bool(self.one):
            raise broken_rule("expected both and one, or neither; found " + ("both" if self.both else "one"))
        return self


def _partly(value: Any) -> Any:
    """`true` and `false` as they were written before the parts had names."""
    if isinstance(value, str):
        value = YES_NO.get(value.strip().lower(), value)
    if value is True or value is False:
        return Partly() if value else None
    if value is None or isinstance(value, dict | Partly):
        return value
    raise expected("{both: …, one: …}, or false")


class Item(Part):
    """One line of the mark sheet. `reveals` names the facts that it brings out."""

    id: Slug
    text: Text
    domain: Slug
    tags: tuple[Slug, ...] = ()
    weight: Annotated[Whole, Field(ge=1, le=3)] = 1
    block: Block = Block.MIDDLE
    partly: Annotated[Partly | None, BeforeValidator(_partly)] = None
    critical: Critical | None = None
    may_not_arise: YesNo = False
    reveals: tuple[Slug, ...] = ()
