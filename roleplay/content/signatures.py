"""Who stands for a case today: the signatures that are recent, and whose case hasn't changed since it was read."""

import calendar
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from roleplay.content.case import Case
from roleplay.content.case_review import Scope, Signature
from roleplay.content.pace import paced

UNREVIEWED = "Not reviewed by a clinician yet."
LONG, SHORT = 24, 12
"""Months for which a signature counts. Emergencies, obstetrics and prescribing change faster."""
UNSIGNED: Mapping[str, frozenset[str]] = {
    # Which rubric, but not what is in it: rubrics are read on their own.
    "case": frozenset(("format", "id", "title", "kind", "mode", "rubric", "specialty", "level", "difficulty"))
    | {"guidelines", "skills", "themes", "heavy", "timing", "props", "phases", "review"},
    "student": frozenset(("setting", "brief")),
    "patient": frozenset(("plays", "you_are")),
    "checklist": frozenset(("tags", "block")),
    "debrief": frozenset(("sources",)),
}
"""What a clinician doesn't stand for, by the part that it is in. A key that the format gains is signed."""
NO_LENGTH = 0
"""A station in which every minute is the same one."""
FAST_MOVING = re.compile(r"\b(?:emergency|acute|obstetric\w*|pharmacolog\w+|prescribing)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Standing:
    """The signatures that count today, and those that did: of another text (`changed`) or too old (`expired`)."""

    current: tuple[Signature, ...] = ()
    changed: tuple[Signature, ...] = ()
    expired: tuple[Signature, ...] = ()

    @property
    def reviewed(self) -> bool:
        """Whether a clinician stands for the medicine of it."""
        return any(one.scope is Scope.CLINICAL for one in self.current)

    @property
    def in_full(self) -> str:
        """The sentence and the names: where a case has been played or read, and is talked about."""
        return f"{self.sentence} {self.signers}".rstrip()

    @property
    def signers(self) -> str:
        """By name; "" if no clinician stands for it."""
        names = list(dict.fromkeys(one.by for one in self.current if one.scope is Scope.CLINICAL))
        return f"Signed by {_listed(names)}." if names else ""

    @property
    def sentence(self) -> str:
        """For every screen and leaf."""
        clinical = [one for one in self.current if one.scope is Scope.CLINICAL]
        if clinical:
            return f"Reviewed by {_roles(clinical)}, {_month(max(one.on for one in clinical))}."
        if self.changed:
            return f"Changed since a clinician reviewed it in {_month(max(one.on for one in self.changed))}."
        if self.expired:
            return f"Last reviewed by a clinician in {_month(max(one.on for one in self.expired))}, too long ago."
        return UNREVIEWED


def standing_at(case: Case, at: int) -> Standing:
    """By today's text, at a moment in UTC milliseconds."""
    return standing(case, datetime.fromtimestamp(at / 1000, UTC).date())


def standing(case: Case, today: date) -> Standing:
    """By today's text and date."""
    if not case.review.reviews:
        return Standing()
    read = fingerprint_to_sign(case)
    kept = [one for one in case.review.reviews if one.fingerprint == read]
    old = [one for one in kept if expires(case, one) <= today]
    clinical = [one for one in case.review.reviews if one.scope is Scope.CLINICAL]
    return Standing(
        current=tuple(one for one in kept if one not in old),
        changed=tuple(one for one in clinical if one.fingerprint != read),
        expired=tuple(one for one in old if one.scope is Scope.CLINICAL),
    )


def expires(case: Case, signature: Signature) -> date:
    """The day from which a signature no longer counts: its next review, and at the latest when it is too old."""
    latest = latest_review(case, signature.on)
    return latest if signature.next_review is None else min(latest, signature.next_review)


def latest_review(case: Case, on: date) -> date:
    """By when a case that was signed on this day has to be read again."""
    fast = FAST_MOVING.search(" ".join((case.specialty, *case.skills)))
    years, month = divmod(on.month - 1 + (SHORT if fast else LONG), 12)
    year = on.year + years
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))


def fingerprint_to_sign(case: Case) -> str:
    """Of what a clinician stands for: facts, reactions, figures, findings, sheet, viva and debrief. Neither the wording
    of title and setting nor tags and headings are in it, nor the sources, which are looked after on their own, nor the
    minutes, which move with the length of the station. What is left at its default is not in it either, so that a key
    that the format gains lapses nothing."""
    told = _signed("case", paced(case, NO_LENGTH).model_dump(mode="json", exclude_defaults=True))
    for part in ("student", "patient", "debrief"):
        told[part] = _signed(part, told.get(part, {}))
    told["checklist"] = [_signed("checklist", line) for line in told.get("checklist", [])]
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _signed(part: str, told: dict[str, Any]) -> dict[str, Any]:
    return {key: told[key] for key in told if key not in UNSIGNED[part]}


def _roles(signatures: Sequence[Signature]) -> str:
    """ "a GP and an acute physician": what they are, and not who."""
    roles = [f"{'an' if one.role[:1].lower() in 'aeiou' else 'a'} {one.role}" for one in signatures]
    return _listed(list(dict.fromkeys(roles)))


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _month(day: date) -> str:
    return f"{day:%B %Y}"
