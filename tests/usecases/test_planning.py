"""The rules of the plan: it is there, it fits, it says why, and it says nothing private."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from evening import DOMAINS, EXAMINED, HEAVY, UK, Evening, add_case, add_exam, device_of, sentence, theme, titled

from roleplay.errors import Fault
from roleplay.marking.marksheet import Domain, Item, Mark, Marksheet
from roleplay.marking.scoring import Response
from roleplay.marking.tidy import TidyMark
from roleplay.people.exam_plan import ExamPlan
from roleplay.people.private import Examined, Examiners, Private, Sex
from roleplay.people.rounds import Exposure, Goal
from roleplay.people.visitor import Visitor
from roleplay.review.own_rounds import Card, Seen, Station
from roleplay.review.profile import domain_profile
from roleplay.room.codec import encode
from roleplay.room.events import NOBODY, Opened
from roleplay.room.stages import MINUTE
from roleplay.room.views import Lobby
from roleplay.rotation.problem import PastTurns, Problem, Turns
from roleplay.usecases.practice.next_round import NEW_COMPANY, NO_CASES
from roleplay.usecases.practice.next_round import Evening as Planning
from roleplay.usecases.practice.priorities import NEWEST, costs, weak_domains
from roleplay.usecases.practice.rooms import HandRow

NEUTRAL = "There aren’t enough cases for tonight’s group."
SIX = ("case-a", "case-b", "case-c", "case-d", "case-e")


@pytest.fixture
def stocked(before: Evening) -> Evening:
    """Six cases, and nobody there yet."""
    return before.more_cases(*SIX)


def fits(evening: Evening) -> bool:
    """Every planned round has exactly the people who are here, on a case that exists."""
    rows, here = evening.state.plan, set(evening.state.seats)
    seated = all({row.student, row.patient, *row.observers} == here for row in rows)
    return bool(rows) and seated and all(row.case in evening.kit.library().cases for row in rows)


def students(evening: Evening) -> list[str]:
    return [student for student, _, _ in evening.planned()]


def everything_shown(evening: Evening) -> str:
    """Every view, the table's clock and every event of the log, as text."""
    table = repr(evening.kit.rooms.table(evening.practice))
    logged = [json.dumps(encode(row.event), ensure_ascii=False) for row in evening.log()]
    return "\n".join([*evening.views().values(), table, *logged])


# --- it is there


def test_nobody_plans_for_one(stocked: Evening) -> None:
    evening = stocked.start("Anna")

    assert evening.planned() == []
    assert evening.stored() == 2


def test_as_soon_as_two_sit_there_is_a_plan_with_a_reason_a_round(stocked: Evening) -> None:
    evening = stocked.start("Anna", "Ben")

    rows = evening.state.plan

    assert sorted(students(evening)) == ["Anna", "Ben"]
    assert all("The case is new to you both" in row.why for row in rows)
    assert rows[1].why.startswith(f"{evening.name_of(rows[1].student)} has had the fewest turns so far. ")


def test_everybody_is_student_patient_and_observer_once(stocked: Evening) -> None:
    rows = stocked.start().state.plan

    assert len({row.student for row in rows}) == len({row.patient for row in rows}) == len(rows) == 3
    assert len({row.observers for row in rows}) == 3
    assert len({row.case for row in rows}) == 3


def test_a_demanding_case_is_not_planned_unless_chosen(before: Evening) -> None:
    evening = before.more_cases("case-h", edits=HEAVY).more_cases("case-a", "case-b").start()

    assert "case-h" not in {case for _, _, case in evening.planned()}
    assert len(evening.planned()) == 3


WAITS = '"To be written: who, where and why."'


@pytest.mark.parametrize(
    "instead",
    ["Daniel Okafor, 58, has come about his chest.", "You drive a bus.", "Two flights does it.", "A heart tracing."],
)
def test_a_case_with_something_still_to_be_written_is_planned_by_nobody_but_people(
    before: Evening, instead: str
) -> None:
    evening = before.more_cases("case-x", edits={instead: WAITS}).more_cases("case-a", "case-b").start()
    planned = {case for _, _, case in evening.planned()}

    evening.plan_by_hand(HandRow(0, 1, "case-x"))

    assert planned == {"good", "case-a", "case-b"}
    assert [case for _, _, case in evening.planned()] == ["case-x"]


def test_the_same_evening_has_the_same_plan_however_often_it_is_made(stocked: Evening) -> None:
    plan = stocked.start().state.plan

    stocked.kit.rooms.plan_anew(stocked.practice)

    assert stocked.state.plan == plan


# --- it is remade, not lost


def test_who_joins_is_in_the_plan(stocked: Evening) -> None:
    evening = stocked.start("Anna", "Ben")

    evening.join("Cleo")

    assert fits(evening)
    assert sorted(students(evening)) == ["Anna", "Ben", "Cleo"]


def test_who_leaves_is_in_it_no_longer(stocked: Evening) -> None:
    evening = stocked.start()

    evening.move("Ben", "leave")

    assert fits(evening)
    assert sorted(students(evening)) == ["Anna", "Cleo"]


def test_who_comes_back_has_a_turn_again(stocked: Evening) -> None:
    evening = stocked.start().moved("Ben", "leave")

    evening.join("Ben")

    assert fits(evening)
    assert sorted(students(evening)) == ["Anna", "Ben", "Cleo"]


def test_when_only_one_is_left_the_plan_waits_for_the_next(stocked: Evening) -> None:
    evening = stocked.start("Anna", "Ben").moved("Ben", "leave")
    alone = evening.planned()

    evening.join("Cleo")

    assert alone == []
    assert fits(evening)


def test_who_comes_between_two_rounds_gets_a_turn_too(stocked: Evening) -> None:
    evening = stocked.start("Anna", "Ben").play()
    first = evening.name_of(evening.round.cast.student)

    evening.join("Cleo")

    assert fits(evening)
    assert sorted(students(evening)) == sorted({"Anna", "Ben", "Cleo"} - {first})


def test_who_comes_after_everybody_had_a_turn_gets_one(stocked: Evening) -> None:
    evening = stocked.start("Anna", "Ben").play().play()

    evening.join("Cleo")

    assert fits(evening)
    assert students(evening) == ["Cleo"]


def test_when_others_take_the_place_of_those_who_left_there_is_a_plan_again(stocked: Evening) -> None:
    evening = stocked.start("Anna", "Ben").play().moved("Ben", "leave")

    evening.join("Cleo")

    assert fits(evening)
    assert "Cleo" in students(evening)


