"""The link to a video call of people's own. Everybody in the session may tap it, so it leads to a web page, and hides
nothing of where."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from roleplay.errors import Fault

LONGEST_LINK: Final = 500
"""Longer than any call's link with its password."""
_NOT_A_LINK: Final = "That isn’t a link to a video call. Copy it from your call: it begins with https://"
_SEEN: Final = frozenset(map(chr, range(0x21, 0x7F))) - set("\"'<>\\^`{|}")
"""What a web address is written with. Anything else could look like something that it isn't."""


def clean_link(typed: str) -> str:
    """The link as typed or pasted, "" for none. Raises `Fault` if it isn't one that is safe to show to everybody."""
    link = typed.strip()
    if not link:
        return ""
    if len(link) > LONGEST_LINK:
        raise Fault(f"That link is too long: the longest is {LONGEST_LINK} characters. Copy only the call’s own link.")
    if not set(link) <= _SEEN or not _leads_to_a_page(link):
        raise Fault(_NOT_A_LINK)
    return link


def _leads_to_a_page(link: str) -> bool:
    try:
        url = urlsplit(link)
        _ = url.port
    except ValueError:
        return False
    # Before an @ anything could stand, for example the name of another site.
    return url.scheme in ("http", "https") and bool(url.hostname) and "@" not in url.netloc
