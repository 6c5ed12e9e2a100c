"""A small case without faults or warnings, and ways to change one thing in it."""

import shutil
from pathlib import Path
from typing import Any

from roleplay.content.models import Case, Rubric
from roleplay.content.reading import read_yaml

BAD = Path(__file__).parents[1] / "bad_content"
GOOD_CASE = (BAD / "cases" / "good.yaml").read_text(encoding="utf-8")
GOOD_RUBRIC = (BAD / "rubrics" / "history.yaml").read_text(encoding="utf-8")


def case_with(*path: str | int, value: Any) -> Case:
    """The good case with one value replaced, given as plain data."""
    return Case.model_validate(_changed(GOOD_CASE, path, value))


def rubric_with(*path: str | int, value: Any) -> Rubric:
    """The good rubric with one value replaced."""
    return Rubric.model_validate(_changed(GOOD_RUBRIC, path, value))


def _changed(text: str, path: tuple[str | int, ...], value: Any) -> Any:
    data = read_yaml(text).value
    here = data
    for step in path[:-1]:
        here = here.setdefault(step, {}) if isinstance(here, dict) else here[step]
    here[path[-1]] = value
    return data


def content_folder(folder: Path, **cases: str) -> Path:
    """A root with the tag lists, a rubric and these cases; `good_one` becomes good-one.yaml."""
    (folder / "cases").mkdir()
    (folder / "rubrics").mkdir()
    for name in ("history", "skills", "themes"):
        shutil.copy(BAD / "rubrics" / f"{name}.yaml", folder / "rubrics")
    for name, text in cases.items():
        write_case(folder, name.replace("_", "-"), text)
    return folder


def write_case(folder: Path, name: str, text: str) -> Path:
    """Write a case whose id is its file's name."""
    path = folder / "cases" / f"{name}.yaml"
    path.write_text(text.replace("id: good\n", f"id: {name}\n", 1), encoding="utf-8")
    return path
