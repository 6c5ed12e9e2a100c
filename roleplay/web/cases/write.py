"""The page for writing a case. Its widgets own their keys; what is being written lives in the Streamlit session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from roleplay.content.case import TO_WRITE
from roleplay.content.signatures import standing_at
from roleplay.errors import Fault
from roleplay.people.directions import from_the_left, isolated
from roleplay.people.persons import Person
from roleplay.sheets import case_texts
from roleplay.usecases.cases.authoring import Faulty, Opened, OwnCase, Preview, SavedMeanwhile
from roleplay.web.editor import editor
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import CASES, REVIEW_CASE
from roleplay.web.widgets import parts
from roleplay.web.widgets.days import date_of, day, zone
from roleplay.web.widgets.inner_picture import picture
from roleplay.web.widgets.literal import literal, say

DESK, SAID, AGAIN, PICTURES = "writing", "writing-said", "writing-meanwhile", "writing-pictures"
NEW, COPY, CASE = "new", "copy", "case"
PASTE = "paste"
KINDS = {
    "interview": ("An interview", ":material/forum:"),
    "examination": ("An examination", ":material/stethoscope:"),
    "presentation": ("A presentation", ":material/record_voice_over:"),
    PASTE: ("A text I paste in", ":material/content_paste:"),
}
RULES = (
    "Nobody real: a case is invented, or composite (made from many people, so that nobody can be recognised). "
    "Don’t copy a published checklist; say in your own words what you would watch for. "
    "A case that you save is yours: everybody here may play it, read it and copy it, but only you can change it."
)
UNCHECKED = (
    "Until a clinician has signed it, every screen says that none has reviewed the case. Once it’s saved, “Ask a "
    "clinician to review it” at the bottom of this page makes a link for one."
)
OFF = (
    "It won’t be planned any longer. Its last saved text is kept, so that you can put it back; rounds that have been "
    "played keep theirs. Anything you’ve written since you last saved it is lost."
)
PUT_BACK = "If you put one back, you’ll know it: **you won’t be offered it as the student.**"
PICTURE = (
    "PNG or JPEG, for a finding’s card or for something the student is given. Nobody real: no photograph of a person "
    "you know, no picture from a record or a book. It is saved smaller, without its place and time."
)
KNOWN = "If you open this case, you’ll know it: **you won’t be offered it as the student.**"
# Wider than the other pages, so that there is room for faults beside their lines.
WIDE = """<style>
@media (min-width: 1000px) { .stMainBlockContainer { max-width: 70rem; } }
.paper { max-width: 44rem; }
</style>"""


@dataclass
class Desk:
    """A text in the editor. ``now`` is what was written last, ``good`` the last text without a fault."""

    number: int
    person: str
    asked: tuple[str, str]
    saved: Opened
    now: str
    base: str
    fresh: bool = False
    good: str = ""

    @property
    def doc(self) -> str:
        """What the draft on the device is called."""
        return "-".join(self.asked)


# --- what to write


def choose(person: Person) -> None:
    """Choose what to begin with."""
    said()
    st.markdown(RULES)
    st.subheader("Begin with")
    for kind, (label, icon) in KINDS.items():
        if st.button(label, key=f"new-{kind}", icon=icon, width="stretch"):
            go(NEW, kind)
    mine = kit().writing.own(visitor(person.id))
    if mine:
        st.subheader("Your cases")
        for case in mine:
            label = literal(f"{isolated(case.title)} ({case.id})" if case.title else f"{case.id} (has a fault)")
            if st.button(label, key=f"case-{case.id}", icon=":material/edit:", width="stretch"):
                go(CASE, case.id)
    put_back(person)
    a_copy("A copy of somebody else’s case", kit().writing.others(visitor(person.id)), "copy-theirs")
    a_copy("A copy of one of the kit’s cases", kit().writing.shipped(), "copy")


def a_copy(label: str, cases: Sequence[OwnCase], key: str) -> None:
    """Copy one of these to begin with; it stays as it is."""
    if not cases:
        return
    named = {case.id: case for case in cases}
    with st.expander(label):
        st.markdown(KNOWN)
        chosen = st.selectbox("Case", list(named), index=None, key=key, format_func=lambda id_: line(named[id_]))
        if st.button("Copy it", key=f"{key}-go", disabled=chosen is None) and chosen:
            go(COPY, chosen, sure=True)


def put_back(person: Person) -> None:
    """Withdrawn cases, each put back with one tap."""
    removed = kit().writing.removed(visitor(person.id))
    if not removed:
        return
    with st.expander(f"Withdrawn ({len(removed)})"):
        st.markdown(PUT_BACK)
        for id_ in removed:
            if not st.button(f"Put {id_} back", key=f"back-{id_}", icon=":material/undo:", width="stretch"):
                continue
            try:
                kit().writing.put_back(visitor(person.id), id_)
            except Fault as fault:
                say(fault)
            else:
                st.session_state[SAID] = ("success", f"{id_} can be planned again.")
                go(CASE, id_)


def line(case: OwnCase) -> str:
    """A case in a list: only what everyone may know."""
    return f"{isolated(case.title)} ({case.kind})"


def desk(person: Person) -> Desk | None:
    """What the address asks for, in the editor; None if that is nothing or may not be opened now."""
    asked = next(((what, st.query_params[what]) for what in (NEW, COPY, CASE) if what in st.query_params), None)
    if asked is None:
        st.session_state.pop(DESK, None)
        return None
    known = st.session_state.get(DESK)
    if isinstance(known, Desk) and (known.asked, known.person) == (asked, person.id):
        return known
    try:
        opened = begin(person, *asked)
    except Fault as fault:
        go_back()
        st.session_state[SAID] = ("error", str(fault))
        st.rerun()
    return put(person, asked, opened)


def begin(person: Person, what: str, which: str) -> Opened:
    """The text to begin with. The page stops here to ask whether somebody wants to know the case."""
    writing = kit().writing
    if what == NEW:
        today = date_of(kit().clock.now())
        return Opened("" if which == PASTE else writing.template(which, person.name, today))
    sure = st.session_state.pop("writing-sure", None) == (what, which)
    if not sure and not writing.knows(visitor(person.id), which):
        st.markdown(KNOWN)
        if not st.button("Open it", key="open-go", type="primary", icon=":material/visibility:"):
            if st.button("Back", key="open-back"):
                go_back()
                st.rerun()
            st.stop()
    return writing.open(visitor(person.id), which)


def put(person: Person, asked: tuple[str, str], opened: Opened, fresh: bool = False) -> Desk:
    """Put a text into a new editor."""
    number = st.session_state.get("writing-number", 0) + 1
    st.session_state["writing-number"] = number
    made = Desk(number, person.id, asked, opened, opened.text, opened.base, fresh)
    st.session_state[DESK] = made
    st.session_state.pop(AGAIN, None)
    st.session_state.pop(PICTURES, None)
    return made


def go(what: str, which: str, sure: bool = False) -> None:
    """Go to a text by the address, so that a reload comes back to it."""
    if sure:
        st.session_state["writing-sure"] = (what, which)
    go_back()
    st.query_params[what] = which
    st.rerun()


def go_back() -> None:
    """Clear the address, so that it asks for no text."""
    for what in (NEW, COPY, CASE):
        st.query_params.pop(what, None)
    st.session_state.pop(DESK, None)


# --- the text


def text(desk: Desk) -> None:
    """The editor; what it reports replaces what the desk had."""
    st.html(WIDE)
    st.caption(f"{RULES} {UNCHECKED}")
    written = editor(desk.number, desk.person, desk.doc, desk.saved.text, desk.saved.base, desk.fresh)
    if written and isinstance(written.get("text"), str):
        desk.now, desk.base = written["text"], str(written.get("base", ""))


def save_and_download(person: Person, desk: Desk) -> None:
    """Errors prevent saving; an existing text is only overwritten knowingly, and kept as a version."""
    with st.container(horizontal=True, gap="small"):
        save = st.button("Save this case", key="save", type="primary", icon=":material/save:")
        st.download_button(
            "Download (.yaml)",
            data=lambda: desk.now.encode("utf-8", "replace"),
            file_name=f"{desk.saved.id or 'case'}.yaml",
            mime="application/yaml",
            icon=":material/download:",
            key="download",
            on_click="ignore",
        )
    # A place that is always there: what comes and goes above the preview would put it back to its first tab.
    with st.container():
        said()
    if save:
        saved(person, desk, desk.base)
    again = st.session_state.get(AGAIN)
    if isinstance(again, SavedMeanwhile):
        say(again)
        if st.button("Save this one over that", key="save-over", icon=":material/save:"):
            saved(person, desk, again.base)


def saved(person: Person, desk: Desk, base: str) -> None:
    """Save, and go on writing the same text under its own name; if there is a fault, say so and save nothing."""
    st.session_state.pop(AGAIN, None)
    try:
        opened = kit().writing.save(visitor(person.id), desk.now, base)
    except SavedMeanwhile as meanwhile:
        st.session_state[AGAIN] = meanwhile
        return
    except Fault as fault:
        say(fault)
        return
    after_saving(desk, opened)


def after_saving(desk: Desk, opened: Opened) -> None:
    """Name the case in the address from now on; the editor stays as it is."""
    desk.saved, desk.base, desk.asked = opened, opened.base, (CASE, opened.id)
    desk.now = opened.text
    since = "once every “To be written” is filled in" if TO_WRITE in opened.text else "from now on"
    st.session_state[SAID] = (
        "success",
        f"Saved as {opened.id}. It can be planned {since}. You know it, so you won’t be offered it as the student.",
    )
    for what in (NEW, COPY, CASE):
        st.query_params.pop(what, None)
    st.query_params[CASE] = opened.id
    st.rerun()


def said() -> None:
    """Say once what the run before had to say."""
    how, sentence = st.session_state.pop(SAID, ("", ""))
    if how == "success":
        st.success(literal(from_the_left(sentence)), icon=":material/check:")
    elif how == "error":
        st.error(literal(from_the_left(sentence)), icon=":material/error:")


# --- preview


def previews(desk: Desk) -> None:
    """What each role will see; while there is a fault, from the last text without one."""
    st.subheader("Preview")
    try:
        shown = kit().writing.preview(desk.now)
        desk.good = desk.now
    except Faulty as faulty:
        if not desk.good:
            left = len(faulty.errors)
            st.markdown(
                f"This shows what each of you will read, once there’s nothing left to fix ({left:,} to go)."
                if desk.now.strip()
                else "This shows what each of you will read, once there’s a text."
            )
            return
        st.caption("There’s a fault to fix. Until then, this shows the last text without one.")
        shown = kit().writing.preview(desk.good)
    three(shown)


def three(shown: Preview) -> None:
    """Three tabs, drawn as they are in a round."""
    review = standing_at(shown.case, kit().clock.now()).in_full
    student, patient, observer = st.tabs(["For the student", f"For the {shown.case.kind.meets}", "For the observer"])
    with student:
        parts.write(case_texts.as_student(shown.case, picture))
    with patient:
        parts.write(case_texts.as_patient(shown.case, picture))
    with observer:
        parts.write(case_texts.as_observer(shown.case, shown.sheet, picture, review))


# --- earlier versions


def versions(person: Person, desk: Desk) -> None:
    """Earlier versions of one's own case, each brought back with one tap."""
    kept = kit().writing.versions(visitor(person.id), desk.saved.id) if desk.saved.id else ()
    if not kept:
        return
    with st.expander(f"Versions ({len(kept)})"):
        st.markdown("Each is the case as it was until then. Rounds that have been played keep the text they had.")
        for version in kept:
            until = datetime.fromtimestamp(version.at / 1000, zone())
            label = f"Until {day(version.at)}, {until:%H:%M:%S}"
            if st.button(label, key=f"version-{version.stamp}", icon=":material/history:", width="stretch"):
                restored(person, desk, version.stamp)


