"""What the cases cover: gaps as sentences, an exam's blueprint, then kind, specialty, level and skill against each
other. Counts only."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from roleplay.content.blueprint import Blueprint, Filled, filled, too_few_of
from roleplay.content.gaps import DIMENSIONS, Coverage, Table, coverage, tables
from roleplay.content.loading import Library
from roleplay.web.server.kit import kit
from roleplay.web.widgets.literal import literal

# On a phone the column names are turned on their side, and the type grows with the reader’s as far as there is room, so
# that no table is wider than the screen.
STYLE = """<style>
.covers { border-collapse: collapse; width: 100%; margin: 0 0 1.6rem; font-size: .95rem; }
.covers caption { text-align: left; font-weight: 650; font-size: 1.1rem; padding: 0 0 .4rem; color: inherit; }
.covers th, .covers td { padding: .35rem .5rem; border: 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 22%, transparent); }
.covers th { text-align: left; font-weight: 500; overflow-wrap: anywhere; }
.covers thead th { vertical-align: bottom; font-weight: 650; } .covers thead th:not(:first-child) { text-align: right; }
.covers td { text-align: right; font-variant-numeric: tabular-nums; } .covers td:last-child { font-weight: 650; }
.covers .none { background: color-mix(in srgb, #C98A2B 26%, transparent); }
@media (max-width: 640px) {
  .covers { font-size: min(.95rem, 5.4vw); }
  .covers th, .covers td { padding: .35em .3em; }
  .covers thead th:not(:first-child) { width: 2.4em; text-align: left; }
  .covers thead th:not(:first-child) span { writing-mode: vertical-rl; transform: rotate(180deg); }
}
</style>"""
NAMES = {"kind": "Kind", "specialty": "Specialty", "skill": "Skill"}


def covered() -> None:
    """The page. It gives nothing of a case away that its title doesn't."""
    library = kit().library()
    found = coverage(library)
    if not found.cases:
        st.markdown("Once there is a case, this shows what the cases cover and what they lack.")
        return
    many = "1 case" if found.cases == 1 else f"{found.cases:,} cases"
    st.markdown(f"{many}. A shaded 0 means that there are none.")
    st.subheader("What’s missing")
    for gap in found.gaps:
        st.markdown(literal(gap))
    by_exam(library)
    st.subheader("By kind, specialty, level and skill")
    only = chosen(found, library)
    if only:
        found = coverage(library, **only)
        st.markdown(f"**{'1 case' if found.cases == 1 else f'{found.cases:,} cases'}** of this sort.")
    drawn = [drawn_table(table, library) for table in (*tables(found, **only), steps(found))]
    st.html(STYLE + str(Markup().join(drawn)), width="stretch")


def by_exam(library: Library) -> None:
    """How far the cases cover an exam, once one is chosen."""
    if not library.blueprints:
        return
    st.subheader("For an exam")
    blueprints = library.blueprints
    exam = st.selectbox(
        "Exam",
        sorted(blueprints),
        index=None,
        placeholder="Choose an exam",
        format_func=lambda id_: blueprints[id_].title,
        key="covers-exam",
    )
    if exam is None:
        return
    cells = filled(blueprints[exam], list(library.cases.values()))
    st.markdown(literal(too_few_of(cells)))
    st.markdown("A shaded number is none, or less than half of what the topic’s weight asks for.")
    st.html(STYLE + str(exam_table(blueprints[exam], cells)), width="stretch")
    st.caption(literal(f"Source: {blueprints[exam].source}. {blueprints[exam].note}".strip()))


def exam_table(blueprint: Blueprint, cells: Sequence[Filled]) -> Markup:
    """The topics of an exam with the cases in each, and how many their weights ask for."""
    rows = Markup().join(
        Markup('<tr><th scope="row">{}</th><td class="{}">{}</td><td>{}</td></tr>').format(
            cell.name, "none" if cell.thin else "", f"{cell.cases:,}", f"{cell.wanted:.1f}"
        )
        for cell in cells
    )
    return Markup(
        '<table class="covers"><caption>{}</caption><thead><tr><th scope="col">Topic</th>'
        '<th scope="col"><span>Cases</span></th><th scope="col"><span>Asked for</span></th></tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(blueprint.title, rows)


def chosen(found: Coverage, library: Library) -> dict[str, str]:
    """What the tables cover: one choice for each dimension, and everything at first."""
    skills = {id_: tag.name for id_, tag in library.skills.items()}

    def named(value: str) -> str:
        name = skills.get(value, value)
        return name[:1].upper() + name[1:]

    only = {}
    with st.container(horizontal=True, gap="small"):
        for dimension in DIMENSIONS:
            only[dimension] = st.selectbox(
                dimension.capitalize(),
                found.values[dimension],
                index=None,
                placeholder="All",
                format_func=named,
                key=f"covers-{dimension}",
                width=160,
            )
    return {dimension: value for dimension, value in only.items() if value}


def steps(found: Coverage) -> Table:
    """How many cases there are at each difficulty."""
    head = ("", *(str(step) for step in found.difficulties))
    return Table("Difficulty, from 1 to 5", head, (("Cases", tuple(found.difficulties.values())),))


def drawn_table(table: Table, library: Library) -> Markup:
    """A table with headings for screen readers; a 0 is shaded."""
    first, *columns = table.head
    head = Markup().join(Markup('<th scope="col"><span>{}</span></th>').format(name.capitalize()) for name in columns)
    corner = Markup('<th scope="col">{}</th>').format(NAMES[first]) if first in NAMES else Markup("<td></td>")
    names = {id_: tag.name for id_, tag in library.skills.items()} if first == "skill" else {}
    rows = Markup().join(row(names.get(name, name), counts) for name, counts in table.rows)
    return Markup(
        '<table class="covers"><caption>{}</caption><thead><tr>{}{}</tr></thead><tbody>{}</tbody></table>'
    ).format(table.title, corner, head, rows)


def row(name: str, counts: tuple[int, ...]) -> Markup:
    """A row's name and its numbers."""
    cells = (Markup('<td class="{}">{}</td>').format("" if count else "none", f"{count:,}") for count in counts)
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(name[:1].upper() + name[1:], Markup().join(cells))
