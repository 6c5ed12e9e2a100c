"""Who a page is for: the person whose own device this is. Widgets that own their keys."""

from urllib.parse import urlsplit

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.persons import Person
from roleplay.web.server.device import device, visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import HOME, PAGES, Page
from roleplay.web.server.renewal import due
from roleplay.web.widgets.literal import named, say

# Five links side by side; on a phone each has its symbol above its word. A light-dark() colour follows the theme; the
# browser's own scheme is where it isn't known.
MENU = """<style>
.st-key-ways .stPageLink a, .st-key-ways .stButton button { padding-left: .35rem; padding-right: .35rem; }
@media (max-width: 40rem) {
  .st-key-ways { position: fixed; inset: auto 0 0 0; z-index: 1000; width: 100%; justify-content: space-around;
    padding: .2rem .5rem calc(.2rem + env(safe-area-inset-bottom)); background: light-dark(#FBFAF7, #14191F);
    border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
  /* One row, also where the reader's type is large. */
  .st-key-ways { flex-wrap: nowrap; gap: min(1rem, 1vw); }
  .st-key-ways > div { min-width: 0; } .st-key-ways :is(a, button) { min-width: 44px; }
  .st-key-ways :is(a, button) p { font-size: min(.875rem, 3.7vw); white-space: nowrap; }
  .st-key-ways :is(a, button) [data-testid="stIconMaterial"] { font-size: min(1.25rem, 4.8vw); }
  .st-key-ways a, .st-key-ways button > div > span { flex-direction: column; gap: 0; }
  .stMain { scroll-padding-bottom: 5rem; }
  .stMainBlockContainer { padding-bottom: 7rem !important; }
}
</style>"""


def owners() -> list[Person]:
    """The people whose own device this is; guests' histories stay closed on it."""
    return [held.person for held in kit().people.on_device(device()) if not held.guest]


def somebody() -> Person | None:
    """The person named in the address, else the first whose device this is; None on a device that is nobody's."""
    wanted = st.query_params.get("person", "")
    if wanted:
        return kit().people.mine(visitor(wanted))
    return next(iter(owners()), None)


def my_person() -> Person:
    """As `somebody`; if there is nobody, the page says how to become known here, and ends."""
    try:
        person = somebody()
    except Fault as fault:
        say(fault)
        person = None
    if person is None:
        nobody_yet()
        st.stop()
    return person


def replaced() -> None:
    """Said on a page that was opened with a cookie that this browser no longer has."""
    if kit().devices.replaced(device()):
        st.info(
            "A key was used in this browser, or somebody signed out, so the browser has a new cookie. Reload this "
            "page to see what’s yours again. If it isn’t there, enter your name and your key.",
            icon=":material/refresh:",
        )


def nobody_yet() -> None:
    """What will be here, and how to get it."""
    replaced()
    st.markdown(
        "The kit doesn’t know you on this phone or browser yet. Start a session on **Home**, or join one. From then "
        "on, what you practise is saved here, and you can write cases, import cases and import a record."
    )
    st.markdown("Do you have a personal key? It brings back everything you have here.")
    recognise_form()


def recognise_form() -> None:
    """Name and key: from now on this is that person's device too."""
    with st.form("recognise", border=False):
        name = st.text_input("Your name", key="recognise-name", placeholder="The name the others know you by")
        key = st.text_input("Personal key", key="recognise-key", placeholder="five words, or four", autocomplete="off")
        go = st.form_submit_button("Sign in", type="primary", width="stretch", key="recognise-go")
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
    """If a device belongs to several people, buttons for the others."""
    others = [other for other in owners() if other.id != person.id]
    with st.container(horizontal=True, gap="small", key="others"):
        for other in others:
            label, key = f"I’m {named(other.name)}", f"be-{other.id}"
            if st.button(label, key=key, icon=":material/switch_account:"):
                st.query_params["person"] = other.id
                st.query_params.pop("station", None)
                st.rerun()


def menu() -> None:
    """Links to the main pages, on every page outside a session: at the bottom edge of a phone's screen, wherever the
    page is scrolled to, and at the top of a larger one. First in the page, so that the keyboard reaches it first."""
    query = {"person": person.id} if (person := _in_the_address()) else {}
    st.html(MENU)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="ways"):
        for page in PAGES:
            if page.menu:
                way(page, {} if page is HOME else query)


def way_up(page: Page) -> None:
    """The way back, at the top of a page to which the menu doesn't lead by itself."""
    if page.under is not None:
        query = {"person": person.id} if (person := _in_the_address()) else {}
        page.under.link(f"Back to {page.under.title}", symbol=":material/arrow_back:", **query)


def _in_the_address() -> Person | None:
    """The person whom the address names, if this is their device; what is wrong with it, the page itself says."""
    wanted = st.query_params.get("person", "")
    try:
        return next((person for person in owners() if person.id == wanted), None) if wanted else None
    except Fault:
        return None


def way(page: Page, query: dict[str, str]) -> None:
    """A link to the start of a page. On that page itself, Streamlit's link would leave the address unchanged and the
    next press would follow it back, so there we draw a button."""
    shown = urlsplit(st.context.url or "").path.rpartition("/")[2]
    if shown != page.stem or st.query_params.to_dict() == query:
        page.link(page.menu, **query)
    else:
        back = st.query_params.from_dict
        st.button(page.menu, icon=page.symbol, type="tertiary", key="way", on_click=back, args=(query,))
