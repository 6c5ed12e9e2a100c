"""Pictures as they are printed."""

import io

from PIL import Image, ImageOps


def opened(data: bytes | None) -> Image.Image | None:
    """A picture in colours that every printer knows, the right way up; None if it cannot be read."""
    if data is None:
        return None
    try:
        with Image.open(io.BytesIO(data)) as image:
            return ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def fitted(image: Image.Image, width: float, height: float) -> tuple[float, float]:
    """As wide and as high as there is room for, in its own proportions."""
    scale = min(width / image.width, height / image.height)
    return image.width * scale, image.height * scale
