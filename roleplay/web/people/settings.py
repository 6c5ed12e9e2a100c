"""The form for private settings. They only ever change who plays what and which case; no screen says why."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from roleplay.people.private import MONTH, TONIGHT, Examined, Examiners, Private, Sex
from roleplay.shared_words import DONT_SHARE_MINE
from roleplay.usecases.practice.joining import SeatView
from roleplay.web.practice.starting import enter
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit

Answer = TypeVar("Answer")
EXAMINED = {
    Examined.LIMBS: "Hands, arms and head only",
    Examined.ANYTHING: "Anything that isn’t intimate",
    Examined.NOTHING: "Not me",
}
EXAMINERS = {
    Examiners.ANYONE: "Anyone in the session",
    Examiners.SAME_SEX: "People of my own sex",
    Examiners.CHOSEN: "People I choose",
}
SEXES = {None: "I’d rather not say", Sex.FEMALE: "Female", Sex.MALE: "Male"}
SAY_YOUR_OWN = "To be examined by people of your own sex, choose yours too. Nothing was saved."


def settings_form(mine: SeatView) -> None:
    """All settings as they are, and one button. Nobody waits for it, and nobody sees whether it was used."""
    now, private = kit().clock.now(), kit().settings.private(visitor(seat=mine.seat.id))
    met = kit().settings.people_met(visitor(seat=mine.seat.id))
    themes = {theme.id: theme.name for theme in kit().library().themes.values()}
    st.markdown("Only you can see this page, and no screen says why something is as you wish.")
    with st.form("private", border=False):
        blocked = st.multiselect(
            "Themes I don’t want",
            list(themes),
            default=sorted(private.blocked & set(themes)),
            format_func=lambda theme: themes[theme],
            key="blocked",
        )
        by_whom = _being_examined(private, met)
        rest = private.not_student_until - now
        st.markdown("**Tonight**")
        no_student = st.checkbox("I’d rather not be the student", 0 < rest <= TONIGHT, key="no-student")
        no_patient = st.checkbox("I’d rather not be the patient", private.not_patient_until > now, key="no-patient")
        st.markdown("**This month**")
        month = st.checkbox("I’d rather not be the student for 30 days", rest > TONIGHT, key="no-student-month")
        st.markdown(
            "**Extra time.** You can make the whole session longer: change the minutes under “Timing” when you start "
            "it. If only your own station is longer, the others may notice."
        )
        extra = st.checkbox("A quarter more time when I’m the student", private.extra_time, key="extra")
        st.markdown(
            "**What I write for others.** They may show a station to a mentor or a friend, with your words but not "
            "your name."
        )
        stay = st.checkbox(DONT_SHARE_MINE, private.words_stay, key="words-stay")
        saved = st.form_submit_button("Save", type="primary", width="stretch", key="private-go")
    if saved and by_whom.examined_by is Examiners.SAME_SEX and by_whom.sex is None:
        st.error(SAY_YOUR_OWN)
    elif saved:
        chosen = replace(
            by_whom,
            # A theme that is missing from the list for now (its file has a fault) stays blocked.
            blocked=frozenset(blocked) | (private.blocked - set(themes)),
            extra_time=extra,
            country=private.country,
            words_stay=stay,
            not_student_until=_month(private, now) if month else now + TONIGHT if no_student else 0,
            not_patient_until=now + TONIGHT if no_patient else 0,
        )
        kit().settings.set_private(visitor(seat=mine.seat.id), chosen)
        st.success("Saved.")
    if st.button("Back to the session", key="private-back", width="stretch"):
        enter(mine.seat)


def _being_examined(private: Private, met: Mapping[str, str]) -> Private:
    """What is asked about it, as settings that say nothing else."""
    st.markdown(
        "**Being examined.** With only two of you, or with somebody you haven’t practised with, examinations are of "
        "hands, arms and head, whatever you choose here. Before each examination you’re asked again."
    )
    examined = _choice("What others may examine", EXAMINED, private.examined, "examined")
    examined_by = _choice("Who may examine me", EXAMINERS, private.examined_by, "examined-by")
    sex = _choice("My sex, used for nothing else", SEXES, private.sex, "sex")
    chosen = st.multiselect(
        "People I choose",
        list(met),
        default=[person for person in met if person in private.chosen],
        format_func=lambda person: met[person],
        placeholder="Choose from people you’ve practised with",
        key="chosen",
    )
    # Somebody who is no longer in the list stays chosen.
    kept = frozenset(chosen) | (private.chosen - met.keys())
    return Private(examined=examined, examined_by=examined_by, sex=sex, chosen=kept)


def _choice(label: str, answers: Mapping[Answer, str], now: Answer, key: str) -> Answer:
    places = list(answers)
    return st.radio(label, places, index=places.index(now), format_func=lambda answer: answers[answer], key=key)


def _month(private: Private, now: int) -> int:
    """A month that has begun doesn't begin again each time something else is saved."""
    return private.not_student_until if private.not_student_until > now + TONIGHT else now + MONTH
