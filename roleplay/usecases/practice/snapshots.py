"""A case and its mark sheet as they were, by fingerprint: written when a round begins, read ever after."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from roleplay.content.loading import Library
from roleplay.content.models import Case
from roleplay.marking.marksheet import Marksheet, marksheet_of
from roleplay.room.state import Snapshot
from roleplay.stored import as_stored, read_stored


def take_snapshot(case: Case, library: Library) -> tuple[Snapshot, dict[str, Any]]:
    """The snapshot and the JSON body that is stored; its fingerprint is the SHA-256 of that body.

    A picture that has gone missing since the check is left out: its finding says in words what it shows.
    """
    sheet = marksheet_of(library.rubrics[case.rubric], case)
    pictures = {name: picture for name in case.images if (picture := library.picture(name)) is not None}
    themes = tuple(library.themes[theme].name for theme in case.themes if theme in library.themes)
    tags = dict.fromkeys((*case.skills, *(tag for item in sheet.items for tag in item.tags)))
    skills = {tag: library.skills[tag].name for tag in tags if tag in library.skills}
    body = {
        "case": case.model_dump(mode="json"),
        "sheet": as_stored(sheet),
        "pictures": {name: base64.b64encode(picture).decode() for name, picture in pictures.items()},
        "themes": list(themes),
        "skills": skills,
    }
    fingerprint = hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    return Snapshot(fingerprint, case, sheet, pictures, themes, skills), body


def read_snapshot(fingerprint: str, body: dict[str, Any]) -> Snapshot:
    """The snapshot that was stored under this fingerprint."""
    pictures = {name: base64.b64decode(text) for name, text in body.get("pictures", {}).items()}
    case, themes = Case.model_validate(body["case"]), tuple(body.get("themes", ()))
    skills = dict(body.get("skills", {}))
    return Snapshot(fingerprint, case, read_stored(Marksheet, body["sheet"]), pictures, themes, skills)
