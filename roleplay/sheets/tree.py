"""A sheet of paper for the phone: its elements and texts as JSON, so that the phone makes no markup of text."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

from markupsafe import Markup

Node = str | list["Node | dict[str, str]"]
"""A text; or an element: its tag, its attributes if it has any, then what is in it."""

EMPTY: Final = frozenset({"br", "img"})
TAGS: Final = EMPTY | {
    *("blockquote", "dd", "div", "dl", "dt", "h2", "h3", "h4", "li", "p", "section", "span", "strong", "ul"),
    *("table", "tbody", "td", "th", "tr"),
}
ATTRIBUTES: Final = frozenset({"alt", "class", "scope", "src"})


def tree(paper: Markup) -> list[Node]:
    """Raises `ValueError` for an element or attribute that no sheet has: nobody's text can bring one in."""
    grown = _Grown()
    grown.feed(paper)
    grown.close()
    return grown.nodes


class _Grown(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.nodes: list[Node] = []
        self._open: list[list[Node | dict[str, str]] | list[Node]] = [self.nodes]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value for name, value in attrs if value}
        if tag not in TAGS or given.keys() - ATTRIBUTES:
            raise ValueError(f"No sheet has <{tag} {' '.join(given)}>")
        element: list[Node | dict[str, str]] = [tag, given] if given else [tag]
        self._open[-1].append(element)
        if tag not in EMPTY:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        # Line breaks between elements are for whoever reads the file.
        if data.strip() or "\n" not in data:
            self._open[-1].append(data)
