"""Guesses from words which area a section belongs to, and whether a mark sheet is for an examination."""

import re
from collections.abc import Sequence
from typing import Any

from roleplay.content.case import TO_WRITE, Kind, Region
from roleplay.content.rubric import Rubric
from roleplay.importing.build.plain_text import plain

# (area, words of a section that point to it); the first that the rubric has is taken
SECTIONS = (
    ("safety", r"safety|hygiene|hands?|infection|comfort"),
    ("approach", r"approach|consent|introduc\w*|preparation|opening|rapport|professional\w*|communicat\w*"),
    ("findings", r"findings?|present\w*|summar\w*|interpret\w*|conclu\w*|completion|diagnos\w*"),
    ("technique", r"technique|examin\w*|inspect\w*|palpat\w*|percuss\w*|auscult\w*|procedure|general|special tests?"),
    ("manage", r"manag\w*|plan\w*|expla\w*|treat\w*|safety ?net\w*|advice|counsel\w*|closing|closure|diagnos\w*"),
    (
        "relate",
        r"communicat\w*|rapport|introduc\w*|opening|empath\w*|relat\w*|professional\w*|attitud\w*|interpersonal",
    ),
    ("gather", r"histor\w*|gather\w*|symptom\w*|information|data|present\w*|red flags?|background|social|assess\w*"),
)
EXAMINES = re.compile(
    r"\b(palpat\w+|percuss\w+|auscultat\w+|inspect\w*|examin(?:es?|ing)|elicits? (?:the )?reflex\w*"
    r"|tests? (?:power|tone|reflexes|sensation|coordination)|feels for|listens (?:to|over)|measures)\b",
    re.IGNORECASE,
)
INTIMATE = re.compile(
    r"\b(breasts?|rectal\w*|genital\w*|vagina\w*|pelvic|groin|test(?:es|icles?)|prostate)\b", re.IGNORECASE
)
ALSO_CALLED = {
    Region.CHEST: r"chest|heart|lungs?|precordium|apex beat|thorax|breath sounds",
    Region.ABDOMEN: r"abdom\w*|liver|spleen|kidneys?|bowel sounds",
    Region.NECK: r"neck|thyroid|trachea|jvp|carotids?|cervical",
    Region.EYES: r"eyes?|pupils?|fundus|visual|sclera\w*",
    Region.BACK: r"back|spine|lumbar|sacr\w*",
    Region.FEET: r"feet|foot|toes?",
    Region.HANDS: r"hands?|fingers?|nails?|clubbing|radial pulse",
}


def domain_of(section: str, rubric: Rubric) -> tuple[str, str]:
    """An area of the rubric, and the remark that it is a guess."""
    words = plain(section)
    for domain in rubric.domains:
        if words and words in (plain(domain.id), plain(domain.name)):
            return domain.id, ""
    ids = [domain.id for domain in rubric.domains]
    for name, pattern in SECTIONS:
        if words and name in ids and re.search(rf"\b(?:{pattern})\b", words):
            return name, f'the section "{section}" taken for the area {name}'
    return ids[0], f"no section says which area, so {ids[0]}"


def kind_of(texts: Sequence[str]) -> tuple[Kind, str]:
    """An examination if at least half of the lines examine a region that students may examine on each other."""
    examining = sum(bool(EXAMINES.search(text)) for text in texts)
    if examining * 2 < len(texts) or not texts:
        return Kind.INTERVIEW, "a guess; most lines don't examine"
    if any(INTIMATE.search(text) for text in texts):
        return Kind.INTERVIEW, "students never examine each other intimately, so it is not made an examination"
    if not regions_in(texts):
        return Kind.INTERVIEW, "most lines examine, but none names a region; change the kind if it is an examination"
    return Kind.EXAMINATION, "a guess; most lines examine"


def regions_in(texts: Sequence[str]) -> list[Region]:
    """The regions that the lines name."""
    whole = " ".join(texts).lower()
    return [region for region in Region if re.search(rf"\b(?:{_called(region)})\b", whole)]


def examined(texts: Sequence[str]) -> dict[str, Any]:
    """What an examination needs, as far as the lines give it."""
    regions = regions_in(texts)
    trunk = {Region.CHEST, Region.ABDOMEN} & set(regions)
    covered = "Over a T-shirt. " if trunk else ""
    return {
        "regions": [str(region) for region in regions],
        "position": f"{TO_WRITE} how the person sits or lies.",
        "exposure": f"{covered}{TO_WRITE} what is uncovered, and what the student only says.",
        "alternative": f"{TO_WRITE} what to do if somebody would rather not be examined.",
    }


def _called(region: Region) -> str:
    return ALSO_CALLED.get(region, f"{str(region).removesuffix('s')}s?")
