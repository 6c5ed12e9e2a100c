"""The group's next session, for the calendar."""

from __future__ import annotations

from datetime import datetime, timedelta

MEETING = timedelta(hours=1, minutes=30)
"""How long a session takes in the calendar."""


def meeting(when: datetime, now: datetime, code: str) -> str:
    """An .ics file. ``when`` is local time without a zone, as it was typed: it floats with the calendar."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//role-play kit//EN",
        "BEGIN:VEVENT",
        f"UID:{code}-{when:%Y%m%dT%H%M}@role-play-kit",
        f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
        f"DTSTART:{when:%Y%m%dT%H%M%S}",
        f"DTEND:{when + MEETING:%Y%m%dT%H%M%S}",
        "SUMMARY:Practise consultations",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines)
