"""What a person has met, heard and set out to do: projections of the log, a few rows per round.

Rounds played on another kit, and cases that somebody only read, are stored the same way under a practice that belongs
to one person and has no log.
"""

from __future__ import annotations

from dataclasses import dataclass

READ = "read/"
"""How the origin begins under which we store what somebody read without playing it."""
ALONE = "alone/"
"""The same for the next steps that somebody wrote on their own, after no round."""
READER = "reader"
"""The role of somebody who read a case's script without playing it: they know the case, but it was nobody's turn."""


@dataclass(frozen=True)
class Exposure:
    """A case that a person has met, from the moment its script was opened; ``role`` is their role in that round.

    ``counts`` is False if the round was given up: the case is known all the same, but it was nobody's turn.
    ``at`` in UTC milliseconds.
    """

    person: str
    case: str
    practice: int
    round: int
    role: str
    heavy: bool
    counts: bool
    at: int


@dataclass(frozen=True)
class Goal:
    """A next step that a person wrote as student ("" if none), and the skill it is about ("" if none).

    ``outcome`` is what an observer saw, in this round, of the next step the person worked on: the one with the words in
    ``focus``, which is "" once they were erased. In rounds imported from older kits it may be None: the latest before.
    """

    person: str
    practice: int
    round: int
    text: str
    made: int
    outcome: str | None = None
    skill: str = ""
    focus: str | None = None


@dataclass(frozen=True)
class Played:
    """One round as everybody in it may know it, with the case as it was then.

    ``fingerprint`` is the mark sheet's; ``opened_at`` is when the feedback was opened, None until then; ``at`` is the
    round's beginning in UTC milliseconds; ``minutes`` is how long its station ran; ``skills`` are tags.
    """

    practice: int
    round: int
    student: str
    case: str
    title: str
    case_kind: str
    specialty: str
    level: str
    difficulty: int
    skills: tuple[str, ...]
    heavy: bool
    fingerprint: str
    at: int
    opened_at: int | None
    minutes: float
    repeat: bool
    counts: bool


@dataclass(frozen=True)
class Written:
    """A sentence from a round. ``writer`` and ``receiver`` are persons; in an imported round, whose other people aren't
    in this kit, ``writer`` is a name. ``words`` says which sentence it is."""

    practice: int
    round: int
    writer: str
    receiver: str
    words: str
    text: str
    made: int


@dataclass(frozen=True)
class RepeatPlan:
    """A case that somebody plans to do again: the station it was first done in, the skill to look at, and from when
    (UTC milliseconds)."""

    person: str
    case: str
    practice: int
    round: int
    skill: str
    due: int
