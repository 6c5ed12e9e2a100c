"""Turns a YAML parser's complaint into a sentence for somebody who has never heard of YAML."""

import re

import yaml

from roleplay.content.places import Point

UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

COMMAS = "found neither. Put any text with commas in quotes"
COLUMN = (
    "expected the next key in the column of the keys above; found something else. "
    "Check the spaces before it, and the quotes on the line before"
)
SECOND_COLON = (
    'expected no second ": " here; found one. '
    "Put the whole text in quotes, or begin the line in the column of the keys above"
)
# (what the parser says, what we say); "{line}" is the line where the thing began. The first match counts.
SAYINGS = (
    ("mapping values are not allowed", SECOND_COLON),
    ("sequence entries are not allowed", 'expected a list to begin on its own line; found "- " after a colon'),
    ("flow sequence", "expected , or ] in the list that begins with [ on line {line}; " + COMMAS),
    ("flow mapping", "expected , or }} in the keys that begin with {{ on line {line}; " + COMMAS),
    ("unexpected end of stream", "expected a closing quote for the one on line {line}; found the end of the file"),
    ("unknown escape", "expected plain text; found a backslash in double quotes. Write two, or use single quotes"),
    ("'-' indicator", 'expected "- " in the same column as the entries above; found another key or another column'),
    ("could not find expected ':'", 'expected a colon and a space after the key; found none. Write "key: text"'),
    ("expected key", COLUMN),
    ("block end", COLUMN),
)
OTHERWISE = "expected a key, a list or text; found something that YAML cannot read. Try putting the text in quotes"


def explain_unprintable(text: str) -> tuple[Point, str]:
    """Where the character is that no text editor shows."""
    bad = UNPRINTABLE.search(text)
    before = text[: bad.start()] if bad else ""
    point = Point(before.count("\n"), len(before) - (before.rfind("\n") + 1))
    code = f"U+{ord(bad.group()):04X}" if bad else "one"
    return point, f"expected text; found a character that cannot be shown ({code}). Take it out"


def explain_syntax(error: yaml.MarkedYAMLError, text: str) -> tuple[Point, str]:
    """Where to look and what to do there."""
    point = _point(error)
    if "cannot start any token" in (error.problem or ""):
        return point, _bad_start(text, point)
    told = f"{error.context or ''} {error.problem or ''}"
    begun = error.context_mark.line if error.context_mark else point.line
    for saying, sentence in SAYINGS:
        if saying in told:
            return point, sentence.format(line=begun + 1)
    return point, OTHERWISE


def _point(error: yaml.MarkedYAMLError) -> Point:
    """If something was opened and never closed, where it opens says more than where the file ends."""
    mark = error.problem_mark
    never_closed = "flow" in (error.context or "") or "end of stream" in (error.problem or "")
    if never_closed and error.context_mark is not None:
        mark = error.context_mark
    return Point(mark.line, mark.column) if mark is not None else Point(0, 0)


def _bad_start(text: str, point: Point) -> str:
    lines = text.split("\n")
    line = lines[point.line] if point.line < len(lines) else ""
    character = line[point.column : point.column + 1]
    if character == "\t":
        return "expected spaces before a key; found a tab. Replace it with spaces"
    return f"expected text in quotes, since it begins with {character}; found it without. Put it in quotes"
