"""Every regular expression of the package, and the string that costs each of them most.

`python tests/patterns.py SECONDS SIZE FLOOR …` tries each of some floors on such a string, within so many seconds of
the processor. It names a pattern before it tries it, so that the last one named is the one that took too long.
"""

from __future__ import annotations

import ast
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from itertools import islice
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

PACKAGE = Path(__file__).parents[1] / "roleplay"
METHODS = ("search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split")
ARGUMENTS = ("pattern", "regex")
"""By which other libraries are given a pattern."""
TRIAL = 3_000
"""Characters: enough to see which string is the worst, and few enough for a pattern that grows with the square."""
LETTERS = "a1 \n-.:_(\"'“<;,x0\u2028é"
ENDS = ("", "\0", "x\ny", "\n\0\n")
USED = re.compile(rf"\b(\w+)\.({'|'.join(METHODS)})\b")
HIDES = re.compile(r"\s*(?:from (?:re|regex|re2|fnmatch)\b|import (?:regex|re2|fnmatch)\b|import re as)")
DONE = "all of them"
OURS_ONLY = frozenset({"<script>(.*?)</script>"})
"""Read only what is installed with the kit: Streamlit's own page."""


@dataclass(frozen=True)
class Site:
    """Where a pattern stands. ``name`` is what it is assigned to at the top of its module, "" elsewhere."""

    module: str
    method: str
    source: str
    name: str
    flags: str


@dataclass(frozen=True)
class Found:
    """A pattern that was found, and how it is used."""

    site: Site
    pattern: re.Pattern[Any]
    method: str

    def __str__(self) -> str:
        return f"{self.method} in {self.site.module}: {self.pattern.pattern!r}"


class Unknown(Exception):
    """A pattern is made from what is known only while the kit runs: `EXAMPLES` has to say what from."""


# --- finding them


def found(*floors: str) -> list[Found]:
    """All patterns of these folders of the package, each once for each way in which it is used."""
    used, known = _methods_by_name(), examples()
    patterns: dict[tuple[Any, int, str], Found] = {}
    for site in sites(*floors):
        methods = used.get(site.name, set()) if site.method == "compile" else {site.method}
        given = [each for (module, part), each in known.items() if module == site.module and part in site.source]
        for value in given[0] if given else _values(site):
            compiled = value if isinstance(value, re.Pattern) else re.compile(value)
            for method in _tried(methods):
                patterns[compiled.pattern, compiled.flags, method] = Found(site, compiled, method)
    return list(patterns.values())


def sites(*floors: str) -> Iterator[Site]:
    """Every place at which a pattern is handed over."""
    for file in sorted(file for floor in floors for file in (PACKAGE / floor).rglob("*.py")):
        module = ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)
        for statement in ast.parse(file.read_text(encoding="utf-8")).body:
            for node in ast.walk(statement):
                for method, pattern, flags in _handed_over(node):
                    yield Site(module, method, ast.unparse(pattern), _target(statement), flags)


def floors() -> list[str]:
    """The folders of the package; its own modules are found by its name."""
    return sorted(folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists())


def hidden() -> list[str]:
    """Lines by which patterns would not be found here: `re` under another name, or another such library."""
    lines = (line for file in PACKAGE.rglob("*.py") for line in file.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if HIDES.match(line)]


def _target(statement: ast.stmt) -> str:
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return statement.target.id
    return ""


def _handed_over(node: ast.AST) -> Iterator[tuple[str, ast.expr, str]]:
    if not isinstance(node, ast.Call):
        return
    call = node.func
    of_re = isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name) and call.value.id == "re"
    if of_re and call.attr in ("compile", *METHODS):
        given = [keyword.value for keyword in node.keywords if keyword.arg == "flags"]
        given += node.args[1:2] if call.attr == "compile" else []
        yield call.attr, node.args[0], ast.unparse(given[0]) if given else "0"
    for keyword in node.keywords:
        if keyword.arg in ARGUMENTS:
            yield "search", keyword.value, "0"


def _values(site: Site) -> list[Any]:
    module = import_module(site.module)
    try:
        return [eval(f"re.compile({site.source}, {site.flags})", {"re": re, **vars(module)})]
    except NameError:
        if values := list(_patterns_in(getattr(module, site.name, None))):
            return values
        raise Unknown(f"{site.module}: {site.source}") from None


