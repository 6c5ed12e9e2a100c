"""Who a page is for: a person whose own device this is. Widgets that own their keys."""

from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.persons import Person
from roleplay.web.server.device import device, visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import CASES, HISTORY, HOME, ME
from roleplay.web.server.renewal import due
from roleplay.web.widgets.literal import named, say

# Four ways beside each other on a phone.
NARROW = """<style>
.st-key-ways .stPageLink a, .st-key-ways .stButton button { padding-left: .35rem; padding-right: .35rem; }
</style>"""


def owners() -> list[Person]:
    """The persons whose own device this is; guests' histories stay shut on it."""
    return [held.person for held in kit().people.on_device(device()) if not held.guest]


def somebody() -> Person | None:
    """The person named in the address, else the first whose device this is; None on a device that is nobody's."""
    wanted = st.query_params.get("person", "")
    if wanted:
        return kit().people.mine(visitor(wanted))
    return next(iter(owners()), None)


def my_person() -> Person:
    """As `somebody`; where there is nobody, the page shows the ways to one and ends."""
    try:
        person = somebody()
    except Fault as fault:
        say(fault)
        person = None
    if person is None:
        nobody_yet()
        footer()
        st.stop()
    return person


def replaced() -> None:
    """Said on a page that was opened with a cookie that this browser has no more."""
    if kit().devices.replaced(device()):
        st.info(
            "A key was used in this browser, or somebody signed out, so the browser was given a new cookie. Reload "
            "this page: what is yours is there again. If it is not, give your name and your key.",
            icon=":material/refresh:",
        )


def nobody_yet() -> None:
    """What will be here, and the ways to it."""
    replaced()
    st.markdown(
        "The kit does not know you on this phone or browser yet. Start a practice on **Home**, or join one: from then "
        "on what you practise is kept here, and you can write cases, bring cases in, and bring a history along."
    )
    st.markdown("Have you a personal key of this kit? Then it brings back what you have here.")
    recognise_form()


def recognise_form() -> None:
    """Name and key: from now on this device is theirs too."""
    with st.form("recognise", border=False):
        name = st.text_input("Your name", key="recognise-name", placeholder="As the others know you")
        key = st.text_input("Personal key", key="recognise-key", placeholder="five words, or four", autocomplete="off")
        go = st.form_submit_button("Open what is mine", type="primary", width="stretch", key="recognise-go")
    if go:
        try:
            person = kit().people.recognise(visitor(), name, key)
        except Fault as fault:
            say(fault)
            return
        due(person.id)
        st.query_params["person"] = person.id
        st.rerun()


def choose_person(person: Person) -> None:
    """Where a device is several people's own, the way to the others."""
    others = [other for other in owners() if other.id != person.id]
    with st.container(horizontal=True, gap="small", key="others"):
        for other in others:
            label, key = f"I am {named(other.name)}", f"be-{other.id}"
            if st.button(label, key=key, icon=":material/switch_account:"):
                st.query_params["person"] = other.id
                st.query_params.pop("station", None)
                st.rerun()


def footer(person: Person | None = None) -> None:
    """The ways to the other pages, on every page outside a practice."""
    query = {"person": person.id} if person else {}
    st.divider()
    st.html(NARROW)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="ways"):
        way(HOME, "Home", ":material/home:", {})
        way(HISTORY, "History", ":material/history:", query)
        way(CASES, "Cases", ":material/menu_book:", query)
        way(ME, "Me", ":material/person:", query)


def way(page: Path, label: str, icon: str, query: dict[str, str]) -> None:
    """A link to the beginning of a page. On that page itself Streamlit's link would leave the address as it is, and the
    next press would lead back to where the address still says: there it is a button."""
    shown = urlsplit(st.context.url or "").path.rpartition("/")[2]
    if shown != page.stem or st.query_params.to_dict() == query:
        st.page_link(page, label=label, icon=icon, query_params=query)
    else:
        st.button(label, icon=icon, type="tertiary", key="way", on_click=st.query_params.from_dict, args=(query,))
