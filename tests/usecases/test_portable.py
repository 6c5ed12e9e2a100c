"""The rules of the record: it is read whole or not at all, and every other file gets its own sentence."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from evening import NOW
from hypothesis import example, given, settings
from hypothesis import strategies as st
from left_over import as_file, refused, with_data, with_text, wrapped

from roleplay.errors import Fault
from roleplay.marking.tidy import TidyMark
from roleplay.people.reply import Reply, ReplyKind
from roleplay.people.rounds import Goal, Played, Written
from roleplay.usecases.history.portable import (
    BEGINS,
    LARGEST,
    LARGEST_PIECE,
    MOST_IN_HEAD,
    MOST_VALUES,
    Carried,
    Luggage,
    as_json_text,
    packed,
    unpacked,
)

NO_FILE = (
    "That file isn’t from “Download my record”, or its end is missing, so nothing was imported. The right file ends in "
    ".html and opens in a browser with your name at the top."
)
DAMAGED = (
    "That file is damaged: part of its data is missing. Download your record again from the kit that made it. "
    "Nothing was imported."
)
OLDER = (
    "That file was made by an older version of the kit, which saved only words: no marks, and not which cases you’ve "
    "met. It still opens in a browser. Download your record again from the kit that made it. Nothing was imported."
)
NEWER = (
    "That file was made by a newer version of the kit, so this one can’t read it. Nothing was imported. Update this "
    "copy of the kit, then import the file again."
)
NASTY = "</script><script>alert(1)</script><!-- & \" ' \u2028 \x00 \N{WAVING HAND SIGN} é"


def a_round() -> Carried:
    """A round with something of every kind except the feedback."""
    return Carried(
        origin="f00d",
        opened_at=NOW,
        round=1,
        role="student",
        case="good",
        heavy=False,
        counts=True,
        at=NOW,
        played=Played(
            0, 1, "", "good", NASTY, "interview", "gp", "clinical", 2, ("ice",), False, "f", NOW, None, 8.0, False, True
        ),
        marks=(TidyMark(0, 1, "good", "f", "observer", "Cleo", "", "item", "greets", "done", 1.0, NOW, None),),
        goal=Goal("", 0, 1, NASTY, NOW, "missed", "ice", NASTY),
        words=(Written(0, 1, "Ben", "", "sentence", NASTY, NOW),),
        replies=(Reply(0, 1, "sentence", "Ben", "", ReplyKind.MEAN, NOW, NASTY, helped=True, talked_at=NOW),),
    )


LUGGAGE = Luggage("Anna", NOW, ("anna", "anna-2"), (a_round(),), {"f": {"items": []}})
FILE = as_file(LUGGAGE)
OPENINGS = BEGINS * 20_000
"""A megabyte."""


def changed(**changes: Any) -> bytes:
    """The luggage with other values at the top of its data."""
    return with_text(json.dumps(json.loads(as_json_text(LUGGAGE)) | changes).encode())


def test_what_was_packed_comes_out_as_it_went_in() -> None:
    assert unpacked(FILE) == LUGGAGE


def test_the_same_luggage_makes_the_same_file() -> None:
    assert packed(LUGGAGE) == packed(unpacked(FILE))


def test_nothing_that_anybody_wrote_can_close_the_script() -> None:
    nasty = Luggage(NASTY, NOW, (NASTY,), (a_round(),))

    assert "<" not in packed(nasty)
    assert unpacked(as_file(nasty)) == nasty


def test_what_is_around_the_data_does_not_matter() -> None:
    assert unpacked(b"\xff\xfe" + FILE.replace(b"<p>A page</p>", b"<h1>Another</h1>\r\n") + b"\n\n") == LUGGAGE


# --- files that are not read


@pytest.mark.parametrize(
    "file",
    [b"", b"\x00\xff" * 999, b"%PDF-1.7", b"<html><p>A page</p></html>", FILE[: len(FILE) // 2], FILE[:-9], OPENINGS],
    ids=["empty", "random", "pdf", "another page", "cut off in the middle", "cut off at its end", "only beginnings"],
)
def test_a_file_that_is_not_from_the_kit_is_called_that(file: bytes) -> None:
    assert refused(unpacked, file) == NO_FILE


@pytest.mark.parametrize(
    "file",
    [
        wrapped(b""),
        wrapped(b"{"),
        wrapped(b"\xff\xfe\x00"),
        wrapped(b"[" * 200_000),
        wrapped(b'{"a":' * 200_000),
        wrapped(b"[]"),
        wrapped(b'{"format":2,"more":[' + b"[]," * MOST_IN_HEAD + b"[]]}"),
        wrapped(b"9" * 10_000),
        with_data({}),
        with_data({"format": "2"}),
        with_data({"format": 0}),
        with_data({"format": -1}),
        with_data({"format": 2}),
        with_data({"format": 2, "data": None, "sha256": None}),
        with_data({"format": 2, "data": "é", "sha256": ""}),
        with_text(as_json_text(LUGGAGE).encode(), sha256="0" * 64),
        with_text(as_json_text(LUGGAGE).encode(), data=base64.b64encode(b"not zipped").decode()),
        with_text(b""),
        with_text(b"{}"),
        with_text(b"\xff"),
        with_text(b"[" * 200_000),
        changed(rounds=[{}]),
        changed(rounds=None),
        changed(made="yesterday"),
        changed(sheets={"f": []}),
    ],
)
def test_incomplete_data_is_called_damaged(file: bytes) -> None:
    assert refused(unpacked, file) == DAMAGED


@pytest.mark.parametrize("cut", [1, 7, 100])
def test_data_that_is_too_short_is_damaged(cut: int) -> None:
    head = json.loads(packed(LUGGAGE))
    text = base64.b64decode(head["data"])[:-cut]

    assert refused(unpacked, with_data(head | {"data": base64.b64encode(text).decode()})) == DAMAGED


def test_an_older_file_and_a_newer_one_are_told_apart() -> None:
    old = {"format": 1, "name": "Anna", "at": "2026-11-22T19:05:00+00:00", "next_step": "", "rounds": []}

    assert refused(unpacked, with_data(old)) == OLDER
    assert refused(unpacked, with_text(as_json_text(LUGGAGE).encode(), format=4)) == NEWER
    assert refused(unpacked, with_data({"format": 10**30})) == NEWER


def test_data_that_unpacks_to_more_than_any_history_is_refused() -> None:
    bomb = with_text(b" " * (LARGEST + 1))

    assert len(bomb) < 200_000
    assert refused(unpacked, bomb) == DAMAGED


@pytest.mark.parametrize(
    "text",
    [
        b'{"rounds":[' + b"[]," * (MOST_VALUES // 2) + b"[]]}",
        json.dumps(json.loads(as_json_text(LUGGAGE)) | {"sheets": {"f": {"items": ["x" * LARGEST_PIECE]}}}).encode(),
        b'{"rounds":[' + b" " * 1_000_000,
    ],
    ids=["values without end", "a sheet without end", "spaces without end"],
)
def test_data_that_cannot_be_a_history_is_refused(text: bytes) -> None:
    assert refused(unpacked, with_text(text)) == DAMAGED


def test_unknown_values_in_the_same_format_are_ignored() -> None:
    assert unpacked(changed(more="of a later kit")) == LUGGAGE


# --- any file


SENTENCES = (NO_FILE, DAMAGED, OLDER, NEWER)


def read(file: bytes) -> Luggage | str:
    """What the file carries, or the sentence that refuses it."""
    try:
        return unpacked(file)
    except Fault as fault:
        return str(fault)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=9,
)
HEADS = st.fixed_dictionaries(
    {}, optional={"format": st.sampled_from([0, 1, 2, 3, True, 2.0]) | JSON, "data": JSON, "sha256": JSON}
)
KEYS = ("name", "made", "owners", "rounds", "sheets", "origin", "role", "played")
ANY_FILE = st.one_of(
    st.binary(max_size=300),
    st.binary(max_size=300).map(wrapped),
    HEADS.map(with_data),
    st.binary(max_size=300).map(with_text),
    st.dictionaries(st.sampled_from(KEYS), JSON).map(lambda values: changed(**values)),
    st.tuples(st.integers(0, len(FILE)), st.integers(0, len(FILE))).map(lambda cut: FILE[: cut[0]] + FILE[cut[1] :]),
)


@given(ANY_FILE)
@example(wrapped(b"[" * 200_000))
@settings(max_examples=400, derandomize=True, deadline=None, database=None)
def test_any_bytes_give_luggage_or_a_sentence(file: bytes) -> None:
    found = read(file)

    assert isinstance(found, Luggage) or found in SENTENCES


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
@settings(max_examples=300, derandomize=True, deadline=None, database=None)
def test_a_byte_changed_on_the_way_changes_nothing_that_is_read(place: int, by: int) -> None:
    file = FILE[:place] + bytes([FILE[place] ^ by]) + FILE[place + 1 :]

    found = read(file)

    assert found == LUGGAGE or found in SENTENCES
