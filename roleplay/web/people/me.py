"""The Me page: the key, other devices, downloading and importing the record, and deleting everything."""

from datetime import datetime

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.names import same_name
from roleplay.people.persons import Person
from roleplay.usecases.history.record import Offer
from roleplay.usecases.people.people import StillSitting
from roleplay.waiting import Busy
from roleplay.web.history.record import home_page
from roleplay.web.people.person import recognise_form
from roleplay.web.practice.starting import way_to_join
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import HISTORY, HOME, PAPER
from roleplay.web.wellbeing import check_in_switch
from roleplay.web.widgets.copying import key_to_copy
from roleplay.web.widgets.days import day, zone
from roleplay.web.widgets.in_turn import in_turn
from roleplay.web.widgets.literal import literal, named, say

BROUGHT, LOOKED_AT = "brought", "brought-looked-at"
"""What was said about an imported file, by its person and Streamlit's name for it."""
WHO_READS = (
    "**You** keep everyone’s feedback on every station in which you were the student.",
    "**The patient and the observers** can see that feedback until the session closes, two days after its last stage. "
    "After that they keep only what they wrote themselves.",
    "**One person** with whom you share a station reads what you chose of it, until the day you chose or until you "
    "take it back. The others in it are called by their roles, and can keep their words out of it.",
    "**Nobody else** sees anything: no ranks, no averages, no teacher’s view.",
    "**What you do on your own** only you can see: examples that you marked, cases that you presented to the clock.",
    "**If you say that something is wrong with a case**, whoever wrote it or looks after the kit’s cases reads that, "
    "without your name.",
    "**Whoever owns the computer** that runs the kit could open its file. It holds names, marks and words, but only a "
    "hash of each personal key.",
    "**Words** and reports about cases are deleted after 12 months, unless you choose to keep a station’s words. Marks "
    "stay.",
    "**Backups** of the file are kept for 30 days and include the cases. What you delete stays in them until then.",
)
BACKUPS_KEEP = (
    "**Backups** are made every day, in case the computer breaks, and are deleted after 30 days. What you delete today "
    "stays in older backups until then, where only the computer’s owner could read it. If a backup is ever restored, "
    "what you deleted comes back: delete it again then."
)
DELETED = "Everything that was yours has been deleted. It will be gone from the kit’s daily backups within 30 days."
DELETED_LATER = (
    "Everything that was yours has been deleted, and nobody can open it in the kit any more. The file on the "
    "computer still holds traces of it, because another program is reading that file. The kit checks every minute, and "
    "removes them as soon as that program has finished. All of it will be gone from the kit’s daily backups within 30 "
    "days."
)


