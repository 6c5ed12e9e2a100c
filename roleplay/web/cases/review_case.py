"""The page of a reviewer: one case whole, without a way to change it, remarks by place, and a signature."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from roleplay.content.reported_faults import LONGEST
from roleplay.content.signing import LONGEST as LONGEST_NAME
from roleplay.content.signing import Signer
from roleplay.errors import Fault
from roleplay.people.persons import Person
from roleplay.people.visitor import Visitor
from roleplay.sheets.cases.review_sheet import review_page, review_sheet
from roleplay.usecases.cases.reviewing import NOT_ONES_OWN, Signed, ToReview
from roleplay.web.cases.report_fault import place_field
from roleplay.web.people.person import my_person
from roleplay.web.server.addresses import lan_addresses, links_to
from roleplay.web.server.device import page_url, visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import REVIEW_CASE
from roleplay.web.widgets import parts, scrolling
from roleplay.web.widgets.inner_picture import picture
from roleplay.web.widgets.literal import literal, named, say

SENT, SIGNED = "review-sent", "review-signed"
SCOPES: Mapping[str, str] = {
    "clinical": "Its medicine, as a clinician",
    "osce": "How it works as a station",
    "lay": "How it sounds, as a lay person",
}
HOW = (
    "This is the whole case, which nobody who plays it sees in one piece. Nothing here changes it. Leave a remark "
    "where something should be different. If you stand for it as it is, sign it."
)
KNOWS = "Whoever opens this page knows the case, and isn’t offered it as the student."
INTO_FILE = (
    "Your signature is ready, but the case doesn’t have it yet. Send this, or the whole file below, to whoever looks "
    "after the kit’s cases: it takes the place of the review block in `cases/{}.yaml`."
)
STORED = "Signed. The case has your signature, and screens and paper say so from now on."
ENDS = "A signature ends when a fact, figure, finding, line, question or point of the debrief is changed, and by {}."


@dataclass(frozen=True)
class Asked:
    """What the address asks for. A reviewer who comes by a ``link`` need not be anybody here."""

    case: str
    link: str
    who: Visitor
    person: Person | None


def asked() -> Asked:
    """The case, and as whom; without a link somebody has to be known here."""
    case, link = st.query_params.get("case", ""), st.query_params.get("link", "")
    if link:
        try:
            return Asked(case, link, visitor(), None)
        except Fault as fault:
            say(fault)
            st.stop()
    person = my_person()
    return Asked(case, "", visitor(person.id), person)


def opened(asked: Asked) -> ToReview | None:
    """The case; None if it may not be opened now, and the page says why."""
    try:
        return kit().reviewing.open(asked.who, asked.case, asked.link)
    except Fault as fault:
        say(fault)
        return None


def how(asked: Asked, sheet: ToReview) -> None:
    """What to do here, the page to print, and the link for a clinician who isn't here."""
    scrolling.begin(f"review {sheet.case.id}")
    st.subheader(literal(sheet.case.title))
    st.markdown(f"{HOW} {KNOWS}")
    st.download_button(
        "Download to print",
        data=lambda: review_page(sheet, picture),
        file_name=f"{sheet.case.id}-to-review.html",
        mime="text/html",
        icon=":material/print:",
        key="review-print",
        on_click="ignore",
    )
    if asked.person is not None:
        _invite(asked, asked.person)


def _invite(asked: Asked, person: Person) -> None:
    with st.expander("Ask a clinician to review it", icon=":material/send:"):
        st.markdown(
            "Send them this link. It opens this case for two months, without a name or a key. They have to be able to "
            "reach this kit; if they can’t, send them the page to print."
        )
        link = kit().reviewing.link(asked.who, asked.case)
        query = urlencode({"case": asked.case, "link": link})
        st.code(links_to(page_url(), f"{REVIEW_CASE.stem}?{query}", lan_addresses())[0], language=None, wrap_lines=True)


def whole(sheet: ToReview) -> None:
    """The case, as it is in the file to print."""
    parts.write(review_sheet(sheet, picture))


def remarks(asked: Asked, sheet: ToReview) -> None:
    """One at a time, each sent as it is written: nothing is lost if the page is closed."""
    st.subheader("Your remarks")
    st.markdown("Each goes to whoever wrote or looks after the case. If something has to change, don’t sign yet.")
    sent: list[tuple[str, str]] = st.session_state.get(SENT, {}).get(asked.case, [])
    for place, text in sent:
        st.markdown(f"**{named(place)}**  \n{literal(text)}")
    number = len(sent)
    with st.form(f"remark-{number}", border=False):
        where = place_field(sheet.places, f"remark-where-{number}")
        text = st.text_area("What should be different", key=f"remark-text-{number}", max_chars=LONGEST)
        pressed = st.form_submit_button("Send this remark", key=f"remark-go-{number}")
    if not pressed:
        return
    try:
        kit().reviewing.remark(asked.who, asked.case, asked.link, where, text)
    except Fault as fault:
        say(fault)
        return
    words = next((place.words for place in sheet.places if place.where == where), "The case as a whole")
    st.session_state[SENT] = {asked.case: [*sent, (words, text)]}
    st.rerun()


def sign(asked: Asked, sheet: ToReview) -> None:
    """The form, and what came of it."""
    st.subheader("Sign it")
    if sheet.ones_own:
        st.markdown(NOT_ONES_OWN)
        return
    if (done := st.session_state.get(SIGNED)) and done[0] == asked.case:
        _signed(asked.case, done[1])
    st.markdown(ENDS.format(f"{sheet.latest.day} {sheet.latest:%B %Y}"))
    with st.form("sign", border=False):
        by = st.text_input("Your name", key="sign-by", max_chars=LONGEST_NAME)
        role = st.text_input("What you are", key="sign-role", max_chars=LONGEST_NAME, placeholder="GP, acute physician")
        body = st.text_input(
            "Registered with (if you wish)", key="sign-body", max_chars=LONGEST_NAME, placeholder="GMC"
        )
        scope = st.radio("What you read it for", list(SCOPES), format_func=SCOPES.__getitem__, key="sign-scope")
        review = st.date_input(
            "Somebody should read it again by (if you wish)", value=None, key="sign-next", format="DD/MM/YYYY"
        )
        st.markdown("Your name and what you are stand with the case, and are shown to whoever plays it.")
        pressed = st.form_submit_button("Sign this case", key="sign-go", type="primary")
    if not pressed:
        return
    signer = Signer(by, role, registered=body, scope=scope, next_review=review)
    try:
        made = kit().reviewing.sign(asked.who, asked.case, asked.link, signer, sheet.fingerprint)
    except Fault as fault:
        say(fault)
        return
    st.session_state[SIGNED] = (asked.case, made)
    st.rerun()


def _signed(case: str, made: Signed) -> None:
    if made.stored:
        st.success(STORED, icon=":material/check:")
        return
    st.success(INTO_FILE.format(case), icon=":material/check:")
    st.code(made.block, language="yaml", wrap_lines=True)
    st.download_button(
        "Download the case with your signature",
        data=made.text.encode(),
        file_name=f"{case}.yaml",
        mime="application/yaml",
        icon=":material/download:",
        key="sign-file",
        on_click="ignore",
    )
