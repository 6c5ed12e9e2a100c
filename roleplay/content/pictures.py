"""The only place where pictures of cases are decoded: one at a time, and never a very large one.

A picture takes memory by its pixels once it is unpacked, however small its file.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps

from roleplay.errors import Fault
from roleplay.waiting import Line

MOST_PIXELS = 12_000_000
"""As much as a phone's camera makes; no screen shows more."""
ONE_AT_A_TIME = Line(1)


class TooLarge(Fault):
    """Too many pixels to decode. ``size`` is its width and height."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__(
            f"That picture is {size[0]:,} by {size[1]:,} pixels, and the most the kit reads is "
            f"{MOST_PIXELS // 1_000_000} million in all. Make it smaller, then add it again."
        )
        self.size = size


@contextmanager
def decoded(
    data: bytes, kinds: list[str] | tuple[str, ...], box: tuple[int, int] | None = None
) -> Iterator[Image.Image]:
    """The picture, the right way up, in full colour and no larger than ``box``; the next one waits until the block
    ends.

    Raises `TooLarge` from the header, before anything is unpacked, and whatever Pillow raises for a damaged file.
    """
    with Image.open(io.BytesIO(data), formats=kinds) as image:
        if image.width * image.height > MOST_PIXELS:
            raise TooLarge(image.size)
        with ONE_AT_A_TIME.turn():
            if box is not None:
                image.draft("RGB", box)
            ImageOps.exif_transpose(image, in_place=True)
            seen = image.convert("RGBA")
            if box is not None:
                seen.thumbnail(box)
            yield seen
