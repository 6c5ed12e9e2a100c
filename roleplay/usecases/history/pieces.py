"""Read a long JSON text piece by piece, so that no step holds up the rest of the process."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator

SPACE = re.compile(r"[ \t\n\r]*+")
CLOSING = {"[": "]", "{": "}"}
_DECODER = json.JSONDecoder()


def pieces(text: str, opened: Collection[str]) -> Iterator[tuple[str, str, str | None]]:
    """The members of the object in the text: each as its name, its own JSON text, and None.

    Those in ``opened`` must be arrays or objects. They come first empty, then with their contents one by one, each with
    its own name in third place ("" in an array). Raises ValueError or RecursionError for any other text.
    """
    walk = _Walk(text)
    walk.need("{")
    for name in walk.items("}"):
        if name not in opened:
            yield name, walk.value(), None
            continue
        kind = walk.take("[{")
        yield name, kind + CLOSING[kind], None
        for inner in walk.items(CLOSING[kind]):
            yield name, walk.value(), inner
    if walk.look():
        raise ValueError("more than one value")


class _Walk:
    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0

    def look(self) -> str:
        """The next character that isn't a space; "" at the end."""
        if spaces := SPACE.match(self._text, self._at):
            self._at = spaces.end()
        return self._text[self._at : self._at + 1]

    def take(self, signs: str) -> str:
        """The next character, which must be one of these."""
        sign = self.look()
        if not sign or sign not in signs:
            raise ValueError(f"expected one of {signs}")
        self._at += 1
        return sign

    def need(self, sign: str) -> None:
        self.take(sign)

    def value(self) -> str:
        """The JSON text of the next value."""
        self.look()
        begins = self._at
        try:
            _, self._at = _DECODER.raw_decode(self._text, begins)
        except StopIteration as error:
            raise ValueError("no value") from error
        return self._text[begins : self._at]

    def items(self, closing: str) -> Iterator[str]:
        """The name of each member up to the closing bracket ("" in an array). The caller takes the value after each."""
        if self.look() == closing:
            self.need(closing)
            return
        while True:
            name = ""
            if closing == "}":
                name = json.loads(self.value())
                if not isinstance(name, str):
                    raise ValueError("a name is a string")
                self.need(":")
            yield name
            if self.take(f"{closing},") == closing:
                return
