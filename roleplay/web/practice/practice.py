"""The screen of a running practice: the live component, and around it what Streamlit draws."""

from typing import NoReturn

import streamlit as st

from roleplay.errors import Fault
from roleplay.room.stages import Stage
from roleplay.room.views import SheetsView, View
from roleplay.usecases.practice.joining import SeatView
from roleplay.waiting import Line
from roleplay.web.alone import offers
from roleplay.web.cases.report_fault import report_of_round
from roleplay.web.groups.keeping import keep_going
from roleplay.web.groups.said_yes import who_said_yes
from roleplay.web.history.replies import talk_first, wants_to_talk
from roleplay.web.live import PLANNING, REPORTING, live
from roleplay.web.people.signposts import for_stop
from roleplay.web.practice import quick_fire
from roleplay.web.practice.around import PLANNED_IN, Around, Part, around
from roleplay.web.practice.ending import personal_key, take_home, to_history
from roleplay.web.practice.opening import (
    charter,
    has_agreed,
    invitation,
    late_charter,
    more_people,
    plan_again,
    plan_editor,
    preparing_for,
    where_it_lives,
    whose_session,
)
from roleplay.web.practice.starting import code_form
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import HOME
from roleplay.web.widgets.again import draw_again
from roleplay.web.widgets.literal import say

# The live component's band and bar stand at the edges of the screen; what lies between must not hide under them.
# The band's height hardly grows with the reader's type, as its words must stay on their lines.
FRAMED = """<style>
.stMainBlockContainer { padding-top: calc(80px + 1rem) !important; padding-bottom: 9rem !important; }
</style>"""
UNFRAMED = """<style>
.stMainBlockContainer { padding-bottom: 7rem !important; }
</style>"""


def my_seat() -> SeatView:
    """The seat named in the address, if this device holds it; otherwise the page says so, and shows the way in."""
    try:
        return kit().joining.seat(visitor(seat=st.query_params.get("seat", "")))
    except Fault as fault:
        shut(fault)


def shut(fault: Fault) -> NoReturn:
    """Says why, and shows the way in."""
    say(fault)
    code_form()
    HOME.link()
    st.stop()


def still_open(mine: SeatView) -> None:
    """Checked at each rerun, after the view is made: a seat that others gave back may be closed for a round."""
    try:
        kit().rooms.check_not_shut_out(mine.practice.id, visitor(seat=mine.seat.id))
    except Fault as fault:
        shut(fault)


DRAWN_AT_ONCE = 2
"""Live screens. Where a hundred rooms change their stage together, every thread that draws one would have its share of
the interpreter before a tap has its own."""
_drawing = Line(DRAWN_AT_ONCE)


@st.fragment(key="room")
def room(mine: SeatView) -> None:
    """Reruns when there is something else to draw around the live component, and only then: the component asks for it.
    What changes with the stages of a round is the component's."""
    with _drawing.turn():
        _draw(mine)


def _draw(mine: SeatView) -> None:
    shown = kit().rooms.view(mine.practice.id, mine.seat.id)
    still_open(mine)
    drawn, planning, reporting = around(shown), is_planning(shown), is_reporting(mine, shown)
    st.html(UNFRAMED if drawn.part in (Part.OPENING, Part.LEFT) else FRAMED)
    above = st.container()
    others = [(seat.id, seat.name) for seat in mine.others]
    follows = planning or reporting or not has_agreed(mine) or quick_fire.is_asking(mine)
    # Whom they want to talk to may come in later.
    follows = follows or (drawn.part is Part.OPENING and wants_to_talk(mine.seat.person))
    live(
        mine.practice.code,
        mine.seat.id,
        drawn.name(follows),
        others,
        follows=follows,
        planning=planning,
        reporting=reporting,
        signposts=for_stop(mine.seat.person),
        words_stay=kit().settings.words_stay(visitor(seat=mine.seat.id)),
    )
    with above:
        _above(mine, shown, drawn)
    if drawn.part is Part.LAST:
        keep_going(mine)
        take_home(mine)
        personal_key(mine)
        quick_fire.in_session(mine)
    elif drawn.part is Part.OVER:
        to_history(mine)
        HOME.link()
    elif drawn.part is Part.LEFT:
        come_back(mine)
    else:
        if reporting:
            report_of_round(mine.seat.person, mine.practice.id, shown.top.round, asked=True)
        _below(mine, shown, drawn, planning)


def _above(mine: SeatView, shown: View, drawn: Around) -> None:
    if drawn.part is Part.OPENING:
        preparing_for(mine.practice.id)
        who_said_yes(mine)
        talk_first(mine.seat.person, kit().rooms.live(mine.practice.id).persons.values())
        # Whoever starts needs the code first; whoever joins sees the ground rules first.
        if drawn.opener:
            invitation(mine.practice.code, opener=True, online=drawn.online)
            charter(mine)
        else:
            charter(mine)
            invitation(mine.practice.code, opener=False, online=drawn.online)
    elif drawn.part is Part.OUTSIDE:
        st.title(whose_session(drawn.host))
        charter(mine)
    elif drawn.part is Part.ROUND and shown.top.stage in (Stage.PREPARE, Stage.NEXT):
        late_charter(mine)


def _below(mine: SeatView, shown: View, drawn: Around, planning: bool) -> None:
    if drawn.again:
        plan_again(mine)
    if planning:
        plan_editor(mine, shown)
    if drawn.part is Part.OPENING:
        offers.in_lobby(mine)
        quick_fire.in_session(mine)
        more_people(mine)
    if drawn.part in (Part.OPENING, Part.OUTSIDE):
        where_it_lives(mine, drawn.host)


def is_planning(shown: View) -> bool:
    """Whether this page's person is changing the plan: from the moment they ask until the stage is over."""
    if st.session_state.get(PLANNING) is True:
        st.session_state[PLANNING] = shown.top.number
    return shown.top.stage in PLANNED_IN and st.session_state.get(PLANNING) == shown.top.number


def is_reporting(mine: SeatView, shown: View) -> bool:
    """Whether this page's person is saying what is wrong with the case: from the moment they ask until its feedback is
    closed."""
    if st.session_state.get(REPORTING) is True:
        st.session_state[REPORTING] = mine.seat.id, shown.top.round
    return isinstance(shown, SheetsView) and st.session_state.get(REPORTING) == (mine.seat.id, shown.top.round)


def come_back(mine: SeatView) -> None:
    """For somebody who left: a way back to the same seat."""
    if st.button("Rejoin the session", key="come-back", type="primary", width="stretch"):
        kit().joining.join(visitor(), mine.practice.code, mine.seat.name)
        draw_again()
