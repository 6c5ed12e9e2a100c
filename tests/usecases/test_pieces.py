"""Read piece by piece, a JSON text says what it says when it is read at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.usecases.history.pieces import pieces

OPENED = ("rounds", "sheets")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=9,
)
FILES = st.fixed_dictionaries(
    {"rounds": st.lists(JSON, max_size=4), "sheets": st.dictionaries(st.text(max_size=5), JSON, max_size=4)}
).flatmap(lambda known: st.dictionaries(st.text(max_size=5), JSON, max_size=3).map(lambda more: more | known))


def together(text: str) -> Any:
    whole: dict[str, Any] = {}
    for name, piece, within in pieces(text, OPENED):
        if within is None:
            whole[name] = json.loads(piece)
        elif isinstance(whole[name], list):
            whole[name].append(json.loads(piece))
        else:
            whole[name][within] = json.loads(piece)
    return whole


@given(FILES, st.sampled_from([None, 0, 3]))
@settings(max_examples=150, derandomize=True, deadline=None, database=None)
def test_the_pieces_are_the_whole(file: dict[str, Any], indent: int | None) -> None:
    assert together(json.dumps(file, indent=indent)) == file


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "1", "{", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', "{1:2}", "{} x", "{}{}", "{,}"),
        *('{"rounds":1}', '{"rounds":[1', '{"rounds":[1,]}', '{"rounds":[1}', '{"sheets":{"a"}}', '{"sheets":{1:2}}'),
    ],
)
def test_what_is_no_such_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        list(pieces(text, OPENED))
