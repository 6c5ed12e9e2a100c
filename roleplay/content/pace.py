"""A case's minutes in a station that is longer or shorter than the one it was written for."""

import math
import re
from collections.abc import Callable, Iterator, Sequence

from roleplay.content.case import Ask, Case, Phase

NAMED = re.compile(r"\b((?:from|until|by|at) minute )(\d{1,3}(?:\.\d)?)\b", re.IGNORECASE)
"""How instructions name a minute of the station. Any other number of minutes in them is a fact of the case."""
Move = Callable[[float], float]


def paced(case: Case, station: float) -> Case:
    """The case as it is played in a station of so many minutes. Whatever has its minute keeps its place in the station:
    timed lines, what the patient asks, the questions at the end, the phases, and "from minute 6" in instructions."""
    written = case.timing.station
    if station == written:
        return case

    def move(minute: float) -> float:
        return moved(minute, written, station)

    def told(text: str) -> str:
        return NAMED.sub(lambda named: f"{named[1]}{move(float(named[2])):g}", text)

    student, patient, viva = case.student, case.patient, case.viva
    reacts = tuple(each.model_copy(update={"if_": told(each.if_), "do": told(each.do)}) for each in patient.reacts)
    return case.model_copy(
        update={
            "timing": case.timing.model_copy(update={"station": station}),
            "student": student.model_copy(
                update={"brief": told(student.brief), "tasks": tuple(told(task) for task in student.tasks)}
            ),
            "patient": patient.model_copy(
                update={
                    "you_are": told(patient.you_are),
                    "ask": tuple(_asked(ask, move) for ask in patient.ask),
                    "reacts": reacts,
                }
            ),
            "events": tuple(
                event.model_copy(update={"minute": move(event.minute), "do": told(event.do)}) for event in case.events
            ),
            "others": tuple(other.model_copy(update={"you_are": told(other.you_are)}) for other in case.others),
            "viva": viva.model_copy(update={"at_minute": move(viva.at_minute)}) if viva else None,
            "phases": tuple(_phases(case.phases, move)),
        }
    )


def moved(minute: float, written: float, station: float) -> float:
    """A minute of a station that was written for one length, in one of another. To the half minute below, so that what
    comes before the end still does: the seventh of eight minutes is at 3.5 of four."""
    return math.floor(minute * station / written * 2 + 1e-9) / 2


def _asked(ask: Ask, move: Move) -> Ask:
    return ask if ask.by_minute is None else ask.model_copy(update={"by_minute": move(ask.by_minute)})


def _phases(phases: Sequence[Phase], move: Move) -> Iterator[Phase]:
    """Each from where the one before ends, so that together they still fill the station."""
    end = 0.0
    for phase in phases:
        begin, end = end, end + phase.minutes
        if minutes := move(end) - move(begin):
            yield phase.model_copy(update={"minutes": minutes})
