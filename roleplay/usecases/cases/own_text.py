"""The text of an own case: in one sort of line, under a free id, as a copy, and without the name of who wrote it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from typing import Any

import yaml

from roleplay.content.judging import LARGEST
from roleplay.content.places import locate
from roleplay.content.reading import read_yaml
from roleplay.people.persons import FORMER

BREAKS = re.compile("\r\n?|\x85|\u2028|\u2029")
"""What ends a line for YAML, and not in a text field."""
LONGEST_ID = 60
NOT_ON_WINDOWS = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""What no file can be called there: own cases may be written to a folder."""
COPIED = "# Copied from {id}. Give it a title, an author and a date of its own; a clinician reads it anew.\n"


def tidy(text: str) -> str:
    """With one sort of line break, so that a line has the same number for everybody."""
    return BREAKS.sub("\n", text.removeprefix("\ufeff"))


def too_large(text: str) -> bool:
    """Whether a text is larger than a file may be."""
    return len(text.encode("utf-8", "surrogatepass")) > LARGEST


def base_of(text: str) -> str:
    """Names a saved text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def copied(text: str, case_id: str, taken: Collection[str]) -> str:
    """Under a free id. Who signed it goes on standing for it until something that was signed is changed."""
    return COPIED.format(id=case_id) + edited(tidy(text), {("id",): (case_id, free(case_id, taken))})


def edited(text: str, wanted: Mapping[tuple[str, ...], tuple[str, str]]) -> str:
    """With what stands at these places, where it is the first of the two, become the second."""
    place, lines = read_yaml(text).place, text.split("\n")
    for steps, (old, new) in wanted.items():
        mark = locate(place, steps)[1]
        line = lines[mark.line]
        value = re.compile(rf"(:\s*)([\"']?)({old})\2", re.IGNORECASE)
        lines[mark.line] = line[: mark.column] + value.sub(rf"\g<1>{new}", line[mark.column :], count=1)
    return "\n".join(lines)


def author_of(text: str) -> str:
    """Who is named as having written it; empty where nobody is."""
    review = _read(text).get("review")
    named = review.get("author") if isinstance(review, dict) else None
    return named if isinstance(named, str) else ""


def nameless(text: str) -> str | None:
    """The same case by a former member; None for a text in which nobody can be sure where the name is."""
    case = _read(text)
    if not author_of(text):
        return None
    anew = {**case, "review": {**case["review"], "author": FORMER}}
    short = edited(text, {("review", "author"): (re.escape(author_of(text)), FORMER)})
    # A name that is written over several lines, or twice, is out only if the whole is written anew.
    return short if _read(short) == anew else yaml.safe_dump(anew, allow_unicode=True, sort_keys=False)


def free_id(wanted: str, taken: Collection[str]) -> str:
    """The id, or where it is taken the first one with a number; `ankle-2` counts on from `ankle`."""
    if fits(wanted, taken):
        return wanted
    base = re.sub(r"-\d+$", "", wanted)
    return free(base if base in taken else wanted, taken)


def fits(case_id: str, taken: Collection[str]) -> bool:
    """Whether a new case may be called this."""
    return case_id not in taken and not NOT_ON_WINDOWS.fullmatch(case_id)


def free(case_id: str, taken: Collection[str]) -> str:
    """The first one with a number that is free."""
    number = 2
    while (wanted := f"{case_id[: LONGEST_ID - 5].rstrip('-')}-{number}") in taken:
        number += 1
    return wanted


def _read(text: str) -> dict[str, Any]:
    written = read_yaml(text)
    return written.value if written.place is not None and isinstance(written.value, dict) else {}
