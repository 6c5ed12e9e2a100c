"""What a sheet is made of: headings, lists, tables. All of them escape their text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup

from roleplay.review.words import Place, Table

FIRST = 5
"""Lines of a list shown at first; the rest can be unfolded."""

Row = tuple[str | Markup, str | Markup]


def joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def heading(title: str | Markup, parts: Sequence[Markup], level: int = 2) -> list[Markup]:
    """These parts under their title; nothing if there are none."""
    return [h(title, level), *parts] if any(parts) else []


def h2(title: str) -> Markup:
    """A title alone."""
    return h(title, 2)


def h(title: str | Markup, level: int) -> Markup:
    """A title alone, at this level."""
    return Markup("<h{0}>{1}</h{0}>\n").format(level, title)


def section(name: str, title: str, parts: Sequence[Markup]) -> Markup:
    """A part of a page with its own heading; nothing if it is empty."""
    inner = joined(heading(title, parts))
    return Markup('<section class="{}">\n{}</section>\n').format(name, inner) if inner else inner


def p(text: str | Markup, cls: str = "") -> Markup:
    """A paragraph; nothing for no text."""
    if not text:
        return Markup()
    return Markup('<p class="{}">{}</p>\n').format(cls, text) if cls else Markup("<p>{}</p>\n").format(text)


def soft(text: str) -> Markup:
    """Quiet words within a line."""
    return Markup('<span class="soft">{}</span>').format(text)


def quote(text: str, who: str | Markup = "") -> Markup:
    """Somebody's words, and below them who said them."""
    return Markup("<blockquote>{}</blockquote>\n{}").format(text, p(who, "soft who"))


def listed(lines: Iterable[str | Markup]) -> Markup:
    """One line for each; nothing if there are none."""
    items = joined(Markup("<li>{}</li>\n").format(line) for line in lines)
    return Markup("<ul>\n{}</ul>\n").format(items) if items else items


def lines_of(texts: Iterable[str]) -> Markup:
    """Each on a line of its own: in a row, the capitals that they begin with would stand in the middle of it."""
    return Markup("<br>").join(texts)


def pairs(given: Iterable[Row]) -> Markup:
    """A name beside each value."""
    rows = joined(Markup("<dt>{}</dt><dd>{}</dd>\n").format(*row) for row in given)
    return Markup("<dl>\n{}</dl>\n").format(rows) if rows else rows


def table(rows: Iterable[Row], cls: str = "") -> Markup:
    """Questions and answers, without a header: the left cell says what the row is about."""
    cells = joined(Markup('<tr><th scope="row">{}</th><td>{}</td></tr>\n').format(*row) for row in rows)
    return Markup('<table class="{}"><tbody>\n{}</tbody></table>\n').format(cls, cells) if cells else cells


def plain_table(view: Table, address: Callable[[Place], str] | None = None) -> Markup:
    """A chart as text, for people who can't see it; with ``address`` its rows link where its dots link."""
    head = joined(Markup('<th scope="col">{}</th>').format(cell) for cell in view.header)
    body = joined(
        Markup("<tr>{}</tr>\n").format(joined(Markup("<td>{}</td>").format(cell) for cell in cells))
        for cells in _cells(view, address)
    )
    return Markup('<table class="plain">\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody></table>\n').format(head, body)


def _cells(view: Table, address: Callable[[Place], str] | None) -> Iterable[Sequence[str | Markup]]:
    if address is None or not view.leads:
        return view.rows
    link = Markup('<a href="{}">{}</a>')
    return [
        [link.format(address(place), cell) if n == view.named else cell for n, cell in enumerate(row)]
        for row, place in zip(view.rows, view.leads, strict=True)
    ]


def folded(words: str, parts: Sequence[Markup]) -> Markup:
    """What unfolds at a press; nothing if it is empty."""
    if not any(parts):
        return Markup()
    return Markup("<details>\n<summary>{}</summary>\n{}</details>\n").format(words, joined(parts))


def first_few(lines: Sequence[Markup], words: str) -> Markup:
    """A list that shows only its first lines; ``words`` says what the others are."""
    rest = folded(f"{len(lines) - FIRST:,} {words}", [listed(lines[FIRST:])])
    return listed(lines[:FIRST]) + rest