def restored(person: Person, desk: Desk, stamp: str) -> None:
    """Make a version the case again."""
    try:
        opened = kit().writing.restore(visitor(person.id), desk.saved.id, stamp)
    except Fault as fault:
        say(fault)
        return
    put(person, desk.asked, opened, fresh=True)
    st.session_state[SAID] = (
        "success",
        "The case is that version again. The text you had until now is a version too.",
    )
    st.rerun()


def take_off(person: Person, desk: Desk) -> None:
    """Withdraw one's own case; the list can put it back."""
    if not desk.saved.id:
        return
    with st.expander("Withdraw this case"):
        st.markdown(OFF)
        if st.button("Withdraw it", key="take-off", icon=":material/remove_circle:"):
            try:
                kit().writing.remove(visitor(person.id), desk.saved.id, desk.saved.base)
            except Fault as fault:
                say(fault)
                return
            st.session_state[SAID] = ("success", f"{desk.saved.id} has been withdrawn. You can put it back from here.")
            go_back()
            st.rerun()


def way_back(desk: Desk) -> None:
    """Links to the list of what can be written, and to the cases."""
    with st.container(horizontal=True, gap="small"):
        if st.button("Another case", key="another", icon=":material/arrow_back:"):
            go_back()
            st.rerun()
        if desk.saved.id:
            REVIEW_CASE.link("Ask a clinician to review it", person=desk.person, case=desk.saved.id)
        CASES.link("All cases", person=desk.person)
