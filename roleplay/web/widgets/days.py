"""Days as the person at the browser knows them."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

DAY = 24 * 60
"""Minutes."""


def zone() -> tzinfo:
    """The browser's time zone, in which its owner knows the days."""
    try:
        return ZoneInfo(st.context.timezone or "")
    except (ZoneInfoNotFoundError, ValueError):
        # A name that this machine does not know, or none: the hours from UTC still tell the day.
        behind = st.context.timezone_offset
        return UTC if behind is None or abs(behind) >= DAY else timezone(-timedelta(minutes=behind))


def date_of(at: int) -> date:
    """The day on which it was then, where the browser is; a server may stand in another day."""
    return datetime.fromtimestamp(at / 1000, zone()).date()


def day(at: int) -> str:
    """A date as people say it."""
    moment = datetime.fromtimestamp(at / 1000, zone())
    return f"{moment.day} {moment:%B %Y}"
