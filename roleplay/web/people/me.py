"""The Me page: the key, other devices, the file to take home and to bring, and the end of everything."""

from datetime import datetime

import streamlit as st
from markupsafe import Markup

from roleplay.errors import Fault
from roleplay.people.names import same_name
from roleplay.people.persons import Person
from roleplay.usecases.history.record import Offer
from roleplay.usecases.people.people import StillSitting
from roleplay.waiting import Busy
from roleplay.web.history.record import home_page
from roleplay.web.people.person import recognise_form
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import HISTORY, HOME, JOIN, PAPER
from roleplay.web.widgets.days import day, zone
from roleplay.web.widgets.in_turn import in_turn
from roleplay.web.widgets.literal import literal, named, say

BROUGHT, LOOKED_AT = "brought", "brought-looked-at"
"""What was said of a file that was taken in, under whose it is and Streamlit's name for it."""
WHO_READS = (
    "**You** keep the three views of every station in which you saw the patient.",
    "**Who played or watched** sees those sheets until the practice closes, a day after its last stage. Afterwards "
    "they keep what they wrote themselves.",
    "**Nobody else** sees anything: no ranks, no averages, no teacher’s view.",
    "**The owner of the machine** that runs the kit could open its file. It holds names, marks and words; of personal "
    "keys only a hash.",
    "**Words** are deleted after twelve months, unless you keep those of a station. Marks stay.",
    "**Backups** of the file stay for 30 days, with the cases in it. What you delete is in them until then.",
)
BACKUPS_KEEP = (
    "**Backups** are made every day, in case the machine breaks, and are deleted after 30 days. What you delete today "
    "stays in the older ones until then, where only the owner of the machine could read it. If one of them ever has to "
    "be put back, what you deleted is there again: delete it again then."
)
DELETED = "Everything that was yours has been deleted. The kit’s daily backups lose it within 30 days."
DELETED_LATER = (
    "Everything that was yours has been deleted, and nobody can open it in the kit any more. The file on the machine "
    "still holds traces of it, because another program is reading that file. The kit removes them by itself once that "
    "program has finished; it looks every minute. The kit’s daily backups lose it within 30 days."
)


def key_part(person: Person) -> None:
    """Five words, shown once."""
    st.markdown("### My personal key")
    shown = st.session_state.get(f"key-{person.id}")
    if shown:
        st.markdown("Write it down now: it is shown only this once.")
        st.html(Markup('<p style="font-size: 1.5rem; font-weight: 650; user-select: all">{}</p>').format(shown))
        return
    if person.key_hash is None:
        st.markdown("You have no key yet. Five words give you back your name and your history on any device.")
    else:
        st.markdown(
            "You have a key. Lost it, or somebody else knows it? A new one makes the old one worthless. Other phones "
            "are signed out; they need the new key."
        )
    label = "Make my personal key" if person.key_hash is None else "Replace my key"
    if st.button(label, key="me-key", icon=":material/key:"):
        try:
            st.session_state[f"key-{person.id}"] = kit().people.give_key(visitor(person.id))
        except Fault as fault:
            say(fault)
            return
        st.rerun()


def other_device() -> None:
    """How another phone becomes mine; and this one somebody's."""
    with st.expander("Use another phone or computer"):
        st.markdown("Open this kit there, choose **Me**, and give your name and your key.")
    with st.expander("Somebody else’s history on this device"):
        st.markdown("With name and key this device opens theirs as well. Do that on a device of your own only.")
        recognise_form()


def take_home(person: Person) -> None:
    """One file that opens anywhere, and the table."""
    st.markdown("### Take mine home")
    st.markdown("One page with your words, stations and charts. It opens without this kit and carries your data.")
    now = kit().clock.now()
    stamp = datetime.fromtimestamp(now / 1000, zone())
    who = visitor(person.id)
    st.download_button(
        "Take mine home",
        data=lambda: home_page(who, stamp),
        file_name=f"practice-{stamp:%Y-%m-%d}.html",
        mime="text/html",
        icon=":material/download:",
        width="stretch",
        key="me-take-home",
        on_click="ignore",
    )
    st.download_button(
        "As a table (CSV)",
        data=lambda: kit().history.table(who).encode("utf-8-sig"),
        file_name=f"practice-{stamp:%Y-%m-%d}.csv",
        mime="text/csv",
        icon=":material/table:",
        width="stretch",
        key="me-csv",
        on_click="ignore",
    )


