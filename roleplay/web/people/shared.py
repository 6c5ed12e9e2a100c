"""What is shared with somebody: the list, one station, and what they say about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.shares import LONGEST_REMARK, Remark
from roleplay.people.visitor import Visitor
from roleplay.shared_words import NO_REAL
from roleplay.sheets.people.shared_sheet import shared_sheet
from roleplay.usecases.people.sharing import Read, Shut
from roleplay.web.people.person import somebody
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import HOME, SHARED, SIGNPOSTS
from roleplay.web.widgets.days import day
from roleplay.web.widgets.literal import literal, named, say
from roleplay.web.widgets.parts import write

T = TypeVar("T")
OPENED = "shared-opened"
"""In the session's state: ids of the stations that were opened in this tab."""
NOTHING = "Nothing is shared with you at the moment."
BEFORE = (
    "It tells you about its case. Once you’ve opened it, you know this case, so it won’t be planned for you as the "
    "student."
)
WHOLE = "The whole station"
ASKED = (
    "Say what you would see or hear, and at which moment. State a clinical fact only with its source. If you think "
    "that somebody may be unsafe, don’t hold it alone:"
)


def shared_page() -> None:
    """By the link's key, by the station's id, or all of them."""
    try:
        me = somebody()
    except Fault as fault:
        say(fault)
        me = None
    who = visitor(me.id if me else "")
    key, id_ = st.query_params.get("key", ""), st.query_params.get("share", "")
    if key:
        _by_link(who, key)
    elif id_:
        _one(who, id_)
    else:
        listed(who)


def listed(who: Visitor) -> None:
    """The newest first, each with the day on which it ends."""
    found = _asked(lambda: kit().sharing.with_me(who))
    if not found:
        st.markdown(NOTHING)
        HOME.link()
    for one in found or ():
        until = f"{literal(one.owner)}: {literal(one.title)}, until {day(one.until)}"
        SHARED.link(until, person=who.person, share=one.id)


def on_home(person: str) -> None:
    """A link, if there is something to read."""
    if _asked(lambda: kit().sharing.with_me(visitor(person))):
        SHARED.link(person=person)


def _by_link(who: Visitor, key: str) -> None:
    """Whoever opens it first says that it is for them."""
    shut = _asked(lambda: kit().sharing.entrance(who, key))
    if shut is None:
        HOME.link()
    elif shut.is_bound:
        _go(who, shut.id)
    else:
        st.markdown(
            f"{named(shut.owner)} shares a station with {named(shut.named)}, until {day(shut.until)}. It opens for one "
            "person, on one phone or browser."
        )
        if st.button(f"I’m {named(shut.named)}", key="shared-me", type="primary", width="stretch"):
            id_ = _asked(lambda: kit().sharing.confirm(who, key))
            if id_ is not None:
                _go(who, id_)
        st.markdown(f"If you aren’t {named(shut.named)}, close this page: it isn’t meant for you.")


def _go(who: Visitor, id_: str) -> None:
    st.query_params.from_dict({"share": id_} | ({"person": who.person} if who.person else {}))
    st.rerun()


def _one(who: Visitor, id_: str) -> None:
    shut = _asked(lambda: kit().sharing.shut(who, id_))
    if shut is None:
        HOME.link()
        return
    st.markdown(f"### {literal(shut.title)}")
    st.markdown(f"{shut.kind.capitalize()}. {named(shut.owner)} shares it with you until {day(shut.until)}.")
    if not shut.is_read and id_ not in st.session_state.get(OPENED, ()):
        _before(shut)
        return
    read = _asked(lambda: kit().sharing.read(who, id_))
    if read is not None:
        _station(who, read)


def _before(shut: Shut) -> None:
    st.markdown(BEFORE)
    if st.button("Open it", key="shared-open", type="primary", width="stretch"):
        st.session_state[OPENED] = {*st.session_state.get(OPENED, ()), shut.id}
        st.rerun()


def _station(who: Visitor, read: Read) -> None:
    sheet = shared_sheet(read.shown)
    write(sheet.before)
    write(sheet.after)
    st.markdown("### My comments")
    for one in read.remarks:
        _remark(who, read.id, one)
    with st.form("remark", border=False, clear_on_submit=True):
        about = st.selectbox("About", [WHOLE, *read.shown.abouts], key="remark-about")
        text = st.text_area("Comment", key="remark-text", max_chars=LONGEST_REMARK)
        st.caption(NO_REAL)
        go = st.form_submit_button("Send my comment", width="stretch", key="remark-go")
    st.markdown(ASKED)
    SIGNPOSTS.link(**({"person": who.person} if who.person else {}))
    about = "" if about == WHOLE else about
    if go and _done(lambda: kit().remarks.say(who, read.id, about, text)):
        st.rerun()


def _remark(who: Visitor, share: str, one: Remark) -> None:
    about = f"{literal(one.about)}: " if one.about else ""
    st.markdown(f"{about}“{literal(one.text)}” · {day(one.at)}")
    if st.button("Delete this comment", key=f"unsay-{one.id}", type="tertiary") and _done(
        lambda: kit().remarks.delete(who, share, one.id)
    ):
        st.rerun()


def _asked(use_case: Callable[[], T]) -> T | None:
    """What it returns; where it is refused, the page says why."""
    try:
        return use_case()
    except Fault as fault:
        say(fault)
        return None


def _done(use_case: Callable[[], None]) -> bool:
    try:
        use_case()
    except Fault as fault:
        say(fault)
        return False
    return True
