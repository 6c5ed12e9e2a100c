"""Themes that a part touches and the case does not name: whoever blocked one would be given it all the same."""

import re
from collections.abc import Iterator, Mapping

from roleplay.content.case import Case
from roleplay.content.case_rules import Remark
from roleplay.content.lint.told import part_texts
from roleplay.content.lint.wordlists import DENIED
from roleplay.content.rubric import Theme

SENTENCE = re.compile(r"[^.;\n]+")
# How somebody tells of it who lives with it. Only what hardly means anything else.
TOUCHES = {
    "abuse": r"hits? (?:me|her|him|us)|beats? (?:me|her|him|us)|touched me|scared of him",
    "addiction": r"heroin|gambl\w+|rehab|can['’]t stop drinking",
    "cancer": r"cancer|lymphoma|leukaemia|chemo\w*",
    "bereavement": r"(?:my|his|her|our) (?:\w+ )?(?:husband|wife|partner|son|daughter|baby) died|funeral|widow\w*",
    "dying": r"hospice|palliative",
    "memory-loss": r"dementia|alzheimer\w*",
    "mental-illness": r"depress\w+|psychosis|hears? voices|cries in the|cries every|panic attacks?|bipolar",
    "pregnancy-loss": r"miscarr\w+|stillb\w+|lost the baby",
    "self-harm": r"self-harm\w*|cuts? (?:my|him|her)self|overdose\w*",
    "suicide": r"suicid\w+|kill(?:ed)? (?:my|him|her)self|not to wake up|end it all",
}
TOUCH = {theme: re.compile(rf"\b(?:{words})\b") for theme, words in TOUCHES.items()}


ANY = re.compile(r"\b(?:" + "|".join(TOUCHES.values()) + r")\b")
"""Most parts touch none, and are done with one look."""


def unnamed_themes(case: Case, themes: Mapping[str, Theme]) -> Iterator[Remark]:
    """What a patient tells of, and is not denied in the same sentence."""
    for steps, text in part_texts(case):
        if not ANY.search(text.lower()):
            continue
        for theme in [theme for theme in TOUCH if theme in themes and theme not in case.themes]:
            for sentence in SENTENCE.findall(text.lower()):
                if (found := TOUCH[theme].search(sentence)) and not DENIED.search(sentence):
                    yield steps, f'"{found[0]}" touches a theme. Name {theme} in themes'
