"""The clinical linter: what a file may say but had better not. Warnings only.

Each check is a function with its reason. It yields the steps to the place, and the sentence.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from roleplay.content.case import Case, Kind, Mode, Patient, Region, Shown
from roleplay.content.case_rules import Remark
from roleplay.content.diagnostics import shortened
from roleplay.content.lint.authorities import advice_without_its_source
from roleplay.content.lint.cards import is_abnormal
from roleplay.content.lint.clock_words import minutes_that_stand_still
from roleplay.content.lint.contradictions import last_and_later, nights_of_two_days
from roleplay.content.lint.dangers import (
    as_found_and_given,
    noted_without_a_must,
    red_flags_without_a_must,
    unrewarded_actions,
)
from roleplay.content.lint.idioms import unidiomatic
from roleplay.content.lint.listeners import listeners
from roleplay.content.lint.scores import (
    aki_as_reckoned,
    crb65_as_reckoned,
    news2_as_reckoned,
    severe_malaria,
    wells_as_reckoned,
)
from roleplay.content.lint.sentences import answers_on_the_door, stigma_in_case, stigmatising_words, telling_stems
from roleplay.content.lint.sheet_rules import (
    case_lines,
    diagnosis_by_a_beginner,
    more_than_can_be_said,
    rubric_lines,
    too_many_items,
    too_many_musts,
    unrevealed_facts,
)
from roleplay.content.lint.themed import unnamed_themes
from roleplay.content.lint.units import results_without_figure, results_without_unit
from roleplay.content.lint.wordlists import (
    HEARD,
    HISTORY_VERB,
    INSPECTS,
    NOT_HISTORY,
    SEEN,
    SUPPORT_WORDS,
    T_SHIRT,
)
from roleplay.content.rubric import Rubric, Theme

MOST_ABNORMAL = 3
MOST_PATIENT_WORDS = 350
WORDS_A_MINUTE = 200


def case_warnings(case: Case, rubric: Rubric | None, themes: Mapping[str, Theme] | None) -> Iterator[Remark]:
    """Everything the linter says about a case."""
    yield from chain.from_iterable(check(case) for check in CASE_CHECKS)
    yield from chain.from_iterable(check(case, rubric) for check in MARKSHEET_CHECKS)
    yield from heavy_themes(case, themes or {})
    yield from unnamed_themes(case, themes or {})


def rubric_warnings(rubric: Rubric) -> Iterator[Remark]:
    """Everything the linter says about a rubric."""
    texts: list[Remark] = [(("items", n, "text"), item.text) for n, item in enumerate(rubric.items)]
    anchors: list[Remark] = [
        (("domains", n, "anchors", score), text)
        for n, domain in enumerate(rubric.domains)
        for score, text in domain.anchors.model_dump().items()
    ]
    yield from inspects(texts)
    yield from stigmatising_words([*texts, *anchors])
    yield from rubric_lines(rubric)
    if not rubric.review.clinically_reviewed:
        yield ("review", "clinically_reviewed"), NOT_REVIEWED


NOT_REVIEWED = "not clinically reviewed yet. Ask a clinician to read it, then write true"


def no_opening(case: Case) -> Iterator[Remark]:
    """The first words decide how a station starts; without them every patient makes up different ones."""
    if case.kind is not Kind.PRESENTATION and not case.patient.opening:
        yield ("patient", "opening"), "no opening line. Write what the patient says first, word for word"


def empty_views(case: Case) -> Iterator[Remark]:
    """If the student asks what the patient thinks, fears or hopes, there must be an answer."""
    if case.kind is Kind.INTERVIEW:
        for key in ("ideas", "concerns", "expectations"):
            if not getattr(case.patient, key):
                yield ("patient", key), f"empty. Write the patient's {key} in a sentence"


def too_many_abnormal(case: Case) -> Iterator[Remark]:
    """Nobody can make sense of more than three abnormal findings in eight minutes."""
    abnormal = [f for f in case.findings if f.shown is not Shown.AS_FOUND and is_abnormal(f.card)]
    if len(abnormal) > MOST_ABNORMAL:
        yield ("findings",), f"{len(abnormal)} abnormal cards, more than {MOST_ABNORMAL}. Leave out the least telling"


def too_long_to_read(case: Case) -> Iterator[Remark]:
    """At 200 words a minute, nobody gets to the end of longer instructions before the clock starts."""
    student = case.student
    texts = [student.setting, student.brief, *student.tasks, *student.leave_out]
    texts += [f"{given.label} {given.value}" for given in student.given]
    texts += [f"{material.title} {material.text}" for material in student.material]
    words, room = _words(texts), int(case.timing.reading * WORDS_A_MINUTE)
    if words > room:
        reading = f"{case.timing.reading:g} minutes of reading"
        yield ("student",), f"{words} words, more than the {room} that fit into {reading}. Shorten the instructions"


def long_part(case: Case) -> Iterator[Remark]:
    """The patient learns the script while everyone prepares; a longer one ends up being read aloud."""
    part = case.patient
    texts = [part.plays, part.you_are, part.opening, part.ideas, part.concerns, part.expectations, part.effect]
    texts += [fact.say for fact in part.story] + [cue.show for cue in part.cues] + [ask.say for ask in part.ask]
    texts += [f"{reaction.if_} {reaction.do}" for reaction in part.reacts]
    texts += [line for background in part.background for line in (background.label, *background.lines)]
    words = _words(texts)
    if words > MOST_PATIENT_WORDS:
        yield ("patient",), f"{words} words, more than the {MOST_PATIENT_WORDS} that can be learnt. Shorten the script"


def unheard_cues(case: Case) -> Iterator[Remark]:
    """Nobody sees a glance on the telephone, so the student could never take the cue up."""
    if case.mode is Mode.TELEPHONE:
        for n, cue in enumerate(case.patient.cues):
            if SEEN.search(cue.show) and not HEARD.search(cue.show):
                yield ("patient", "cues", n, "show"), "can only be seen, but this is a telephone case. Make it audible"


def phases_and_station(case: Case) -> Iterator[Remark]:
    """If phases don't fill the station, its end has no label; if they overrun, the last one never begins."""
    total, station = sum(phase.minutes for phase in case.phases), case.timing.station
    if case.phases and abs(total - station) > 1e-6:
        longer = "longer" if total > station else "shorter"
        yield ("phases",), f"{total:g} minutes in all, {longer} than the station's {station:g}. Make them equal"


