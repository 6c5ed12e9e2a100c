"""Quick-fire on a page: one phone asks, the others answer aloud. It is a few presses, kept while the page is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.persons import Person
from roleplay.sheets.atoms import p
from roleplay.usecases.practice.joining import SeatView
from roleplay.usecases.practice.quick_fire import Question
from roleplay.web.server.device import visitor
from roleplay.web.server.kit import kit
from roleplay.web.wellbeing import minute
from roleplay.web.widgets.literal import literal, say
from roleplay.web.widgets.parts import write

TOGETHER = "From cases that everybody here has met. One phone asks, the others answer aloud. Nothing is marked."
ALONE = (
    "From cases that you have met. Somebody with you? Start a session first: then it asks only about cases that all of "
    "you have met. Nothing is marked."
)
EXPLAIN = (
    "One of you explains this to somebody who has never heard of it: 60 seconds, no jargon. The others say “what’s "
    "that?” at every word that a patient wouldn’t know."
)
Pool = Callable[[], Sequence[Question]]
"""All that may be asked now: asked again at every run, as somebody may have come in."""


@dataclass(frozen=True)
class Asking:
    """How far somebody has come: after the last question there is one thing to explain."""

    questions: tuple[Question, ...]
    at: int = 0
    answered: bool = False

    def still(self, pool: Sequence[Question]) -> Asking:
        """Without the questions that may not be asked any more."""
        known = set(pool)
        left = tuple(question for question in self.questions if question in known)
        if left == self.questions:
            return self
        return Asking(left, sum(question in known for question in self.questions[: self.at]))


def in_session(mine: SeatView) -> None:
    """For those in the room."""
    _draw(_place(mine), lambda: kit().quick_fire.for_room(mine.practice.id), TOGETHER)


def is_asking(mine: SeatView) -> bool:
    """Whether somebody is asking on this seat's screen, so that the page has to follow who comes in."""
    return _place(mine) in st.session_state


@st.fragment(key="quick-fire")
def on_home(person: Person) -> None:
    """For one person alone: the kit can't know who else is there."""
    try:
        _draw("quick-fire-home", lambda: kit().quick_fire.for_one(visitor(person.id)), ALONE)
    except Fault as fault:
        say(fault)


def _place(mine: SeatView) -> str:
    return f"quick-fire-{mine.seat.id}"


def _draw(place: str, pool: Pool, whose: str) -> None:
    """``place`` is where it is kept how far they have come; nothing is drawn where nothing may be asked."""
    may = pool()
    if not may:
        _drop(place)
        return
    asking: Asking | None = st.session_state.get(place)
    if asking is not None:
        asking = asking.still(may)
    with st.container(border=True, key=f"{place}-box"):
        if asking is None or not asking.questions:
            _drop(place)
            st.markdown(f"**Quick-fire.** {whose}")
            _press("Ask me" if whose is ALONE else "Start asking", "start", lambda: _put(place, _dealt(pool)))
            return
        _put(place, asking)
        if asking.at < len(asking.questions):
            _ask(place, asking)
        else:
            _explain(place, asking, pool)
        _press("Stop quick-fire", "stop", lambda: _drop(place))


def _ask(place: str, asking: Asking) -> None:
    question = asking.questions[asking.at]
    st.markdown(f"**Question {asking.at + 1} of {len(asking.questions)}**")
    _read(question)
    if asking.answered:
        write([p(question.answer)])
        _press("Next", "next", lambda: _put(place, replace(asking, at=asking.at + 1, answered=False)), primary=True)
    else:
        _press("Show the answer", "answer", lambda: _put(place, replace(asking, answered=True)), primary=True)


def _explain(place: str, asking: Asking, pool: Pool) -> None:
    question = asking.questions[-1]
    st.markdown("**Explain it in 60 seconds, no jargon**")
    _read(question)
    write([p(question.answer)])
    st.markdown(EXPLAIN)
    minute(f"{place}-minute")
    _press("Ask again", "again", lambda: _put(place, _dealt(pool)))


def _read(question: Question) -> None:
    """The case in a line, for whoever met it long ago, then the question."""
    st.caption(f"{literal(question.title)}: {literal(question.brief)}")
    write([p(question.ask, "ask")])


def _dealt(pool: Pool) -> Asking:
    return Asking(kit().quick_fire.deal(pool()))


def _put(place: str, asking: Asking) -> None:
    st.session_state[place] = asking


def _drop(place: str) -> None:
    st.session_state.pop(place, None)


def _press(label: str, name: str, act: Callable[[], None], primary: bool = False) -> None:
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    st.button(label, key=f"quick-fire-{name}", type=kind, width="stretch", on_click=act)
