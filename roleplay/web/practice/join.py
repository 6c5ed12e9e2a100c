"""The way into a practice: start one, join one, take a seat back. Widgets that own their keys."""

from collections.abc import Callable
from typing import Literal, TypeVar

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.attempts import Missed
from roleplay.people.codes import clean_code
from roleplay.people.directions import from_the_left
from roleplay.people.persons import Seat
from roleplay.room.events import Opened
from roleplay.room.stages import DEFAULT_PRESET, PRESETS
from roleplay.usecases.practice.joining import LONGEST, SHORTEST, Entrance, NameTaken
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import JOIN, PRACTICE, SETTINGS, TABLE
from roleplay.web.server.renewal import due
from roleplay.web.widgets.literal import literal, named, say

T = TypeVar("T")


def enter(seat: Seat) -> None:
    """Go to the seat's screen."""
    st.switch_page(PRACTICE.file, query_params={"seat": seat.id})


def enter_anew(seat: Seat, key: str) -> None:
    """As `enter`, after somebody sat down; if they used a key, this browser gets another cookie."""
    if key.strip():
        due(seat.person)
    enter(seat)


def start_form(primary: bool = True) -> None:
    """A name and, if wanted, a timing; then a new practice."""
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    with st.form("start", border=False):
        name = st.text_input("Your name", key="start-name", placeholder="The name the others know you by")
        timing = timing_fields()
        key = key_field("start")
        go = st.form_submit_button("Start a session", type=kind, width="stretch", key="start-go")
    if go and (seat := tried(lambda: kit().joining.open_practice(visitor(), name, timing, key))):
        enter_anew(seat, key)


def start_table() -> None:
    """For a laptop that is nobody's screen: its owner joins on a phone like everybody else."""
    with st.expander("Use this laptop as the table clock"):
        st.markdown(
            "It shows the code, the time and whose turn it is, but nothing that belongs to a role. Join on your phone."
        )
        if st.button("Start with this laptop as the clock", key="table-go", width="stretch"):
            practice = tried(lambda: kit().joining.open_table(visitor(), Opened(DEFAULT_PRESET)))
            if practice:
                st.switch_page(TABLE.file, query_params={"code": practice.code})


def timing_fields() -> Opened:
    """A preset, custom minutes for those who want them, and an exam to prepare for."""
    with st.expander("Timing and exam"):
        preset = st.selectbox("Station timing", list(PRESETS), format_func=preset_line, key="start-preset")
        st.markdown("Leave these empty to keep the preset’s minutes.")
        own = {stage: minutes_field(stage, label) for stage, label in STAGES.items()}
        exam = exam_field()
    return Opened(preset, **own, exam=exam or "")


def exam_field() -> str | None:
    """The exam that the plan prepares for: its cases are then spread over what that draws on."""
    exams = kit().rooms.exams()
    exam: str | None = st.selectbox(
        "Preparing for",
        list(exams),
        index=None,
        placeholder="No exam",
        format_func=lambda id_: exams[id_],
        key="start-exam",
    )
    st.markdown("For an exam, the plan spreads its cases over that exam’s topics.")
    return exam


STAGES = {
    "prepare": "Prepare",
    "reading": "Reading",
    "station": "Station",
    "debrief": "Debrief (6 short, 10 long)",
}


def minutes_field(stage: str, label: str) -> float | None:
    """Custom minutes for a stage, or None for the preset's."""
    return st.number_input(f"{label}, minutes", value=None, min_value=SHORTEST, max_value=LONGEST, key=f"start-{stage}")


def preset_line(preset: str) -> str:
    """A preset's name and minutes, for the list."""
    p = PRESETS[preset]
    return f"{p.name}: reading {p.reading:g} min, station {p.station:g} min"


def key_field(prefix: str) -> str:
    """The personal key, out of the way of people who don't have one."""
    with st.expander("I have a personal key"):
        return st.text_input("Personal key", key=f"{prefix}-key", placeholder="five words, or four", autocomplete="off")


