"""Where a sheet of paper is drawn on a page."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from roleplay.people.directions import each_its_way
from roleplay.sheets.atoms import joined
from roleplay.sheets.style import PAPER

FOLDS = ".paper summary{padding:.65rem 0;cursor:pointer;text-decoration:underline}"
"""What unfolds, as large as a thumb."""
STYLE = f"<style>{PAPER}{FOLDS}</style>"
"""The frame writes it, once for all sheets of a page."""


def write(parts: Sequence[Markup]) -> None:
    """Draw the parts of a sheet of paper."""
    if any(parts):
        paper = Markup('<div class="paper">{}</div>').format(joined(parts))
        st.html(each_its_way(paper), width="stretch")
