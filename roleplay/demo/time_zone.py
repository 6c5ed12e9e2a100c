"""The name of this machine's time zone, in which the demo's people meet."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

from roleplay.groups.local_time import zone_names

LINK = Path("/etc/localtime")


def this_zone(link: Path = LINK) -> str:
    """As far as the system says it; else one that has the same whole hours from UTC now."""
    named = (os.environ.get("TZ", "").lstrip(":"), link.resolve().as_posix().partition("zoneinfo/")[2])
    known = zone_names()
    return next((name for name in named if name in known), None) or _by_offset()


def _by_offset() -> str:
    """These names have the opposite sign: Etc/GMT-2 is two hours ahead of UTC."""
    offset = datetime.now().astimezone().utcoffset() or timedelta()
    hours = round(offset / timedelta(hours=1))
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"
