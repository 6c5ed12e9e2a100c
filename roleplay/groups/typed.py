"""What people type about a group: cleaned, and refused where it is too long to be shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from roleplay.errors import Fault
from roleplay.groups.group import Terms, checked
from roleplay.groups.local_time import clean_zone, today
from roleplay.groups.series import checked_series
from roleplay.people.call_links import clean_link
from roleplay.people.names import as_one_line

LONGEST_NAME: Final = 60
LONGEST_LINE: Final = 140
LONGEST_LEVEL: Final = 40
LONGEST_PLACE: Final = 100
NOT_A_PAGE: Final = "That isn’t the address of a web page. Copy it from your browser: it begins with https://"
_MOST_TYPED: Final = 10_000


def clean_line(typed: str, longest: int = LONGEST_LINE) -> str:
    """One line as it will be shown, "" for none. Raises `Fault` if it is too long."""
    line = as_one_line(typed) if len(typed) <= _MOST_TYPED else typed
    if len(line) > longest:
        raise Fault(f"That’s {len(line):,} characters, and up to {longest} fit. Shorten it. Nothing was changed.")
    return line


def clean_group_name(typed: str) -> str:
    """What a group is called. Raises `Fault` if there is nothing to see."""
    name = clean_line(typed, LONGEST_NAME)
    if not name:
        raise Fault("Give the group a name, such as “Thursday trio”.")
    return name


def clean_terms(typed: Terms, now: int) -> Terms:
    """What a group agrees on, whether it came from a form or a file; whether its exam is one, the kit has to know.
    Raises `Fault`."""
    zone, series = clean_zone(typed.zone), typed.series
    if series is not None:
        series = checked_series(replace(series, place=clean_place(series.place)), today(now, zone))
    purpose, level = clean_line(typed.purpose), clean_line(typed.level, LONGEST_LEVEL)
    name = clean_group_name(typed.name)
    return checked(replace(typed, name=name, zone=zone, purpose=purpose, level=level, series=series))


def clean_place(typed: str) -> str:
    """A room or the link to a call. Raises `Fault` for a link that isn't safe to show to everybody."""
    return clean_link(typed) if is_link(typed) else clean_line(typed, LONGEST_PLACE)


def is_link(place: str) -> bool:
    """Whether a place is a call's link rather than a room."""
    return place.strip().lower().startswith(("http://", "https://"))


def clean_address(typed: str) -> str:
    """The address of a page that is shown to the group. Raises `Fault` for none and for what isn't safe."""
    try:
        address = clean_link(typed)
    except Fault:
        raise Fault(NOT_A_PAGE) from None
    if not address:
        raise Fault("Paste the address of a page first.")
    return address
