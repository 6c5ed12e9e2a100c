"""Signs a case: adds a reviewer's name to the review block of its file, and leaves every other line as it is."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from roleplay.atomic import READABLE, replace_file
from roleplay.content.case import Case
from roleplay.content.case_review import Scope, Signature
from roleplay.content.places import Keys
from roleplay.content.reading import read_yaml
from roleplay.content.signatures import fingerprint_to_sign, latest_review
from roleplay.errors import Fault

LONGEST = 100
"""Characters of a name, a role, a specialty or a register."""


@dataclass(frozen=True)
class Signer:
    """Who signs, as what, and until when: ``next_review`` is None for as long as a signature counts anyway."""

    by: str
    role: str
    specialty: str = ""
    registered: str = ""
    scope: str = Scope.CLINICAL.value
    next_review: date | None = None


def signature_of(case: Case, signer: Signer, on: date) -> Signature:
    """Of the case as it reads now. Raises `Fault` for a signature that says too little, or would count too long."""
    words = {name: " ".join(str(getattr(signer, name)).split()) for name in ("by", "role", "specialty", "registered")}
    if not words["by"]:
        raise Fault("Write your name: a signature without one counts for nothing.")
    if not words["role"]:
        raise Fault("Say what you are, such as GP: screens name that.")
    if any(len(word) > LONGEST for word in words.values()):
        raise Fault(f"Shorten that: up to {LONGEST} characters fit in each field.")
    latest, chosen = latest_review(case, on), signer.next_review
    if chosen is not None and not on < chosen <= latest:
        raise Fault(f"The next review of this case is due by {latest.day} {latest:%B %Y}. Choose a day before that.")
    return Signature.model_validate(
        {
            **words,
            "scope": signer.scope,
            "on": on.isoformat(),
            "next_review": chosen and chosen.isoformat(),
            "fingerprint": fingerprint_to_sign(case),
        }
    )


def sign(file: Path, case: Case, signer: Signer, on: date) -> Signature:
    """The signature that now stands in the file. Raises `Fault`; the file is replaced whole or not at all."""
    signature = signature_of(case, signer, on)
    text = with_signature(file.read_text(encoding="utf-8"), signature)
    try:
        replace_file(file, text.encode(), READABLE)
    except OSError as error:
        raise Fault(f"{file.name} could not be written: {error.strerror}.") from None
    return signature


def with_signature(text: str, signature: Signature) -> str:
    """The text of a case with one more signature. One by the same person and for the same scope gives way."""
    place, lines = read_yaml(text).place, text.splitlines(keepends=True)
    block = review_block(text, signature)
    assert isinstance(place, Keys)
    first = place.entries["review"][0].line
    after = min((mark.line for mark, _ in place.entries.values() if mark.line > first), default=len(lines))
    return "".join([*lines[:first], block, *lines[after:]])


def review_block(text: str, signature: Signature) -> str:
    """The review block of this case with one more signature: what takes the place of the present one."""
    written = read_yaml(text)
    place = written.place
    if not isinstance(place, Keys) or "review" not in place.entries or not isinstance(written.value["review"], dict):
        raise Fault("The case has no review block. Write author, written and origin first.")
    review = dict(written.value["review"])
    review["reviews"] = [*_others(review.get("reviews") or [], signature), signature.model_dump(mode="json")]
    review.pop("clinically_reviewed", None)
    return _block(review)


def _others(reviews: list[dict[str, Any]], signature: Signature) -> list[dict[str, Any]]:
    """By other people, or for something else."""
    return [one for one in reviews if (one.get("by"), one.get("scope", "clinical")) != (signature.by, signature.scope)]


def _block(review: dict[str, Any]) -> str:
    """One key a line, one signature a line. JSON's quotes are YAML's too."""
    lines = ["review:"]
    lines += [f"  {key}: {_scalar(value)}" for key, value in review.items() if key != "reviews"]
    lines.append("  reviews:")
    for one in review["reviews"]:
        keys = ", ".join(f"{key}: {_scalar(value)}" for key, value in one.items() if value)
        lines.append(f"    - {{{keys}}}")
    return "\n".join(lines) + "\n"


def _scalar(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