def test_one_round_more_is_kept_when_somebody_goes(stocked: Evening) -> None:
    evening = stocked.start().play().play().play().moved("Anna", "more")

    evening.move("Ben", "leave")

    assert fits(evening)
    assert len(evening.planned()) == 1


def test_a_round_given_up_because_its_student_left_is_planned_anew(stocked: Evening) -> None:
    evening = stocked.start().begin_planned()
    given_up = evening.round.snapshot.case.id

    evening.move(evening.who("student"), "leave")

    assert fits(evening)
    assert len(evening.planned()) == 2
    assert given_up not in {case for _, _, case in evening.planned()}


def test_while_a_note_is_still_open_its_case_and_its_turn_count(before: Evening) -> None:
    """Before the first yes nobody has met the case; a plan made in that minute must not give it out again."""
    note = theme("cancer")
    evening = before.more_cases("case-a", "case-b", "case-c", edits=note).without("good").start("Anna", "Ben")
    evening.begin_planned()

    evening.join("Cleo")

    assert fits(evening)
    assert evening.round.snapshot.case.id not in {case for _, _, case in evening.planned()}
    assert sorted(students(evening)) == sorted({"Anna", "Ben", "Cleo"} - {evening.who("student")})


def test_a_case_passed_over_unread_may_be_planned_and_played(before: Evening) -> None:
    """Nobody has met it, so it is as good as any other: with no other left it is the plan."""
    note = theme("cancer")
    evening = before.more_cases("case-a", "case-b", edits=note).without("good").start("Anna", "Ben")
    evening.plan_by_hand(HandRow(0, 1, "case-a")).begin_planned().moved("Ben", "another").play_from_here()

    evening.kit.rooms.plan_anew(evening.practice)

    assert [case for _, _, case in evening.planned()] == ["case-a"]
    assert evening.begin_planned().stage == "prepare"


def test_after_a_swap_the_plan_gives_everybody_their_turn(stocked: Evening) -> None:
    evening = stocked.start().begin_planned()
    places = [evening.state.seats.index(seat) for seat in (evening.round.cast.student, evening.round.cast.patient)]

    evening.moved("Anna", "swap", swap=places).read()

    assert fits(evening)
    assert sorted([*students(evening), evening.who("student")]) == ["Anna", "Ben", "Cleo"]


def test_after_another_case_the_plan_is_as_it_was(stocked: Evening) -> None:
    evening = stocked.start().begin_planned()
    plan = evening.state.plan

    evening.move("Anna", "another")

    assert evening.state.plan == plan
    assert fits(evening)
    assert evening.round.snapshot.case.id not in {row.case for row in plan}


def test_a_case_that_fails_its_check_later_brings_a_new_plan_with_a_sentence(stocked: Evening) -> None:
    evening = stocked.start()
    broken = evening.planned()[0][2]
    (evening.content / f"cases/{broken}.yaml").write_text("format: [", encoding="utf-8")

    answer = evening.move("Anna", "begin")

    assert answer.say == "The plan no longer fitted, so there’s a new one. Look at it, then begin."
    assert fits(evening)
    assert len(evening.planned()) == 3
    assert evening.begin_planned().stage == "prepare"


def test_a_case_that_fails_between_two_rounds_loses_nothing(stocked: Evening) -> None:
    evening = stocked.start().play(next_step="Summarise.")
    rounds, broken = evening.state.rounds, {case for _, _, case in evening.planned()}
    evening.without(*broken)

    refused = evening.move("Anna", "begin")

    assert refused.result == "refused"
    assert fits(evening)
    assert evening.state.rounds == rounds
    assert not broken & {case for _, _, case in evening.planned()}


def test_once_there_are_cases_again_there_is_a_plan_again(before: Evening) -> None:
    evening = before.without("good").start()
    none = (evening.planned(), evening.state.reason)
    add_case(evening.content, "case-a")
    add_case(evening.content, "case-b")
    add_case(evening.content, "case-c")

    evening.kit.rooms.plan_anew(evening.practice)

    assert none == ([], NO_CASES)
    assert fits(evening)


def test_with_one_case_left_one_round_is_planned_and_it_is_said_why(evening: Evening) -> None:
    assert [case for _, _, case in evening.planned()] == ["good"]
    assert "have only 1 unseen case between them" in evening.state.reason
    assert "Play fewer rounds: 1 can be planned." in evening.state.reason


# --- more


def test_more_adds_one_round_on_a_new_case(stocked: Evening) -> None:
    evening = stocked.start("Anna", "Ben").play().play()
    met = {round_.snapshot.case.id for round_ in evening.state.rounds}

    evening.moved("Anna", "more")

    assert len(evening.planned()) == 1
    assert not met & {case for _, _, case in evening.planned()}
    assert fits(evening)


def test_more_rounds_bring_no_student_and_patient_together_again(stocked: Evening) -> None:
    evening = stocked.more_cases("case-f", "case-g").start("Anna", "Ben", "Cem").play().play().play()

    for _ in range(3):
        evening.moved("Anna", "more").play()

    assert len({(round_.cast.student, round_.cast.patient) for round_ in evening.state.rounds}) == 6


def test_more_without_a_case_says_so_and_changes_nothing(evening: Evening) -> None:
    evening.play()
    stored = evening.stored()

    answer = evening.move("Anna", "more")

    assert answer.result == "refused"
    assert "unseen" in answer.say
    assert (evening.planned(), evening.stored()) == ([], stored)


def test_more_without_any_file_says_what_to_do(evening: Evening) -> None:
    evening.play().without("good")

    assert evening.move("Anna", "more").say == NO_CASES


# --- H1 across practices


def test_nobody_sees_as_student_what_they_met_in_an_earlier_practice(before: Evening) -> None:
    first = before.more_cases(*SIX).start().play_all()

    second = first.later()

    assert len(second.planned()) == 3
    assert not {case for _, _, case in second.planned()} & {met.case for met in first.met("Anna")}


def test_when_everything_was_met_nothing_is_planned_and_it_is_said_why(before: Evening) -> None:
    first = before.more_cases("case-a", "case-b").start().play_all()

    second = first.later()

    assert second.planned() == []
    assert "has no unseen cases, but 3 rounds would need" in second.state.reason


def test_what_a_stranger_met_does_not_bind_ones_namesake(before: Evening) -> None:
    before.more_cases("case-a", "case-b").start().play_all()

    other = Evening(before.kit, before.wall, before.folder)
    other.seats["Anna"] = before.kit.joining.open_practice(Visitor("another phone"), "Anna", UK)
    other.code = other.kit.joining.seat(Visitor("another phone", seat=other.seats["Anna"].id)).practice.code
    other.join("Dora", "a third phone")

    assert len(other.planned()) == 2


