"""Signs a case: adds a reviewer's name to the review block of its file, and leaves every other line as it is."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from roleplay.atomic import READABLE, replace_file
from roleplay.content.case import Case
from roleplay.content.case_review import Signature
from roleplay.content.places import Keys
from roleplay.content.reading import read_yaml
from roleplay.content.signatures import fingerprint_to_sign
from roleplay.errors import Fault


def sign(file: Path, case: Case, *, by: str, role: str, specialty: str, scope: str, on: date) -> Signature:
    """The signature that now stands in the file. Raises `Fault`; the file is replaced whole or not at all."""
    signature = Signature.model_validate(
        {
            "by": by,
            "role": role,
            "specialty": specialty,
            "scope": scope,
            "on": on.isoformat(),
            "fingerprint": fingerprint_to_sign(case),
        }
    )
    text = with_signature(file.read_text(encoding="utf-8"), signature)
    try:
        replace_file(file, text.encode(), READABLE)
    except OSError as error:
        raise Fault(f"{file.name} could not be written: {error.strerror}.") from None
    return signature


def with_signature(text: str, signature: Signature) -> str:
    """The text of a case with one more signature. One by the same person and for the same scope gives way."""
    written = read_yaml(text)
    place = written.place
    if not isinstance(place, Keys) or "review" not in place.entries or not isinstance(written.value["review"], dict):
        raise Fault("The case has no review block. Write author, written and origin first.")
    review = dict(written.value["review"])
    review["reviews"] = [*_others(review.get("reviews") or [], signature), signature.model_dump(mode="json")]
    review.pop("clinically_reviewed", None)
    lines = text.splitlines(keepends=True)
    first = place.entries["review"][0].line
    after = min((mark.line for mark, _ in place.entries.values() if mark.line > first), default=len(lines))
    return "".join([*lines[:first], _block(review), *lines[after:]])


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