def uncovered_trunk(case: Case) -> Iterator[Remark]:
    """Students examine each other's chest and abdomen over a T-shirt; the volunteer must know beforehand."""
    regions = {Region.CHEST, Region.ABDOMEN} & set(case.examine.regions if case.examine else ())
    if case.examine and regions and not T_SHIRT.search(case.examine.exposure):
        covered = " and ".join(sorted(regions))
        yield ("examine", "exposure"), f'no T-shirt named for {covered}. Write "over a T-shirt"'


def no_source(case: Case) -> Iterator[Remark]:
    """Without a source nobody can check whether the advice still holds."""
    if not case.debrief.sources:
        yield ("debrief", "sources"), "no source. Name the guideline that the debrief is based on"


def inspecting_items(case: Case) -> Iterator[Remark]:
    """Nobody can see someone inspecting; only what is said or done can be marked."""
    yield from inspects([(("checklist", n, "text"), item.text) for n, item in enumerate(case.checklist)])


def inspects(texts: list[Remark]) -> Iterator[Remark]:
    """The same for the lines of a rubric."""
    for steps, text in texts:
        if INSPECTS.search(text):
            yield steps, 'nobody can see someone "inspect". Write what is said or done'


def unsupported_items(case: Case, rubric: Rubric | None) -> Iterator[Remark]:
    """Asked about something that isn't in the script, patients make it up, and three groups play three cases."""
    if case.kind is not Kind.INTERVIEW:
        return
    told = _told(case.patient)
    topics = [fact.topic.lower() for fact in case.patient.story if fact.topic]
    words = telling_stems(" ".join([*(fact.say for fact in case.patient.story), *topics]))
    for n, item in enumerate(case.checklist):
        if item.reveals or not HISTORY_VERB.search(item.text) or NOT_HISTORY.search(item.text):
            continue
        text = item.text.lower()
        if not (words & telling_stems(text) or _names_one(topics, text) or _supported(text, told)):
            yield ("checklist", n), f'no fact answers "{shortened(item.text)}". Add a fact and name it in reveals'


def _told(part: Patient) -> set[str]:
    """What the script answers besides the story: the keys that are filled in and the background's labels."""
    keys = {key for key in ("ideas", "concerns", "expectations", "effect") if getattr(part, key)}
    return keys | {background.label.lower() for background in part.background if background.lines}


def _names_one(names: Iterable[str], text: str) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)


def _supported(text: str, told: set[str]) -> bool:
    return _names_one(told, text) or any(key in told and re.search(pattern, text) for pattern, key in SUPPORT_WORDS)


def unrewarded_cues(case: Case, rubric: Rubric | None) -> Iterator[Remark]:
    """A cue that no line rewards teaches that taking it up doesn't matter."""
    items = [*case.checklist, *(rubric.items if rubric else ())]
    rewarded = {fact for item in items for fact in item.reveals}
    opened = {fact.when.cue for fact in case.patient.story if fact.when.cue and fact.id in rewarded}
    for n, cue in enumerate(case.patient.cues):
        if cue.id not in opened:
            sentence = "no line rewards this cue. Give a fact when: {cue: %s} and name the fact in a line's reveals"
            yield ("patient", "cues", n), sentence % cue.id


def heavy_themes(case: Case, themes: Mapping[str, Theme]) -> Iterator[Remark]:
    """A heavy case is announced before anybody takes part, so that each can say no."""
    for n, theme in enumerate(case.themes):
        if not case.heavy and theme in themes and themes[theme].heavy:
            yield ("themes", n), f'"{theme}" is a heavy theme. Write heavy: true'


def _words(texts: list[str]) -> int:
    return sum(len(text.split()) for text in texts)


CASE_CHECKS: tuple[Callable[[Case], Iterator[Remark]], ...] = (
    answers_on_the_door,
    no_opening,
    empty_views,
    too_many_abnormal,
    inspecting_items,
    stigma_in_case,
    too_long_to_read,
    long_part,
    unheard_cues,
    phases_and_station,
    uncovered_trunk,
    no_source,
    case_lines,
    more_than_can_be_said,
    diagnosis_by_a_beginner,
    noted_without_a_must,
    red_flags_without_a_must,
    as_found_and_given,
    news2_as_reckoned,
    crb65_as_reckoned,
    wells_as_reckoned,
    aki_as_reckoned,
    severe_malaria,
    last_and_later,
    nights_of_two_days,
    results_without_unit,
    results_without_figure,
    unidiomatic,
    minutes_that_stand_still,
    listeners,
    advice_without_its_source,
)
MARKSHEET_CHECKS: tuple[Callable[[Case, Rubric | None], Iterator[Remark]], ...] = (
    unsupported_items,
    unrewarded_cues,
    too_many_items,
    too_many_musts,
    unrevealed_facts,
    unrewarded_actions,
)
