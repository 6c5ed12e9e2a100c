"""Reads JSON files as people's editors save them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from roleplay.errors import Fault

UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_json(path: Path) -> Any:
    """The file's values, with or without a byte order mark at its start. Raises `Fault` if it can't be read or isn't
    JSON."""
    try:
        raw = path.read_bytes()
        return json.loads(raw.decode("utf-16" if raw.startswith(UTF_16) else "utf-8-sig"))
    except OSError as error:
        raise Fault(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        raise Fault(f"{path} is not JSON: {error}.") from None
