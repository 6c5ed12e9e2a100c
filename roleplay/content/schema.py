"""A JSON Schema with which editors complete and underline as people write. Made from the models.

Editors read YAML with types (`no` is false, `8` a number) and we don't, so text may be a string, number, boolean or
null. Short forms are put back in, since the models spell them out.
"""

from typing import Any

from roleplay.content.case import Case
from roleplay.content.example_station import TIME, ExampleStation
from roleplay.content.rubric import Rubric
from roleplay.content.values import Part
from roleplay.errors import Fault

MODELS: dict[str, type[Part]] = {"case": Case, "rubric": Rubric, "example": ExampleStation}
TEXT = ["string", "number", "boolean", "null"]
YES_NO = {"enum": [True, False, "yes", "no"]}
Json = dict[str, Any]


def schema(which: str) -> Json:
    """The schema of a "case", a "rubric" or an "example"."""
    if which not in MODELS:
        *some, last = MODELS
        raise Fault(f"There are schemas for {', '.join(some)} and {last}, but not for {which}.")
    written: Json = _loosened(MODELS[which].model_json_schema(mode="validation"))
    if which == "example":
        _spell_times(written)
    else:
        written["$defs"]["Partly"] = {"anyOf": [YES_NO, written["$defs"]["Partly"]]}
    if which == "case":
        _spell_short_forms(written["$defs"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **written}


def _loosened(node: Any) -> Any:
    """Text as an editor may read it. Defaults and titles are left out: they only repeat the key in other words."""
    if isinstance(node, list):
        return [_loosened(each) for each in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "string" and "enum" not in node and "const" not in node:
        return _kept(node, "description", "pattern", "maxLength") | {"type": TEXT}
    if node.get("type") == "boolean":
        return _kept(node, "description") | YES_NO
    if node.get("anyOf", [])[-1:] == [{"type": "null"}]:
        return _loosened(node["anyOf"][0])
    return {
        key: _named(value) if key in ("properties", "$defs") else _loosened(value)
        for key, value in node.items()
        if key not in ("title", "default")
    }


def _named(group: Json) -> Json:
    """These keys hold names of our own, which may well be "title"."""
    return {name: _loosened(value) for name, value in group.items()}


def _kept(node: Json, *keys: str) -> Json:
    return {key: node[key] for key in keys if key in node}


def _spell_times(written: Json) -> None:
    """1:20 rather than 80."""
    time = {"type": "string", "pattern": f"^{TIME.pattern}$"}
    for group, key in ((written, "ends"), (written["$defs"]["Line"], "at"), (written["$defs"]["ReferenceMark"], "at")):
        group["properties"][key] = time


def _spell_short_forms(definitions: Json) -> None:
    """The short forms a file may use for what the models spell out."""
    text: Json = {"type": TEXT}
    lines: Json = {"anyOf": [text, {"type": "array", "items": text}]}
    cue = {"type": "object", "properties": {"cue": definitions["When"]["properties"]["cue"]}}
    definitions["When"] = {
        "description": definitions["When"]["description"],
        "anyOf": [
            {"enum": ["volunteer", "open", "asked"]},
            {**cue, "required": ["cue"], "additionalProperties": False},
        ],
    }
    definitions["Student"]["properties"]["given"] = {"type": "object", "additionalProperties": text}
    definitions["Patient"]["properties"]["background"] = {"type": "object", "additionalProperties": lines}
    for unused in ("WhenRule", "Given", "Background"):
        definitions.pop(unused, None)