def test_a_case_that_was_given_up_after_its_part_was_open_is_met(before: Evening) -> None:
    first = before.more_cases("case-a").start("Anna", "Ben").begin()
    first.moved("Anna", "stop").moved("Anna", "end_here")

    second = first.later("Anna", "Ben")

    assert [case for _, _, case in second.planned()] == ["case-a"]


def test_a_newcomer_takes_no_turn_for_the_sessions_before_they_came(before: Evening) -> None:
    first = before.more_cases("case-a").start("Anna", "Ben").play()
    second = first.finish().later("Anna", "Ben", "Cleo")

    past = problem_of(second).past

    had = dict(zip(("Anna", "Ben", "Cleo"), (turns.student for turns in past.turns), strict=True))
    assert had["Cleo"] == 0.5
    assert sorted(had.values()) == [0, 0.5, 1]


def test_what_somebody_played_with_others_is_no_past_of_these(before: Evening) -> None:
    first = before.more_cases("case-a").start("Anna", "Dora").play().finish()

    assert problem_of(first.later("Anna", "Ben")).past == PastTurns((Turns(), Turns()))


def test_who_met_last_time_meets_somebody_else_this_time(stocked: Evening) -> None:
    first = stocked.more_cases("case-f", "case-g").start("Anna", "Ben", "Cleo")
    met = [(student, patient) for student, patient, _ in first.planned()]

    second = first.play_all().later("Anna", "Ben", "Cleo")

    assert sorted([*met, *((s, p) for s, p, _ in second.planned())]) == sorted(permutations(("Anna", "Ben", "Cleo"), 2))
    assert all("hasn’t played the patient for" in row.why for row in second.state.plan)


def problem_of(evening: Evening) -> Problem:
    """What the planner is asked for these people."""
    live, library = evening.kit.rooms.live(evening.practice), evening.kit.library()
    with evening.kit.store.read() as reader:
        planning = Planning(reader, live, evening.practice, library, evening.wall.at)
        return planning.problem(planning.company(), 1)


def test_turns_of_earlier_practices_decide_who_gets_the_one_round(before: Evening) -> None:
    first = before.start("Anna", "Ben").begin().read()
    first.wall.forward(20 * 60_000)
    first.forms().moved("Anna", "go_on").finish()

    second = first.more_cases("case-a").later("Anna", "Ben")

    assert students(second) == ["Ben"]


# --- what suits whom

DAY = 24 * 60 * 60 * 1000
TAGGED = {"domain: relate\n    reveals: [father]": "domain: relate\n    tags: [ice]\n    reveals: [father]"}
"""Its two items are a chance to show red flags (exertional) and one to show ideas and worries (family)."""


class Kept:
    """A store that keeps the same marks of every round, and says which rounds were asked for: red flags were shown.

    ``ratings`` are the observer's, in a form that is whole; without any hardly anything was marked.
    """

    def __init__(
        self,
        met: Sequence[Exposure] = (),
        ratings: Mapping[str, int] | None = None,
        steps: Sequence[Goal] = (),
        exam: ExamPlan | None = None,
    ) -> None:
        self.met, self.ratings, self.steps, self.exam = met, ratings or {}, steps, exam
        self.asked: list[tuple[int, int]] = []

    @property
    def history(self) -> Kept:
        return self

    @property
    def log(self) -> Kept:
        return self

    @property
    def exams(self) -> Kept:
        return self

    def plan(self, person: str) -> ExamPlan | None:
        return self.exam

    def latest_kinds(self, practice: int) -> tuple[str, ...]:
        """No mark waits in the log: all are rows."""
        return ()

    def exposures(self, person: str) -> tuple[Exposure, ...]:
        return tuple(self.met)

    def goals(self, person: str) -> tuple[Goal, ...]:
        return tuple(self.steps)

    def marks(self, practice: int, round: int) -> tuple[TidyMark, ...]:
        self.asked.append((practice, round))
        given = [("observer", "item", "exertional", "done"), ("self", "item", "exertional", "not")]
        given += [("observer", "item", "gone-since", "not")]
        if self.ratings:
            given += [("observer", "domain", domain, str(rating)) for domain, rating in self.ratings.items()]
            given += [("observer", "item", item, "done") for item in ("introduces", "family")]
            given += [("observer", "overall", "", "2")]
        return tuple(
            TidyMark(practice, round, "good", "f00d", lens, "ben", "anna", kind, thing, mark, 1, 0, None)
            for lens, kind, thing, mark in given
        )


def met_by_anna(number: int, last_at: int = 0, role: str = "student") -> list[Exposure]:
    """She has had this many stations, a minute apart."""
    first = last_at - 60_000 * (number - 1)
    return [Exposure("anna", f"case-{n}", 1, n, role, False, True, first + 60_000 * n) for n in range(number)]


def costs_of(evening: Evening, kept: Kept, now: int = DAY) -> dict[str, float]:
    library = evening.kit.library()
    return costs(kept, "anna", library.cases, library.rubrics, now)  # type: ignore[arg-type]


def test_a_case_costs_minus_its_priority(before: Evening) -> None:
    """0.25 for a new specialty and kind, less 0.15 for each four steps from a difficulty of 2."""
    before.more_cases("hard", edits={"difficulty: 2": "difficulty: 4"})

    assert costs_of(before, Kept()) == pytest.approx({"good": -0.25, "hard": -0.25 + 0.075})


def test_red_flags_shown_yesterday_are_hardly_needed_today(before: Evening) -> None:
    """0.45/21 (shown a day ago, and nothing to work towards) + 0.25/6."""
    before.more_cases(*(f"case-{n}" for n in range(5)))

    found = costs_of(before, Kept(met_by_anna(5)))["good"]

    assert found == pytest.approx(-(0.45 / 21 + 0.25 / 6))


def test_four_weeks_before_their_exam_red_flags_are_due_again_after_four_days(before: Evening) -> None:
    before.more_cases(*(f"case-{n}" for n in range(5)))
    day = datetime.fromtimestamp(DAY / 1000, UTC).date() + timedelta(days=28)

    found = costs_of(before, Kept(met_by_anna(5), exam=ExamPlan(day, "finals", 2)))["good"]

    assert found == pytest.approx(-(0.45 / 4 + 0.25 / 6))