def key_part(person: Person) -> None:
    """Five words, shown once."""
    st.markdown("### My personal key")
    shown = st.session_state.get(f"key-{person.id}")
    if shown:
        key_to_copy(shown)
        return
    if person.key_hash is None:
        st.markdown(
            "You don’t have a key yet. It’s five words that bring back your name and your history on any device."
        )
    else:
        st.markdown(
            "You have a key. Have you lost it, or does somebody else know it? If you make a new key, the old one stops "
            "working. Other phones are signed out and need the new key."
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
    """How to use another phone, or open somebody else's history on this one."""
    with st.expander("Use another phone or computer"):
        st.markdown("Open this kit there, choose **Me**, and enter your name and your key.")
    with st.expander("Somebody else’s history on this device"):
        st.markdown(
            "With their name and key, this device opens their history too. Only do this on a device of your own."
        )
        recognise_form()


def take_home(person: Person) -> None:
    """The record as one file that opens anywhere, and the tables."""
    st.markdown("### Download my record")
    st.markdown(
        "One page with the words you received, your stations and your charts. It opens anywhere without the kit, and "
        "you can import it into any kit."
    )
    now = kit().clock.now()
    stamp = datetime.fromtimestamp(now / 1000, zone())
    who = visitor(person.id)
    st.download_button(
        "Download my record",
        data=lambda: home_page(who, stamp),
        file_name=f"practice-{stamp:%Y-%m-%d}.html",
        mime="text/html",
        icon=":material/download:",
        width="stretch",
        key="me-take-home",
        on_click="ignore",
    )
    st.download_button(
        "Download as tables (ZIP)",
        data=lambda: kit().history.export(who),
        file_name=f"practice-{stamp:%Y-%m-%d}.zip",
        mime="application/zip",
        icon=":material/table:",
        width="stretch",
        key="me-tables",
        on_click="ignore",
    )


def bring(person: Person) -> None:
    """A file from another kit, or from before a lost key: checked first, then imported."""
    st.markdown("### Import my record")
    st.markdown("The file you downloaded, from this kit or another. Nothing that’s already here is counted twice.")
    # Any kind of file may be chosen; if it isn't a record, the page says so.
    file = st.file_uploader("My record (.html)", key="bring")
    # Streamlit says why it refuses a file only on hover.
    most = st.get_option("server.maxUploadSize")
    st.caption(
        f"One .html file from “Download my record”, up to {most}\u00a0MB. A file with a red mark is larger and wasn’t "
        "sent."
    )
    if file is None:
        return
    if brought := st.session_state.get(BROUGHT, {}).get((person.id, file.file_id)):
        st.success(brought, icon=":material/check:")
        HISTORY.link("See my history", person=person.id)
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
        mine = st.checkbox("It’s mine: I used another name", key="bring-mine")
    if offered.new and st.button(
        "Add it to my history", key="bring-go", type="primary", width="stretch", disabled=not mine
    ):
        try:
            with in_turn():
                taken = kit().carrying.bring(visitor(person.id), data, mine=mine)
        except Fault as fault:
            # Some of it may have been imported.
            st.session_state.pop(LOOKED_AT, None)
            say_of(file.name, str(fault))
            return
        # Before any Streamlit call, which may end this run: a second press must find it noted.
        st.session_state[BROUGHT] = {(person.id, file.file_id): f"{rounds(taken)} added to your history."}
        st.rerun()


def looked_at(person: Person, file: str, data: bytes) -> Offer | str:
    """What the file holds, or what is wrong with it. Checked once, not at every press on the page."""
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
    """What is wrong with a file, with its name: another file's red mark may still be showing."""
    st.error(f"**{literal(file)}**: {literal(sentence)}", icon=":material/error:")


def said(offered: Offer) -> None:
    """What a file holds, before it is imported."""
    if offered.first is None or offered.last is None:
        st.markdown(f"{named(offered.name)}’s record has no rounds yet.")
        return
    here = offered.rounds - offered.new
    known = f" {here:,} of them {'is' if here == 1 else 'are'} already here." if here else ""
    if not offered.new:
        known = " All of it is already here."
    st.markdown(
        f"{named(offered.name)}’s record: {rounds(offered.rounds)}, {day(offered.first)} to {day(offered.last)}.{known}"
    )


def rounds(number: int) -> str:
    """A number of rounds in words."""
    return f"{number:,} round" if number == 1 else f"{number:,} rounds"


def on_paper(person: Person) -> None:
    """For rounds that were played without phones."""
    PAPER.link("Type in a round from paper", person=person.id)


def private_check_in() -> None:
    """For oneself alone, in this browser: the page only explains it and switches it on."""
    with st.expander("Private check-in"):
        check_in_switch()


def who_reads() -> None:
    """Said on the page, not in a policy."""
    with st.expander("Who can read what, and for how long"):
        st.markdown("\n".join(f"- {line}" for line in WHO_READS))


def way_back(code: str) -> None:
    """A link to the practice they are still in: a device without their seat gets it with name and key."""
    way_to_join(code, f"Go to session {code} to leave it")
    st.caption("If this phone or browser doesn’t have your place there, enter your name and your key when you join.")


def delete(person: Person) -> None:
    """Confirmed by typing one's name, as it can't be undone."""
    with st.expander("Delete everything"):
        st.markdown(
            "This deletes your name, your key and settings, every station in which you were the student, with "
            "everything that was marked and written for you, and your practice log. Nobody reads what you shared any "
            "more. You leave your groups, and your answers to their sessions go; what you put up on a group’s page "
            "stays. What you wrote for others stays theirs, signed “a former member”. Your cases that others have "
            "played stay too, by “a former member”; your other cases and pictures are deleted. You can’t undo this. A "
            "record you’ve downloaded stays yours."
        )
        st.markdown(BACKUPS_KEEP)
        with st.form("delete", border=False):
            typed = st.text_input(f"Type your name ({named(person.name)}) to confirm", key="delete-name")
            go = st.form_submit_button("Delete everything that’s mine", width="stretch", key="delete-go")
        if not go:
            return
        if not same_name(typed.strip(), person.name):
            st.error("That isn’t your name, so nothing was deleted.", icon=":material/error:")
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
        st.switch_page(HOME.file)
