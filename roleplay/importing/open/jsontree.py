"""JSON as it was written: numbers keep their digits, and a key written twice keeps both values."""

import json
from collections.abc import Iterator
from typing import Any

from roleplay.importing.build.plain_text import clean, humanised

Path = tuple[str, ...]


class Fields(tuple[tuple[str, Any], ...]):
    """The keys and values of a map, in order."""

    __slots__ = ()


def parsed(text: str) -> Any:
    """Fields, lists, texts and None. Raises ValueError or RecursionError if it isn't JSON."""
    return json.loads(text, object_pairs_hook=Fields, parse_int=str, parse_float=str, parse_constant=str, strict=False)


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text with the labels that lead to it; entries of a list share theirs."""
    if isinstance(value, Fields):
        for key, inner in value:
            yield from leaves(inner, (*path, humanised(key)))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    elif text := _text(value):
        yield path, text


def empties(value: Any, path: Path = ()) -> Iterator[Path]:
    """The value of a key with nothing after it."""
    if isinstance(value, Fields) and value:
        for key, inner in value:
            yield from empties(inner, (*path, humanised(key)))
    elif isinstance(value, list) and value:
        for inner in value:
            yield from empties(inner, path)
    elif isinstance(value, Fields | list) or not _text(value):
        yield path


def outline(value: Any) -> str:
    """All of it in readable lines."""
    return "\n".join(f"{' › '.join(path)}: {text}" if path else text for path, text in leaves(value))


def _text(value: Any) -> str:
    if value is None:
        return ""
    return clean(value) if isinstance(value, str) else str(value).lower()
