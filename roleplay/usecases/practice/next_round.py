"""Who plays what next: asks the store which cases people know, asks the planner what follows, and begins the round.

Nothing private goes further than the planner: its answer names no theme, no setting and nobody's history.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from roleplay.content.blueprint import exam_of
from roleplay.content.loading import Library
from roleplay.content.models import Case, Kind
from roleplay.content.rubric import inside_a_sentence
from roleplay.errors import Fault
from roleplay.people.private import EXTRA_TIME, Private
from roleplay.people.rounds import Exposure
from roleplay.review.next_steps import focus_among, open_steps, steps_of
from roleplay.room import events as ev
from roleplay.room.moves import ALONE
from roleplay.room.stages import MINUTE, PRESETS, Lengths, Preset, Stage, lengths
from roleplay.room.state import FEWEST, Round, Snapshot, State
from roleplay.room.vocabulary import PlannedRound
from roleplay.rotation.breaks import breaks
from roleplay.rotation.past import PastRound, past_turns
from roleplay.rotation.planner import another_case, plan, swap
from roleplay.rotation.problem import CaseCard, Partners, Problem, Turn, Turns
from roleplay.rotation.reasons import offers, reason, why
from roleplay.storage import Reader, Writer
from roleplay.usecases.practice.examining import is_new_company, needs_more_than_limbs, unexaminable
from roleplay.usecases.practice.live import Live
from roleplay.usecases.practice.of_a_group import has_guest, shown_step
from roleplay.usecases.practice.priorities import costs
from roleplay.usecases.practice.projection import everybody_meets
from roleplay.usecases.practice.snapshots import take_snapshot
from roleplay.usecases.practice.weeks import past_rounds_of

MOST_SKILLS = 2
"""Skills named in a round's reason: nobody would read more."""
WISHED = -10.0
"""What a case costs if somebody asked for it, new or again: less than any other."""
NOT_FOR_TONIGHT = "Not every case in it suits tonight’s group. The kit’s own plan does."
NEW_COMPANY = "With only two people, or with somebody new, examinations are of hands, arms and head only."
NO_CASES = "There’s no case to play. Add one to the cases folder; the check says what’s missing."


@dataclass(frozen=True)
class Company:
    """The people in the room in order of arrival, and what the planner may know about each. ``again`` are cases
    that they know and chose to do again."""

    seats: tuple[str, ...]
    persons: tuple[str, ...]
    names: tuple[str, ...]
    exposures: tuple[tuple[Exposure, ...], ...]
    private: tuple[Private, ...]
    again: tuple[frozenset[str], ...]
    practice: int
    now: int


