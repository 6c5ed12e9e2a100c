"""Something is wrong with this case: the form for who met it, and the list for who wrote it."""

from collections.abc import Callable

import streamlit as st

from roleplay.content.case_places import ANYWHERE, CasePlace
from roleplay.content.reported_faults import ABOUT, LONGEST, OFFERED, About, ReportedFault
from roleplay.errors import Fault
from roleplay.people.persons import Person
from roleplay.shared_words import CASE_IS_WRONG
from roleplay.usecases.cases.reporting import Reportable
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets.again import draw_again
from roleplay.web.widgets.days import day
from roleplay.web.widgets.literal import literal, say

Send = Callable[[About, str, str], None]
SENT = "report-sent"
NOT_HERE = "This case is no longer in this kit, so nobody here can change it."
THE_WHOLE = "The case as a whole, or something that’s missing"
WHO_READS = (
    "{} will read this, without your name. Nobody in your session sees it. Please don’t name anybody: it’s about the "
    "case, not about how it was played."
)


def report_of_case(person: Person, case_id: str) -> None:
    """For a case that this person has opened."""
    who = visitor(person.id)
    found = kit().reporting.case(who, case_id)
    _form(case_id, found, lambda *said: kit().reporting.send_of_case(who, case_id, *said))


def report_of_round(person: str, practice: int, round_: int, asked: bool = False) -> None:
    """Below opened feedback; folded unless somebody has ``asked`` for it. There is none for a case that isn't on this
    kit, or for somebody who wasn't in the round."""
    who = visitor(person)
    try:
        found = kit().reporting.round(who, practice, round_)
    except Fault:
        found = None
    if found is not None:
        key = f"{practice}-{round_}"
        _form(key, found, lambda *said: kit().reporting.send_of_round(who, practice, round_, *said), asked)
    elif asked:
        st.info(NOT_HERE, icon=":material/info:")


def _form(key: str, found: Reportable, send: Send, expanded: bool = False) -> None:
    """What is wrong, where, and in whose hands it goes. A text that was refused stays in its field."""
    with st.expander(CASE_IS_WRONG, expanded=expanded, icon=":material/flag:"):
        reader = "Whoever wrote the case" if found.own else "Whoever looks after the kit’s cases"
        st.markdown(WHO_READS.format(reader))
        number = st.session_state.get(f"report-{key}", 0)
        with st.form(f"report-form-{key}-{number}", border=False):
            about = st.pills("What’s wrong?", OFFERED, format_func=ABOUT.__getitem__, key=f"about-{key}-{number}")
            where = place_field(found.places, f"where-{key}-{number}")
            text = st.text_area(
                "In a sentence or two", key=f"wrong-{key}-{number}", max_chars=LONGEST, placeholder=PLACEHOLDER
            )
            pressed = st.form_submit_button("Send", key=f"report-go-{key}-{number}", width="stretch")
        if pressed:
            try:
                send(about or About.OTHER, where, text)
            except Fault as fault:
                say(fault)
                return
            st.session_state[f"report-{key}"] = number + 1
            st.session_state[SENT] = key
            draw_again()
        if st.session_state.get(SENT) == key:
            del st.session_state[SENT]
            st.success("Sent. Thank you.", icon=":material/check:")
        _sent(found.sent)


PLACEHOLDER = "What it says, and what it should say"


def place_field(places: tuple[CasePlace, ...], key: str) -> str:
    """Where in the case, as `CasePlace.where`."""
    words = {place.where: place.words for place in places}
    options = [ANYWHERE, *words]
    chosen: str = st.selectbox("Where?", options, key=key, format_func=lambda where: words.get(where, THE_WHOLE))
    return chosen


def _sent(sent: tuple[ReportedFault, ...]) -> None:
    """What this person has said of the case, and what was answered."""
    for one in sent:
        answer = f"  \n**Answered:** {literal(one.answer)}" if one.answered is not None else ""
        st.markdown(f"You, {day(one.at)}: {literal(one.text)}{answer}")


def reported(person: Person, case_id: str) -> None:
    """What others say is wrong with one's own case, each with a button that answers it."""
    open_ = kit().reporting.of_own(visitor(person.id), case_id) if case_id else ()
    if not open_:
        return
    with st.expander(f"Reported by others ({len(open_)})", expanded=True, icon=":material/flag:"):
        st.markdown("Whoever met this case says this. They can read your answer, and don’t see who you are.")
        for one in open_:
            _one(person, one)


def _one(person: Person, one: ReportedFault) -> None:
    where = f", `{one.where}`" if one.where else ""
    st.markdown(f"**{ABOUT[one.about]}**{where}: {literal(one.text)}")
    with st.form(f"answer-{one.number}", border=False):
        words = st.text_input("Your answer", key=f"answer-words-{one.number}", placeholder="Corrected, or why not")
        pressed = st.form_submit_button("Answer", key=f"answer-go-{one.number}")
    if pressed:
        try:
            kit().reporting.answer_own(visitor(person.id), one.number, words)
        except Fault as fault:
            say(fault)
            return
        st.rerun()
