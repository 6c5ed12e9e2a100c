"""A browser tab of this kit, run from the frame script as Streamlit does."""

from __future__ import annotations

import hashlib
import re

from evening import NAMES, UK, Evening
from streamlit.testing.v1 import AppTest

from roleplay.errors import Fault
from roleplay.people.codes import device_hash
from roleplay.people.devices import is_unsigned
from roleplay.people.visitor import Visitor
from roleplay.shared_words import UNWELL
from roleplay.web.history.history import STATIONS, TAB
from roleplay.web.server.kit import kit
from roleplay.web.server.root import ROOT

# A failing script passes its error to the app's handler; a page test has no app, so it raises it itself.
SCRIPT = f"""
import runpy

from roleplay.web.server.lifespan import on_script_error

try:
    runpy.run_path({str(ROOT / "roleplay/web/server/frame.py")!r})
except Exception as error:
    on_script_error(error)
"""
TOKEN = "t" * 43
ADDRESS = "192.168.0.7"
ME = device_hash(TOKEN)
NASTY = "<b>**x**</b> [l](http://e.cc)"
NASTY_TEXT = "<img src=x onerror=alert(1)> **bold** [link](http://evil.example) :red[hot] $x$"
WRONG_CODE = "No session has this code. Look at the first person’s screen again: a code never has 0, O, 1, I or L."
HOME = ["Start a session", "Start with this laptop as the clock"]
WAY_IN = '<form action="/join" method="get"'
NOT_KEPT = "That isn’t on this phone or browser. Enter your name and your personal key to see it."
NOT_HELD = "This phone or browser doesn’t have this seat. Join with the code to get in."


def plainly(html: str) -> str:
    return html.replace(' dir="auto"', "")


class Page:
    """A browser tab of this kit."""

    def __init__(self) -> None:
        self.at = AppTest.from_string(SCRIPT, default_timeout=20)

    def open(self, page: str = "", **query: str) -> Page:
        self.at.run()
        if page:
            self.at.switch_page(str(ROOT / f"pages/{page}.py"))
            for name, value in query.items():
                self.at.query_params[name] = value
            self.at.run()
        return self

    def type(self, **texts: str) -> Page:
        for key, text in texts.items():
            self.at.text_input(key=key.replace("_", "-")).input(text)
        return self

    def press(self, key: str) -> Page:
        self.at.button(key=key).click().run()
        return self

    @property
    def errors(self) -> list[str]:
        return [said(error.value) for error in self.at.error] + [error.value for error in self.at.exception]

    @property
    def warnings(self) -> list[str]:
        return [said(warning.value) for warning in self.at.warning]

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.at.button]

    @property
    def links(self) -> list[str]:
        """Without the one at the foot of every page, which has its own tests."""
        labels = [str(link.proto.label) for link in self.at.get("page_link")]
        return [label for label in labels if label != UNWELL]

    @property
    def seat(self) -> str:
        """The seat in the address."""
        return str(self.at.query_params["seat"])

    @property
    def title(self) -> str:
        return str(self.at.header[0].value)

    @property
    def html(self) -> str:
        """Without each element's own direction, which is everywhere and has its own test."""
        return "\n".join(plainly(one.proto.body) for one in self.at.get("html"))

    @property
    def markdown(self) -> str:
        return "\n".join(one.value for one in self.at.markdown)

    @property
    def text(self) -> str:
        """What a reader sees, without what is drawn as a picture."""
        captions = [caption.value for caption in self.at.caption]
        return said("\n".join([self.markdown, self.html, *captions]))

    @property
    def downloads(self) -> list[str]:
        return [one.label for one in self.at.get("download_button")]

    @property
    def sent(self) -> str:
        """Everything that this page has sent to the browser, as far as it is written in ASCII."""
        return "\n".join(str(getattr(node, "proto", "")) for node in self.at._tree)


def said_of_a_practice(page: Page) -> str:
    """Everything drawn on the page except CSS."""
    return re.sub(r"<style>.*?</style>", "", page.html + page.markdown, flags=re.DOTALL).strip()


def said(markdown: str) -> str:
    """What a reader sees of text that was escaped for Markdown."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown)


def token_of(name: str) -> str:
    """What the kit signs in the cookie of this person's own browser."""
    return hashlib.sha256(name.encode()).hexdigest()[:43]


def given_out(token: str) -> str:
    """The cookie with which the process's kit issues this token; anything but a token stays as it is, and so does
    everything if no kit can be opened."""
    try:
        return kit().devices.signed(token) if is_unsigned(token) else token
    except Fault:
        return token


def evening_of(lobby: Evening, *names: str) -> Evening:
    """All sit at this browser's device."""
    first, *others = names or NAMES
    lobby.seats[first] = lobby.kit.joining.open_practice(Visitor(ME), first, UK)
    with lobby.kit.store.read() as reader:
        practice = reader.practices.practice(lobby.practice)
    assert practice is not None
    lobby.code = practice.code
    for name in others:
        lobby.join(name, ME)
    return lobby


ALL = ("log", "goals", "trend", "areas", "missed", "changes", "own", "patients")
"""The charts of a history that are folded at first."""


def history(page: Page, shown: str = STATIONS) -> Page:
    """The history with this tab open."""
    return to_tab(page.open("history"), shown)


def to_tab(page: Page, shown: str) -> Page:
    """Another tab of the history; its charts are all unfolded."""
    page.at.session_state[TAB] = shown
    for chart in ALL:
        page.at.session_state[f"open-{chart}"] = True
    page.at.run()
    return page
