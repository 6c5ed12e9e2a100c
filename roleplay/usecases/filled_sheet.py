"""What is on a paper mark sheet, as it is typed in, and the taps that it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from roleplay.errors import Fault
from roleplay.marking.marksheet import Mark
from roleplay.people.names import clean_name, look_alike
from roleplay.people.persons import Person
from roleplay.room import events as ev
from roleplay.room.state import Cast
from roleplay.room.taps import TEXT_LIMIT
from roleplay.room.vocabulary import GoalOutcome, Happened, Words
from roleplay.shared_words import SENTENCES

PLAYED = "Who played the patient"
WORDS = {
    "saw": SENTENCES["saw_or_heard"][0],
    "to_try": "One thing to try",
    "sentence": SENTENCES["sentence"][0],
    "line": SENTENCES["line"][0],
    "next_step": SENTENCES["next_step"][0],
}
"""What people write on the leaves, as the leaves call it."""


@dataclass(frozen=True)
class Filled:
    """What is on a paper mark sheet. ``at`` is when the round was played (UTC milliseconds); anything not written is
    empty. In a pair there is no ``observer``. ``facts`` are those of the story that were told; ``go_from`` is where in
    the station another go started, as written (2:21), and ``happened`` what the observer said of it; ``outcome`` is
    what was seen of ``focus``, the open next step that the student worked on."""

    at: int
    patient: str
    observer: str = ""
    items: Mapping[str, Mark] = field(default_factory=dict)
    domains: Mapping[str, int] = field(default_factory=dict)
    overall: int | None = None
    saw: str = ""
    to_try: str = ""
    go_from: str = ""
    happened: Happened | None = None
    facts: tuple[str, ...] = ()
    statements: Mapping[str, int] = field(default_factory=dict)
    sentence: str = ""
    own_domains: Mapping[str, int] = field(default_factory=dict)
    own_overall: int | None = None
    line: str = ""
    next_step: str = ""
    focus: str = ""
    outcome: GoalOutcome | None = None


def names_on(person: Person, filled: Filled) -> list[str]:
    names = [clean_name(name) for name in (filled.patient, filled.observer) if name.strip()]
    if not filled.patient.strip():
        raise Fault(f"“{PLAYED}” is empty. Write their name; nothing has been saved yet.")
    if any(look_alike(name, person.name) for name in names) or (len(names) == 2 and look_alike(*names)):
        raise Fault("Each of you needs a different name. Change one of them.")
    return names


def check_lengths(filled: Filled) -> None:
    """Name everything that is too long at once, so that nobody has to press once for each."""
    long = {label: size for name, label in WORDS.items() if (size := len(getattr(filled, name).strip())) > TEXT_LIMIT}
    if long:
        said = [f"“{label}” has {size:,} characters; {TEXT_LIMIT} is the limit." for label, size in long.items()]
        raise Fault(f"{' '.join(said)} Shorten {'it' if len(long) == 1 else 'them'}; nothing has been saved yet.")


def second_of(written: str) -> int:
    """Where in a station "2:21", or "2" for the whole minute, is. Raises `Fault` for anything else."""
    minutes, _, seconds = written.strip().partition(":")
    if not all(part.isascii() and part.isdigit() and len(part) <= 2 for part in (minutes, seconds or "0")):
        raise Fault(f"“{written.strip()}” isn’t a moment. Write minutes and seconds, such as 2:21.")
    return 60 * int(minutes) + int(seconds or "0")


def taps_of(cast: Cast, filled: Filled) -> Iterator[tuple[str, ev.TapEvent]]:
    """What each of them marked, wrote and submitted."""
    observer = cast.observers[0]
    yield from ((observer, ev.Marked(item, mark)) for item, mark in filled.items.items())
    yield from ((observer, ev.RatedDomain(domain, value)) for domain, value in filled.domains.items())
    yield from ((cast.patient, ev.FactCame(fact, came=True)) for fact in filled.facts)
    yield from ((cast.patient, ev.RatedStatement(each, value)) for each, value in filled.statements.items())
    yield from ((cast.student, ev.RatedDomain(domain, value)) for domain, value in filled.own_domains.items())
    if filled.outcome is not None:
        yield observer, ev.RatedGoal(filled.outcome)
    ratings = ((observer, filled.overall), (cast.student, filled.own_overall))
    yield from ((seat, ev.RatedOverall(value)) for seat, value in ratings if value is not None)
    sentences = (
        (observer, Words.SAW, filled.saw),
        (observer, Words.TRY, filled.to_try),
        (cast.patient, Words.SENTENCE, filled.sentence),
        (cast.student, Words.LINE, filled.line),
    )
    yield from ((seat, ev.Wrote(words, text.strip())) for seat, words, text in sentences if text.strip())