def test_a_domain_that_is_lower_than_the_others_makes_its_cases_cheaper(before: Evening) -> None:
    """Gathering is far below her own mean, so it is as weak as can be; it has a third of the weight.

    What must never happen weighs nothing.
    """
    never = "checklist:\n  - {id: harm, text: Scares him, domain: gather, weight: 3, critical: never}\n"
    before.more_cases(*(f"case-{n}" for n in range(5))).more_cases("harm", edits={"checklist:\n": never})
    even, lower = (Kept(met_by_anna(5), dict.fromkeys(DOMAINS, 4) | {"gather": rating}) for rating in (4, 1))

    cheaper = {case: cost - costs_of(before, even)[case] for case, cost in costs_of(before, lower).items()}

    assert (cheaper["good"], cheaper["harm"]) == pytest.approx((-0.30 / 3, -0.30 / 3))


@pytest.mark.parametrize(("made", "gain"), [(DAY - 1, 0.20), (DAY, 0)])
def test_a_case_with_a_line_for_an_open_step_is_cheaper_but_not_for_one_of_tonight(
    before: Evening, made: int, gain: float
) -> None:
    before.more_cases("tagged", edits=TAGGED)
    step = Goal("anna", 1, 1, "Ask what worries them.", made, skill="ice")

    found = costs_of(before, Kept(steps=[step]))

    assert found == pytest.approx({"good": -0.25, "tagged": -0.25 - gain})


@pytest.mark.parametrize(("stations", "weak"), [(4, {}), (5, {"gather": 1.0})])
def test_no_domain_is_weak_before_the_profile_may_be_shown(stations: int, weak: dict[str, float]) -> None:
    sheet = Marksheet((Item("a", "gather"),), tuple(Domain(domain) for domain in DOMAINS))
    card = Card("good", "Good", "interview", "cardiology", "clinical", 2)
    marked = Response({"a": Mark.DONE}, dict.fromkeys(DOMAINS, 4) | {"gather": 1}, 2)
    seen = [Seen(Station("here", n, 1, n, "student", card, 8), sheet, {"ben": marked}) for n in range(stations)]

    assert weak_domains(domain_profile(seen)) == weak


@pytest.mark.parametrize(("ratings", "weak"), [(4, {}), (5, {"speak": 1.0})])
def test_a_domain_moves_no_suggestion_before_it_was_rated_five_times(ratings: int, weak: dict[str, float]) -> None:
    sheet = Marksheet((Item("a", "gather"),), tuple(Domain(domain) for domain in (*DOMAINS, "speak")))
    card = Card("good", "Good", "interview", "cardiology", "clinical", 2)
    high = dict.fromkeys(DOMAINS, 4)
    given = [Response({"a": Mark.DONE}, high | ({"speak": 1} if n < ratings else {}), 2) for n in range(8)]
    seen = [Seen(Station("", n, 1, n, "student", card, 8), sheet, {"ben": marked}) for n, marked in enumerate(given)]

    profile = domain_profile(seen)

    assert profile.has_chart
    assert (weak_domains(profile), profile.weakest) == (weak, next(iter(weak), None))


def test_before_five_stations_no_mark_is_read(before: Evening) -> None:
    before.more_cases(*(f"case-{n}" for n in range(8)))
    kept = Kept([*met_by_anna(4), *met_by_anna(4, role="patient")])

    costs_of(before, kept)

    assert kept.asked == []


def test_only_the_newest_stations_are_asked_for_marks(before: Evening) -> None:
    """However many there are, a plan takes no longer."""
    before.more_cases("case-0")
    case, library = before.kit.library().cases["case-0"], before.kit.library()
    many = NEWEST + 50
    cases = {f"case-{n}": case.model_copy(update={"id": f"case-{n}"}) for n in range(many)}
    kept = Kept(met_by_anna(many))

    costs(kept, "anna", cases, library.rubrics, DAY)  # type: ignore[arg-type]

    assert kept.asked == [(1, n) for n in range(50, many)]


def test_marks_of_repeats_of_rounds_given_up_and_of_other_roles_are_not_asked_for(before: Evening) -> None:
    before.more_cases(*(f"case-{n}" for n in range(8)))
    own = met_by_anna(5)
    again = replace(own[0], round=90, at=1)
    given_up = Exposure("anna", "case-6", 1, 91, "student", False, False, 2)
    played = Exposure("anna", "case-7", 1, 92, "patient", False, True, 3)
    kept = Kept([*own, again, given_up, played])

    costs_of(before, kept)

    assert kept.asked == [(1, n) for n in range(5)]


def test_marks_since_the_evening_began_are_not_asked_for(before: Evening) -> None:
    before.more_cases(*(f"case-{n}" for n in range(6)))
    kept = Kept(met_by_anna(6, last_at=DAY))

    costs_of(before, kept, now=DAY)

    assert kept.asked == [(1, n) for n in range(5)]


def test_a_case_that_was_only_read_is_known_and_no_round(before: Evening) -> None:
    """Its specialty is as new as before, and to play it later is a repeat."""
    before.more_cases(*(f"case-{n}" for n in range(5)))
    read = [Exposure("anna", "case-4", 2, 0, "reader", False, False, -1 << 40)]
    kept = Kept([*read, *met_by_anna(5)])

    assert costs_of(before, Kept(read))["good"] == pytest.approx(-0.25)
    assert costs_of(before, kept)["good"] == pytest.approx(-0.25 / 6)
    assert kept.asked == []


def test_cases_whose_file_is_gone_stop_no_plan(before: Evening) -> None:
    kept = Kept(met_by_anna(9))

    assert costs_of(before, kept) == pytest.approx({"good": -0.25})


def test_without_a_history_the_cases_near_a_difficulty_of_two_come_first(before: Evening) -> None:
    hard = {"difficulty: 2": "difficulty: 5"}
    evening = before.more_cases("hard-a", "hard-b", edits=hard).more_cases("case-a", "case-b").start()

    assert sorted(case for _, _, case in evening.planned()) == ["case-a", "case-b", "good"]


def test_a_specialty_that_is_new_comes_first(before: Evening) -> None:
    before.more_cases("case-a", "case-b").start().play_all()
    before.more_cases("case-c", "case-d", "case-e")
    new = {"specialty: cardiology": "specialty: neurology", "difficulty: 2": "difficulty: 3"}
    second = before.more_cases("new-a", "new-b", "new-c", edits=new).later()

    assert sorted(case for _, _, case in second.planned()) == ["new-a", "new-b", "new-c"]


