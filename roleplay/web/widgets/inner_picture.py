"""A picture of a case inside a page or a file: no route hands one out before a round."""

import base64
import mimetypes

from roleplay.web.server.kit import kit


def picture(name: str) -> str:
    """The picture as an address that holds all of it; "" if there is none."""
    found = kit().library().picture(name)
    if found is None:
        return ""
    kind = mimetypes.guess_type(name)[0] or "image/png"
    return f"data:{kind};base64,{base64.b64encode(found).decode()}"
