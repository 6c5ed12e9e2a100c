"""The linter's checks of the mark sheet: lines that can be marked fairly, safety points that cannot stay silent."""

from collections.abc import Iterator, Sequence

from roleplay.content.case import Case, Level, WhenRule
from roleplay.content.case_rules import Remark
from roleplay.content.checklist import Critical, Item
from roleplay.content.diagnostics import shortened
from roleplay.content.lint.behaviours import is_compound
from roleplay.content.lint.sentences import diagnoses_in
from roleplay.content.lint.wordlists import EXPLAINS, MANAGES, MANNERS, SAFETY_SKILLS, TOLD_TO_THE_PATIENT
from roleplay.content.rubric import Rubric

MOST_ITEMS = 14
MOST_MUSTS = 3
LINES_A_MINUTE = 2
"""Of explaining, agreeing and safety-netting, as quick speakers manage."""


def too_many_items(case: Case, rubric: Rubric | None) -> Iterator[Remark]:
    """A peer cannot watch for more than fourteen things and still watch the people."""
    general = len(rubric.items) if rubric else 0
    total = len(case.checklist) + general
    if total > MOST_ITEMS:
        yield ("checklist",), f"{total} lines including the rubric's {general}, more than {MOST_ITEMS}. Take some out"


def too_many_musts(case: Case, rubric: Rubric | None) -> Iterator[Remark]:
    """Where everything is a safety point, none is."""
    general = _musts(rubric.items if rubric else ())
    total = general + _musts(case.checklist)
    if total > MOST_MUSTS:
        sentence = (
            f"{total} lines that must be done with the rubric's {general}, more than {MOST_MUSTS}. Keep the worst"
        )
        yield ("checklist",), sentence


def _musts(items: Sequence[Item]) -> int:
    return sum(item.critical is Critical.MUST for item in items)


def case_lines(case: Case) -> Iterator[Remark]:
    """What is wrong with the case's own lines, each by itself."""
    for n, item in enumerate(case.checklist):
        yield from _line(("checklist", n), item)


def rubric_lines(rubric: Rubric) -> Iterator[Remark]:
    """The same for the lines that every case of its kind shares."""
    for n, item in enumerate(rubric.items):
        yield from _line(("items", n), item)


def _line(steps: tuple[str | int, ...], item: Item) -> Iterator[Remark]:
    if item.critical is Critical.MUST:
        yield from _must(steps, item)
    elif item.critical is Critical.NEVER:
        yield from _never(steps, item)
    else:
        yield from _ordinary(steps, item)


def _must(steps: tuple[str | int, ...], item: Item) -> Iterator[Remark]:
    """A friendly "partly", or half of a line, hides that the station was not safe."""
    if item.partly:
        yield (*steps, "partly"), "a must that allows partly stays silent when half was missed. Take partly out"
    if is_compound(item.text):
        yield (*steps, "text"), f'a must of several things, "{shortened(item.text)}". Name the one that counts'


def _never(steps: tuple[str | int, ...], item: Item) -> Iterator[Remark]:
    """A flag for manners devalues the flags for safety."""
    if item.partly:
        yield (*steps, "partly"), "a never that allows partly. Take partly out"
    if MANNERS.search(item.text) and not SAFETY_SKILLS.intersection(item.tags):
        yield (*steps, "critical"), "never is for safety, consent and dignity. Put manners into an ordinary line"
    elif is_compound(item.text):
        yield (*steps, "text"), f'a never of several things, "{shortened(item.text)}". Name the one that counts'


def _ordinary(steps: tuple[str | int, ...], item: Item) -> Iterator[Remark]:
    """Whoever did one of two things is marked by the observer's mood."""
    if item.partly and not item.partly.both:
        yield (*steps, "partly"), "which of its two parts counts as partly? Write partly: {both: …, one: …}"
    elif not item.partly and is_compound(item.text):
        yield (*steps, "text"), f'several things in one line, "{shortened(item.text)}". Keep one, or name two in partly'


def unrevealed_facts(case: Case, rubric: Rubric | None) -> Iterator[Remark]:
    """A fact that no line looks for is learnt by the patient and rewarded for nobody. What comes by itself may."""
    items = [*case.checklist, *(rubric.items if rubric else ())]
    revealed = {fact for item in items for fact in item.reveals}
    if revealed - {fact.id for fact in case.patient.story}:
        return  # an unknown fact is told as an error: it may be meant for any of them
    for n, fact in enumerate(case.patient.story):
        if fact.when.rule in (WhenRule.ASKED, WhenRule.CUE) and fact.id not in revealed:
            yield ("patient", "story", n), f'no line reveals "{fact.id}". Name it in a line\'s reveals or take it out'


def more_than_can_be_said(case: Case) -> Iterator[Remark]:
    """Three things to explain in one minute are three things read out."""
    minutes = sum(phase.minutes for phase in case.phases if EXPLAINS.search(f"{phase.id} {phase.label}"))
    managed = [
        item for item in case.checklist if MANAGES.fullmatch(item.domain) and item.critical is not Critical.NEVER
    ]
    if minutes and len(managed) > LINES_A_MINUTE * minutes:
        said = f"{len(managed)} lines of explaining and planning in {minutes:g} min"
        yield ("checklist",), f"{said}, more than {LINES_A_MINUTE} a minute. Take some out or give them time"


def diagnosis_by_a_beginner(case: Case) -> Iterator[Remark]:
    """A preclinical student does not tell a patient what the illness is: a doctor has, or will."""
    if case.level is not Level.PRECLINICAL:
        return
    for n, item in enumerate(case.checklist):
        named = diagnoses_in(item.text) if TOLD_TO_THE_PATIENT.search(item.text) else set()
        if named and item.domain in _TELLS_PATIENTS:
            words = ", ".join(sorted(named))
            yield (
                ("checklist", n, "text"),
                f"a preclinical student gives a diagnosis ({words}). Let a doctor have told it",
            )


_TELLS_PATIENTS = ("explain", "manage", "say", "next")
