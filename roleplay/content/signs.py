"""Characters that cut text off or can't be seen: which one is to blame for a fault, and what to write instead.

A character is blamed only if the fault goes when it does, so a no-break space before a unit or a joiner in a name is
left in peace, and a fault with another cause keeps its own message.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from roleplay.content.diagnostics import shortened
from roleplay.content.places import Point
from roleplay.content.reading import BREAK, CUT_OFF, Fault, cut_off, is_note

UNSEEN = re.compile("[\xa0\xad\u2000-\u200f\u202a-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff]")
"""Spaces that a parser doesn't take for spaces, and characters without width; not those that end a line."""
Read = Callable[[str], Sequence[Fault]]
"""What is wrong with a text."""


def blamed(text: str, faults: Sequence[Fault], unreadable: bool, read: Read) -> list[Fault]:
    """The faults; any that would not be there without such a character names the character instead.

    A " #" is looked for only if the text was ``unreadable``; otherwise what it cuts off has been remarked on already.
    """
    if faults and UNSEEN.search(text):
        faults = _named(text, faults, _told(read(UNSEEN.sub(_plain, text))))
    cut = _cut(text, faults[0], read) if unreadable and len(faults) == 1 else None
    return [cut] if cut else list(faults)


def _told(faults: Sequence[Fault]) -> set[tuple[int, str]]:
    return {(fault.mark.line, fault.message) for fault in faults}


def _plain(found: re.Match[str]) -> str:
    return " " if _is_space(found[0]) else ""


def _is_space(sign: str) -> bool:
    return unicodedata.category(sign) == "Zs"


def _named(text: str, faults: Sequence[Fault], left: set[tuple[int, str]]) -> list[Fault]:
    signs = list(_signs(text))
    named: list[Fault] = []
    for fault in faults:
        if (fault.mark.line, fault.message) in left:
            named.append(fault)
            continue
        point, message = _nearest(signs, fault.mark.line)
        if all(other.mark != point for other in named):
            named.append(Fault(point, fault.steps if point.line == fault.mark.line else (), message))
    return named


def _signs(text: str) -> Iterator[tuple[Point, str]]:
    for number, line in enumerate(BREAK.split(text)):
        for found in UNSEEN.finditer(line):
            yield Point(number, found.start()), _sentence(found[0])


def _sentence(sign: str) -> str:
    called = unicodedata.name(sign).lower().replace("zero width", "zero-width")
    name = f"{'an' if called[0] in 'aeiou' else 'a'} {called} (U+{ord(sign):04X})"
    if _is_space(sign):
        return f"expected a space; found {name}, which looks like one. Write a space in its place"
    return f"expected text that can be seen; found {name}, which nobody sees. Take it out"


def _nearest(signs: Sequence[tuple[Point, str]], line: int) -> tuple[Point, str]:
    """The first on the line, or on the nearest line above; else the first below."""
    nearest = max((sign[0].line for sign in signs if sign[0].line <= line), default=signs[0][0].line)
    return next(sign for sign in signs if sign[0].line == nearest)


def _cut(text: str, fault: Fault, read: Read) -> Fault | None:
    """The " #" on the line of the fault or the one before, if the fault goes when it does."""
    lines = BREAK.split(text)
    for number in (fault.mark.line, fault.mark.line - 1):
        found = CUT_OFF.search(lines[number]) if 0 <= number < len(lines) else None
        if found is None or is_note(found) or not lines[number][: found.start()].strip():
            continue
        mended = [*lines[:number], lines[number].replace("#", "."), *lines[number + 1 :]]
        if (fault.mark.line, fault.message) not in _told(read("\n".join(mended))):
            return replace(cut_off(Point(number, found.start("sign")), shortened(found["rest"])), steps=fault.steps)
    return None
