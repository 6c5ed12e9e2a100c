"""The cases for the model check: one of every kind, in which each text is a marker that says where it comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from any_play import KINDS
from builders import MARKER, a_case, a_presentation, a_rubric, an_examination, marked
from test_room_views import IDS

from roleplay.content.models import Case, Rubric

CASES: dict[str, Case] = {
    "one": KINDS["one"],
    "two": KINDS["two"],
    "three": KINDS["three"],
    "four": a_case(themes=[], difficulty=1),
    "five": a_presentation(themes=["loss"]),
    "six": an_examination(themes=["farewell"]),
    "seven": a_case(themes=[], difficulty=3),
    "eight": a_case(themes=[]),
}
"""With a content note; examined, with a consent; heavy, which only a plan made by hand brings; plain; a second note;
examined, with a note; and plain ones for a longer evening."""
THEMES = {"bereavement": "«one.theme»", "loss": "«five.theme»", "farewell": "«six.theme»"}


def write_content(root: Path) -> Path:
    """A folder as a kit reads it, with a rubric for each case."""
    for part in ("cases", "rubrics"):
        (root / part).mkdir(parents=True)
    for name, case in CASES.items():
        _write(root / f"cases/{name}.yaml", {**_plain(marked(_played(case), f"{name}.case")), **_ids(name)})
        _write(
            root / f"rubrics/{_rubric(name)}.yaml", _plain(marked(a_rubric(), f"{name}.rubric")) | {"id": _rubric(name)}
        )
    _write(root / "rubrics/themes.yaml", _tags(THEMES))
    _write(root / "rubrics/skills.yaml", _tags({"ice": "Ideas and worries"}))
    return root


def places_on(shown: str) -> list[set[str]]:
    """Each text and id of a case or rubric on this screen, as the places it may come from, in any case."""
    return [{text[1:-1]} for text in MARKER.findall(shown)] + [EVERYWHERE[i] for i in EVERYWHERE if f'"{i}"' in shown]


def _everywhere() -> dict[str, set[str]]:
    """The ids of the five cases: those in `IDS`, under the other two names as well."""
    found: dict[str, set[str]] = {}
    for id_, known in IDS.items():
        bare = {path.partition(".")[2] for path in known}
        here = {f"{name}.{path}" for name in CASES for path in bare if _has(name, path, id_)}
        found[id_] = known | here
    return found


def _has(name: str, path: str, id_: str) -> bool:
    """Whether this case (or the rubric) has the id at this place."""
    part, *steps = path.split(".")
    value: Any = (CASES[name] if part == "case" else a_rubric()).model_dump(mode="json")
    for step in steps:
        try:
            value = value[int(step)] if isinstance(value, list) else value[step]
        except (KeyError, IndexError, TypeError):
            return False
    return bool(value == id_)


EVERYWHERE = _everywhere()


def _played(case: Case) -> Case:
    """Without its picture: a marker isn't a file name."""
    return case.model_copy(update={"findings": tuple(f.model_copy(update={"image": None}) for f in case.findings)})


def _rubric(name: str) -> str:
    return f"rubric-{name}"


def _ids(name: str) -> dict[str, str]:
    return {"id": name, "rubric": _rubric(name)}


def _tags(names: dict[str, str]) -> dict[str, Any]:
    return {"format": 1, "tags": [{"id": id_, "name": name} for id_, name in names.items()]}


def _plain(part: Case | Rubric) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(part.model_dump_json(by_alias=True, exclude_none=True))
    return plain


def _write(file: Path, content: dict[str, Any]) -> None:
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