def _patterns_in(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping):
        yield from _patterns_in(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _patterns_in(each)


def _methods_by_name() -> dict[str, set[str]]:
    used: dict[str, set[str]] = {}
    for file in PACKAGE.rglob("*.py"):
        for name, method in USED.findall(file.read_text(encoding="utf-8")):
            used.setdefault(name, set()).add(method)
    return used


def _tried(methods: set[str]) -> set[str]:
    """What goes through a whole text does so at the same cost, whatever it makes of what it finds."""
    anchored = methods & {"match", "fullmatch"}
    return anchored | ({"finditer"} if methods - anchored or not methods else set())


# --- strings that cost much


def shapes(pattern: re.Pattern[Any]) -> list[Callable[[int], str]]:
    """Makers of strings of a length: each repeats what some part of the pattern may repeat, or begins again and again
    with what the pattern begins with, and ends in what it does not expect."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.LOCALE)
    made = []
    starts = list(islice(_samples(tree), 3))
    for before, pumped in [*_repeats(list(tree)), *(("", start) for start in starts)]:
        for head in dict.fromkeys((before, "", starts[0] if starts else "")):
            made += [partial(_string, head, pumped, end) for end in ENDS]
        made.append(partial(_string, "", before + pumped, "\0"))
        made += [partial(_string, "", before, end) for end in ENDS[:2] if before]
        # What is left open swallows all that follows, at each of its beginnings.
        made += [partial(_string, "", before + pumped[:1] + letter, "\0") for letter in " a\n"]
    made += [partial(_string, "", letter, "\0") for letter in "a1 \n"]
    return list({maker.args: maker for maker in made}.values())


def _string(head: str, pumped: str, end: str, size: int) -> str:
    return head + (pumped or "a") * (size // len(pumped or "a")) + end


def _repeats(sequence: Sequence[Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Each part that may be repeated without end: what stands before it, and what it repeats."""
    for kind, value in sequence:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            _, most, body = value
            if most > 20:
                yield from ((before, pumped) for pumped in islice(_samples(body), 3))
            yield from _repeats(list(body), before)
        elif kind is op.SUBPATTERN:
            yield from _repeats(list(value[-1]), before)
        elif kind is op.ATOMIC_GROUP:
            yield from _repeats(list(value), before)
        elif kind is op.BRANCH:
            for branch in value[1]:
                yield from _repeats(list(branch), before)
        before += next(_samples([(kind, value)]), "")


def _samples(sequence: Iterable[Any]) -> Iterator[str]:
    """A few texts that the sequence takes, lookarounds aside."""
    parts = [list(islice(_sample(kind, value), 3)) or [""] for kind, value in sequence]
    yield "".join(part[0] for part in parts)
    for number in (1, 2):
        yield "".join(part[min(number, len(part) - 1)] for part in parts)


def _sample(kind: Any, value: Any) -> Iterator[str]:
    if kind is op.LITERAL:
        yield chr(value)
    elif kind in (op.NOT_LITERAL, op.ANY, op.IN, op.RANGE, op.CATEGORY):
        yield from _of_class(kind, value)
    elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, _, body = value
        yield from (text * max(1, least) for text in _samples(body))
    elif kind is op.SUBPATTERN:
        yield from _samples(value[-1])
    elif kind is op.ATOMIC_GROUP:
        yield from _samples(value)
    elif kind is op.BRANCH:
        for branch in value[1][:3]:
            yield next(_samples(branch))


def _of_class(kind: Any, value: Any) -> Iterator[str]:
    if kind is op.ANY:
        yield from "a 1"
        return
    if kind is op.NOT_LITERAL:
        yield from (letter for letter in LETTERS if ord(letter) != value)
        return
    members = value if kind is op.IN else [(kind, value)]
    ranges = [chr(part[0]) for is_, part in members if is_ is op.RANGE]
    literals = [chr(part) for is_, part in members if is_ is op.LITERAL]
    yield from (letter for letter in (*LETTERS, *literals, *ranges) if _is_in(members, letter))


def _is_in(members: Sequence[Any], letter: str) -> bool:
    negated = members[0][0] is op.NEGATE
    inside = any(
        (kind is op.LITERAL and ord(letter) == value)
        or (kind is op.RANGE and value[0] <= ord(letter) <= value[1])
        or (kind is op.CATEGORY and re.match(CATEGORIES[value], letter) is not None)
        for kind, value in members
    )
    return inside is not negated


CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}


# --- patterns that are put together while the kit runs


def examples() -> dict[tuple[str, str], list[str]]:
    """By module and a piece of the source: what the code makes of its own words, or of any that somebody writes."""
    from roleplay.content.lint.wordlists import BETTER_WORDS, SUPPORT_WORDS
    from roleplay.content.models import Region
    from roleplay.importing.propose import domains

    words = [pattern for _, pattern in domains.SECTIONS] + [domains._called(region) for region in Region]
    called = [rf"\b(?:{each})\b" for each in words]
    return {
        ("roleplay.content.lint.sentences", "pattern"): [pattern for pattern, _ in BETTER_WORDS],
        ("roleplay.content.lint.linter", "pattern"): [pattern for pattern, _ in SUPPORT_WORDS],
        ("roleplay.content.lint.linter", "{re.escape(name)}"): [r"\ba\ a\b"],
        ("roleplay.importing.propose.domains", "{pattern}"): called,
        ("roleplay.importing.propose.domains", "{_called(region)}"): called,
        ("roleplay.importing.propose.spoilers", "{re.escape(secret)}"): [r"(?<!\w)a\ a(?!\w)"],
        ("roleplay.importing.open.wordxml", "pattern"): [r"word/styles\d*\.xml"],
        ("roleplay.usecases.upkeep", "{stem}"): [r"kit-([0-9]{8}T[0-9]{6})([0-9]{3})\.sqlite3"],
        ("roleplay.usecases.cases.own_text", "{old}"): [r"(:\s*)([\"']?)(a\-a)\2"],
    }


# --- trying them


def cost(one: Found, text: str) -> float:
    """Seconds of the processor."""
    subject: Any = text if isinstance(one.pattern.pattern, str) else text.encode("utf-8", "replace")
    began = time.process_time()
    ran = getattr(one.pattern, one.method)(subject)
    if one.method == "finditer":
        for _ in ran:
            pass
    return time.process_time() - began


def worst(one: Found) -> Callable[[int], str]:
    """The maker of the string that costs this pattern most."""
    return max(shapes(one.pattern), key=lambda shape: cost(one, shape(TRIAL)))


def main(seconds: int, size: int, *among: str) -> None:
    """Try each of these floors' patterns; the operating system ends who needs more."""
    import resource  # not on Windows

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    for one in found(*among):
        if one.pattern.pattern not in OURS_ONLY:
            print(one, flush=True)
            cost(one, worst(one)(size))
    print(DONE)


if __name__ == "__main__":
    sys.path.insert(0, str(PACKAGE.parent))
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
