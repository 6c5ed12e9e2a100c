"""The way into a session from Streamlit's pages: start one, carry on, or go to where one joins. Widgets that own their
keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Literal, TypeVar

import streamlit as st
from markupsafe import Markup

from roleplay.errors import Fault
from roleplay.people.persons import Person, Seat
from roleplay.room.events import Opened
from roleplay.web.practice.join_page import code_form_html, join_address
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import PRACTICE, SETTINGS, TABLE
from roleplay.web.server.renewal import due
from roleplay.web.widgets.days import zone
from roleplay.web.widgets.literal import named, say

T = TypeVar("T")


def enter(seat: Seat) -> None:
    """Go to the seat's screen."""
    st.switch_page(PRACTICE.file, query_params={"seat": seat.id})


def enter_anew(seat: Seat, key: str) -> None:
    """As `enter`, after somebody sat down; if they used a key, this browser gets another cookie."""
    if key.strip():
        due(seat.person)
    enter(seat)


def start_form(opened: Opened, primary: bool = True) -> None:
    """A name, and a key for those who have one; then a new session."""
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    with st.form("start", border=False):
        name = st.text_input("Your name", key="start-name", placeholder="The name the others know you by")
        key = key_field("start")
        go = st.form_submit_button("Start a session", type=kind, width="stretch", key="start-go")
    if go and (seat := tried(lambda: kit().joining.open_practice(visitor(), name, opened, key))):
        enter_anew(seat, key)


def start_as(name: str, opened: Opened) -> None:
    """A new session for somebody whom this device knows: their name is not asked again."""
    if seat := tried(lambda: kit().joining.open_practice(visitor(), name, opened)):
        enter(seat)


def practise_button(name: str, case: str, opened: Opened, again: Person | None = None) -> None:
    """Starts a session whose plan gives them this case as the student, if that suits everybody who joins; ``again`` is
    whoever knows it and chose to do it again."""
    if st.button("Practise this", key=f"practise-{case}{'-again' if again else ''}", icon=":material/play_arrow:"):
        if again is not None:
            kit().browsing.see_again(visitor(again.id), case, wanted=True)
        start_as(name, replace(opened, case=case))


def start_table(opened: Opened) -> None:
    """For a laptop that is nobody's screen: its owner joins on a phone like everybody else."""
    with st.expander("Use this laptop as the table clock"):
        st.markdown(
            "It shows the code, the time and whose turn it is, but nothing that belongs to a role. Join on your phone."
        )
        if st.button("Start with this laptop as the clock", key="table-go", width="stretch"):
            practice = tried(lambda: kit().joining.open_table(visitor(), opened))
            if practice:
                st.switch_page(TABLE.file, query_params={"code": practice.code})


def key_field(prefix: str) -> str:
    """The personal key, out of the way of people who don't have one."""
    with st.expander("I have a personal key"):
        return st.text_input("Personal key", key=f"{prefix}-key", placeholder="five words, or four", autocomplete="off")


def code_form() -> None:
    """Only the code; the page that it leads to asks for the name."""
    st.html(CODE_STYLE + code_form_html())


def way_to_join(code: str, label: str) -> None:
    """A link to where one joins this session, which is not one of Streamlit's pages."""
    link = Markup('<p><a href="{}" style="display: inline-block; min-height: 44px; color: inherit">{}</a></p>')
    st.html(link.format(join_address(code), label))


# As Streamlit's own fields and buttons look, in the colours that are around it.
CODE_STYLE = Markup("""<style>
.kit-code label { display: block; margin-bottom: .25rem; font-size: .9rem; }
.kit-code :is(input, button) { font: inherit; color: inherit; width: 100%; min-height: 44px; padding: .4rem .75rem;
  box-sizing: border-box; border: 1px solid color-mix(in srgb, currentColor 35%, transparent); border-radius: 10px;
  background: color-mix(in srgb, currentColor 3%, transparent); }
.kit-code button { margin-top: 1rem; cursor: pointer; }
.kit-code :is(input, button):focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
</style>""")


RUNNING = "Your session is running"


def open_practices() -> bool:
    """The sessions that are running and in which this device has a seat: the newest is the page's primary button.
    Returns whether there are any."""
    held = kit().joining.seats(visitor())
    if held:
        st.subheader(RUNNING if len(held) == 1 else "Your sessions are running")
    for place, (practice, seat) in enumerate(held):
        label = f"Carry on as {named(seat.name)} (code {practice.code})"
        kind: Literal["primary", "secondary"] = "secondary" if place else "primary"
        if st.button(label, key=f"open-{seat.id}", icon=":material/login:", type=kind, width="stretch"):
            enter(seat)
    return bool(held)


def words_to_finish() -> None:
    """Ways back into sessions that are over, for as long as they still take words."""
    for seat, until in kit().joining.unfinished(visitor()):
        when = datetime.fromtimestamp(until / 1000, zone())
        label = f"Finish or change what you wrote, as {named(seat.name)}"
        if st.button(label, key=f"words-{seat.id}", icon=":material/edit_note:", width="stretch"):
            enter(seat)
        st.caption(f"That session is over. You can add to it until {when:%H:%M} on {when:%A}.")


def settings_link() -> None:
    """Private settings of the person who was last on this device."""
    last = kit().joining.last_seat(visitor())
    if last is not None:
        SETTINGS.link(f"{named(last.name)}’s private settings", seat=last.id)


def tried(use_case: Callable[[], T]) -> T | None:
    """Run it; if the user is at fault, show the sentence on the page."""
    try:
        return use_case()
    except Fault as fault:
        say(fault)
        return None
