"""Text from people and faults, in places where Streamlit would read Markdown."""

import re

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.directions import from_the_left, isolated

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def literal(text: str) -> str:
    """The text as Markdown that shows what was typed: a name is never a link, a picture or bold."""
    return _PUNCTUATION.sub(r"\\\1", text)


def named(text: str) -> str:
    """The same inside one of the page's own sentences, whichever direction the text runs."""
    return literal(isolated(text))


def say(fault: Fault) -> None:
    """A fault's sentence on the page; it may hold a name or a file's path."""
    st.error(literal(from_the_left(str(fault))), icon=":material/error:")