def code_form() -> None:
    """Only the code; the next page asks for the name."""
    with st.form("code", border=False):
        code = st.text_input("Code", key="code", placeholder="six characters", autocomplete="off")
        go = st.form_submit_button("Join a session", width="stretch", key="code-go")
    if go:
        st.switch_page(JOIN.file, query_params={"code": for_the_address(code)})


def for_the_address(typed: str) -> str:
    """The code alone if a whole link was pasted; anything else as typed, and the next page says what is wrong."""
    try:
        return clean_code(typed)
    except Fault:
        return typed


def open_practices() -> None:
    """The practices in which this device still has a seat."""
    held = kit().joining.seats(visitor())
    if not held:
        return
    st.subheader("Carry on where you left off")
    for practice, seat in held:
        label = f"Session {practice.code}, as {named(seat.name)}"
        if st.button(label, key=f"open-{seat.id}", icon=":material/login:", width="stretch"):
            enter(seat)


def settings_link() -> None:
    """Private settings of the person who was last on this device."""
    last = kit().joining.last_seat(visitor())
    if last is not None:
        SETTINGS.link(f"{named(last.name)}’s private settings", seat=last.id)


def entrance_of(code: str) -> Entrance | None:
    """What a code leads to. A wrong code isn't tried again at every rerun, because each try counts."""
    wrong, sentence = st.session_state.get("wrong-code", ("", ""))
    if wrong == code:
        st.error(literal(from_the_left(sentence)), icon=":material/error:")
        return None
    try:
        return kit().joining.entrance(visitor(), code)
    except Missed as fault:
        st.session_state["wrong-code"] = (code, str(fault))
        say(fault)
    except Fault as fault:
        say(fault)
    return None


def join_form(code: str) -> None:
    """A name for this practice; if it's taken, a way back to that seat."""
    entrance = entrance_of(code)
    if entrance is None:
        return code_form()
    if entrance.full and not entrance.mine:
        st.warning("This session is full. Start a second one and split into two groups.", icon=":material/group_off:")
        return None
    for seat in entrance.mine:
        if st.button(f"Carry on as {named(seat.name)}", key=f"as-{seat.id}", type="primary", width="stretch"):
            enter(seat)
    if entrance.mine:
        st.markdown("Or join as somebody else on this device:")
    with st.form("join", border=False):
        name = st.text_input("Your name", key="join-name", placeholder="The name the others know you by")
        key = key_field("join")
        go = st.form_submit_button(
            "Join", type="secondary" if entrance.mine else "primary", width="stretch", key="join-go"
        )
    if go:
        st.session_state["join-taken"] = st.session_state["join-claim"] = None
        try:
            enter_anew(kit().joining.join(visitor(), code, name, key), key)
        except NameTaken as taken:
            st.session_state["join-taken"] = (code, name, str(taken))
        except Fault as fault:
            say(fault)
    taken_here = st.session_state.get("join-taken")
    if taken_here and taken_here[0] == code:
        take_back(*taken_here)


def take_back(code: str, name: str, sentence: str) -> None:
    """Ask the room; somebody answers on their own screen."""
    st.warning(literal(from_the_left(sentence)), icon=":material/info:")
    if st.button(f"I’m {named(name)}: ask the others to let me back in", key="claim", width="stretch"):
        st.session_state["join-claim"] = tried(lambda: kit().joining.claim(visitor(), code, name))
    if st.session_state.get("join-claim"):
        waiting(st.session_state["join-claim"])


@st.fragment(run_every=1.5)
def waiting(claim: str) -> None:
    """Until somebody in the room has answered."""
    answer = kit().joining.claimed(visitor(), claim)
    if isinstance(answer, Seat):
        enter(answer)
    elif answer is False:
        st.error("The others said it isn’t you. Join with another name.", icon=":material/error:")
    else:
        st.info(
            "We’ve asked. Somebody in the room has to confirm that it’s you; during a round, that’s the patient or an "
            "observer. They can see the question on their screens.",
            icon=":material/hourglass:",
        )


def tried(use_case: Callable[[], T]) -> T | None:
    """Run it; if the user is at fault, show the sentence on the page."""
    try:
        return use_case()
    except Fault as fault:
        say(fault)
        return None
