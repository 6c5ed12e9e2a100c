"""Turns a draft into a file: every part of the format in order, with ids, and judged before anything is saved."""

from collections.abc import Collection, Mapping
from dataclasses import astuple, replace
from typing import Any

import yaml

from roleplay.content.case import TO_WRITE, Kind, WhenRule
from roleplay.content.judging import LARGEST
from roleplay.content.rubric import Rubric
from roleplay.importing.build.draft import Draft, Told, rubric_for
from roleplay.importing.build.imported import FileKind, ImportedFile, Job, ReportLine, counted
from roleplay.importing.build.judgement import faults_of, too_large
from roleplay.importing.build.plain_text import cut, free, free_ids, one_line, slug
from roleplay.importing.propose.student_notes import with_notes
from roleplay.importing.propose.themes import known, themes_in
from roleplay.marking.marksheet import Item

SKILLS = {Kind.INTERVIEW: "focused-history", Kind.EXAMINATION: "examination-technique"}
LONGEST_TITLE = 70
LONGEST_LABEL = 100
WIDTH = 110
ROOMY = frozenset(("student", "patient", "examine", "findings", "checklist", "debrief", "review"))


def finished(draft: Draft, job: Job, taken: Collection[str]) -> tuple[ImportedFile | None, list[ReportLine]]:
    """The file, judged as `check` would judge it; no file for what the format can't hold, and the report says why."""
    title = cut(draft.title, LONGEST_TITLE)
    called = cut(draft.door.title, LONGEST_TITLE) or title
    size = _size(astuple(replace(draft, source="")))
    if size > LARGEST:
        return None, [ReportLine(draft.place, f'the case "{called}"', False, too_large(size))]
    id_ = free(slug(draft.named or title, "imported-case"), taken)
    data = _data(draft, id_, title, job)
    text = _comment(job) + "".join(_written(key, value) for key, value in data.items())
    text = with_notes(text, draft.door)
    faults = faults_of(text, job.library)
    if faults:
        return None, [ReportLine(draft.place, f'the case "{called}"', False, faults[0])]
    file = ImportedFile(id_, FileKind.CASE, called, text, draft.source)
    return file, [
        ReportLine(draft.place, f'the case "{called}", as {file.path}', True, _holds(draft)),
        *_heavy(draft, data),
        *_noted(draft),
    ]


def _size(value: Any) -> int:
    """The smallest that a file with these texts can be; worked out first, since writing a large file is slow."""
    if isinstance(value, str):
        return len(value.encode()) + 1
    if isinstance(value, tuple):
        return sum(map(_size, value))
    return 0


def reminder(job: Job, files: int) -> list[ReportLine]:
    """What only a person can check, told once for the whole file."""
    if not files:
        return []
    what = f'{counted(files, "case")} marked "Imported from {one_line(job.name)}", origin: composite'
    why = 'check that none is a real person\'s story, fill in every "To be written", and ask a clinician to read it'
    return [ReportLine("all", what, True, why)]


