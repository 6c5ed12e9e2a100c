"""Text of people and of faults, where Streamlit would read Markdown."""

import re

import streamlit as st

from roleplay.errors import Fault

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def literal(text: str) -> str:
    """The text as Markdown that shows it as it was typed: a name is never a link, a picture or bold."""
    return _PUNCTUATION.sub(r"\\\1", text)


def say(fault: Fault) -> None:
    """A fault's sentence on the page; it may hold a name or a file's path."""
    st.error(literal(str(fault)), icon=":material/error:")
