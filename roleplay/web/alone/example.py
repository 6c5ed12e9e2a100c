"""Mark an example: the list, the player, and how one's marks compare. Only the person themselves sees any of it."""

from __future__ import annotations

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.persons import Person
from roleplay.review.calibration import DIFFERING_FROM
from roleplay.sheets.alone.example import alike, comparison, transcript
from roleplay.sheets.atoms import joined
from roleplay.usecases.alone.example import Offer, Outcome
from roleplay.web.alone.player import player
from roleplay.web.practice.starting import tried
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import PRACTICE
from roleplay.web.widgets import scrolling
from roleplay.web.widgets.literal import literal, named, say
from roleplay.web.widgets.parts import write

WHAT = (
    "About two minutes of an invented station run on your screen, and you mark them as an observer would. Then you see "
    "how we would have marked them, and why. Only you see your marks, and they change nothing else."
)
SPOILS = (
    "You don’t know this case yet. If you mark this example, you’ll know it, so you won’t be given it as the student."
)
NONE = "There is no example for you right now: their cases are planned for a session, or about what you’d rather avoid."
AGAIN = "example-again"
"""In the session's state: the example that is being marked once more."""
OPENED = "example-opened"
"""In the session's state: the examples of new cases that somebody has said yes to."""


def page(person: Person) -> None:
    """One example if the address names it, else all of them."""
    if seat := st.query_params.get("seat"):
        PRACTICE.link("Back to the session", seat=seat)
    try:
        if id_ := st.query_params.get("example"):
            _one(person, id_)
        else:
            _all(person)
    except Fault as fault:
        say(fault)
        _leave("All examples")


def _all(person: Person) -> None:
    offers = kit().examples.offers(visitor(person.id))
    scrolling.begin("examples", a_list=True)
    st.markdown(WHAT)
    if not offers:
        st.markdown(NONE)
    for offer in offers:
        st.button(_title(offer), key=f"example-{offer.id}", on_click=_go_to, args=(offer.id,))
        st.caption(_said(offer))
    _habit(person)


def _title(offer: Offer) -> str:
    return f"{literal(offer.title)}, with {named(offer.student)}"


def _said(offer: Offer) -> str:
    about = (
        "You’ve marked this one" if offer.marked else "A case you know" if offer.knows else "A case that’s new to you"
    )
    return f"{offer.kind.capitalize()}. {about}."


def _one(person: Person, id_: str) -> None:
    outcome = kit().examples.outcome(visitor(person.id), id_)
    shows_ours = outcome is not None and st.session_state.get(AGAIN) != id_
    scrolling.begin(f"example {id_} {shows_ours}")
    if outcome is not None and shows_ours:
        _compared(person, outcome)
    elif _may_begin(person, id_):
        _played(person, id_)


def _may_begin(person: Person, id_: str) -> bool:
    """Asked once where it gives a case away."""
    offer = next((one for one in kit().examples.offers(visitor(person.id)) if one.id == id_), None)
    if offer is None or offer.knows or id_ in st.session_state.get(OPENED, ()):
        return True
    st.subheader(_title(offer))
    st.markdown(SPOILS)
    if st.button("Mark this example", key="example-open", type="primary", width="stretch"):
        st.session_state[OPENED] = {*st.session_state.get(OPENED, ()), id_}
        st.rerun()
    _leave("Choose another")
    return False


def _played(person: Person, id_: str) -> None:
    played = kit().examples.open(visitor(person.id), id_)
    st.subheader(f"{literal(played.title)}, with {named(played.example.student)}")
    marked = player(played, person.id)
    if marked is not None and tried(lambda: kit().examples.mark(visitor(person.id), id_, *marked)) is not None:
        st.session_state.pop(AGAIN, None)
        st.rerun()


def _compared(person: Person, outcome: Outcome) -> None:
    played = outcome.played
    st.subheader(f"{literal(played.title)}, with {named(played.example.student)}")
    write(comparison(outcome))
    if agreed := alike(outcome):
        with st.expander(f"Marked alike: {len(agreed)}"):
            write(agreed)
    with st.expander("Read the transcript"):
        write([joined(transcript(played.example))])
    _habit(person)
    _leave("Mark another")
    if st.button("Mark it again", key="example-again-go"):
        st.session_state[AGAIN] = played.example.id
        st.rerun()


def _habit(person: Person) -> None:
    """Across examples, once there is something to say."""
    found = kit().examples.habit(visitor(person.id))
    if found.of:
        st.markdown(f"**Across examples.** {found.sentence}")
        if found.of >= DIFFERING_FROM:
            st.caption("Only the first time you mark an example counts here.")


def _leave(label: str) -> None:
    st.button(label, key="example-leave", on_click=_go_to, args=("",))


def _go_to(id_: str) -> None:
    """A link from a page to itself would leave the address as it was."""
    st.query_params["example"] = id_
