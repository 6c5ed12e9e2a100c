"""A template for each kind of case, valid once the gaps are written. RUBRIC, AUTHOR and TODAY are filled in."""

from pathlib import Path


def text(kind: str) -> str:
    """The template of this kind."""
    return (Path(__file__).parent / f"{kind}.yaml").read_text(encoding="utf-8")
