"""Something to read off and to copy: a personal key, lines for a chat."""

from pathlib import Path

import streamlit as st
from markupsafe import Markup

_COPIED = (Path(__file__).parent / "copied.js").read_text(encoding="utf-8").replace("export ", "")

_COPY = """
const FOR = 2000;
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  let back = 0;
  button.onclick = async () => {
    const done = await copied(data.words, parentElement.ownerDocument);
    button.textContent = done ? data.done : data.failed;
    clearTimeout(back);
    back = setTimeout(() => (button.textContent = data.label), FOR);
  };
  button.textContent ||= data.label;
  return () => clearTimeout(back);
}
"""
_LOOK = """
button { font: inherit; color: inherit; min-height: 44px; padding: .4rem .9rem; cursor: pointer;
  border-radius: var(--st-button-radius, 10px); border: 1px solid var(--st-border-color);
  background: var(--st-secondary-background-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
"""
# Registered at import, as Streamlit asks; mounted by `copy_button` below.
_component = st.components.v2.component(
    "kit.copying", html="<button type='button'></button>\n", css=_LOOK, js=_COPY + _COPIED
)


def key_to_copy(words: str) -> None:
    """A new personal key, large and with a button that copies it. It is shown for as long as the page is open."""
    st.markdown("Your personal key. Write it down or copy it now: once this page is closed, nobody can see it again.")
    st.html(Markup('<p style="font-size: 1.5rem; font-weight: 650; user-select: all">{}</p>').format(words))
    copy_button("Copy the key", words, key="copy-key", failed="Select the words and copy them")


def copy_button(label: str, words: str, key: str, failed: str) -> None:
    """A button that copies these words; ``failed`` says what to do where a browser doesn't let it."""
    _component(key=key, data={"words": words, "label": label, "done": "Copied", "failed": failed})
