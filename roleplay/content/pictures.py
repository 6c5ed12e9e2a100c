"""Pictures of cases are decoded here and nowhere else: never a very large one, and one at a time.

Unpacked, a picture takes memory by its pixels, however small its file is.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps

from roleplay.errors import Fault
from roleplay.waiting import Line

MOST_PIXELS = 12_000_000
"""What a phone's camera makes; more is never shown."""
ONE_AT_A_TIME = Line(1)


class TooLarge(Fault):
    """More pixels than are decoded. ``size`` is its width and height."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__(
            f"That picture has {size[0]:,} by {size[1]:,} pixels, more than the {MOST_PIXELS // 1_000_000} million "
            "that are read. Make it smaller, then add it again."
        )
        self.size = size


@contextmanager
def decoded(
    data: bytes, kinds: list[str] | tuple[str, ...], box: tuple[int, int] | None = None
) -> Iterator[Image.Image]:
    """The picture, the right way up, with all its colours, no larger than ``box``; the next one waits until the block
    is left.

    Raises `TooLarge` by what its header says, before anything is unpacked, and whatever Pillow raises for a damaged
    one.
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
