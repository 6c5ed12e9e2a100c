"""Pictures as they are printed."""

from PIL import Image

from roleplay.content.pictures import decoded
from roleplay.errors import Fault

KINDS = ("PNG", "JPEG", "GIF", "WEBP")
BOX = (2000, 2000)
"""Pixels: what a printer shows across a page."""


def opened(data: bytes | None) -> Image.Image | None:
    """A picture in colours that every printer knows, the right way up; None if it cannot be read, or is very large."""
    if data is None:
        return None
    try:
        with decoded(data, KINDS, BOX) as image:
            return image
    except (Fault, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def fitted(image: Image.Image, width: float, height: float) -> tuple[float, float]:
    """As wide and as high as there is room for, in its own proportions."""
    scale = min(width / image.width, height / image.height)
    return image.width * scale, image.height * scale
