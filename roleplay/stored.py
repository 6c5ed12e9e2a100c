"""How a dataclass is kept as JSON and read again: by the types that its fields declare, whatever the class."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

Shape = TypeVar("Shape")
_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)


def as_stored(value: Any) -> dict[str, Any]:
    """The fields as JSON values."""
    body: dict[str, Any] = _adapter(type(value)).dump_python(value, mode="json")
    return body


def read_stored(shape: type[Shape], body: Mapping[str, Any]) -> Shape:
    """The value that `as_stored` wrote; a field that was added since has its default. Raises ValueError for others."""
    value: Shape = _adapter(shape).validate_python(body)
    return value


def read_text(shape: type[Shape], text: str) -> Shape:
    """The same of JSON that is still text."""
    value: Shape = _adapter(shape).validate_json(text)
    return value


def as_text(body: object) -> str:
    """JSON values as a column holds them."""
    # ASCII on purpose: half a surrogate pair from a browser is stored as typed; UTF-8 would refuse it.
    return json.dumps(body, separators=(",", ":"))
