"""The form for private settings. They only ever change who plays what and which case; no screen says why."""

import streamlit as st

from roleplay.people.private import TONIGHT, Examined, Private
from roleplay.usecases.practice.joining import SeatView
from roleplay.web.practice.starting import enter
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit

EXAMINED = {
    Examined.ANYTHING: "Anything that isn’t intimate",
    Examined.LIMBS: "Arms, hands and head only",
    Examined.NOTHING: "Not me",
}


def settings_form(mine: SeatView) -> None:
    """All settings as they are, and one button. Nobody waits for it, and nobody sees whether it was used."""
    now, private = kit().clock.now(), kit().settings.private(visitor(seat=mine.seat.id))
    themes = {theme.id: theme.name for theme in kit().library().themes.values()}
    st.markdown("Only you can see this page. It only changes who plays what and which case, and no screen says why.")
    with st.form("private", border=False):
        blocked = st.multiselect(
            "Themes I don’t want",
            list(themes),
            default=sorted(private.blocked & set(themes)),
            format_func=lambda theme: themes[theme],
            key="blocked",
        )
        examined = st.radio(
            "Being examined by the others",
            list(EXAMINED),
            index=list(EXAMINED).index(private.examined),
            format_func=lambda answer: EXAMINED[answer],
            key="examined",
        )
        st.markdown("**Tonight**")
        no_student = st.checkbox("I’d rather not be the student", private.not_student_until > now, key="no-student")
        no_patient = st.checkbox("I’d rather not be the patient", private.not_patient_until > now, key="no-patient")
        st.markdown(
            "**Extra time.** You can make the whole session longer: change the minutes under “Timing” when you start "
            "it. If only your own station is longer, the others may notice."
        )
        extra = st.checkbox("A quarter more time when I’m the student", private.extra_time, key="extra")
        saved = st.form_submit_button("Save", type="primary", width="stretch", key="private-go")
    if saved:
        chosen = Private(
            # A theme that is missing from the list for now (its file has a fault) stays blocked.
            blocked=frozenset(blocked) | (private.blocked - set(themes)),
            examined=examined,
            extra_time=extra,
            not_student_until=now + TONIGHT if no_student else 0,
            not_patient_until=now + TONIGHT if no_patient else 0,
        )
        kit().settings.set_private(visitor(seat=mine.seat.id), chosen)
        st.success("Saved.")
    if st.button("Back to the session", key="private-back", width="stretch"):
        enter(mine.seat)
