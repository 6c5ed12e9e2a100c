"""The pages, each once: where it is, what it is called, and who links to it. The frame and every link look here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from roleplay.shared_words import TABLE_CLOCK
from roleplay.web.server.root import ROOT

PAGES: list[Page] = []
"""In this order."""


@dataclass(frozen=True)
class Page:
    """A page. ``stem`` is the name of its file in `pages/`, and its address."""

    stem: str
    title: str
    icon: str
    headed: bool = True
    """Whether its title stands at its top; otherwise the page writes what belongs there, if anything."""
    menu: str = ""
    """What the menu calls it, "" if it isn't there."""
    in_a_session: bool = False
    """Whether it leads back to its session, and has no menu."""
    under: Page | None = None
    """The page of the menu that leads to it: it says the way back at its top."""

    def __post_init__(self) -> None:
        PAGES.append(self)

    @property
    def file(self) -> Path:
        return ROOT / "pages" / f"{self.stem}.py"

    @property
    def symbol(self) -> str:
        return f":material/{self.icon}:"

    def link(self, label: str = "", symbol: str = "", **query: str) -> None:
        """A link to it, under its title and with its icon or under others."""
        st.page_link(self.file, label=label or self.title, icon=symbol or self.symbol, query_params=query)


HOME = Page("home", "Home", "home", headed=False, menu="Home")
ALONE = Page("alone", "Practise on your own", "record_voice_over", under=HOME)
EXAMPLE = Page("example", "Mark an example", "checklist", under=ALONE)
GROUP = Page("group", "Group", "groups", headed=False, menu="Group")
PRACTICE = Page("practice", "Session", "groups", headed=False, in_a_session=True)
SETTINGS = Page("settings", "My private settings", "lock", in_a_session=True)
HISTORY = Page("history", "My history", "history", headed=False, menu="History")
CASES = Page("cases", "Cases", "menu_book", menu="Cases")
WRITE = Page("write", "Write a case", "edit_note", under=CASES)
IMPORT_CASES = Page("import_cases", "Import cases", "upload_file", under=CASES)
COVERAGE = Page("coverage", "What the cases cover", "table_chart", under=CASES)
REVIEW_CASE = Page("review_case", "Review a case", "rate_review", under=CASES)
ME = Page("me", "Me", "person", menu="Me")
PAPER = Page("paper", "A round on paper", "edit_document", under=ME)
SHARED = Page("shared", "Shared with me", "visibility")
SIGNPOSTS = Page("signposts", "Who to call", "support")
"""At the foot of every page."""
TABLE = Page("table", TABLE_CLOCK, "timer", headed=False, in_a_session=True)
JOIN = "join"
"""The address of the page where people join: a route of ours, which is there before Streamlit is."""
INVITATION = "invitation"
"""The same of the page to which an invitation to a group leads."""