class _Plain(yaml.SafeDumper):
    """Writes everything out, since a case with aliases is refused; lists are indented below their key."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Plain.add_representer(str, _text)


def _written(key: str, value: Any) -> str:
    """One key of the file, with an empty line before a key that has parts of its own."""
    text = yaml.dump({key: value}, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=WIDTH)
    return f"\n{text}" if key in ROOMY else text


def _comment(job: Job) -> str:
    return f'# Imported from "{one_line(job.name)}" on {job.today.isoformat()}. Nobody has checked it yet.\n'


def _holds(draft: Draft) -> str:
    parts = [
        counted(len(draft.story), "fact"),
        counted(len(draft.findings), "card"),
        counted(len(draft.checklist), "line") + " to mark",
        counted(len(draft.background), "line") + " of background",
    ]
    held = [part for part in parts if not part.startswith("0 ")]
    return ", ".join([*held, *([] if draft.checklist else ["nothing to mark yet"])])


def _heavy(draft: Draft, data: Mapping[str, Any]) -> list[ReportLine]:
    if not data["heavy"]:
        return []
    themes = ", ".join(themes_in(_all_texts(draft)))
    return [ReportLine(draft.place, "heavy: true", True, f"its words are about {themes}; check heavy and themes")]


def _noted(draft: Draft) -> list[ReportLine]:
    found = [part for part in ("title", "setting", "brief", "tasks") if getattr(draft.door, part)]
    if not found:
        return []
    what = f"what was found for the student ({', '.join(found)}), as notes beside the fields"
    why = "headings can mislead: read each note, and move what the student may read into the field"
    return [ReportLine(draft.place, what, True, why)]


def _all_texts(draft: Draft) -> list[str]:
    cards = [text for card in draft.findings for text in (card.ask, card.card)]
    return [*_open_texts(draft), *cards, *draft.points, *(item.text for item in draft.checklist)]


def _open_texts(draft: Draft) -> list[str]:
    """What the patient says and has; a theme found only in a diagnosis or on a card would give it away."""
    told = [fact.say for fact in draft.story]
    door = draft.door
    return [draft.title, door.title, *door.brief, *door.tasks, draft.you_are, draft.opening, *told]


def _data(draft: Draft, id_: str, title: str, job: Job) -> dict[str, Any]:
    rubric = rubric_for(draft.kind, job)
    listed = job.library.themes
    heavy = known(themes_in(_all_texts(draft)), listed)
    data = {
        "format": 1,
        "id": id_,
        "title": title,
        "kind": str(draft.kind),
        "rubric": rubric.id,
        "specialty": "to be written",
        "level": "clinical",
        "difficulty": 2,
        "guidelines": "to be written",
        "skills": [_skill(draft.kind, job)],
        "themes": list(known(themes_in(_open_texts(draft)), listed)),
        "heavy": bool(heavy),
        "props": list(draft.props),
        "student": {
            "setting": f"{TO_WRITE} where and when this is.",
            "brief": f"{TO_WRITE} who the student is, who has come and why.",
            "tasks": [f"{TO_WRITE} what the student is to do."],
        },
        "patient": _patient(draft),
        "examine": dict(draft.examine) if draft.examine else None,
        "findings": _findings(draft),
        "checklist": _checklist(draft, rubric),
        "debrief": {"points": list(draft.points), "sources": list(draft.sources)},
        "review": {
            "author": f"Imported from {one_line(job.name)}",
            "written": job.today.isoformat(),
            "origin": "composite",
        },
    }
    return {key: value for key, value in data.items() if value is not None and (value != [] or key == "themes")}


def _skill(kind: Kind, job: Job) -> str:
    skills = job.library.skills
    return SKILLS[kind] if SKILLS[kind] in skills or not skills else next(iter(skills))


def _patient(draft: Draft) -> dict[str, Any]:
    facts = draft.story
    if draft.kind is Kind.INTERVIEW and not facts:
        facts = (Told(f"{TO_WRITE} what you can tell, in your own words.", WhenRule.OPEN),)
    ids = free_ids((fact.say for fact in facts), "fact")
    part: dict[str, Any] = {
        "plays": draft.plays or f"{TO_WRITE} name and age",
        "you_are": draft.you_are or f"{TO_WRITE} who you are and how you behave.",
        "opening": draft.opening or f"{TO_WRITE} what you say first, word for word.",
        "story": [_fact(id_, fact) for id_, fact in zip(ids, facts, strict=True)],
        "ask": [{"say": say} for say in draft.ask],
    }
    for key in ("ideas", "concerns", "expectations"):
        part[key] = getattr(draft, key) or f"{TO_WRITE} your {key}."
    part |= {"effect": draft.effect, "background": _background(draft.background)}
    return {key: value for key, value in part.items() if value}


def _fact(id_: str, fact: Told) -> dict[str, Any]:
    written = {"id": id_, "say": fact.say, "when": str(fact.rule)}
    return written | ({"topic": fact.topic} if fact.topic else {})


def _background(pairs: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    """Lines by label. A label that can't be a key of the file is repeated before its line."""
    lines: dict[str, list[str]] = {}
    for label, line in pairs:
        name = cut(label, LONGEST_LABEL) or "Without a label"
        name = "“<<”" if name == "<<" else name
        whole = line if len(one_line(label)) <= LONGEST_LABEL else f"{one_line(label)}: {line}"
        lines.setdefault(name, []).append(whole)
    return lines


def _findings(draft: Draft) -> list[dict[str, Any]]:
    ids = free_ids((card.ask for card in draft.findings), "finding")
    return [{"id": id_, "ask": card.ask, "card": card.card} for id_, card in zip(ids, draft.findings, strict=True)]


def _checklist(draft: Draft, rubric: Rubric) -> list[dict[str, Any]]:
    ids = free_ids((item.text for item in draft.checklist), "item", {item.id for item in rubric.items})
    return [_item(id_, item) for id_, item in zip(ids, draft.checklist, strict=True)]


def _item(id_: str, item: Item) -> dict[str, Any]:
    written = {"id": id_, "text": item.text, "domain": item.domain, "weight": item.weight}
    written |= {"partly": True} if item.partly else {}
    return written | ({"critical": str(item.critical)} if item.critical else {})