@pytest.fixture
def after_five(before: Evening) -> Evening:
    """Anna and Ben have had five stations each on five days: she missed all red flags, he all ideas and worries.

    Four days later both come, and so does Cleo; there is a case that practises the one, one for the other and one
    for both.
    """
    before.without("good").more_cases(*(f"case-{n}" for n in range(10)), edits=TAGGED)
    evening = before
    for _ in range(5):
        evening = evening.later("Anna", "Ben")
        while evening.state.plan:
            missed = {"Anna": "exertional", "Ben": "family"}[evening.play().who("student")]
            marks = {item: "not" if item == missed else "done" for item in ("exertional", "family")}
            answers = [evening.tap(evening.who("patient"), "marked", item=i, mark=m) for i, m in marks.items()]
            assert [answer.result for answer in answers] == ["accepted"] * 2
        evening.finish()
    evening.wall.forward(3 * DAY)
    ideas, both = (TAGGED | {"skills: [red-flags]": f"skills: [{skills}]"} for skills in ("ice", "red-flags, ice"))
    return evening.more_cases("flags", edits=TAGGED).more_cases("ideas", edits=ideas).more_cases("both", edits=both)


def test_everybody_is_given_the_case_that_practises_what_they_missed(after_five: Evening) -> None:
    evening = after_five.later("Anna", "Ben")

    assert {(student, case) for student, _, case in evening.planned()} == {("Anna", "flags"), ("Ben", "ideas")}


def test_the_reason_that_everyone_sees_tells_nothing_of_what_was_missed(after_five: Evening) -> None:
    evening = after_five.later("Anna", "Ben")

    whys = {row.case: row.why for row in evening.state.plan}

    assert whys["flags"].endswith("The case is new to you both and practises red flags.")
    assert whys["ideas"].endswith("The case is new to you both and practises ideas and worries.")
    assert [word for word in ("miss", "due", "weak", "chance") if word in "".join(whys.values())] == []


def test_neither_a_mark_of_tonight_nor_the_hour_changes_what_a_case_costs_tonight(after_five: Evening) -> None:
    evening = after_five.later("Anna", "Ben", "Cleo").plan_by_hand(HandRow(0, 1, "both")).begin_planned().read()
    evening.wall.forward(3 * 60_000)
    before = costs_tonight(evening)

    answers = [evening.tap("Cleo", "marked", item=item, mark="not") for item in ("exertional", "family")]
    evening.wall.forward(60 * 60_000)

    assert [answer.result for answer in answers] == ["accepted"] * 2
    assert costs_tonight(evening) == before


def costs_tonight(evening: Evening) -> tuple[Mapping[str, float], ...]:
    """What each case costs for each person, as of now."""
    return problem_of(evening).cost


# --- private settings


def test_nobody_is_given_a_blocked_theme_in_any_role(before: Evening) -> None:
    evening = before.more_cases("case-x", "case-y", edits=theme("cancer")).more_cases("case-a", "case-b").start()

    evening.sets("Cleo", blocked=frozenset({"cancer"}))

    assert sorted(case for _, _, case in evening.planned()) == ["case-a", "case-b", "good"]


def test_what_was_set_before_the_practice_holds_from_its_first_plan(before: Evening) -> None:
    before.more_cases("case-x", "case-y", edits=theme("cancer")).more_cases("case-a", "case-b")
    first = before.start()
    first.sets("Cleo", blocked=frozenset({"cancer"}))

    second = first.later()

    assert sorted(case for _, _, case in second.planned()) == ["case-a", "case-b", "good"]


HANDS = EXAMINED | {"findings:": EXAMINED["findings:"].replace("[chest]", "[hands, arms]")}


@pytest.fixture
def examinations(before: Evening) -> Evening:
    """Two examinations of the chest and two of the hands; nobody has joined yet."""
    rubric = (before.content / "rubrics/history.yaml").read_text(encoding="utf-8")
    rubric = rubric.replace("id: history", "id: examination").replace("kinds: [interview]", "kinds: [examination]")
    (before.content / "rubrics/examination.yaml").write_text(rubric, encoding="utf-8")
    before.without("good").more_cases("chest-a", "chest-b", edits=EXAMINED)
    return before.more_cases("hands-a", "hands-b", edits=HANDS)


def test_apart_nobody_is_examined_so_everybody_plays_in_examinations(examinations: Evening) -> None:
    evening = examinations.start(opened=Opened("uk-osce", online=True))
    apart = patients(evening)

    evening.sets("Ben", examined=Examined.NOTHING)

    assert patients(evening) == apart


@pytest.fixture
def two_timings(examinations: Evening) -> Evening:
    """An interview and the examinations, each with a preset of its own."""
    opened = Opened("uk-osce", station=10, by_kind=(("interview", "sca"), ("examination", "plab")))
    return examinations.more_cases("talk").start(opened=opened)


def test_a_round_lasts_as_long_as_the_preset_of_its_kind(two_timings: Evening) -> None:
    talk = two_timings.begin("talk").round.lengths
    examination = two_timings.play_from_here().begin("hands-a").round.lengths

    assert (talk.reading, talk.station) == (3 * MINUTE, 12 * MINUTE)
    assert (examination.reading, examination.station) == (1.5 * MINUTE, 8 * MINUTE)


def test_a_case_is_played_to_the_minutes_of_its_kinds_preset(two_timings: Evening) -> None:
    assert two_timings.begin("talk").round.case.timing.station == 12


def test_a_kind_without_a_preset_of_its_own_lasts_as_the_session_does(examinations: Evening) -> None:
    opened = Opened("uk-osce", station=10, by_kind=(("interview", "sca"),))

    assert examinations.start(opened=opened).begin("hands-a").round.lengths.station == 10 * MINUTE


def test_the_plan_says_how_long_each_station_is(two_timings: Evening) -> None:
    two_timings.plan_by_hand(HandRow(0, 1, "talk"), HandRow(1, 2, "hands-a"))

    assert [row.minutes for row in two_timings.state.plan] == [12, 8]
    shown = two_timings.view("Anna")
    assert isinstance(shown, Lobby)
    assert [row.minutes for row in shown.plan.rows] == [12, 8]


def test_the_kits_own_plan_says_how_long_each_station_is(stocked: Evening) -> None:
    evening = stocked.start(opened=Opened("uk-osce", by_kind=(("interview", "sca"),)))

    assert {row.minutes for row in evening.state.plan} == {12}


def test_extra_time_is_not_in_the_plan_that_everybody_sees(stocked: Evening) -> None:
    evening = stocked.start()

    evening.sets("Anna", extra_time=True)

    assert {row.minutes for row in evening.state.plan} == {8}


def patients(evening: Evening) -> set[tuple[str, str]]:
    return {(patient, case[:5]) for _, patient, case in evening.planned()}