class Evening:
    """The planning of one practice, inside one read or write."""

    def __init__(self, reader: Reader, live: Live, practice: int, library: Library, now: int) -> None:
        self.reader, self.live, self.practice, self.library, self.now = reader, live, practice, library, now

    @property
    def state(self) -> State:
        return self.live.state

    def is_stale(self) -> bool:
        """Whether the plan no longer fits: people came or left, a case was met, or its file now has a fault."""
        state = self.state
        if len(state.seats) < FEWEST:
            return bool(state.plan)
        for row in state.plan:
            here = {row.student, row.patient, *row.observers}
            if here != set(state.seats) or row.case not in self.library.cases:
                return True
            if not state.by_hand and self._met(row):
                return True
        if state.by_hand:
            return False
        if not state.plan:
            return not state.rounds and not state.reason
        return self._passes_somebody_over()

    def _met(self, row: PlannedRound) -> bool:
        """Whether its student now knows the case, or its patient has played it. A latecomer who waited outside doesn't
        know it yet."""
        persons = self.live.persons
        played = {e.case for e in self.reader.history.exposures(persons[row.patient]) if e.role == "patient"}
        met = {e.case for e in self.reader.history.exposures(persons[row.student])}
        return row.case in played | (met - self.reader.choices.repeats(persons[row.student]))

    def _passes_somebody_over(self) -> bool:
        """Whether, after a swap, somebody would be student twice while another, who would like to, never would."""
        had, to_come = self._had(), {row.student for row in self.state.plan}
        return bool(had & to_come) and bool(self._waiting(self.company()) - to_come)

    def _had(self) -> set[str]:
        return {round_.cast.student for round_ in self.state.rounds if not round_.given_up}

    def _waiting(self, company: Company) -> set[str]:
        """Those who haven't been student yet and would like to be."""
        willing = (seat for seat, p in zip(company.seats, company.private, strict=True) if not self._sits_out(p))
        return set(willing) - self._had()

    def _sits_out(self, private: Private) -> bool:
        return private.not_student_until > self.now

    def _wanted(self, company: Company) -> int:
        """A turn for everybody who has had none; once all have had one, the rounds that somebody asked for."""
        state, had = self.state, self._had()
        asked_for = sum(1 for row in state.plan if row.student in had)
        fewest = 0 if state.rounds else 1
        return max(fewest, len(state.seats) - state.played, len(self._waiting(company))) or asked_for

    def planned(self, more: int | None = None) -> ev.Planned:
        """The rounds to come: one as student for each person who has had none, or ``more``."""
        if len(self.state.seats) < FEWEST:
            return ev.Planned((), ALONE if self.state.rounds else "")
        if not self.library.offered:
            return ev.Planned((), NO_CASES)
        company = self._soon()
        problem = self.problem(company, self._wanted(company) if more is None else more)
        made = plan(problem, self._chance())
        said = ""
        if not made.feasible and made.certificate is not None:
            said = " ".join((reason(made.certificate, company.names), *offers(made.certificate)))
            made = plan(replace(problem, rounds=made.most_rounds), self._chance())
        rows = tuple(self._row(problem, company, made.rounds, i) for i in range(len(made.rounds)))
        return ev.Planned(rows, said or " ".join(made.notes))

    def by_hand(self, rows: Sequence[PlannedRound]) -> tuple[ev.Planned, tuple[str, ...]]:
        """A plan that people made, and what it breaks, in sentences. Raises `Fault` if it isn't a plan at all."""
        company = self.company()
        places = {seat: i for i, seat in enumerate(company.seats)}
        turns = []
        for row in rows:
            if row.student == row.patient:
                raise Fault("One person can’t be the student and the patient in the same round.")
            if row.case not in self.library.cases:
                raise Fault("That case is no longer available. Choose another one.")
            observers = tuple(places[seat] for seat in row.observers)
            turns.append(Turn(places[row.student], places[row.patient], observers, row.case))
        # Private settings are left out, or trying every cell would show who set what; one sentence covers them all.
        open_ = replace(company, private=(Private(),) * len(company.seats))
        problem = replace(self.problem(open_, len(turns), priced=False), unexaminable={})
        broken = [*breaks(problem, turns, company.names), *self._too_soon(company, turns)]
        if self.is_blocked(turn.case for turn in turns):
            broken.append(NOT_FOR_TONIGHT)
        titled = tuple(self._by_hand(row) for row in rows)
        return ev.Planned(titled, "", by_hand=True), tuple(broken)

    def _too_soon(self, company: Company, turns: Sequence[Turn]) -> Iterator[str]:
        """What holds for everybody, so it may be said."""
        more = any(needs_more_than_limbs(self.library.cases[turn.case]) for turn in turns)
        if more and not self.state.opened.online and self._is_new(company):
            yield NEW_COMPANY

    def is_blocked(self, cases: Iterable[str]) -> bool:
        """Whether somebody here has blocked a theme of one of these cases."""
        blocked = frozenset().union(*(private.blocked for private in self.company().private))
        return any(blocked & set(self.library.cases[case].themes) for case in cases if case in self.library.cases)

    def _by_hand(self, row: PlannedRound) -> PlannedRound:
        case = self.library.cases[row.case]
        return replace(row, title=case.title, why="Chosen by you.", kind=case.kind.value, minutes=self._minutes(case))

    def beginning(self, writer: Writer, row: PlannedRound, replaces: bool = False) -> tuple[ev.RoundBegan, Snapshot]:
        """The planned round as it begins, its snapshot stored. Raises `Fault` if its case can't be played now."""
        case = self.library.cases.get(row.case)
        if case is None:
            raise Fault(
                f"“{row.title}” can’t be played any more: it has been taken off the shelf, or its file has a fault. "
                "Look at the new plan."
            )
        snapshot, body = take_snapshot(case, self.library)
        writer.log.add_snapshot(snapshot.fingerprint, body)
        person = self.live.persons[row.student]
        steps = open_steps(steps_of(self.reader.history.goals(person)))
        texts = tuple(step.text for step in steps)
        shown, focus = shown_step(self.reader, self.practice, person), focus_among(steps, case.skills)
        began = ev.RoundBegan(
            snapshot=snapshot.fingerprint,
            student=row.student,
            patient=row.patient,
            observers=row.observers,
            lengths=self._lengths(case, person),
            goal=shown if shown in texts else focus.text if focus else "",
            steps=texts,
            replaces=replaces,
            repeat=any(e.case == case.id for e in self.reader.history.exposures(person)),
        )
        writer.choices.set_repeat(person, case.id, wanted=False)
        return began, snapshot

    def another(self, round_: Round) -> PlannedRound | None:
        """The same people with another case that is new to the student; None if there is none left."""
        company = self.company()
        problem, turn = self.problem(company, 1), self._turn(company, round_)
        # Cases planned for later are kept for later, unless nothing else is left.
        case = another_case(problem, turn, self._planned_turns(company)) or another_case(problem, turn)
        return self._as_row(company, replace(turn, case=case)) if case is not None else None

    def swapped(self, round_: Round, one: int, other: int) -> PlannedRound:
        """The round with two people swapped; with another case if the new student has met this one."""
        company = self._at_the_door(round_)
        if not (0 <= one < len(company.seats) and 0 <= other < len(company.seats) and one != other):
            raise Fault("Choose two people who are in the room, so that they can swap places.")
        problem, turn = self.problem(company, 1), self._turn(company, round_)
        try:
            swapped = swap(problem, turn, one, other, self._planned_turns(company))
        except Fault:
            swapped = swap(problem, turn, one, other)
        row = self._as_row(company, swapped)
        # Latecomers who are waiting outside stay there: the case is still new to them.
        inside = {*round_.cast.seats, company.seats[one], company.seats[other]}
        return replace(row, observers=tuple(seat for seat in row.observers if seat in inside))

    def _at_the_door(self, round_: Round) -> Company:
        """The people; a student who hasn't read the candidate instructions hasn't met this round's case yet."""
        company = self.company()
        if Stage.READING in round_.started_at:
            return company
        here = (self.practice, round_.number)
        met = list(company.exposures)
        student = company.seats.index(round_.cast.student)
        met[student] = tuple(e for e in met[student] if (e.practice, e.round) != here)
        return replace(company, exposures=tuple(met))

    def company(self) -> Company:
        """The people who are here now."""
        seats, persons, names = self.state.seats, self.live.persons, self.live.names
        return Company(
            seats=seats,
            persons=tuple(persons[seat] for seat in seats),
            names=tuple(names[seat] for seat in seats),
            exposures=tuple(self.reader.history.exposures(persons[seat]) for seat in seats),
            private=tuple(self.reader.persons.private(persons[seat]) for seat in seats),
            again=tuple(self.reader.choices.repeats(persons[seat]) for seat in seats),
            practice=self.practice,
            now=self.now,
        )

    def _soon(self) -> Company:
        """The people as they soon will be: those who begin a round will meet its case, even before its content note."""
        company, round_ = self.company(), self.state.round
        if round_ is None or round_.given_up or not round_.note_open:
            return company
        met = {exposure.person: exposure for exposure in everybody_meets(self.practice, round_, self.live.persons)}
        mine = (met.get(self.live.persons[seat]) for seat in company.seats)
        added = zip(company.exposures, mine, strict=True)
        return replace(company, exposures=tuple((*before, new) if new else before for before, new in added))

    def problem(self, company: Company, rounds: int, priced: bool = True) -> Problem:
        """What we ask the planner. Demanding cases stay out: nobody chose one. Not ``priced``: no case gets chosen."""
        cases = self.library.offered if priced else tuple(self.library.cases.values())
        return Problem(
            people=len(company.seats),
            cases=tuple(CaseCard(c.id, c.heavy, frozenset(c.themes), c.title) for c in cases),
            rounds=rounds,
            exposed=tuple(
                frozenset(e.case for e in met) - again
                for met, again in zip(company.exposures, company.again, strict=True)
            ),
            played=tuple(frozenset(e.case for e in met if e.role == "patient") for met in company.exposures),
            last_patient_heavy=tuple(_last_heavy(met) for met in company.exposures),
            past=past_turns(self._past_rounds(company), company.persons),
            tonight=_tonight(company),
            partners=self._partners(company),
            cost=self._costs(company) if priced else (),
            most_heavy=0,
            blocked=tuple(private.blocked for private in company.private),
            # Apart, nobody is examined: they talk it through.
            unexaminable={} if self.state.opened.online else self._unexaminable(company, cases),
            not_student=frozenset(i for i, p in enumerate(company.private) if self._sits_out(p)),
            not_patient=frozenset(i for i, p in enumerate(company.private) if p.not_patient_until > company.now),
        )

    def _past_rounds(self, company: Company) -> Iterator[PastRound]:
        return past_rounds_of(self.reader, company.exposures, company.practice)

    def _unexaminable(self, company: Company, cases: Sequence[Case]) -> dict[Partners, frozenset[str]]:
        return unexaminable(company.persons, company.private, cases, self._is_new(company))

    def _is_new(self, company: Company) -> bool:
        is_new = is_new_company(company.exposures, company.practice)
        return is_new or has_guest(self.reader, company.practice, company.persons)

    def _partners(self, company: Company) -> frozenset[tuple[int, int]]:
        """The students and patients of tonight's rounds, of those who are here."""
        places = {seat: i for i, seat in enumerate(company.seats)}
        casts = [round_.cast for round_ in self.state.rounds if not round_.given_up]
        met = [cast for cast in casts if {cast.student, cast.patient} <= places.keys()]
        return frozenset((places[cast.student], places[cast.patient]) for cast in met)

    def _costs(self, company: Company) -> tuple[dict[str, float], ...]:
        """Minus the priority of each case for each person, as of the start of the practice."""
        practice = self.reader.practices.practice(self.practice)
        began = self.now if practice is None else practice.opened_at
        cases, rubrics = self.library.cases, self.library.rubrics
        people = zip((self.live.persons[seat] for seat in company.seats), company.exposures, strict=True)
        blueprint = self.library.blueprints.get(self.state.opened.exam)
        exam = exam_of(blueprint, cases.values()) if blueprint else None
        found = [costs(self.reader, person, cases, rubrics, began, met=met, exam=exam) for person, met in people]
        for seat, mine, again in zip(company.seats, found, company.again, strict=True):
            mine.update((case, WISHED) for case in (again | self._wish(seat)) & set(mine))
        return tuple(found)

    def _wish(self, seat: str) -> frozenset[str]:
        """The case for which this seat's person opened the practice, if they did."""
        opener = self.live.seats[0].id if self.live.seats else ""
        return frozenset({self.state.opened.case}) if seat == opener else frozenset()

    def _row(self, problem: Problem, company: Company, turns: tuple[Turn, ...], i: int) -> PlannedRound:
        known = self.library.skills
        skills = [
            inside_a_sentence(known[skill].name) for skill in self.library.cases[turns[i].case].skills if skill in known
        ]
        if turns[i].case in company.again[turns[i].student]:
            # It isn't new to them. That they know it is theirs to tell, and choosing it told it.
            said = f"{company.names[turns[i].student]} chose to do this case again."
        elif turns[i].case in self._wish(company.seats[turns[i].student]):
            said = f"{company.names[turns[i].student]} chose to practise this case."
        else:
            said = why(problem, turns[i], company.names, skills[:MOST_SKILLS], turns[:i])
        return replace(self._as_row(company, turns[i]), why=said)

    def _as_row(self, company: Company, turn: Turn) -> PlannedRound:
        case = self.library.cases[turn.case]
        return PlannedRound(
            student=company.seats[turn.student],
            patient=company.seats[turn.patient],
            observers=tuple(company.seats[o] for o in turn.observers),
            case=turn.case,
            title=case.title,
            kind=case.kind.value,
            minutes=self._minutes(case),
        )

    def _turn(self, company: Company, round_: Round) -> Turn:
        places = {seat: i for i, seat in enumerate(company.seats)}
        cast = round_.cast
        here = tuple(places[seat] for seat in cast.observers if seat in places)
        return Turn(places[cast.student], places[cast.patient], here, round_.snapshot.case.id)

    def _planned_turns(self, company: Company) -> list[Turn]:
        places = {seat: i for i, seat in enumerate(company.seats)}
        rows = [row for row in self.state.plan if {row.student, row.patient, *row.observers} <= set(places)]
        return [Turn(places[r.student], places[r.patient], tuple(places[o] for o in r.observers), r.case) for r in rows]

    def _lengths(self, case: Case, student: str) -> Lengths:
        whole = self._usual_lengths(case)
        if not self.reader.persons.private(student).extra_time:
            return whole
        return replace(whole, reading=round(whole.reading * EXTRA_TIME), station=round(whole.station * EXTRA_TIME))

    def _usual_lengths(self, case: Case) -> Lengths:
        """How long a round with this case is for most people: extra time is somebody's own."""
        preset = practice_preset(self.state.opened, case.kind)
        return lengths(preset, case.timing, presents=case.kind is Kind.PRESENTATION, heavy=case.heavy)

    def _minutes(self, case: Case) -> float:
        return self._usual_lengths(case).station / MINUTE

    def _chance(self) -> random.Random:
        """The same plan for the same practice, so that looking twice changes nothing."""
        return random.Random(f"{self.practice}/{len(self.state.rounds)}")


