"""Days as the person at the browser knows them."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def zone() -> tzinfo:
    """The browser's time zone, in which its owner knows the days."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def day(at: int) -> str:
    """A date as people say it."""
    moment = datetime.fromtimestamp(at / 1000, zone())
    return f"{moment.day} {moment:%B %Y}"
