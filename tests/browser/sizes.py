"""A walk that looks at each screen in both sizes, so that nobody has to walk twice."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from looking import WIDE, Walk
from phones import LAPTOP, PHONE, Phone
from playwright.sync_api import TimeoutError

SIZES: dict[str, dict[str, Any]] = {"laptop": LAPTOP, "phone": PHONE}
"""The phone's comes last: in it the walk goes on."""


class WalkInBoth(Walk):
    """With one page that changes its size: `new_phone` as it is, a phone."""

    def look(self, name: str, phone: Phone, **essential: Any) -> None:
        for size, device in SIZES.items():
            phone.page.set_viewport_size(device["viewport"])
            with suppress(TimeoutError):  # a chart takes a moment to find its size; what stays too wide is reported
                phone.page.wait_for_function(f"() => !({WIDE})().length")
            super().look(f"{name}-{size}", phone, **essential)
