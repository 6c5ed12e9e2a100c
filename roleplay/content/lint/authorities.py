"""Points of the debrief that name whose advice they are, where no source of the case lets anybody look it up."""

import re
from collections.abc import Iterator

from roleplay.content.case import Case
from roleplay.content.case_rules import Remark

# How a point names them, and how a source may.
AUTHORITIES = {
    "BNF": "BNF|British National Formulary",
    "BSG": "BSG|British Society of Gastroenterology",
    "BTS": "BTS|British Thoracic Society",
    "DVLA": "DVLA|Driver and Vehicle Licensing Agency",
    "ESC": "ESC|European Society of Cardiology",
    "GMC": "GMC|General Medical Council",
    "KDIGO": "KDIGO|Kidney Disease",
    "MBRRACE": "MBRRACE",
    "MHRA": "MHRA|Medicines and Healthcare products",
    "NICE": "NICE|National Institute for Health",
    "RCEM": "RCEM|Royal College of Emergency Medicine",
    "RCOG": "RCOG|Royal College of Obstetricians",
    "RCP": "RCP|Royal College of Physicians",
    "Resuscitation Council": "Resuscitation Council",
    "SIGN": "SIGN|Scottish Intercollegiate",
    "UKHSA": "UKHSA|UK Health Security Agency",
    "WHO": "WHO|World Health Organi[sz]ation",
}
NAMED = re.compile(rf"\b(?:{'|'.join(AUTHORITIES)})\b")


def advice_without_its_source(case: Case) -> Iterator[Remark]:
    """What "the GMC says" cannot be checked, by the next reader or in a year, if nothing says where. A case without any
    source is told so once."""
    sources = "\n".join(case.debrief.sources)
    for n, point in enumerate(case.debrief.points) if sources else ():
        for name in dict.fromkeys(NAMED.findall(point)):
            if not re.search(rf"\b(?:{AUTHORITIES[name]})", sources):
                yield ("debrief", "points", n), f"names {name}, and no source of the case is theirs. Add the source"
