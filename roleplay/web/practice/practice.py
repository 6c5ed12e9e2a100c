"""The screen of a running practice: the live component, and around it what Streamlit draws."""

from functools import partial
from typing import NoReturn
from urllib.parse import quote

import streamlit as st

from roleplay.errors import Fault
from roleplay.room.stages import Stage
from roleplay.room.views import LastView, Lobby, SheetsView, View
from roleplay.usecases.practice.joining import SeatView
from roleplay.waiting import Line
from roleplay.web.cases.report_fault import report_of_round
from roleplay.web.live import live
from roleplay.web.practice.ending import personal_key, take_home, to_history
from roleplay.web.practice.join import code_form
from roleplay.web.practice.opening import charter, invite, more_people, plan_editor, where_it_lives
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import HOME
from roleplay.web.widgets import case_texts
from roleplay.web.widgets.again import draw_again
from roleplay.web.widgets.literal import say

# The live component's band and bar stand at the edges of the screen; what lies between must not hide under them.
FRAMED = """<style>
.stMainBlockContainer { padding-top: 6.4rem !important; padding-bottom: 9rem !important; }
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
    """Reruns when the stage changes, and only then: the component asks for it."""
    with _drawing.turn():
        _draw(mine)


def _draw(mine: SeatView) -> None:
    shown = kit().rooms.view(mine.practice.id, mine.seat.id)
    still_open(mine)
    st.html(UNFRAMED if isinstance(shown, Lobby) else FRAMED)
    above = st.container()
    others = [(seat.id, seat.name) for seat in mine.others]
    live(mine.practice.code, mine.seat.id, shown.top.number, type(shown).__name__, others)
    if shown.top.stage in (Stage.PREPARE, Stage.NEXT):
        # Somebody else may have begun before this person had read it.
        with above:
            charter(mine)
    if isinstance(shown, Lobby) and shown.top.stage == Stage.OPENING:
        opener = bool(shown.top.people) and shown.top.people[0].you
        with above:
            # Whoever starts needs the code first; whoever joins sees the ground rules first.
            for part in (invite, charter) if opener else (charter, invite):
                part(mine)
    below(mine, shown)


def picture_address(code: str, seat: str, name: str) -> str:
    """The route that hands over a picture if this seat's view names it."""
    return f"/rooms/{code}/pictures/{quote(name)}?seat={quote(seat)}"


def come_back(mine: SeatView) -> None:
    """For somebody who left: a way back to the same seat."""
    if st.button("Rejoin the session", key="come-back", type="primary", width="stretch"):
        kit().joining.join(visitor(), mine.practice.code, mine.seat.name)
        draw_again()


def below(mine: SeatView, shown: View) -> None:
    """What is below the live part."""
    if isinstance(shown, LastView):
        take_home(mine, shown)
        personal_key(mine)
        return
    if shown.top.stage == Stage.OVER:
        to_history(mine)
        HOME.link()
        return
    pictures = partial(picture_address, mine.practice.code, mine.seat.id)
    if isinstance(shown, SheetsView):
        with st.expander("Everyone’s feedback", expanded=shown.top.stage == Stage.SHEETS):
            case_texts.below(shown, pictures)
        report_of_round(mine.seat.person, mine.practice.id, shown.top.round)
    else:
        case_texts.below(shown, pictures)
    if not any(person.you for person in shown.top.people):
        come_back(mine)
        return
    if shown.top.stage in (Stage.OPENING, Stage.NEXT):
        plan_editor(mine, shown)
    if shown.top.stage == Stage.OPENING:
        more_people(mine)
        where_it_lives(mine)
