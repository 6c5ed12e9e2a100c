"""A person's open next steps, as the page and the downloaded record show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from roleplay.content.rubric import inside_a_sentence, tag_in_words
from roleplay.review import headings
from roleplay.review.next_steps import Step
from roleplay.sheets.atoms import quote


def steps_heading(steps: Sequence[Step]) -> str:
    """For one, or for several."""
    return headings.STEP if len(steps) == 1 else headings.OPEN_STEPS


def steps_said(steps: Sequence[Step], skills: Mapping[str, str]) -> list[Markup]:
    """Each in its own words, with what it is about and what observers have seen of it."""
    return [quote(step.text, step_said(step, skills)) for step in steps]


def step_said(step: Step, skills: Mapping[str, str]) -> str:
    """``Safety-netting: done in 1 of 2 stations that had a chance``."""
    if not step.skill:
        return step.said[:1].upper() + step.said[1:]
    return f"{skill_name(step.skill, skills)}: {step.said}"


def skill_name(tag: str, skills: Mapping[str, str], within: bool = False) -> str:
    """The skill in words, as it stands on its own or ``within`` a sentence."""
    name = skills.get(tag) or tag_in_words(tag)
    return inside_a_sentence(name) if within else name
