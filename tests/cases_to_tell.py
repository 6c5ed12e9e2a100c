"""A case to be presented, for tests: the good one without a story, and with notes to present from."""

from __future__ import annotations

from evening import Evening, add_case

NOTES = "Notes-to-present-from"
POINT = "Troponin can wait"
TOLD = {
    "kind: interview": "kind: presentation",
    "rubric: history": "rubric: told",
    "    - Take a focused history\n": (f"    - Present him\n  material:\n    - {{title: Your notes, text: {NOTES}}}\n"),
    "  story:\n    - {id: stairs, say: Two flights does it., when: asked, topic: provoking}\n": "",
    "    - {id: father, say: My dad died of his heart., when: {cue: looks-down}}\n": "",
    "    reveals: [stairs]\n": "",
    "    reveals: [father]\n": "",
}


def with_cases_to_tell(evening: Evening, *cases: str, more: dict[str, str] | None = None) -> Evening:
    """The same evening on a kit that has these."""
    rubrics = evening.content / "rubrics"
    rubric = (rubrics / "history.yaml").read_text(encoding="utf-8")
    rubric = rubric.replace("id: history\n", "id: told\n").replace("kinds: [interview]", "kinds: [presentation]")
    (rubrics / "told.yaml").write_text(rubric, encoding="utf-8")
    for case in cases:
        add_case(evening.content, case, TOLD | (more or {}))
    return evening
