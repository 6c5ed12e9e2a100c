"""Reads YAML into groups of keys, lists and text, and remembers where each was.

Works on the parser's events, because they show what a finished tree hides: anchors, tags and keys written twice.
There is no resolver, so `no`, `8:30` and `2026-01-01` stay the text that was written; the models decide what is a
number. A key with nothing after it has the value None.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, StreamEndEvent

from roleplay.content.diagnostics import shortened
from roleplay.content.places import Entries, Keys, Mark, Place, Point, Steps
from roleplay.content.syntax import explain_syntax, explain_unprintable

PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 20
LONGEST_KEY = 200
BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line of YAML."""
CUT_OFF = re.compile("(?<![ \t])(?P<space>[ \t]+)(?P<sign>#)(?P<rest>[^\n\r\x85\u2028\u2029]*)")
"""The rest of the line is not read from here on, unless the text is in quotes."""


@dataclass(frozen=True)
class Fault:
    """Something wrong at one point. `hides`: whatever the models say about the same point would only repeat it."""

    mark: Mark
    steps: Steps
    message: str
    hides: bool = False


@dataclass
class Written:
    """What a file holds and where. `place` is None if nothing could be read; `remarks` are no reason to refuse it."""

    value: Any = None
    place: Place | None = None
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)


def is_note(found: re.Match[str]) -> bool:
    """A note has two spaces before its # and one after it; anything else is text that would go missing."""
    return len(found["space"]) > 1 and found["rest"][:1] in ("", " ", "\t")


def cut_off(mark: Mark, rest: str, steps: Steps = ()) -> Fault:
    """What to write where a " #" cuts off the rest of a text."""
    message = (
        f'expected the whole text; found " #", which cuts off the rest ("#{rest}"). '
        "Put the text in quotes, or two spaces before the # and one after it if it is a note"
    )
    return Fault(mark, steps, message)


def read_yaml(text: str) -> Written:
    """Everything in the text, or the fault that ended the reading; never raises because of what the text holds."""
    reading = _Reading(text)
    try:
        reading.document()
    except yaml.reader.ReaderError:
        reading.stop(*explain_unprintable(text))
    except yaml.MarkedYAMLError as error:
        reading.stop(*explain_syntax(error, text))
    except _TooDeepError as error:
        reading.stop(error.mark, f"expected at most {DEEPEST} levels of keys and lists; found more")
    return reading.written


class _TooDeepError(Exception):
    def __init__(self, mark: Mark) -> None:
        self.mark = mark


class _Reading:
    """One pass over the events of one text."""

    def __init__(self, text: str) -> None:
        self.written = Written()
        self._text = text
        self._has_signs = CUT_OFF.search(text) is not None
        self._path: list[str | int] = []

    def document(self) -> None:
        self._next = PARSER(self._text).get_event
        self._next()
        if isinstance(self._next(), StreamEndEvent):
            self._fault(Point(), "expected keys such as format: 1; found an empty file")
            return
        value, place = self._value(self._next())
        self._next()
        following = self._next()
        if not isinstance(following, StreamEndEvent):
            self._fault(following.start_mark, "expected one document; found a second one after ---. Take it out")
            return
        self.written.value, self.written.place = value, place

    def stop(self, mark: Mark, message: str) -> None:
        """Keep nothing of a text that could not be read to the end."""
        self._path.clear()
        self._fault(mark, message)

    def _value(self, event: Any) -> tuple[Any, Place]:
        kind = type(event)
        if kind is AliasEvent:
            alias = f"expected the text itself; found the alias *{event.anchor}. Write it out"
            self._fault(event.start_mark, alias, hides=True)
            return "", event.start_mark
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        if kind is ScalarEvent:
            text = event.value
            if not event.style and self._has_signs:
                self._remark_cut_off(event.end_mark)
            return (None if text == "" and not event.style else text), event.start_mark
        if len(self._path) >= DEEPEST:
            raise _TooDeepError(event.start_mark)
        return self._keys(event) if kind is MappingStartEvent else self._list(event)

    def _remark_cut_off(self, end: Any) -> None:
        found = CUT_OFF.match(self._text, end.index)
        if found and not is_note(found):
            mark = Point(end.line, end.column + len(found["space"]))
            self.written.remarks.append(cut_off(mark, shortened(found["rest"]), tuple(self._path)))

    def _keys(self, start: Any) -> tuple[dict[str, Any], Place]:
        values: dict[str, Any] = {}
        entries: dict[str, tuple[Mark, Place]] = {}
        path = self._path
        while type(event := self._next()) is not MappingEndEvent:
            key = self._key(event)
            path.append(key)
            if key == "<<" or key in entries:
                self._refuse_key(key, event.start_mark, entries)
                self._value(self._next())
            else:
                values[key], place = self._value(self._next())
                entries[key] = (event.start_mark, place)
            path.pop()
        return values, Keys(start.start_mark, entries)

    def _list(self, start: Any) -> tuple[list[Any], Place]:
        values: list[Any] = []
        entries: list[Place] = []
        path = self._path
        while type(event := self._next()) is not SequenceEndEvent:
            path.append(len(values))
            value, place = self._value(event)
            path.pop()
            values.append(value)
            entries.append(place)
        return values, Entries(start.start_mark, entries)

    def _key(self, event: Any) -> str:
        key, _ = self._value(event)
        if isinstance(key, str) and key and len(key) <= LONGEST_KEY:
            return key.strip()
        name = f"(line {event.start_mark.line + 1})"
        self._path.append(name)
        self._fault(event.start_mark, "expected a short text before the colon; found something else", hides=True)
        self._path.pop()
        return name

    def _refuse(self, event: Any) -> None:
        if event.anchor is not None:
            self._fault(event.start_mark, f"expected plain text; found the anchor &{event.anchor}. Take it out")
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._fault(event.start_mark, f"expected plain text; found the tag {tag}. Take it out, or quote the text")

    def _refuse_key(self, key: str, mark: Mark, entries: dict[str, tuple[Mark, Place]]) -> None:
        if key == "<<":
            self._fault(mark, "expected a key of the format; found the merge key <<. Write the keys out")
        else:
            first = entries[key][0].line + 1
            self._fault(mark, f"expected each key once; found it again (first on line {first}). Take one out")

    def _fault(self, mark: Mark, message: str, hides: bool = False) -> None:
        self.written.faults.append(Fault(mark, tuple(self._path), message, hides))
