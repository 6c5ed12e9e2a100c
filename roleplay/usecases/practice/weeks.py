"""What people played together in their last sessions, so that a plan is fair over weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from roleplay.people.rounds import READER, Exposure
from roleplay.rotation.past import SESSIONS, PastRound
from roleplay.storage import Reader


def sessions_together(exposures: Sequence[Iterable[Exposure]], besides: int) -> list[int]:
    """The practices in which at least two of these people played, newest first: so many as the planner looks at.
    ``exposures`` are each person's."""
    began: dict[int, int] = {}
    people: Counter[int] = Counter()
    for met in exposures:
        been = {e.practice: e.at for e in met if e.counts and e.role != READER and e.practice != besides}
        people.update(been.keys())
        began |= been
    together = (practice for practice, times in people.items() if times > 1)
    return list(islice(sorted(together, key=lambda practice: (-began[practice], -practice)), SESSIONS))


def past_rounds_of(reader: Reader, exposures: Sequence[Iterable[Exposure]], practice: int) -> Iterator[PastRound]:
    """What these people played together before this practice: here, and before that with its group on another kit."""
    here = sessions_together(exposures, besides=practice)
    yield from past_rounds(reader, here)
    found = reader.meetings.group_of(practice)
    group = reader.groups.group(found[0]) if found else None
    if group is None:
        return
    ids = {one.name: one.person for one in group.everybody}
    for one in group.elsewhere:
        student, patient, *observers = (ids.get(name, "") for name in (one.student, one.patient, *one.observers))
        yield PastRound(one.ago + len(here), student, patient, tuple(observers))


def past_rounds(reader: Reader, practices: Sequence[int]) -> Iterator[PastRound]:
    """What was played in these practices of one group, newest first. Persons are named by their ids."""
    for ago, practice in enumerate(practices, 1):
        counted = (e for e in reader.history.exposures_of(practice) if e.counts)
        for _, met in groupby(counted, key=lambda e: e.round):
            roles = [(e.role, e.person) for e in met]
            leads = dict(reversed(roles))
            observers = tuple(person for role, person in roles if role == "observer")
            yield PastRound(ago, leads.get("student", ""), leads.get("patient", ""), observers)
