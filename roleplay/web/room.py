"""The screen of a running practice: the live component, and around it what Streamlit draws."""

import streamlit as st

from roleplay.room.views import Lobby, SheetsView, View
from roleplay.usecases.joining import SeatView
from roleplay.web import paper
from roleplay.web.addresses import join_links, lan_addresses, qr_svg
from roleplay.web.device import device, page_url
from roleplay.web.kit import kit
from roleplay.web.live import live

# The live component's band and bar stand at the edges of the screen; what lies between must not hide under them.
FRAMED = """<style>
.stMainBlockContainer { padding-top: 6.4rem !important; padding-bottom: 9rem !important; }
</style>"""


def my_seat() -> SeatView:
    """The seat named in the address, if this device holds it. Raises `Fault` with a sentence otherwise."""
    return kit().joining.seat(st.query_params.get("seat", ""), device())


@st.fragment(key="room")
def room(mine: SeatView) -> None:
    """Reruns when the stage changes, and only then: the component asks for it."""
    shown = kit().rooms.view(mine.practice.id, mine.seat.id)
    above = st.container()
    if not isinstance(shown, Lobby):
        st.html(FRAMED)
    live(mine.practice.code, mine.seat.id, shown.top.number, type(shown).__name__, on_stage=lambda: None)
    if isinstance(shown, Lobby) and shown.top.stage == "opening":
        with above:
            invitation(mine.practice.code, opener=shown.top.people[0].you)
    paper.below(shown)
    if after_the_round(shown):
        personal_key(mine)


def after_the_round(shown: View) -> bool:
    """When there is time for things that have nothing to do with the case."""
    return isinstance(shown, SheetsView) or shown.top.stage == "over"


def invitation(code: str, opener: bool) -> None:
    """The code, and on the first person's screen what brings the others in; for the others it is folded away."""
    st.markdown(f"### Code: :primary[{code[:3]} {code[3:]}]")
    links = join_links(page_url(), code, lan_addresses())
    if opener:
        ways_in(links)
    else:
        with st.expander("Bring somebody else in"):
            ways_in(links)


def ways_in(links: list[str]) -> None:
    """A QR code and every address that another phone may reach."""
    st.markdown("The others scan this, or open the address and type the code.")
    st.image(qr_svg(links[0]), width=200, alt=f"QR code that opens {links[0]}")
    st.code(links[0], language=None, wrap_lines=True)
    if links[1:]:
        with st.expander("It does not open on the other phone"):
            st.markdown(
                "1. On the laptop, allow Python when the firewall asks.\n"
                "2. The Wi-Fi may keep devices apart; campus and hospital networks often do. Use a phone’s hotspot: "
                "no internet is needed.\n"
                "3. Try another address of this machine:"
            )
            for link in links[1:]:
                st.code(link, language=None, wrap_lines=True)


def personal_key(mine: SeatView) -> None:
    """Four words that bring a person and their history back on any device."""
    st.subheader("Keep what is yours")
    held, offer = f"key-{mine.seat.person}", st.empty()
    if not st.session_state.get(held):
        with offer.container():
            if not offered(mine.has_key):
                return
        # Not "rerun the fragment": Streamlit refuses that where the press made the whole page run.
        st.session_state[held] = kit().joining.give_key(mine.seat.id, device())
        offer.empty()
    st.markdown("Your personal key. Write it down now: it is shown only this once.")
    st.code(st.session_state[held], language=None)


def offered(has_key: bool) -> bool:
    """Whether they want one."""
    st.markdown("A personal key of four words gives you back your name and your history on any device.")
    label = "Make a new key (the old one stops working)" if has_key else "Make my personal key"
    return st.button(label, key="make-key", icon=":material/key:")
