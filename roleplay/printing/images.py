"""Pictures made ready for printing."""

from PIL import Image

from roleplay.content.pictures import decoded
from roleplay.errors import Fault

KINDS = ("PNG", "JPEG", "GIF", "WEBP")
BOX = (2000, 2000)
"""As many pixels as a printer can show across a page."""


def opened(data: bytes | None) -> Image.Image | None:
    """A picture the right way up, in colours that every printer knows; None if it can't be read or is very large."""
    if data is None:
        return None
    try:
        with decoded(data, KINDS, BOX) as image:
            return image
    except (Fault, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def fitted(image: Image.Image, width: float, height: float) -> tuple[float, float]:
    """As wide and as high as there is room for, in proportion."""
    scale = min(width / image.width, height / image.height)
    return image.width * scale, image.height * scale
