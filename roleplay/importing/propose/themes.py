"""What an imported text touches on, so that a heavy case is announced even before anybody has read it.

It goes by words alone, so it may find too much or miss something: the person who checks the case decides.
"""

import re
from collections.abc import Collection, Iterable, Mapping

from roleplay.content.rubric import Theme

WORDS = (
    ("suicide", r"suicid\w*|(?:end|take|taking|took) (?:my|his|her|their|your) (?:own )?life"),
    ("self-harm", r"self[- ]?harm\w*|overdos\w*|cutting (?:myself|himself|herself)"),
    ("cancer", r"cancer\w*|carcinoma\w*|lymphomas?|leuk(?:a)?emia\w*|melanomas?|myelomas?|malignan\w*|metasta\w*"),
    ("bereavement", r"bereave\w*|grie(?:f|v)\w*|widow(?:er)?(?:ed)?"),
    ("dying", r"palliative|end[- ]of[- ]life|terminally ill|hospice|dying"),
    ("pregnancy-loss", r"miscarr\w*|stillb\w*|ectopic|terminat\w* of pregnancy"),
    ("child-death", r"sudden infant death|death of (?:a|her|his|their|your) (?:child|baby|son|daughter)"),
    ("abuse", r"(?:child|domestic|physical|emotional|elder) abuse|abused|domestic violence|safeguarding"),
    ("sexual-violence", r"rap(?:e|ed|ist)|sexual(?:ly)? (?:assault|abuse|violence)\w*"),
    ("eating", r"anorexia nervosa|bulimi\w*|eating disorders?"),
    ("addiction", r"addict\w*|alcohol(?:ism| dependen\w*| misuse)|gambl\w*|heroin|cocaine|intravenous drug\w*"),
)
FOUND = {theme: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for theme, pattern in WORDS}


def themes_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The heavy themes whose words are in these texts."""
    whole = "\n".join(texts)
    return tuple(theme for theme, pattern in FOUND.items() if pattern.search(whole))


def known(themes: Collection[str], listed: Mapping[str, Theme]) -> tuple[str, ...]:
    """Those that are in the kit's list."""
    return tuple(theme for theme in themes if theme in listed)
