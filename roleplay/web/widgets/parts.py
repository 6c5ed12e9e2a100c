"""What pages draw like a sheet of paper: headings, lists, tables. Text is always escaped."""

from collections.abc import Callable, Iterable, Sequence

import streamlit as st
from markupsafe import Markup

from roleplay.people.directions import each_its_way, isolated

STYLE = """<style>
.paper { line-height: 1.5; } .paper h2 { font-size: 1.25rem; margin: 1.4rem 0 .4rem; padding: 0; }
.paper h3 { font-size: 1.02rem; margin: 1rem 0 .2rem; padding: 0; }
.paper p { margin: .35rem 0; } .paper ul { margin: .2rem 0 .6rem; padding-left: 1.2rem; } .paper li { margin: .2rem 0; }
.paper li:dir(rtl) { margin-left: -1.2rem; margin-right: 1.2rem; }
.paper dl { display: grid; grid-template-columns: auto 1fr; gap: .15rem .9rem; margin: .4rem 0; }
.paper dt { opacity: .78; } .paper dd { margin: 0; } .paper .soft { opacity: .78; }
.paper blockquote { margin: .4rem 0; padding: .2rem .9rem; border-inline-start: 4px solid currentColor;
  font-size: 1.15rem; }
.paper .notes { white-space: pre-line; }
.paper img { max-width: 100%; height: auto; background: #FFFFFF; border-radius: 8px; }
.paper .ask { font-size: 1.2rem; font-weight: 600; }
.paper .views { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .4rem 1.6rem; }
.paper table { border-collapse: collapse; width: 100%; }
.paper td, .paper th { text-align: start; padding: .35rem .5rem .35rem 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 22%, transparent); vertical-align: top; }
.paper .mark { white-space: nowrap; } .paper .many .mark { font-weight: 600; } .paper .by { display: block; }
/* With several observers, each has a mark for each line: on a phone it goes below the line, where there's room. */
@media (max-width: 40rem) { .paper .many td { display: block; } .paper .many .by { display: inline-block; }
  .paper .many td:first-child { border: 0; padding-bottom: 0; } .paper .many td + td { padding-top: .1rem; }
  .paper .by { margin-right: 1rem; } }
</style>"""


NOT_PROOF = "Practice marks by fellow students: useful for talking, not proof of competence."
Pictures = Callable[[str], str]
"""Where to find a picture that a case names: its address for this seat."""


def write(parts: list[Markup]) -> None:
    """Draw these parts."""
    if parts:
        paper = Markup('<div class="paper">{}</div>').format(Markup().join(parts))
        st.html(STYLE + each_its_way(str(paper)), width="stretch")


def sources_of(sources: Sequence[str], reviewed: bool) -> list[Markup]:
    """A case's sources, and whether a clinician has checked it."""
    parts = [p("Sources: " + "; ".join(map(isolated, sources)), "soft")] if sources else []
    return parts if reviewed else [*parts, p("This case hasn’t been checked by a clinician yet.", "soft")]


def heading(title: str, parts: list[Markup]) -> list[Markup]:
    """These parts under their title; nothing if there are none."""
    return [h2(title), *parts] if any(parts) else []


def h2(title: str) -> Markup:
    """A title alone."""
    return Markup("<h2>{}</h2>").format(title)


def p(text: str, cls: str = "") -> Markup:
    """A paragraph; nothing for no text."""
    return Markup('<p class="{}">{}</p>').format(cls, text) if text else Markup()


def listed(lines: Iterable[str]) -> Markup:
    """One line each."""
    return Markup("<ul>{}</ul>").format(Markup().join(Markup("<li>{}</li>").format(line) for line in lines))


def pairs(given: Iterable[tuple[str, str]]) -> Markup:
    """A name beside each value."""
    rows = (Markup("<dt>{}</dt><dd>{}</dd>").format(a, b) for a, b in given)
    return Markup("<dl>{}</dl>").format(Markup().join(rows))


def table(rows: Iterable[tuple[str | Markup, str | Markup]], cls: str = "") -> Markup:
    """Two columns without a header row."""
    cells = (Markup("<tr><td>{}</td><td>{}</td></tr>").format(left, right) for left, right in rows)
    return Markup('<table class="{}"><tbody>{}</tbody></table>').format(cls, Markup().join(cells))
