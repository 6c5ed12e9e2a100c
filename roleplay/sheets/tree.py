"""A sheet of paper for the phone: its elements and texts as JSON, so that the phone makes no markup of text."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from markupsafe import Markup

Node = str | list["Node | dict[str, str]"]
"""A text; or an element: its tag, its attributes if it has any, then what is in it."""

EMPTY: Final = frozenset({"br", "img"})
TAGS: Final = EMPTY | {
    *("a", "blockquote", "dd", "div", "dl", "dt", "h2", "h3", "h4", "li", "p", "section", "span", "strong", "ul"),
    *("details", "summary", "table", "tbody", "td", "th", "tr"),
}
ATTRIBUTES: Final = frozenset({"alt", "class", "href", "rel", "scope", "src", "target"})
LEADS: Final = ("https://", "tel:", "sms:")
"""How an address begins to which a sheet may lead."""
TOKEN: Final = re.compile(r"<(?P<ends>/?)(?P<tag>\w++)(?P<given>[^<>]*+)>|[^<]++")
GIVEN: Final = re.compile(r' (\w+)="([^"]*)"')


def tree(paper: Markup) -> list[Node]:
    """Raises `ValueError` for an element or attribute that no sheet has: nobody's text can bring one in."""
    root: list[Node | dict[str, str]] = []
    opened, at = [root], 0
    for found in TOKEN.finditer(str(paper)):
        if found.start() != at:
            break
        at = found.end()
        if not found["tag"]:
            opened[-1].extend(_text(found[0]))
        elif found["ends"]:
            if len(opened) == 1 or opened.pop()[0] != found["tag"]:
                raise ValueError(f"No sheet closes what it didn't open: {found[0]}")
        else:
            made = _element(found["tag"], found["given"])
            opened[-1].append(made)
            if found["tag"] not in EMPTY:
                opened.append(made)
    if at != len(paper) or len(opened) != 1:
        raise ValueError(f"No sheet ends like this: {paper[at - 40 :]}")
    return [node for node in root if not isinstance(node, dict)]


def _text(raw: str) -> list[str]:
    """Line breaks between elements are for whoever reads the file."""
    return [] if raw.isspace() and "\n" in raw else [unescape(raw)]


def _element(tag: str, given: str) -> list[Node | dict[str, str]]:
    named = GIVEN.findall(given)
    attributes = {name: unescape(value) for name, value in named if value}
    leads = attributes.get("href", "").startswith(LEADS)
    if tag not in TAGS or leads != (tag == "a") or {name for name, _ in named} - ATTRIBUTES or GIVEN.sub("", given):
        raise ValueError(f"No sheet has <{tag}{given}>")
    return [tag, attributes] if attributes else [tag]
