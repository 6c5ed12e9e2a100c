"""Is tonight on? A session at a glance, one tap to answer, and what to copy into the group's chat."""

import streamlit as st
from markupsafe import Markup

from roleplay.groups.local_time import HOUR, day_and_time, on_the_wall
from roleplay.groups.meeting import Answer
from roleplay.groups.shown import MeetingView
from roleplay.groups.tonight import Is, for_the_chat, listed
from roleplay.groups.waiting_list import Standing
from roleplay.people.persons import Person
from roleplay.room.events import Opened
from roleplay.web.groups.ways import done, session_link
from roleplay.web.practice.starting import enter, tried
from roleplay.web.server.addresses import is_public
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.widgets.copying import copy_button
from roleplay.web.widgets.literal import literal

ANSWERS = {Answer.YES: "I’m coming", Answer.MAYBE: "Maybe", Answer.CANNOT: "I can’t"}
SAID = {Answer.YES: "coming", Answer.MAYBE: "might come", Answer.CANNOT: "can’t"}
LATE_FROM = 3 * HOUR
"""How long before the start somebody can say that they're running late."""
_STATE = {
    Is.ON: (":material/check_circle:", "It’s on."),
    Is.SHORT: (":material/hourglass_top:", "Not on yet."),
    Is.OFF: (":material/remove_circle:", "Called off."),
    Is.OVER: (":material/check:", "This one is over."),
}
ONLY_YOU = "Only you see this."
WITH_TWO = "With two, the kit plans for two: one is the student, and the other plays the patient and marks."
OBSERVERS = "With so many, some of you observe. That’s practice too."
TWO_ROOMS = "You’re enough for two rooms: start two sessions."
CALL_IT_OFF = "Too few are coming so far, and it starts within two hours. You can call it off, or wait a little."


def glance(view: MeetingView, title: str = "") -> None:
    """When and where, and who is coming; under the group's name where that isn't the page's."""
    tonight = view.tonight
    where = "" if view.place_is_link else tonight.place
    if title:
        st.markdown(f"**{literal(title)}**")
    st.markdown(f"#### {literal(f'{tonight.when}, {where}' if where else tonight.when)}")
    for sentence in (view.moved, view.called_off):
        if sentence:
            st.warning(literal(sentence), icon=":material/schedule:")
    icon, state = _STATE[tonight.is_]
    said = "" if tonight.is_ is Is.OFF else literal(tonight.sentence)
    st.markdown(f"{icon} **{state}** {said}".rstrip())
    if view.where_i_am:
        st.markdown(literal(f"{view.where_i_am[0].upper()}{view.where_i_am[1:]}."))
    if view.place_is_link:
        st.link_button("Open the call", view.place, icon=":material/link:")


def answering(view: MeetingView, person: Person) -> None:
    """One tap says whether they're coming; the next changes it."""
    if view.is_off or view.tonight.is_ is Is.OVER:
        return
    _stand(view)
    # A yes to the old time is no answer to the new one; whoever waits for a place has said yes.
    waits = view.stand.standing is Standing.WAITING
    mine = Answer.YES if waits else None if view.moved else view.mine
    said = one_tap("Are you coming?", f"answer-{view.id}", mine)
    asks = f"asks-{view.id}"
    if said is not None:
        st.session_state[asks] = said is Answer.YES and mine is not Answer.YES and bool(view.remark)
        if not st.session_state[asks]:
            _answer(view, person, said)
    if st.session_state.get(asks) and mine is not Answer.YES:
        _ask_first(view, person, asks)
    if view.answered_by:
        st.markdown(literal(f"{view.answered_by} passed this answer on for you."))
        if view.remark and mine is Answer.YES:
            st.markdown(f":material/info: {literal(view.remark)} {ONLY_YOU}")


def _ask_first(view: MeetingView, person: Person, asks: str) -> None:
    """Their own limit, before a yes; what they say then is theirs to decide."""
    st.markdown(f":material/info: {literal(view.remark)} Do you want to come to this one too? {ONLY_YOU}")
    with st.container(horizontal=True):
        comes = st.button("Yes, I’m coming", key=f"yes-{view.id}")
        if st.button("Leave it as it is", key=f"no-{view.id}") or comes:
            st.session_state[asks] = False
            if comes:
                _answer(view, person, Answer.YES)
            st.rerun()


def _answer(view: MeetingView, person: Person, said: Answer) -> None:
    if done(lambda: kit().groups.meetings.answer(visitor(person.id), view.id, said)):
        st.rerun()


