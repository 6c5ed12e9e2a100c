"""The link by which a clinician opens one case to review it, without a name or a history on this kit.

It is signed, opens this one case for as long as it says, and needs nothing stored.
"""

from __future__ import annotations

import hmac
import re

from roleplay.people.devices import seal

LASTS = 60 * 24 * 60 * 60 * 1000
"""Milliseconds: a busy clinician's two months."""
_LINK = re.compile(r"(?P<until>[0-9]{1,15})\.(?P<maker>[A-Za-z0-9_-]{1,64})\.(?P<signature>[A-Za-z0-9_-]{43})")


def review_link(case: str, maker: str, now: int, secret: str) -> str:
    """Made by this person, for this case."""
    until = str(now + LASTS)
    return f"{until}.{maker}.{seal(secret, 'review', case, maker, until)}"


def maker_of(link: str, case: str, now: int, secret: str) -> str | None:
    """Who made the link; None if it is for another case, was changed, or is over."""
    found = _LINK.fullmatch(link)
    if found is None:
        return None
    signature = seal(secret, "review", case, found["maker"], found["until"])
    if not hmac.compare_digest(found["signature"], signature) or int(found["until"]) <= now:
        return None
    return found["maker"]
