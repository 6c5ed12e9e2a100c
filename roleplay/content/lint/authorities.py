"""Points of the debrief that name whose advice they are, where no source of the case lets anybody look it up."""

import re
from collections.abc import Iterator

from roleplay.content.case import Case
from roleplay.content.case_rules import Remark

# How a point names them, and their full names: a source may have either.
AUTHORITIES = {
    "BNF": "British National Formulary",
    "BSG": "British Society of Gastroenterology",
    "BTS": "British Thoracic Society",
    "DVLA": "Driver and Vehicle Licensing Agency",
    "ESC": "European Society of Cardiology",
    "GMC": "General Medical Council",
    "KDIGO": "Kidney Disease: Improving Global Outcomes",
    "MBRRACE": "MBRRACE",
    "MHRA": "Medicines and Healthcare products Regulatory Agency",
    "NICE": "National Institute for Health and Care Excellence",
    "RCEM": "Royal College of Emergency Medicine",
    "RCOG": "Royal College of Obstetricians",
    "RCP": "Royal College of Physicians",
    "Resuscitation Council": "Resuscitation Council",
    "SIGN": "Scottish Intercollegiate Guidelines Network",
    "UKHSA": "UK Health Security Agency",
    "WHO": "World Health Organization",
}
NAMED = re.compile(rf"\b(?:{'|'.join(AUTHORITIES)})\b")


def advice_without_its_source(case: Case) -> Iterator[Remark]:
    """What "the GMC says" cannot be checked, by the next reader or in a year, if nothing says where. A case without any
    source is told so once."""
    sources = "\n".join(case.debrief.sources)
    for n, point in enumerate(case.debrief.points) if sources else ():
        for name in dict.fromkeys(NAMED.findall(point)):
            if name not in sources and AUTHORITIES[name] not in sources:
                yield ("debrief", "points", n), f"names {name}, and no source of the case is theirs. Add the source"
