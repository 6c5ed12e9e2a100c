"""A case and its marksheet as they were, by fingerprint: written when a round begins, read for ever after."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from roleplay.content.models import Case, Rubric
from roleplay.marking.marksheet import Critical, Domain, Item, Marksheet, Statement, marksheet_of
from roleplay.room.state import Snapshot


def take_snapshot(case: Case, rubric: Rubric) -> tuple[Snapshot, dict[str, Any]]:
    """The snapshot and the JSON body that is stored; its fingerprint is the SHA-256 of that body."""
    sheet = marksheet_of(rubric, case)
    body = {"case": case.model_dump(mode="json"), "sheet": asdict(sheet)}
    fingerprint = hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    return Snapshot(fingerprint, case, sheet), body


def read_snapshot(fingerprint: str, body: dict[str, Any]) -> Snapshot:
    """The snapshot that was stored under this fingerprint."""
    return Snapshot(fingerprint, Case.model_validate(body["case"]), _sheet(body["sheet"]))


def _sheet(body: dict[str, Any]) -> Marksheet:
    return Marksheet(
        items=tuple(_item(item) for item in body["items"]),
        domains=tuple(Domain(**{**d, "anchors": tuple(d["anchors"])}) for d in body["domains"]),
        ask=body["ask"],
        words=tuple(body["words"]),
        statements=tuple(Statement(**statement) for statement in body["statements"]),
        mix=(body["mix"][0], body["mix"][1]),
    )


def _item(body: dict[str, Any]) -> Item:
    critical = Critical(body["critical"]) if body["critical"] else None
    return Item(**{**body, "critical": critical, "reveals": tuple(body["reveals"])})
