"""What a person carries from one kit to another: their rounds as data, packed into the downloaded record.

A digest protects the packed text, so that a file that was cut off or changed on the way isn't half read.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import zlib
from dataclasses import dataclass, field, replace
from typing import Any

from roleplay.content.reported_faults import ReportedFault
from roleplay.errors import Fault
from roleplay.marking.tidy import TidyMark
from roleplay.people.reply import Reply
from roleplay.people.rounds import Goal, Played, Written
from roleplay.room.opened import Opened
from roleplay.stored import read_text
from roleplay.usecases.history.pieces import pieces

FORMAT, OLDEST = 3, 2
"""Of the data, as it is written, and the oldest that is read. Format 1 had words and the story map, but neither marks
nor case ids; format 2 knew three outcomes of a next step, not its skill, and no replies."""
MB = 1024 * 1024
LARGEST = 32 * MB
"""Bytes of unpacked data; a thousand rounds take a quarter of that."""
MOST_ROUNDS = 3_000
"""That a person may import: ten a week for six years."""
MOST_VALUES = 2_000_000
"""In the data; each takes memory while it is read, and a thousand rounds have a fifth of that."""
MOST_IN_HEAD = 200_000
"""Values around the packed data: five in this format; an older one has its rounds there."""
LARGEST_PIECE = MB // 4
"""Characters of one round or mark sheet; a long one has a tenth of that."""
BEGINS, ENDS = b'<script type="application/json" id="practice-data">', b"</script>"
AGAIN = "Download your record again from the kit that made it. Nothing was imported."


@dataclass(frozen=True)
class Sheets:
    """Everyone's feedback on a round, and what its case says afterwards. ``seconds`` is the station's length;
    ``review`` says who stands for the case ("" in files of kits that only knew whether it was ``reviewed``)."""

    opened: Opened
    points: tuple[str, ...]
    sources: tuple[str, ...]
    reviewed: bool
    seconds: int
    review: str = ""


@dataclass(frozen=True)
class Carried:
    """One round as one person carries it. This kit's ids mean nothing on another: ``practice`` is always 0
    here, the person is "", and the others are names.

    Only the student of the round has ``sheets``, ``marks``, ``words`` and their ``replies``; a case that was read but
    not played has no ``played``.
    """

    origin: str
    opened_at: int
    round: int
    role: str
    case: str
    heavy: bool
    counts: bool
    at: int
    played: Played | None = None
    sheets: Sheets | None = None
    marks: tuple[TidyMark, ...] = ()
    goal: Goal | None = None
    words: tuple[Written, ...] = ()
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True)
class Luggage:
    """A person's rounds. ``owners`` are the ids under which kits know the person; ``made`` in UTC milliseconds;
    ``sheets`` the mark sheets by fingerprint, as they are stored; ``reports`` what they said is wrong with cases, to be
    read and not imported: they are about the cases of the kit on which they were written."""

    name: str
    made: int
    owners: tuple[str, ...]
    rounds: tuple[Carried, ...]
    sheets: dict[str, dict[str, Any]] = field(default_factory=dict)
    reports: tuple[ReportedFault, ...] = ()


def packed(luggage: Luggage) -> str:
    """The text for the file's script element; it contains no ``<``."""
    text = as_json_text(luggage).encode()
    head = {
        "format": FORMAT,
        "name": luggage.name,
        "made": luggage.made,
        "sha256": hashlib.sha256(text).hexdigest(),
        "data": base64.b64encode(gzip.compress(text, 6, mtime=0)).decode(),
    }
    return json.dumps(head).replace("<", "\\u003c")


def as_json_text(luggage: Luggage) -> str:
    """The luggage as one line of JSON."""
    return json.dumps(luggage, default=vars, ensure_ascii=False, separators=(",", ":"))


