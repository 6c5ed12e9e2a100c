"""Cases in which every text is a unique marker, so that any of it in the wrong place can be found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml
from phones import EXAMINATION, INTERVIEW, PRESENTATION
from servers import CASE, EXAMINATION_CASE, PRESENTATION_CASE, ROOT, read_case, write_case

SIGN, NOTES, PART, FACT, PATIENT_EVENT, OBSERVER_EVENT = (
    "sign",
    "notes",
    "part",
    "fact",
    "patientevent",
    "observerevent",
)
CHECKLIST, FINDING, RELEASED, OTHER, VIVA, DEBRIEF, PHASE, STATEMENT, CONSENT, PROP = (
    "checklist", "finding", "released", "other", "viva", "debrief", "phase", "statement", "consent", "prop"
)  # fmt: skip
LINE, SENTENCE, SAW, TO_TRY = "wordsofstudent", "wordsofpatient", "whatobserversaw", "wordsofobserver"
MARKER = re.compile(r"Zq[a-z]+[0-9]+qZ")

RUBRICS = {INTERVIEW: "focused-history", EXAMINATION: "focused-examination", PRESENTATION: "case-presentation"}
DOMAINS = {
    INTERVIEW: ("gather", "relate", "manage"),
    EXAMINATION: ("technique", "findings", "safety"),
    PRESENTATION: ("structure", "reasoning", "response"),
}
LIKE = {INTERVIEW: CASE, EXAMINATION: EXAMINATION_CASE, PRESENTATION: PRESENTATION_CASE}
"""One of the kit's own cases for each: the marked one has as many lines and cards, so that its taps can be counted."""


class Markers:
    """Hands out one case's markers: ``Zq<kind><sort><number>qZ``. None is part of another, or of a code or seat."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.given: dict[str, list[str]] = {}

    def __call__(self, sort: str) -> str:
        those = self.given.setdefault(sort, [])
        those.append(f"Zq{self.kind}{sort}{len(those)}qZ")
        return those[-1]

    def of(self, *sorts: str) -> list[str]:
        return [marker for sort in sorts for marker in self.given.get(sort, [])]


def marked_content(folder: Path, markers: Mapping[str, Markers]) -> Path:
    """A content folder with one such case of each kind, with rubrics whose lines and statements are marked too."""
    (folder / "cases").mkdir(parents=True)
    (folder / "rubrics").mkdir()
    for name in ("skills", "themes"):
        text = (ROOT / "rubrics" / f"{name}.yaml").read_text(encoding="utf-8")
        (folder / "rubrics" / f"{name}.yaml").write_text(text, encoding="utf-8")
    for kind, marker in markers.items():
        name = f"{RUBRICS[kind]}.yaml"
        rubric = yaml.load((ROOT / "rubrics" / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        for item in rubric["items"]:
            item["text"] = marker(CHECKLIST)
        for statement in rubric["statements"]:
            statement["text"] = marker(STATEMENT)
        (folder / "rubrics" / name).write_text(yaml.safe_dump(rubric), encoding="utf-8")
        write_case(folder, _case(kind, marker))
    return folder


def _case(kind: str, marker: Markers) -> dict[str, Any]:
    def part() -> str:
        return marker(PART)

    notes = NOTES if kind == PRESENTATION else SIGN  # what is to be told, and what both may know
    like = read_case(LIKE[kind])
    first, second, third = DOMAINS[kind]
    case = {
        "format": 1, "id": f"marked-{kind}", "title": f"Marked {kind}", "kind": kind, "rubric": RUBRICS[kind],
        "specialty": "general", "level": "clinical", "difficulty": 2, "guidelines": "UK", "skills": ["red-flags"],
        "props": [marker(PROP)],
        "timing": {"reading": 0.1, "station": 8, "fixed": True},
        "student": {
            "setting": marker(SIGN), "brief": marker(SIGN), "tasks": [marker(SIGN), marker(SIGN)],
            "given": {"Pulse": marker(SIGN)}, "material": [{"title": marker(notes), "text": marker(notes)}],
            "leave_out": [marker(SIGN)],
        },
        "patient": {
            "plays": part(), "you_are": part(), "opening": part(),
            "ask": [{"say": part(), "by_minute": 5}],
            "reacts": [{"if": part(), "do": part()}],
            "ideas": part(), "concerns": part(), "expectations": part(), "effect": part(),
            "background": {
                "past": [part()], "medicines": [part()], "allergies": part(), "family": part(), "social": part(),
            },
        },
        "events": [
            {"minute": 0, "who": "patient", "do": marker(PATIENT_EVENT)},
            {"minute": 0, "who": "observer", "do": marker(OBSERVER_EVENT)},
            {"minute": 7, "who": "observer", "do": marker(OBSERVER_EVENT)},
        ],
        "others": [{"id": "nurse", "plays": marker(OTHER), "you_are": marker(OTHER)}],
        "checklist": [
            {"id": "one", "text": marker(CHECKLIST), "domain": first},
            {"id": "two", "text": marker(CHECKLIST), "domain": second, "partly": True, "may_not_arise": True},
            {"id": "three", "text": marker(CHECKLIST), "domain": third, "critical": "never"},
        ],
        "viva": {"at_minute": 6, "questions": [{"ask": marker(VIVA), "answer": marker(VIVA)}]},
        "phases": [{"id": "all", "label": marker(PHASE), "minutes": 8}],
        "debrief": {"points": [marker(DEBRIEF), marker(DEBRIEF)], "sources": [marker(DEBRIEF)]},
        "review": {"author": marker(DEBRIEF), "written": "2026-01-10", "origin": "invented"},
    }  # fmt: skip
    lines = len(like["checklist"]) - len(case["checklist"])
    case["checklist"] += [
        {"id": f"line-{number}", "text": marker(CHECKLIST), "domain": domain}
        for number, domain in zip(range(lines), cycle(DOMAINS[kind]), strict=False)
    ]
    if kind == INTERVIEW:
        case["mode"] = "telephone"
    if kind != PRESENTATION:
        case["patient"] |= {
            "story": [
                {"id": f"fact-{number}", "say": marker(FACT), "when": when, "topic": part()}
                for number, when in enumerate(["volunteer", "open", "asked", {"cue": "cue-one"}])
            ],
            "cues": [{"id": "cue-one", "show": part()}],
        }
        case["findings"] = [
            *({"id": f["id"], "ask": marker(RELEASED), "card": marker(RELEASED)} for f in like["findings"]),
            {"id": "kept", "ask": marker(FINDING), "card": marker(FINDING)},
        ]
        case["checklist"][0]["reveals"] = ["fact-2"]
    if kind == EXAMINATION:
        case["examine"] = {
            "regions": ["hands"], "position": marker(CONSENT), "exposure": marker(CONSENT),
            "not_done": [marker(CONSENT)], "alternative": marker(CONSENT), "kit": [marker(CONSENT)],
        }  # fmt: skip
    return case
