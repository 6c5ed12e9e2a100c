"""The text of an own case: with one sort of line ending, under a free id, as a copy, and without its author's name."""

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
"""What ends a line for YAML but not in a text field."""
LONGEST_ID = 60
NOT_ON_WINDOWS = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that Windows allows no file to have: own cases may be written to a folder."""
COPIED = "# Copied from {id}. Give it its own title, author and date, and ask a clinician to read it again.\n"


def tidy(text: str) -> str:
    """The text with one sort of line break, so that a line has the same number everywhere."""
    return BREAKS.sub("\n", text.removeprefix("\ufeff"))


def too_large(text: str) -> bool:
    """Whether a text is too large for a file."""
    return len(text.encode("utf-8", "surrogatepass")) > LARGEST


def base_of(text: str) -> str:
    """The name of a saved text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def copied(text: str, case_id: str, taken: Collection[str]) -> str:
    """The text under a free id. Signatures stay: they count until something that was signed is changed."""
    return COPIED.format(id=case_id) + edited(tidy(text), {("id",): (case_id, free(case_id, taken))})


def edited(text: str, wanted: Mapping[tuple[str, ...], tuple[str, str]]) -> str:
    """The text with the values at these places changed from the first to the second, if they are the first."""
    place, lines = read_yaml(text).place, text.split("\n")
    for steps, (old, new) in wanted.items():
        mark = locate(place, steps)[1]
        line = lines[mark.line]
        value = re.compile(rf"(:\s*)([\"']?)({old})\2", re.IGNORECASE)
        lines[mark.line] = line[: mark.column] + value.sub(rf"\g<1>{new}", line[mark.column :], count=1)
    return "\n".join(lines)


def author_of(text: str) -> str:
    """The named author; empty if there is none."""
    review = _read(text).get("review")
    named = review.get("author") if isinstance(review, dict) else None
    return named if isinstance(named, str) else ""


def nameless(text: str) -> str | None:
    """The same case by a former member; None for a text where one can't be sure where the name is."""
    case = _read(text)
    if not author_of(text):
        return None
    anew = {**case, "review": {**case["review"], "author": FORMER}}
    short = edited(text, {("review", "author"): (re.escape(author_of(text)), FORMER)})
    # A name that spans several lines, or comes twice, is only gone if the whole text is rewritten.
    return short if _read(short) == anew else yaml.safe_dump(anew, allow_unicode=True, sort_keys=False)


def free_id(wanted: str, taken: Collection[str]) -> str:
    """The id or, if it is taken, the first free one with a number; `ankle-2` counts on from `ankle`."""
    if fits(wanted, taken):
        return wanted
    base = re.sub(r"-\d+$", "", wanted)
    return free(base if base in taken else wanted, taken)


def fits(case_id: str, taken: Collection[str]) -> bool:
    """Whether a new case may be called this."""
    return case_id not in taken and not NOT_ON_WINDOWS.fullmatch(case_id)


def free(case_id: str, taken: Collection[str]) -> str:
    """The first free id with a number."""
    number = 2
    while (wanted := f"{case_id[: LONGEST_ID - 5].rstrip('-')}-{number}") in taken:
        number += 1
    return wanted


def _read(text: str) -> dict[str, Any]:
    written = read_yaml(text)
    return written.value if written.place is not None and isinstance(written.value, dict) else {}
