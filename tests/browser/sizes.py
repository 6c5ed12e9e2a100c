"""A walk that looks at each screen in both sizes, so that one walk is enough."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from looking import WIDE, Walk
from phones import LAPTOP, PHONE, Phone
from playwright.sync_api import TimeoutError

SIZES: dict[str, dict[str, Any]] = {"laptop": LAPTOP, "phone": PHONE}
"""The phone's size comes last, and the walk goes on in it."""


class WalkInBoth(Walk):
    """Uses one page that changes its size: `new_phone` unchanged is a phone."""

    def look(self, name: str, phone: Phone, **essential: Any) -> None:
        for size, device in SIZES.items():
            phone.page.set_viewport_size(device["viewport"])
            with suppress(TimeoutError):  # a chart takes a moment to find its size; what stays too wide is reported
                phone.page.wait_for_function(f"() => !({WIDE})().length")
            super().look(f"{name}-{size}", phone, **essential)