def test_who_is_not_to_be_examined_plays_in_no_examination(examinations: Evening) -> None:
    evening = examinations.more_cases("talk-a", "talk-b").start()

    evening.sets("Ben", examined=Examined.NOTHING)

    assert len(evening.planned()) == 3
    assert {case for patient, case in patients(evening) if patient == "Ben"} <= {"talk-"}


def test_arms_hands_and_head_only_leaves_out_the_chest(examinations: Evening) -> None:
    evening = examinations.start()

    for name in evening.seats:
        evening.sets(name, examined=Examined.LIMBS)

    assert {case for _, case in patients(evening)} == {"hands"}
    assert len(evening.planned()) == 2


def test_whoever_set_nothing_is_examined_at_hands_arms_and_head_only(known_to_each_other: Evening) -> None:
    evening = known_to_each_other.later()

    assert {case for _, case in patients(evening)} == {"hands"}


@pytest.fixture
def known_to_each_other(examinations: Evening) -> Evening:
    """The three have played one session; there are two examinations of the hands and seven of the chest."""
    evening = examinations.more_cases("talk-a", "talk-b", "talk-c").start("Anna", "Ben", "Cleo")
    for case in ("talk-a", "talk-b", "talk-c"):
        evening.begin(case).play_from_here()
    evening.finish()
    evening.without("talk-a", "talk-b", "talk-c")
    return evening.more_cases(*(f"chest-{letter}" for letter in "cdefg"), edits=EXAMINED)


def test_people_who_know_each_other_examine_what_they_may(known_to_each_other: Evening) -> None:
    evening = known_to_each_other.later()

    anything(evening, "Anna", "Ben", "Cleo")

    assert "chest" in {case for _, case in patients(evening)}


def anything(evening: Evening, *names: str, **more: object) -> None:
    for name in names:
        evening.sets(name, **{"examined": Examined.ANYTHING, **more})


@pytest.mark.parametrize("here", [("Anna", "Ben"), ("Anna", "Ben", "Dora"), ("Dora", "Eli", "Fay")])
def test_a_pair_and_new_company_examine_hands_arms_and_head_only(
    known_to_each_other: Evening, here: tuple[str, ...]
) -> None:
    evening = known_to_each_other.later(*here)

    anything(evening, *here)

    assert {case for _, case in patients(evening)} == {"hands"}


def test_somebody_who_joins_the_others_later_makes_it_new_company(known_to_each_other: Evening) -> None:
    evening = known_to_each_other.later()
    anything(evening, "Anna", "Ben", "Cleo")

    evening.join("Dora")

    assert {case for _, case in patients(evening)} == {"hands"}


def test_a_plan_by_hand_is_told_what_new_company_examines(examinations: Evening) -> None:
    evening = examinations.start("Anna", "Ben", "Cleo")
    trio = [[HandRow(0, 1, case)] for case in ("chest-a", "hands-a")]

    assert [evening.kit.rooms.broken_by(evening.practice, row) for row in trio] == [(NEW_COMPANY,), ()]


def test_whoever_wants_their_own_sex_is_examined_by_no_other(known_to_each_other: Evening) -> None:
    evening = known_to_each_other.later()

    evening.sets("Anna", sex=Sex.FEMALE, examined_by=Examiners.SAME_SEX)
    evening.sets("Ben", sex=Sex.MALE)
    evening.sets("Cleo", sex=Sex.FEMALE)

    assert examiners_of("Anna", evening) == {"Cleo"}


@pytest.mark.parametrize(
    ("hers", "theirs"), [(None, None), (None, Sex.FEMALE), (Sex.FEMALE, None), (Sex.FEMALE, Sex.MALE)]
)
def test_a_sex_that_was_not_said_is_nobodys(hers: Sex | None, theirs: Sex | None) -> None:
    mine = Private(sex=hers, examined_by=Examiners.SAME_SEX)

    assert not mine.lets("ben", Private(sex=theirs))


def test_whoever_chose_people_is_examined_by_no_other(known_to_each_other: Evening) -> None:
    evening = known_to_each_other.later()

    evening.sets("Anna", examined_by=Examiners.CHOSEN, chosen=frozenset({evening.seats["Ben"].person}))

    assert examiners_of("Anna", evening) == {"Ben"}


def examiners_of(name: str, evening: Evening) -> set[str]:
    """Whom the planner may let examine somebody's hands."""
    closed, names = problem_of(evening).unexaminable, [evening.name_of(seat) for seat in evening.state.seats]
    patient = names.index(name)
    others = [i for i in range(len(names)) if i != patient]
    return {names[i] for i in others if "hands-a" not in closed.get((i, patient), ())}


@pytest.mark.parametrize("role", ["student", "patient"])
def test_who_would_rather_not_tonight_is_not(stocked: Evening, role: str) -> None:
    evening = stocked.start()

    evening.sets("Anna", **{f"not_{role}_until": evening.wall.at + 1000})

    column = {"student": 0, "patient": 1}[role]
    assert len(evening.planned()) == 3
    assert "Anna" not in {row[column] for row in evening.planned()}


def test_tonight_is_over_tomorrow(stocked: Evening) -> None:
    first = stocked.start()
    first.sets("Anna", not_student_until=first.wall.at + 1000)

    assert "Anna" in students(first.later())


EVERYTHING = frozenset({"cancer", "pregnancy"})


def test_when_everybody_blocks_everything_one_neutral_sentence_is_said(before: Evening) -> None:
    before.without("good").more_cases("case-x", edits=theme("cancer"))
    evening = before.more_cases("case-y", "case-z", edits=theme("pregnancy")).start()

    for name in evening.seats:
        evening.sets(name, blocked=EVERYTHING)

    assert evening.planned() == []
    assert evening.state.reason.startswith(NEUTRAL)
    assert not [name for name in evening.seats if name in evening.state.reason]
    assert evening.move("Anna", "begin").say == evening.state.reason


def test_a_block_taken_back_brings_the_plan_back(before: Evening) -> None:
    evening = before.without("good").more_cases("case-x", "case-y", "case-z", edits=theme("cancer")).start()
    evening.sets("Ben", blocked=EVERYTHING)
    blocked = evening.planned()

    evening.sets("Ben")

    assert blocked == []
    assert fits(evening)
    assert evening.state.reason == ""


