"""What may be chosen for a session: online, timing, exam, a minute to arrive. It begins as they last had it."""

from collections.abc import Iterator
from dataclasses import replace

import streamlit as st

from roleplay.content.models import Kind
from roleplay.room.events import Opened
from roleplay.room.stages import PRESETS, Preset
from roleplay.usecases.practice.timing import LONGEST, SHORTEST
from roleplay.web.server.kit import kit

STAGES = {
    "prepare": "Prepare",
    "reading": "Reading",
    "station": "Station",
    "debrief": "Debrief (6 short, 10 long)",
}


def session_fields(last: Opened) -> Opened:
    """Everything that may be chosen; ``last`` is the timing that they last had."""
    online, call = online_fields()
    opened = replace(timing_fields(last), online=online, call=call)
    arriving = st.checkbox("Begin with one minute: how are we arriving?", key="start-arriving")
    return replace(opened, arriving=arriving)


def online_fields() -> tuple[bool, str]:
    """Whether everybody is somewhere else, and the link to the call in which they meet: whoever gives one means it."""
    with st.expander("We’re online"):
        online = st.checkbox("We’re in different places, in a video call of our own", key="start-online")
        call = st.text_input("Link to the call", key="start-call", placeholder="https://", autocomplete="off")
        st.markdown("Everybody in the session sees the link, and nobody else does.")
    return online or bool(call.strip()), call


def timing_fields(last: Opened) -> Opened:
    """A preset, other minutes for those who want them, which begin as the preset's, what differs for a kind of station,
    and an exam to prepare for. What is chosen stands above it, so that it needn't be unfolded to be known."""
    chosen = st.empty()
    with st.expander("Timing and exam"):
        preset = presets("Station timing", list(PRESETS), last.preset, "start-preset")
        own = minutes_fields(preset, last)
        by_kind = kind_fields(last)
        exam = exam_field(last)
    opened = Opened(preset, own["prepare"], own["reading"], own["station"], own["debrief"], exam, by_kind=by_kind)
    chosen.markdown(timing_line(opened))
    return opened


def presets(label: str, offered: list[str], first: str, key: str) -> str:
    """One preset, by its short name; its minutes are said where it is chosen. Not in a list that drops down, which
    would cost a first visit 40 kB."""
    chosen: str = st.radio(
        label,
        offered,
        index=offered.index(first),
        format_func=lambda preset: PRESETS[preset].name if preset else "As above",
        horizontal=True,
        key=key,
    )
    return chosen


def minutes_fields(preset: str, last: Opened) -> dict[str, float | None]:
    """The minutes of each stage that aren't the preset's."""
    before = {stage: getattr(last, stage) if preset == last.preset else None for stage in STAGES}
    if not st.toggle("Other minutes", any(before.values()), key="start-other"):
        return dict.fromkeys(STAGES)
    return {stage: minutes_field(preset, stage, label, before[stage]) for stage, label in STAGES.items()}


def minutes_field(preset: str, stage: str, label: str, before: float | None) -> float | None:
    """The minutes of a stage if they aren't the preset's."""
    usual: float = getattr(PRESETS[preset], stage)
    minutes = st.number_input(
        f"{label}, minutes",
        value=float(usual if before is None else before),
        min_value=SHORTEST,
        max_value=LONGEST,
        step=1.0,
        format="%g",
        key=f"start-{preset}-{stage}",
    )
    return None if minutes == usual else minutes


def kind_fields(last: Opened) -> tuple[tuple[str, str], ...]:
    """The kinds of station that have a timing of their own, for those who want that: a line for each. Who asks for it
    may well load the list that drops down."""
    before = dict(last.by_kind)
    if not st.toggle("Different timings for different kinds of station", bool(before), key="start-kinds"):
        return ()
    chosen = ((kind.value, kind_field(kind.value, before.get(kind.value, ""))) for kind in Kind)
    return tuple((kind, preset) for kind, preset in chosen if preset)


def kind_field(kind: str, before: str) -> str:
    """A preset for this kind of station, or "" for the session's."""
    offered = ["", *PRESETS]
    chosen: str = st.selectbox(
        f"{kind.capitalize()}s",
        offered,
        index=offered.index(before),
        format_func=lambda preset: minutes_of(PRESETS[preset]) if preset else "As above",
        key=f"start-{kind}",
    )
    return chosen


def exam_field(last: Opened) -> str:
    """The exam that the plan prepares for, "" for none: its cases are then spread over what that draws on."""
    exams = {"": "No exam", **kit().rooms.exams()}
    exam = st.radio(
        "Preparing for",
        list(exams),
        index=list(exams).index(last.exam) if last.exam in exams else 0,
        format_func=lambda id_: exams[id_],
        horizontal=True,
        key="start-exam",
    )
    st.markdown("For an exam, the plan spreads its cases over that exam’s topics.")
    return exam


def timing_line(opened: Opened) -> str:
    """What is chosen, in a line: `Timing: UK OSCE, reading 2 min, station 8 min`."""
    return f"Timing: {'; '.join(_timings(opened))}."


def _timings(opened: Opened) -> Iterator[str]:
    preset = PRESETS[opened.preset]
    own = {stage: minutes for stage in STAGES if (minutes := getattr(opened, stage)) is not None}
    yield minutes_of(replace(preset, **own))
    for kind, each in opened.by_kind:
        yield f"{kind}s {minutes_of(PRESETS[each])}"


def minutes_of(preset: Preset) -> str:
    """A preset's name and minutes."""
    return f"{preset.name}, reading {preset.reading:g} min, station {preset.station:g} min"