def bring(person: Person) -> None:
    """A file from another kit, or from before a lost key: looked at first, then taken in."""
    st.markdown("### Bring my history")
    st.markdown("The file that you took home, from this kit or another. What is here already is not counted twice.")
    # Any kind may be chosen: of what is no such file is said that it is none.
    file = st.file_uploader("The file (.html)", key="bring")
    # Streamlit says why it refuses only to who can hover.
    most = st.get_option("server.maxUploadSize")
    st.caption(
        f"One .html file that “Take mine home” made, of at most {most}\u00a0MB. One with a red mark is larger and was "
        "not sent."
    )
    if file is None:
        return
    if brought := st.session_state.get(BROUGHT, {}).get((person.id, file.file_id)):
        st.success(brought, icon=":material/check:")
        st.page_link(HISTORY, label="To my history", icon=":material/history:", query_params={"person": person.id})
        return
    data = file.getvalue()
    offered = looked_at(person, file.file_id, data)
    if isinstance(offered, str):
        say_of(file.name, offered)
        return
    said(offered)
    mine = True
    if offered.doubt:
        st.warning(literal(offered.doubt), icon=":material/help:")
        mine = st.checkbox("It is mine. I used another name", key="bring-mine")
    if offered.new and st.button(
        "Add it to my history", key="bring-go", type="primary", width="stretch", disabled=not mine
    ):
        try:
            with in_turn():
                taken = kit().carrying.bring(visitor(person.id), data, mine=mine)
        except Fault as fault:
            # Some of it may have been read in.
            st.session_state.pop(LOOKED_AT, None)
            say_of(file.name, str(fault))
            return
        # Before anything of Streamlit's, which may end this run: a second press must find it said.
        st.session_state[BROUGHT] = {(person.id, file.file_id): f"{rounds(taken)} added to your history."}
        st.rerun()


def looked_at(person: Person, file: str, data: bytes) -> Offer | str:
    """What the file holds, or what is wrong with it. Looked at once, not at every press on the page."""
    known: dict[tuple[str, str], Offer | str] = st.session_state.get(LOOKED_AT, {})
    if (person.id, file) not in known:
        try:
            with in_turn():
                found: Offer | str = kit().carrying.offer(visitor(person.id), data)
        except Busy as busy:
            return str(busy)
        except Fault as fault:
            found = str(fault)
        known = st.session_state[LOOKED_AT] = {(person.id, file): found}
    return known[person.id, file]


def say_of(file: str, sentence: str) -> None:
    """What is wrong with a file, under its name: the mark of another may stand above it."""
    st.error(f"**{literal(file)}**: {literal(sentence)}", icon=":material/error:")


def said(offered: Offer) -> None:
    """What a file holds, before it is taken in."""
    if offered.first is None or offered.last is None:
        st.markdown(f"{named(offered.name)}’s file holds no rounds yet.")
        return
    here = offered.rounds - offered.new
    known = f" {here:,} of them {'is' if here == 1 else 'are'} here already." if here else ""
    if not offered.new:
        known = " All of it is here already."
    st.markdown(
        f"{named(offered.name)}’s file: {rounds(offered.rounds)}, {day(offered.first)} to {day(offered.last)}.{known}"
    )


def rounds(number: int) -> str:
    """A number of rounds in words."""
    return f"{number:,} round" if number == 1 else f"{number:,} rounds"


def on_paper(person: Person) -> None:
    """Where there were no phones."""
    st.page_link(
        PAPER, label="Type in a round on paper", icon=":material/edit_document:", query_params={"person": person.id}
    )


def who_reads() -> None:
    """Said on the page, not in a policy."""
    with st.expander("Who can read what, and for how long"):
        st.markdown("\n".join(f"- {line}" for line in WHO_READS))


def way_back(code: str) -> None:
    """To the practice in which they still sit: a device that has not their place gets it by name and key."""
    st.page_link(
        JOIN, label=f"To the practice {code}, to leave it", icon=":material/login:", query_params={"code": code}
    )
    st.caption("On a phone or browser that has not your place there, give your name and your key at its door.")


def delete(person: Person) -> None:
    """Asked for by typing one's name: it cannot be taken back."""
    with st.expander("Delete everything"):
        st.markdown(
            "This deletes your name, your key and settings, every station in which you saw the patient with all that "
            "was marked and written for you, and your practice log. What you wrote for others stays theirs, signed "
            "“a former member”. Cases of yours that others have played stay, also by “a former member”; your other "
            "cases and pictures go. It cannot be taken back; a file that you took home stays yours."
        )
        st.markdown(BACKUPS_KEEP)
        with st.form("delete", border=False):
            typed = st.text_input(f"Type your name ({named(person.name)}) to confirm", key="delete-name")
            go = st.form_submit_button("Delete everything that is mine", width="stretch", key="delete-go")
        if not go:
            return
        if not same_name(typed.strip(), person.name):
            st.error("That is not the name, so nothing was deleted.", icon=":material/error:")
            return
        try:
            wrote = kit().writing.has_written(visitor(person.id))
            gone = kit().people.forget(visitor(person.id))
            kit().papers.forget_drafts(person.id)
            if wrote:
                kit().files.forget()
        except StillSitting as sitting:
            say(sitting)
            way_back(sitting.code)
            return
        except Fault as fault:
            say(fault)
            return
        st.session_state["deleted"] = DELETED if gone else DELETED_LATER
        st.query_params.clear()
        st.switch_page(HOME)