@pytest.mark.parametrize(
    "private",
    [
        {"blocked": frozenset({"cancer"})},
        {"examined": Examined.NOTHING},
        {"examined_by": Examiners.SAME_SEX, "sex": Sex.FEMALE},
        {"chosen": frozenset({"somebody"}), "examined_by": Examiners.CHOSEN},
        {"not_student_until": 1 << 50},
        {"not_patient_until": 1 << 50},
        {"extra_time": True},
    ],
    ids=lambda private: next(iter(private)),
)
def test_no_view_and_no_event_says_who_set_what(stocked: Evening, private: dict[str, object]) -> None:
    evening = stocked.more_cases("case-x", edits=theme("cancer")).start()
    stored = evening.stored()

    evening.sets("Ben", **private)

    rows = evening.log()[stored:]
    # Where the plan is the old one, not even that.
    assert {(row.event.kind, row.seat) for row in rows} <= {("planned", NOBODY)}
    words = (
        "blocked",
        "cancer",
        "examin",
        "not_student",
        "not_patient",
        "extra",
        "rather",
        "until",
        "private",
        "theme",
        "same sex",
        "female",
        "chosen",
        "somebody",
    )
    shown = everything_shown(evening).lower()
    assert [word for word in words if word in shown] == []


def test_settings_of_others_are_not_to_be_had(evening: Evening) -> None:
    evening.sets("Ben", blocked=frozenset({"cancer"}))

    with pytest.raises(Fault, match="doesn’t have this seat"):
        evening.kit.settings.private(Visitor("device of Anna", seat=evening.seats["Ben"].id))
    with pytest.raises(Fault, match="doesn’t have this seat"):
        evening.kit.settings.set_private(Visitor("device of Anna", seat=evening.seats["Ben"].id), None)  # type: ignore[arg-type]

    mine = evening.kit.settings.private(Visitor("device of Ben", seat=evening.seats["Ben"].id))
    assert mine.blocked == frozenset({"cancer"})


def test_settings_saved_during_a_round_change_nothing_of_it(stocked: Evening) -> None:
    evening = stocked.start().begin_planned()
    round_ = evening.round

    evening.sets(evening.who("student"), extra_time=True, examined=Examined.NOTHING)

    assert evening.round == round_
    assert fits(evening)


def test_extra_time_lengthens_only_that_students_station(stocked: Evening) -> None:
    evening = stocked.start()
    evening.sets("Ben", extra_time=True)
    minutes = {}

    while evening.state.plan:
        evening.play()
        lengths = evening.round.lengths
        minutes[evening.who("student")] = (lengths.reading / 60_000, lengths.station / 60_000, lengths.prepare / 60_000)

    assert minutes == {"Anna": (2, 8, 3), "Ben": (2.5, 10, 3), "Cleo": (2, 8, 3)}


# --- a plan by hand


def test_what_a_plan_by_hand_breaks_is_said_and_it_is_kept(stocked: Evening) -> None:
    evening = stocked.start()
    rows = [HandRow(0, 1, "good"), HandRow(0, 1, "good")]

    broken = evening.kit.rooms.broken_by(evening.practice, rows)
    evening.plan_by_hand(*rows)

    assert "Round 2: Anna already knows “Tight chest on the stairs”." in broken
    assert "Turns as student are uneven: Anna 2, Ben 0 and Cleo 0." in broken
    assert evening.planned() == [("Anna", "Ben", "good")] * 2
    assert [row.why for row in evening.state.plan] == ["Chosen by you."] * 2


def test_asking_what_would_break_changes_nothing(stocked: Evening) -> None:
    evening = stocked.start()
    stored, planned = evening.stored(), evening.planned()

    evening.kit.rooms.broken_by(evening.practice, [HandRow(1, 2, "good")])

    assert (evening.stored(), evening.planned()) == (stored, planned)


def test_a_plan_by_hand_that_breaks_nothing_is_met_with_silence(stocked: Evening) -> None:
    evening = stocked.start()
    rows = [HandRow(0, 1, "good"), HandRow(1, 2, "case-a"), HandRow(2, 0, "case-b")]

    assert evening.kit.rooms.broken_by(evening.practice, rows) == ()


def test_after_the_end_nothing_is_planned(stocked: Evening) -> None:
    evening = stocked.start().play().finish()
    stored = evening.stored()

    for plan in (evening.plan_by_hand, lambda *_: evening.kit.rooms.plan_anew(evening.practice)):
        with pytest.raises(Fault, match="This session is over, so nothing more can be planned"):
            plan(HandRow(0, 1, "case-b"))

    assert evening.stored() == stored


def test_who_left_by_the_clock_has_no_turn_in_a_plan_by_hand(stocked: Evening) -> None:
    evening = stocked.start("Anna", "Ben", "Cleo", "Dana").station().moved("Ben", "leave")

    evening.plan_by_hand(HandRow(1, 2, "case-b"))

    assert evening.planned() == [("Cleo", "Dana", "case-b")]


def test_what_private_settings_speak_against_is_said_without_a_name(stocked: Evening) -> None:
    evening = stocked.more_cases("case-x", edits=theme("cancer")).start()
    evening.sets("Ben", blocked=frozenset({"cancer"}))

    broken = evening.kit.rooms.broken_by(
        evening.practice, [HandRow(0, 1, "case-x"), HandRow(1, 2, "case-a"), HandRow(2, 0, "good")]
    )

    assert broken == ("Not every case in it suits tonight’s group. The kit’s own plan does.",)


@pytest.mark.parametrize(
    "setting",
    [
        {"not_student_until": 1 << 50},
        {"not_patient_until": 1 << 50},
        {"examined": Examined.NOTHING},
        {"examined_by": Examiners.SAME_SEX, "sex": Sex.FEMALE},
    ],
)
def test_trying_every_cell_of_a_plan_does_not_tell_who_set_what(stocked: Evening, setting: dict[str, Any]) -> None:
    evening = stocked.start()
    rows = [[HandRow(i, j, "case-a")] for i in range(3) for j in range(3) if i != j]
    before = [evening.kit.rooms.broken_by(evening.practice, row) for row in rows]

    evening.sets("Ben", **setting)

    assert [evening.kit.rooms.broken_by(evening.practice, row) for row in rows] == before


def test_a_late_comers_fresh_case_does_not_make_the_plan_stale(stocked: Evening) -> None:
    evening = stocked.start().begin_planned()
    evening.join("Dora")

    evening.play_from_here().begin_planned()

    assert len(evening.state.rounds) == 2


def test_a_plan_by_hand_stays_when_somebody_changes_a_setting(stocked: Evening) -> None:
    evening = stocked.start().plan_by_hand(HandRow(2, 0, "case-c"))

    evening.sets("Ben", extra_time=True)

    assert evening.state.by_hand is True


def test_a_plan_by_hand_is_played_as_it_stands(stocked: Evening) -> None:
    evening = stocked.start().plan_by_hand(HandRow(2, 0, "case-c"), HandRow(2, 1, "case-c"))

    evening.play().begin_planned()

    assert [round_.snapshot.case.id for round_ in evening.state.rounds] == ["case-c", "case-c"]
    assert (evening.who("student"), evening.who("patient"), evening.who("observer")) == ("Cleo", "Ben", "Anna")


