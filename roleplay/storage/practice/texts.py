"""What people wrote lies in one table, apart from what it was written in: how it goes there and comes back.

A text that is not there any more was erased; the event or the brought round in which it stood is as it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from roleplay.room import events as ev
from roleplay.room.codec import decode, encode, with_words, without_words, words_of
from roleplay.room.events import Logged
from roleplay.stored import as_text

_NO_WORDS: dict[str, Any] = {"line": None, "sentence": None, "next_step": None, "saw": [], "to_try": []}
"""What opened sheets hold where nobody wrote anything."""
_NO_GOAL: dict[str, Any] = {"goal": ""}
"""And where their student came without a next step."""


def event_row(practice: int, logged: Logged) -> dict[str, Any]:
    """The log's row, without its words."""
    return {
        "practice": practice,
        "seq": logged.seq,
        "round": logged.round,
        "seat": logged.seat,
        "kind": logged.event.kind,
        "body": as_text(encode(without_words(logged.event))),
        "at": logged.at,
        "made": logged.made,
        "token": logged.token,
        "digest": None if _is_sentence(logged) else logged.digest,
    }


def text_of(*words: str) -> str:
    """These words as the table holds them, to be found there again."""
    return as_text(words)


def event_texts(practice: int, log: Iterable[Logged]) -> list[dict[str, Any]]:
    """The words of these events. A sentence has its row also where it is empty: it took away the one before."""
    return [
        _text_row(practice, one.seq, one.event.kind, one.round, words, one.digest if _is_sentence(one) else None)
        for one in log
        if any(words := words_of(one.event)) or _is_sentence(one)
    ]


def read_event(kind: str, body: str, text: str | None, seq: int, at: int, *rest: Any) -> Logged:
    """The row as it was logged. A sentence that was erased leaves its time and its round only."""
    if text is not None:
        return Logged(seq, with_words(decode(kind, json.loads(body)), json.loads(text)), at, *rest)
    if kind == ev.Wrote.kind:
        _, round_, *_ = rest
        return Logged(seq, ev.Erased(), at, round=round_)
    return Logged(seq, decode(kind, json.loads(body)), at, *rest)


def brought_row(practice: int, round_: int, body: Mapping[str, Any]) -> dict[str, Any]:
    """A round that was brought along, without what was written in it."""
    blank = {name: value for name, value in (_NO_WORDS | _NO_GOAL).items() if name in body["opened"]}
    return {
        "practice": practice,
        "round": round_,
        "body": as_text({**body, "opened": {**body["opened"], **blank}}),
    }


def brought_texts(practice: int, round_: int, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Its words, and the next step with which its student came: each goes when its own year is over."""
    opened = body["opened"]
    words = {name: opened[name] for name, nothing in _NO_WORDS.items() if opened.get(name, nothing) != nothing}
    goal = opened.get("goal", "")
    rows = ((ev.Wrote.kind, words), (ev.RoundBegan.kind, [goal] if goal else []))
    return [_text_row(practice, round_, kind, round_, text) for kind, text in rows if text]


def read_brought(body: str, texts: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The opened sheets as they were brought along, but for what was erased since."""
    found: dict[str, Any] = json.loads(body)
    for kind, text in texts:
        words = json.loads(text)
        found["opened"] |= words if kind == ev.Wrote.kind else {"goal": words[0]}
    return found


def _text_row(
    practice: int, seq: int, kind: str, round_: int | None, text: object, digest: str | None = None
) -> dict[str, Any]:
    row = {"practice": practice, "seq": seq, "kind": kind, "round": round_}
    return row | {"text": as_text(text), "digest": digest}


def _is_sentence(logged: Logged) -> bool:
    """What somebody typed and sent: its digest is one of the text."""
    return isinstance(logged.event, ev.Wrote)
