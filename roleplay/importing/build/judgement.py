"""Judges a new text as `check` will judge the file, before anything is written."""

from pydantic import ValidationError

from roleplay.content.case import Case
from roleplay.content.case_rules import broken_rules
from roleplay.content.explain import explain
from roleplay.content.judging import LARGEST
from roleplay.content.loading import Library
from roleplay.content.reading import read_yaml
from roleplay.content.references import Shared, case_references


def too_large(size: int) -> str:
    """Why a text of so many bytes can't be a case."""
    kib = f"{-(-size // 1024):,} KiB"
    return f"it would be at least {kib}, and a case may be {LARGEST // 1024} at most; shorten it and import it again"


def faults_of(text: str, library: Library) -> list[str]:
    """Why `check` would find fault with the file; empty if it would not."""
    size = len(text.encode())
    if size > LARGEST:
        return [too_large(size)]
    written = read_yaml(text)
    if written.place is None:
        return [fault.message for fault in written.faults]
    shared = Shared(rubrics=library.rubrics, skills=library.skills or None, themes=library.themes or None)
    faults = [*written.faults, *case_references(written.value, written.place, shared)]
    try:
        case = Case.model_validate(written.value)
    except ValidationError as error:
        faults += explain(error, Case, written.place)
        return [fault.message for fault in faults]
    return [fault.message for fault in faults] + [sentence for _, sentence in broken_rules(case)]
