"""Sharing one's own station with one person, and what they said about it."""

from urllib.parse import urlencode

import streamlit as st

from roleplay.people.persons import FORMER, Person
from roleplay.people.shares import LONGEST_DAYS, USUAL, USUAL_DAYS, Part, Remark
from roleplay.review import headings
from roleplay.usecases.people.sharing import Made, OwnShare
from roleplay.web.groups.trouble import block_or_report
from roleplay.web.groups.ways import done, tell_what_was_done
from roleplay.web.server.addresses import links_to
from roleplay.web.server.device import page_url, visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import SHARED
from roleplay.web.widgets.days import day
from roleplay.web.widgets.literal import literal, named

PARTS = {
    Part.WORDS: "The words, and my next step",
    Part.STORY: headings.STORY,
    Part.SHEET: "The lines of the mark sheet",
    Part.MARKS: "Marks, ratings and numbers",
}
ELSE = "Somebody else"
HOW = (
    "One person reads this station, and nothing else of yours. Everybody else in it is called by their role. You can "
    "take it back at any time."
)
MADE = "share-made"


def share_station(person: Person, practice: int, round_: int) -> None:
    """Who reads this station, what they said, and a way to share it with one more person."""
    who = visitor(person.id)
    tell_what_was_done()
    own = kit().sharing.mine(who, practice, round_)
    said = [(share, one) for share in own for one in share.remarks]
    if said:
        st.markdown("### Comments on what I shared")
    for share, one in said:
        _remark(person, share, one)
    with st.expander("Share this station", expanded=MADE in st.session_state):
        _link_of_made(practice, round_)
        for share in own:
            _shared(person, share)
        st.markdown(HOW)
        _form(person, practice, round_)


def _form(person: Person, practice: int, round_: int) -> None:
    who = visitor(person.id)
    around = dict(kit().sharing.whom(who))
    with st.form("share", border=False):
        reader = ""
        if around:
            reader = st.selectbox(
                "With", ["", *around], key="share-with", format_func=lambda id_: around.get(id_, ELSE)
            )
        label = "Their name, if it’s somebody else" if around else "Their name"
        typed = st.text_input(label, key="share-name")
        parts = [part for part, words in PARTS.items() if st.checkbox(words, part in USUAL, key=f"share-{part}")]
        days = st.number_input("For how many days", 1, LONGEST_DAYS, USUAL_DAYS, key="share-days")
        go = st.form_submit_button("Share it", width="stretch", key="share-go")

    def share() -> None:
        made = kit().sharing.share(who, (practice, round_), reader or typed, parts, days, known=bool(reader))
        st.session_state[MADE] = practice, round_, made

    if go and done(share):
        st.rerun()


def _link_of_made(practice: int, round_: int) -> None:
    """Shown once: the secret of a link is stored nowhere."""
    made = st.session_state.get(MADE)
    if made is None or made[:2] != (practice, round_):
        return
    share: Made = made[2]
    st.success(
        f"Send this link to {named(share.named)}. It opens for them alone, and it’s shown only now.",
        icon=":material/check:",
    )
    st.code(
        links_to(page_url(), f"{SHARED.stem}?{urlencode({'key': share.secret})}")[0], language=None, wrap_lines=True
    )


def _shared(person: Person, share: OwnShare) -> None:
    st.markdown(f"**{literal(share.named)}**: {_state(share)}")
    if (
        share.is_open
        and st.button(f"Take it back from {named(share.named)}", key=f"unshare-{share.id}")
        and done(lambda: kit().sharing.revoke(visitor(person.id), share.id), f"{share.named} can’t read it any more.")
    ):
        st.session_state.pop(MADE, None)
        st.rerun()


def _state(share: OwnShare) -> str:
    read = f"opened {day(share.opened_at)}" if share.opened_at else "not opened yet"
    if share.is_open:
        return f"{read}, until {day(share.until)}"
    return f"{read}, taken back {day(share.revoked_at)}" if share.revoked_at else f"{read}, no longer shared"


def _remark(person: Person, share: OwnShare, one: Remark) -> None:
    """Words received; with one tap they are to be tried."""
    who, about = visitor(person.id), f"{literal(one.about)}: " if one.about else ""
    to_try = f"**{headings.TO_TRY}.** " if one.to_try else ""
    st.markdown(f"{to_try}{about}“{literal(one.text)}” · {literal(share.named)}, {day(one.at)}")
    with st.container(horizontal=True, gap="small"):
        label = "Don’t try it" if one.to_try else "I’ll try this"
        if st.button(label, key=f"try-{one.id}") and done(
            lambda: kit().remarks.try_it(who, share.id, one.id, not one.to_try)
        ):
            st.rerun()
        if st.button("Delete", key=f"drop-{one.id}", type="tertiary") and done(
            lambda: kit().remarks.delete(who, share.id, one.id)
        ):
            st.rerun()
        if share.named != FORMER:
            block_or_report(share.reader, share.named, one.text, person, one.id)