def one_tap(label: str, key: str, mine: Answer | None, names: dict[Answer, str] | None = None) -> Answer | None:
    """The answer that was tapped just now, None for none. What is shown is what is stored, not what was tapped: it may
    come from another phone. A name or a time as the label is written above, as the control's own label would be read
    aloud with the signs that keep Markdown away."""
    st.session_state[key] = mine
    words = names or ANSWERS
    if names:
        st.markdown(f"**{literal(label)}**")
    st.segmented_control(
        label,
        list(words),
        format_func=lambda answer: words[answer],
        key=key,
        required=mine is not None,
        on_change=_note,
        args=(key,),
        width="stretch",
        label_visibility="collapsed" if names else "visible",
    )
    tapped: Answer | None = st.session_state.pop(f"{key}-tapped", None)
    return tapped


def on_the_day(view: MeetingView, person: Person, is_admin: bool = False) -> None:
    """Running late; and an admin is asked whether to call off what too few come to."""
    now = kit().clock.now()
    if is_admin and view.tonight.call_off:
        st.markdown(f":material/hourglass_top: {CALL_IT_OFF}")
        if st.button("Call it off", key=f"off-{view.id}") and done(
            lambda: kit().groups.meetings.call_off(visitor(person.id), view.id), "The session was called off."
        ):
            st.rerun()
    open_ = not view.is_off and view.starts_at - LATE_FROM <= now < view.ends_at
    if view.mine is not Answer.YES or view.moved or not open_:
        return
    label = "I’ll be on time after all" if view.late else "I’m running late"
    if st.button(label, key=f"late-{view.id}", icon=":material/schedule:") and done(
        lambda: kit().groups.meetings.late(visitor(person.id), view.id, not view.late)
    ):
        st.rerun()


def starting(view: MeetingView, person: Person, opened: Opened | None = None) -> bool:
    """The way into the session when it is time, without a code. Returns whether it is there."""
    who = visitor(person.id)
    if view.code:
        if st.button("Go in", key=f"in-{view.id}", type="primary", icon=":material/login:", width="stretch") and (
            seat := tried(lambda: kit().groups.from_meeting.come_in(who, view.id))
        ):
            enter(seat)
        return True
    if not view.tonight.can_start:
        return False
    if st.button(
        "Start this session", key=f"start-{view.id}", type="primary", icon=":material/play_arrow:", width="stretch"
    ) and (
        seat := tried(lambda: kit().groups.from_meeting.start(who, view.id, opened or kit().joining.last_timing(who)))
    ):
        enter(seat)
    return True


def advice(view: MeetingView) -> None:
    """What to bring, and what so few or so many can do."""
    if view.bring:
        st.markdown(f"**Bring:** {literal(listed(view.bring))}")
    tonight = view.tonight
    for so, sentence in ((tonight.with_two, WITH_TWO), (tonight.two_rooms, TWO_ROOMS)):
        if so:
            st.markdown(sentence)
    if tonight.observers and not tonight.two_rooms:
        st.markdown(OBSERVERS)


def copy_for_chat(view: MeetingView, failed: str = "It can’t be copied here: open the group") -> str:
    """Copy the session for the group's chat in one tap. Returns the three lines that are copied."""
    lines = for_the_chat(view.tonight, view.group_name, session_link(view.group, view.id), view.bring)
    copy_button("Copy for the group chat", lines, key=f"copy-{view.id}", failed=failed)
    return lines


def for_chat(view: MeetingView) -> None:
    """The same, and the lines to read."""
    lines = copy_for_chat(view, failed="Copy the lines below")
    with st.expander("What’s copied", key=f"copied-{view.id}"):
        st.html(
            Markup('<p style="white-space: pre-line; overflow-wrap: anywhere; user-select: all">{}</p>').format(lines)
        )
        if not is_public(session_link(view.group, view.id)):
            st.markdown(
                "The link works while this computer is on, for phones on the same network. Somebody who can’t open it "
                "can tell you, and you answer for them."
            )


def _stand(view: MeetingView) -> None:
    stand = view.stand
    if stand.standing is Standing.HELD and stand.until is not None:
        until = day_and_time(on_the_wall(stand.until, view.zone))
        st.info(f"A place is held for you until {until}. Say “I’m coming” to take it.", icon=":material/info:")
    elif stand.standing is Standing.FREE:
        st.info("There’s a place for you now. Say “I’m coming” to take it.", icon=":material/info:")
    elif stand.standing is Standing.WAITING:
        st.info(f"The session is full. You’re number {stand.place} on the waiting list.", icon=":material/info:")


def _note(key: str) -> None:
    st.session_state[f"{key}-tapped"] = st.session_state[key]
