"""How content files were judged, kept on the disk, so that an unchanged library isn't read again at every start.

One line a file: a checksum, what was judged under which circumstances, and the model as JSON. Lines are only added; the
last one about a file counts. A line that is damaged or belongs to another kit or another state of the file is ignored.
"""

import hashlib
import json
import platform
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import pydantic
import yaml
from pydantic import ValidationError

from roleplay.atomic import replace_file
from roleplay.content.diagnostics import Diagnostic, Severity
from roleplay.content.judging import Judged
from roleplay.content.values import Part

M = TypeVar("M", bound=Part)
Stamp = tuple[Any, ...]
There = Callable[[Sequence[str]], tuple[bool, ...]]
LARGEST_MEMORY = 256 * 1024 * 1024
MOST_DEAD = 500
"""How many lines may be out of date before the file is rewritten."""


class Memory:
    """One file. It only saves time: what can't be read or written is passed over."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._found: dict[str, tuple[dict[str, Any], bytes]] = {}
        self._lines, self._fits = 0, False
        with suppress(OSError, ValueError):
            self._read()

    def recall(self, path: Path, name: str, state: Stamp, model: type[M], there: There) -> Judged[M] | None:
        """How a file was judged, if that is known for exactly this state. ``there`` says which of its images can be
        found."""
        head, body = self._found.get(str(path), ({}, b""))
        try:
            if head.get("name") != name or head["stamp"] != _plain((state, there(head["images"]))):
                return None
            diagnostics = tuple(_diagnostic(each, name) for each in head["diagnostics"])
            return Judged(model.model_validate_json(body) if body else None, diagnostics, tuple(head["images"]))
        except (ValidationError, KeyError, TypeError, ValueError):
            return None

    def keep(self, new: Iterable[tuple[Path, str, Stamp, Judged[Any]]], every: int, all_: Iterator[Any]) -> None:
        """Add what was judged just now. ``every`` is how many files there are, and ``all_`` how each was judged: the
        file is rewritten if it is another kit's or mostly out of date."""
        lines = [_line(*each) for each in new]
        anew = not self._fits or self._lines + len(lines) > 2 * every + MOST_DEAD
        if not lines and not (anew and every):
            return
        with suppress(OSError):
            if anew:
                lines = [_line(*each) for each in all_]
                self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                replace_file(self._file, b"".join([_header(), *lines]))
            else:
                with self._file.open("ab") as file:
                    file.write(b"".join(lines))
            self._lines, self._fits = len(lines) if anew else self._lines + len(lines), True

    def forget(self) -> None:
        """Free what was read from the disk, once everything is loaded."""
        self._found.clear()

    def _read(self) -> None:
        if self._file.stat().st_size > LARGEST_MEMORY:
            return
        header, *lines = self._file.read_bytes().splitlines(keepends=True)
        self._fits = header == _header()
        if not self._fits:
            return
        self._lines = len(lines)
        for line in lines:
            checksum, _, rest = line.partition(b" ")
            if not line.endswith(b"\n") or checksum != _checksum(rest):
                continue
            head, _, body = rest.rstrip(b"\n").partition(b"\t")
            with suppress(ValueError, TypeError, KeyError):
                read = json.loads(head)
                self._found[read["path"]] = (read, body)
        if lines and not lines[-1].endswith(b"\n"):
            self._fits = False  # cut off in the middle: a new line would be joined to it


def _line(path: Path, name: str, stamp: Stamp, judged: Judged[Any]) -> bytes:
    told = [[d.line, d.column, d.severity.value, d.where, d.message] for d in judged.diagnostics]
    head = {"path": str(path), "name": name, "stamp": stamp, "diagnostics": told, "images": judged.images}
    body = b"" if judged.model is None else judged.model.model_dump_json().encode()
    rest = json.dumps(head).encode() + b"\t" + body + b"\n"
    return _checksum(rest) + b" " + rest


def _checksum(rest: bytes) -> bytes:
    return f"{zlib.crc32(rest):08x}".encode()


def _diagnostic(told: list[Any], name: str) -> Diagnostic:
    line, column, severity, where, message = told
    return Diagnostic(name, line, column, Severity(severity), where, message)


def _plain(stamp: Stamp) -> Any:
    """The value as JSON gives it back."""
    return json.loads(json.dumps(stamp))


@lru_cache(maxsize=1)
def _header() -> bytes:
    """Names what did the judging: another word list or library version might judge differently."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for file in sorted([*here.rglob("*.py"), *here.rglob("*.yaml")]):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    versions = f"{platform.python_version()} {pydantic.VERSION} {yaml.__version__}"
    return f"roleplay content {digest.hexdigest()} {versions}\n".encode()
