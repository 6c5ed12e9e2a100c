"""Whom to call and whom to talk to: a link at the foot of every page, and the page that it leads to."""

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.persons import Person
from roleplay.shared_words import UNWELL
from roleplay.sheets.atoms import joined
from roleplay.sheets.people.signposts import signposts
from roleplay.sheets.tree import Node, tree
from roleplay.web.people.person import somebody
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import HOME, PRACTICE, SIGNPOSTS, TABLE
from roleplay.web.widgets.days import date_of
from roleplay.web.widgets.literal import say
from roleplay.web.widgets.parts import write

CHOSEN = "country"
"""In the session's state: the country of somebody whom the kit doesn't know."""
CARRIED = ("person", "seat", "code")
"""What leads back to where somebody came from."""


def foot() -> None:
    """One tap away, wherever somebody is."""
    asked = st.query_params.to_dict()
    SIGNPOSTS.link(UNWELL, **{n: asked[n] for n in CARRIED if n in asked})


def me() -> Person | None:
    """Whoever this device belongs to. Nobody is kept from the numbers because the kit doesn't know them."""
    try:
        return somebody()
    except Fault:
        return None


def draw(person: Person | None) -> None:
    """All that is known for this person's country."""
    chosen = st.session_state.get(CHOSEN, "")
    country = kit().signposts.countries().get(chosen) or kit().signposts.of(person.id if person else "")
    st.markdown("In an emergency, call first. You don’t have to be sure, and nobody has to explain.")
    write(signposts(country, date_of(kit().clock.now())))


def for_stop(person: str) -> list[Node]:
    """Whom a phone can call or text, for its screen under STOP, also when its network is gone."""
    return tree(joined(signposts(kit().signposts.of(person), date_of(kit().clock.now()), by_phone=True)))


def choose(person: Person | None) -> None:
    """Another country: kept for a person, and for anybody else while the page is open."""
    names = {id_: country.name for id_, country in kit().signposts.countries().items()}
    now = kit().signposts.of(person.id if person else "")
    place = list(names).index(now.id) if now else None
    chosen = st.radio("Numbers for", list(names), place, key="country-chosen", format_func=lambda id_: names[id_])
    if chosen is None or chosen == st.session_state.get(CHOSEN, now.id if now else ""):
        return
    if person is not None:
        try:
            kit().signposts.choose(visitor(person.id), chosen)
        except Fault as fault:
            say(fault)
            return
    st.session_state[CHOSEN] = chosen
    st.rerun()


def way_back() -> None:
    """To the session or the table clock, for whoever came from there."""
    asked = st.query_params.to_dict()
    if seat := asked.get("seat"):
        PRACTICE.link("Back to the session", seat=seat)
    elif code := asked.get("code"):
        TABLE.link("Back to the table clock", code=code)
    else:
        HOME.link()
