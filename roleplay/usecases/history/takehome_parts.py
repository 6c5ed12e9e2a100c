"""The small parts of the page that somebody takes home. Text is escaped in every one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from roleplay.review.words import Table

FIRST = 5
"""Lines of a list that stand open; the rest can be unfolded."""
CAUTION = "Practice marks by fellow students: useful for talking, not proof of competence."

Row = tuple[str | Markup, str | Markup]


def joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def heading(level: int, text: str, parts: Sequence[Markup]) -> Markup:
    """A heading with what stands under it; nothing at all where that is nothing."""
    if not any(parts):
        return Markup()
    return Markup("<h{0}>{1}</h{0}>\n{2}").format(level, text, joined(parts))


def section(name: str, text: str, parts: Sequence[Markup]) -> Markup:
    """A part of the page with a heading of its own; nothing at all where it is empty."""
    inner = heading(2, text, parts)
    return Markup('<section class="{}">\n{}</section>\n').format(name, inner) if inner else inner


def p(text: str | Markup, cls: str = "") -> Markup:
    if not text:
        return Markup()
    return Markup('<p class="{}">{}</p>\n').format(cls, text) if cls else Markup("<p>{}</p>\n").format(text)


def quote(text: str, who: str | Markup = "") -> Markup:
    return Markup("<blockquote>{}</blockquote>\n{}").format(text, p(who, "who"))


def listed(lines: Iterable[str | Markup]) -> Markup:
    items = joined(Markup("<li>{}</li>\n").format(line) for line in lines)
    return Markup("<ul>\n{}</ul>\n").format(items) if items else items


def pairs(rows: Iterable[Row], cls: str = "") -> Markup:
    """A table without a head, of what was asked and what was answered: the left cell says what the row is about."""
    cells = joined(Markup('<tr><th scope="row">{}</th><td>{}</td></tr>\n').format(*row) for row in rows)
    return Markup('<table class="{}">\n{}</table>\n').format(cls, cells) if cells else cells


def table(view: Table) -> Markup:
    """A chart as text, for whoever cannot see it."""
    head = joined(Markup('<th scope="col">{}</th>').format(cell) for cell in view.header)
    rows = (joined(Markup("<td>{}</td>").format(cell) for cell in row) for row in view.rows)
    body = joined(Markup("<tr>{}</tr>\n").format(row) for row in rows)
    return Markup('<table class="plain">\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody></table>\n').format(head, body)


def folded(words: str, parts: Sequence[Markup]) -> Markup:
    if not any(parts):
        return Markup()
    return Markup("<details>\n<summary>{}</summary>\n{}</details>\n").format(words, joined(parts))


def first_few(lines: Sequence[Markup], words: str) -> Markup:
    """A list of which only the first lines stand open; ``words`` says what the rest is."""
    rest = folded(f"{len(lines) - FIRST:,} {words}", [listed(lines[FIRST:])])
    return listed(lines[:FIRST]) + rest
