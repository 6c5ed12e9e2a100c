"""The kinds of value a content file holds, and how a written word becomes one of them.

The loader hands over nothing but text. So a number is what *we* call a number (`1_0` isn't), a yes is what we call a
yes, and text is never taken for anything else.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

WHOLE = re.compile(r"-?[0-9]{1,9}")
NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YES_NO = {"true": True, "yes": True, "false": False, "no": False}


class Part(BaseModel):
    """A frozen piece of a file. A key with nothing after it counts as missing."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, serialize_by_alias=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty_keys(cls, data: Any) -> Any:
        if isinstance(data, dict) and None in data.values():
            known = cls.keys()
            return {key: value for key, value in data.items() if value is not None or key not in known}
        return data

    @classmethod
    def keys(cls) -> list[str]:
        """The keys as the file spells them, in its order."""
        return [field.alias or name for name, field in cls.model_fields.items()]


def expected(what: str) -> PydanticCustomError:
    """A fault that says what was expected; the report adds what was found."""
    return PydanticCustomError("expected", "{what}", {"what": what})


def broken_rule(sentence: str) -> PydanticCustomError:
    """A fault that several keys cause together; the sentence is shown as it is."""
    return PydanticCustomError("rule", "{sentence}", {"sentence": sentence})


def _whole(value: object) -> object:
    if isinstance(value, str):
        if not WHOLE.fullmatch(value.strip()):
            raise expected("a whole number, such as 2")
        return int(value)
    return value


def _number(value: object) -> object:
    if isinstance(value, str):
        if not NUMBER.fullmatch(value.strip()):
            raise expected("a number, such as 2 or 0.5")
        return float(value)
    return value


def _yes_or_no(value: object) -> object:
    if isinstance(value, str):
        if value.strip().lower() not in YES_NO:
            raise expected("true or false")
        return YES_NO[value.strip().lower()]
    return value


def _format_one(value: object) -> object:
    if value not in ("1", 1):
        raise expected("1, the only format there is")
    return 1


def _day(value: object) -> object:
    if isinstance(value, str):
        try:
            if DATE.fullmatch(value.strip()):
                return date.fromisoformat(value.strip())
        except ValueError:
            pass
        raise expected("a date, such as 2026-11-22")
    return value


def _labelled_values(value: object) -> object:
    if isinstance(value, Mapping):
        return [{"label": label, "value": text} for label, text in value.items()]
    return value


def _labelled_lines(value: object) -> object:
    if isinstance(value, Mapping):
        return [{"label": label, "lines": _lines(text)} for label, text in value.items()]
    return value


def _lines(value: object) -> object:
    if value is None:
        return []
    return value if isinstance(value, list | tuple) else [value]


Text = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Whole = Annotated[int, BeforeValidator(_whole)]
Number = Annotated[float, BeforeValidator(_number), Field(allow_inf_nan=False)]
Minutes = Annotated[Number, Field(gt=0, le=240)]
Minute = Annotated[Number, Field(ge=0, le=240)]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Day = Annotated[date, BeforeValidator(_day)]
FormatOne = Annotated[int, BeforeValidator(_format_one)]


class Given(Part):
    """One line of the candidate instructions: `Pulse: 84 regular`."""

    label: Text
    value: Text


class Background(Part):
    """One line of the patient's background: `medicines: [ramipril, aspirin]`; a single text is one line."""

    label: Text
    lines: tuple[Text, ...] = ()


GivenLines = Annotated[tuple[Given, ...], BeforeValidator(_labelled_values)]
BackgroundLines = Annotated[tuple[Background, ...], BeforeValidator(_labelled_lines)]
