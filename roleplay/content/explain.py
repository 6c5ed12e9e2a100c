"""Turns what pydantic finds into sentences for people who write cases, who never see pydantic's own words."""

import re
from collections.abc import Callable
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from roleplay.content.diagnostics import did_you_mean, found, one_of
from roleplay.content.places import Place, has_key, locate
from roleplay.content.reading import Fault
from roleplay.content.values import Part

ID_RULE = "small letters, digits and single hyphens, such as chest-pain"
MOST = 200
"""How many faults of one file are told at once; nobody fixes more before checking again."""
REAL = ". A real person's story is never written down"


def explain(error: ValidationError, model: type[Part], place: Place) -> list[Fault]:
    """A fault for each thing that does not fit, at its point in the file; 200 at most."""
    faults = []
    for details in error.errors(include_url=False)[:MOST]:
        if details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]:
            continue  # long enough, but one of its entries has a fault of its own
        _, mark = locate(place, details["loc"])
        faults.append(Fault(mark, details["loc"], _sentence(details, model, place)))
    return faults


def _sentence(details: ErrorDetails, model: type[Part], place: Place) -> str:
    kind, loc = details["type"], details["loc"]
    if kind == "missing":
        return _missing(str(loc[-1]), has_key(place, loc))
    if kind == "extra_forbidden":
        return _unknown_key(str(loc[-1]), model_at(model, loc[:-1]))
    if kind == "model_type":
        return _not_keys(details["input"], model_at(model, loc))
    if kind == "rule":
        return str(details["ctx"]["sentence"])
    if kind == "enum":
        return _not_one_of(details)
    what = SENTENCES[kind](details.get("ctx", {})) if kind in SENTENCES else "something else here"
    return f"expected {what}; {_counted(details)}"


Context = dict[str, Any]

# Kind of fault → what was expected. Anything not here has a sentence of its own above.
SENTENCES: dict[str, Callable[[Context], str]] = {
    "expected": lambda ctx: str(ctx["what"]),
    "string_type": lambda ctx: "text",
    "string_too_short": lambda ctx: "text",
    "string_too_long": lambda ctx: f"at most {ctx['max_length']} letters",
    "string_pattern_mismatch": lambda ctx: ID_RULE,
    "string_unicode": lambda ctx: "text",
    "tuple_type": lambda ctx: "a list, such as [one, two]",
    "too_short": lambda ctx: f"at least {_entries(ctx['min_length'])}",
    "too_long": lambda ctx: f"at most {_entries(ctx['max_length'])}",
    "int_type": lambda ctx: "a whole number, such as 2",
    "float_type": lambda ctx: "a number, such as 2 or 0.5",
    "bool_type": lambda ctx: "true or false",
    "date_type": lambda ctx: "a date, such as 2026-11-22",
    "greater_than": lambda ctx: f"more than {ctx['gt']:g}",
    "greater_than_equal": lambda ctx: f"at least {ctx['ge']:g}",
    "less_than_equal": lambda ctx: f"at most {ctx['le']:g}",
}


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _counted(details: ErrorDetails) -> str:
    if details["type"] in ("too_short", "too_long"):
        return f"found {len(details['input'])}"
    if details["type"].startswith(("greater_than", "less_than")):
        return f"found {details['input']}"
    return found(details["input"])


def _missing(key: str, written: bool) -> str:
    if written:
        return "expected something after the colon; found nothing"
    return f'expected this key; found none. Write "{key}: …"'


def _unknown_key(key: str, model: type[Part] | None) -> str:
    known = model.keys() if model else []
    if hint := did_you_mean(key, known):
        return f"expected a key of the format; {found(key)}{hint}"
    return one_of(known, key)


def _not_keys(value: object, model: type[Part] | None) -> str:
    keys = ", ".join(f"{key}: …" for key in (model.keys() if model else [])[:3])
    return f"expected keys such as {keys}; {found(value)}"


def _not_one_of(details: ErrorDetails) -> str:
    known = re.findall(r"'([^']*)'", details["ctx"]["expected"])
    value = details["input"]
    if not isinstance(value, str):
        return f"expected one of {', '.join(known)}; {found(value)}"
    real = REAL if details["loc"][-1] == "origin" and value.strip().lower() == "real" else ""
    return one_of(known, value) + real


def model_at(model: type[Part], steps: tuple[str | int, ...]) -> type[Part] | None:
    """The model whose keys stand where these steps lead."""
    here: Any = model
    for step in steps:
        if isinstance(step, int):
            here = _plain(get_args(here)[0]) if get_args(here) else None
        elif isinstance(here, type) and issubclass(here, Part):
            here = _field(here, step)
    return here if isinstance(here, type) and issubclass(here, Part) else None


def _field(model: type[Part], key: str) -> Any:
    for name, info in model.model_fields.items():
        if key in (name, info.alias):
            return _plain(info.annotation)
    return None


def _plain(annotation: Any) -> Any:
    """The type without pydantic's annotations and without `| None`."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        return _plain(next(arm for arm in get_args(annotation) if arm is not NoneType))
    return annotation
