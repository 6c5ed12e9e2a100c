"""Days as the person at the browser knows them."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

DAY = 24 * 60
"""Minutes."""


def zone() -> tzinfo:
    """The browser's time zone, which decides what its owner calls today."""
    try:
        return ZoneInfo(st.context.timezone or "")
    except (ZoneInfoNotFoundError, ValueError):
        # No name, or one that this machine doesn't know: the offset from UTC still gives the day.
        behind = st.context.timezone_offset
        return UTC if behind is None or abs(behind) >= DAY else timezone(-timedelta(minutes=behind))


def date_of(at: int) -> date:
    """The date at that time where the browser is; a server may be in another day."""
    return datetime.fromtimestamp(at / 1000, zone()).date()


def day(at: int) -> str:
    """A date as people say it."""
    moment = datetime.fromtimestamp(at / 1000, zone())
    return f"{moment.day} {moment:%B %Y}"
