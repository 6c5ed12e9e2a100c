"""Who of the group said yes: on the opening screen of a session that it planned."""

import streamlit as st

from roleplay.groups.tonight import listed
from roleplay.usecases.practice.joining import SeatView
from roleplay.web.server.kit import kit
from roleplay.web.widgets.literal import literal


def who_said_yes(mine: SeatView) -> None:
    """Their names, and how they come in. Not whether they are here: that may be over before the page is drawn again,
    and whoever doesn't come is noted for nobody."""
    if names := [one.name for one in kit().groups.from_meeting.coming(mine.practice.id)]:
        st.markdown(
            literal(f"{listed(names)} said yes.") + " On their own phones they tap **Go in** on Home, and need no code."
        )
