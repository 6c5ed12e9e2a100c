"""Whether a line of a mark sheet asks for more than one behaviour, judged by its words."""

import re

from roleplay.content.lint.wordlists import QUOTED

ONE_THING = re.compile(
    r"\b(?:name and role|death and suicide|lying and standing|left and right|right and left|top and bottom"
    r"|up and down|now and then"
    r"|back and forth|early and clearly|shortly and plainly|openly and calmly|loudly and clearly|more and more"
    r"|tests and results|fluids and food|pins and needles|hands and knees|wear and tear|with and without"
    r"|nausea and vomiting|heart and lungs|black and white|trial and error|A and E|A&E)\b",
    re.IGNORECASE,
)
"""Pairs that are one thing."""
JOINS = re.compile(r";|\b(?:and|then|plus|as well as|nor)\b", re.IGNORECASE)
_VERBS = (
    "agrees|allows|answers|argues|arranges|asks|blames|breaks|brings|calls|carries|checks|corrects|counts|feels|finds"
    "|frightens|gives|goes|lets|listens|looks|makes|names|offers|pinches|presses|promises|pushes|puts|says|scolds|sends"
    "|settles|starts|stops|takes|tells|thanks|treats|uses|wants|went|writes"
)
TWO_DEEDS = re.compile(rf"\bor (?:{_VERBS})\b")
"""Alternatives are one behaviour where one verb governs both ("takes up the stick or the silence"), else two."""
_DOES = (
    "checks|compares|describes|examines|explains|listens|measures|moves|percusses|repeats|shows|tests|turns|warns"
    "|watches"
)
BETWEEN = re.compile(
    r"\bbetween (?:[\w'’-]+ ){1,4}?and "
    r"(?!(?:after|at|before|by|during|for|from|if|in|on|then|to|when|whether|with|without)\b)"
    rf"(?!(?:{_VERBS}|{_DOES})\b)",
    re.IGNORECASE,
)
"""What lies between two things is one: "between knee and ankle". A deed or another time after the "and" is a second:
"between periods and after sex"."""
HOW = re.compile(
    r", (?:plainly|calmly|clearly|openly|gently|briefly|aloud|slowly|shortly|by name|unasked"
    r"|(?:not|without|with|in|within|at|before|after) )",
    re.IGNORECASE,
)
"""Beginnings of a clause that only says how or when."""


def is_compound(text: str) -> bool:
    """Two behaviours in one line: whoever did one of them cannot be marked fairly."""
    bare = BETWEEN.sub("between ", ONE_THING.sub("it", QUOTED.sub("it", text)))
    if JOINS.search(bare) or TWO_DEEDS.search(bare):
        return True
    return HOW.sub(" ", bare).count(",") > 0
