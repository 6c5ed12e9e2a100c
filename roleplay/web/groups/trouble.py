"""Block and report: beside everything that somebody else wrote."""

import streamlit as st

from roleplay.people.persons import Person
from roleplay.web.groups.ways import done
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import SIGNPOSTS
from roleplay.web.widgets.days import day
from roleplay.web.widgets.literal import literal

BLOCKING = (
    "**Block:** it works at once, and they aren’t told. You no longer see what the other one puts up. In a group "
    "that you share, the kit can’t seat you apart."
)
NO_ORGANISER = (
    "**Report:** nobody looks after this kit as an organiser, so a report has nowhere to go from here. Keep a copy "
    "and show it to somebody you trust, such as a tutor. These people listen too:"
)


def block_or_report(wrote: str, name: str, what: str, person: Person, key: str) -> None:
    """A button that opens both, for what this member wrote."""
    with st.popover("Block or report", icon=":material/flag:", type="tertiary", key=f"trouble-{key}"):
        block_button(wrote, name, person, key)
        report(what, name, person, key)


def block_button(wrote: str, name: str, person: Person, key: str = "member") -> None:
    st.markdown(BLOCKING)
    if (
        wrote
        and st.button(f"Block {literal(name)}", key=f"block-{key}", width="stretch")
        and done(
            lambda: kit().groups.board.block(visitor(person.id), wrote),
            f"You’ve blocked {name}. You can unblock them on the Me page.",
        )
    ):
        st.rerun()


def report(what: str, name: str, person: Person, key: str) -> None:
    """Without an organiser: a copy to keep, and whom else to ask."""
    st.markdown(NO_ORGANISER)
    now = kit().clock.now()
    st.download_button(
        "Keep a copy",
        data=f"Kept on {day(now)}\nWritten by: {name}\n\n{what}\n",
        file_name="report.txt",
        mime="text/plain",
        icon=":material/download:",
        width="stretch",
        key=f"copy-of-{key}",
        on_click="ignore",
    )
    SIGNPOSTS.link(person=person.id)