def unpacked(file: bytes) -> Luggage:
    """What a file carries. Raises `Fault` with a sentence for a file that is something else, damaged, older or
    newer."""
    _, begins, rest = file.partition(BEGINS)
    data, ends, _ = rest.partition(ENDS)
    if not begins or not ends:
        raise Fault(
            "That file isn’t from “Download my record”, or its end is missing, so nothing was imported. The right file "
            "ends in .html and opens in a browser with your name at the top."
        )
    head = _head(data)
    if head["format"] < OLDEST:
        raise Fault(
            "That file was made by an older version of the kit, which saved only words: no marks, and not which cases "
            "you’ve met. It still opens in a browser. " + AGAIN
        )
    if head["format"] > FORMAT:
        raise Fault(
            "That file was made by a newer version of the kit, so this one can’t read it. Nothing was imported. Update "
            "this copy of the kit, then import the file again."
        )
    return _luggage(head)


def _head(text: bytes) -> dict[str, Any]:
    try:
        if sum(map(text.count, (b",", b"[", b"{"))) > MOST_IN_HEAD:
            raise ValueError("more values than any head")
        head = json.loads(text)
        if isinstance(head, dict) and isinstance(head.get("format"), int) and head["format"] >= 1:
            return head
    except (ValueError, RecursionError):
        pass
    raise _damaged()


def _luggage(head: dict[str, Any]) -> Luggage:
    from pydantic import ValidationError

    try:
        text = _inflated(base64.b64decode(head["data"], validate=True))
        if hashlib.sha256(text).hexdigest() != head["sha256"]:
            raise _damaged()
        luggage = _read(text.decode())
        return luggage if head["format"] == FORMAT else _from_format_2(luggage)
    except (KeyError, TypeError, ValueError, RecursionError, zlib.error, ValidationError) as error:
        raise _damaged() from error


def _from_format_2(luggage: Luggage) -> Luggage:
    """What was called tried is done, and the feedback says which next step it was."""
    return replace(luggage, rounds=tuple(replace(one, goal=_judged(one)) for one in luggage.rounds))


def _judged(one: Carried) -> Goal | None:
    if one.goal is None or one.goal.outcome is None or one.sheets is None:
        return one.goal
    outcome = "done" if one.goal.outcome == "tried" else one.goal.outcome
    return replace(one.goal, outcome=outcome, focus=one.sheets.opened.goal or None)


def _read(text: str) -> Luggage:
    """Round by round: read in one go, a long history would hold up everything else."""
    if sum(map(text.count, ",[{")) > MOST_VALUES:
        raise ValueError("more values than any history")
    top: list[str] = []
    rounds: dict[tuple[str, int], Carried] = {}
    sheets: dict[str, dict[str, Any]] = {}
    for key, piece, within in pieces(text, ("rounds", "sheets")):
        if within is None:
            top.append(f"{json.dumps(key)}:{piece}")
        elif len(piece) > LARGEST_PIECE:
            raise ValueError("larger than any round")
        elif key == "sheets":
            sheets[within] = read_text(dict[str, Any], piece)
        else:
            _add(rounds, read_text(Carried, piece))
    bare = read_text(Luggage, f"{{{','.join(top)}}}")
    return replace(bare, rounds=tuple(rounds.values()), sheets=sheets)


def _add(rounds: dict[tuple[str, int], Carried], one: Carried) -> None:
    """A round counts once, however often it is in the file; the copy with its feedback wins, if there is one."""
    place = (one.origin, one.round)
    before = rounds.get(place)
    if before is None or (before.sheets is None and one.sheets is not None):
        rounds[place] = one
    if len(rounds) > MOST_ROUNDS:
        raise Fault(f"That file holds over {MOST_ROUNDS:,} rounds, more than anybody plays. Nothing was imported.")


def _inflated(data: bytes) -> bytes:
    unzip = zlib.decompressobj(wbits=31)
    text = unzip.decompress(data, LARGEST)
    if unzip.unconsumed_tail or not unzip.eof:
        raise ValueError("cut off, or larger than any history")
    return text


def _damaged() -> Fault:
    return Fault(f"That file is damaged: part of its data is missing. {AGAIN}")