def test_the_kits_own_plan_can_be_had_back(stocked: Evening) -> None:
    evening = stocked.start()
    own = evening.state.plan
    evening.plan_by_hand(HandRow(0, 1, "good"), HandRow(1, 0, "case-a"), HandRow(2, 0, "case-b"))
    by_hand = evening.state.by_hand

    evening.kit.rooms.plan_anew(evening.practice)

    assert by_hand
    assert evening.state.plan == own
    assert not evening.state.by_hand


def test_one_person_cannot_be_student_and_patient(stocked: Evening) -> None:
    evening = stocked.start()

    with pytest.raises(Fault) as said:
        evening.plan_by_hand(HandRow(1, 1, "good"))

    assert sentence(said) == "One person can’t be the student and the patient in the same round."
    assert fits(evening)


def test_a_plan_by_hand_takes_only_people_and_cases_that_are_there(stocked: Evening) -> None:
    evening = stocked.start("Anna", "Ben")

    with pytest.raises(Fault) as gone:
        evening.plan_by_hand(HandRow(0, 2, "good"))
    with pytest.raises(Fault) as negative:
        evening.plan_by_hand(HandRow(-1, 0, "good"))
    with pytest.raises(Fault) as unknown:
        evening.plan_by_hand(HandRow(0, 1, "no-such-case"))

    assert sentence(gone) == sentence(negative)
    assert sentence(gone) == "Somebody in that plan has left. Check who’s here and choose again."
    assert sentence(unknown) == "That case is no longer available. Choose another one."


def test_a_plan_by_hand_is_remade_when_the_people_change(stocked: Evening) -> None:
    evening = stocked.start("Anna", "Ben").plan_by_hand(HandRow(0, 1, "good"))

    evening.join("Cleo")

    assert fits(evening)
    assert not evening.state.by_hand


def test_a_chosen_repeat_is_marked_as_one(before: Evening) -> None:
    first = before.more_cases("case-a").start().begin().moved("Anna", "stop").moved("Anna", "end_here")

    second = first.later().begin()

    began = [row.event for row in second.log() if row.event.kind == "round_began"]
    assert [event.repeat for event in began] == [True]  # type: ignore[attr-defined]


# --- for an exam


@pytest.fixture
def three_of_skin(before: Evening) -> Evening:
    """Three cases of the skin and three of the heart, and an exam that asks for skin above all."""
    add_exam(before.content, "finals", cardiology=1, dermatology=3)
    before.more_cases("heart-a", "heart-b")
    return before.more_cases("skin-a", "skin-b", "skin-c", edits={"specialty: cardiology": "specialty: dermatology"})


def test_a_session_for_an_exam_begins_with_what_weighs_most_in_it(three_of_skin: Evening) -> None:
    evening = three_of_skin.start(opened=Opened("uk-osce", exam="finals"))

    assert {case for _, _, case in evening.planned()} == {"skin-a", "skin-b", "skin-c"}


def test_nobody_is_told_which_topic_of_the_exam_a_case_belongs_to(three_of_skin: Evening) -> None:
    """It may be half of the answer."""
    evening = three_of_skin.start(opened=Opened("uk-osce", exam="finals"))

    assert "topic dermatology" not in everything_shown(evening)


def test_an_exam_whose_blueprint_has_gone_leaves_a_plan(three_of_skin: Evening) -> None:
    evening = three_of_skin.start("Anna", opened=Opened("uk-osce", exam="finals"))
    (evening.content / "rubrics" / "blueprints" / "finals.yaml").unlink()

    evening.join("Ben")

    assert fits(evening)


def test_an_exam_that_there_is_not_opens_nothing(before: Evening) -> None:
    with pytest.raises(Fault, match="no such exam"):
        before.kit.joining.open_practice(Visitor("device"), "Anna", Opened("uk-osce", exam="nonsense"))


# --- what there is to play


def test_the_list_of_cases_has_titles_and_no_word_more(before: Evening) -> None:
    before.more_cases("case-a")

    lines = before.start("Anna").kit.rooms.cases(before.seats["Anna"].person)

    assert [(line.id, line.title) for line in lines] == [
        ("case-a", titled("case-a")),
        ("good", "Tight chest on the stairs"),
    ]
    assert {(line.kind, line.specialty) for line in lines} == {("interview", "cardiology")}


def test_the_list_of_cases_begins_with_what_is_new_to_whoever_reads_it(before: Evening) -> None:
    before.more_cases("case-a").start().begin("case-a").read()

    lists = [before.kit.rooms.cases(before.seats[name].person) for name in ("Anna", "Ben")]
    nobodys = before.kit.rooms.cases("somebody new")

    assert [[(line.id, line.met) for line in lines] for lines in lists] == [[("good", False), ("case-a", True)]] * 2
    assert [(line.id, line.met) for line in nobodys] == [("case-a", False), ("good", False)]


# --- a case that somebody wants to practise


def wishing(evening: Evening, case: str) -> Evening:
    """Anna opens a session for this case; Ben and Cleo join it."""
    evening.seats["Anna"] = evening.kit.joining.open_practice(
        Visitor(device_of("Anna")), "Anna", replace(UK, case=case)
    )
    evening.code = evening.kit.joining.seats(Visitor(device_of("Anna")))[0][0].code
    evening.join("Ben")
    evening.join("Cleo")
    return evening


@pytest.mark.parametrize("case", SIX)
def test_whoever_opens_a_session_for_a_case_is_its_student(stocked: Evening, case: str) -> None:
    evening = wishing(stocked, case)

    [row] = [row for row in evening.state.plan if row.student == evening.seats["Anna"].id]

    assert (row.case, row.why) == (case, "Anna chose to practise this case.")


def test_a_wish_for_a_case_that_is_not_there_changes_no_plan(stocked: Evening) -> None:
    assert fits(wishing(stocked, "no-such-case"))


def test_a_wish_overrides_nobodys_private_settings_and_is_not_explained(stocked: Evening) -> None:
    stocked.more_cases("case-x", edits=theme("cancer"))
    elsewhere = replace(stocked, seats={}).start("Ben")
    elsewhere.sets("Ben", blocked=frozenset({"cancer"}))

    evening = wishing(stocked, "case-x")

    assert "case-x" not in [case for _, _, case in evening.planned()]
    assert "chose to practise" not in json.dumps(evening.views(), ensure_ascii=False)