def practice_preset(opened: ev.Opened, kind: Kind) -> Preset:
    """The kind's own preset, or else the practice's with the minutes that somebody changed."""
    if own := dict(opened.by_kind).get(kind.value):
        return PRESETS[own]
    changed = {name: getattr(opened, name) for name in ("prepare", "reading", "station", "debrief")}
    return replace(PRESETS[opened.preset], **{name: value for name, value in changed.items() if value is not None})


def _tonight(company: Company) -> tuple[Turns, ...]:
    """Turns in this practice. A latecomer gets a turn as student but needn't make up for other turns."""
    turns = tuple(_turns(met, company.practice) for met in company.exposures)
    were_here = [each for each in turns if each != Turns()]
    patient = min((each.patient for each in were_here), default=0)
    observer = min((each.observer for each in were_here), default=0)
    return tuple(each if each in were_here else Turns(0, patient, observer) for each in turns)


def _turns(met: Sequence[Exposure], practice: int) -> Turns:
    roles = [e.role for e in met if e.counts and e.practice == practice]
    return Turns(roles.count("student"), roles.count("patient"), roles.count("observer"))


def _last_heavy(met: Sequence[Exposure]) -> bool:
    played = [e for e in met if e.role == "patient" and e.counts]
    return bool(played) and played[-1].heavy
