"""The linter's checks of wording: what the candidate instructions give away, and words that hurt."""

import re
from collections.abc import Iterable, Iterator

from roleplay.content.case import Case
from roleplay.content.case_rules import Remark
from roleplay.content.lint.wordlists import BETTER_WORDS, COMMON, DIAGNOSIS, QUOTED, SHORT_DIAGNOSIS, STIGMA, WORD

SHORTEST_TELLING_WORD = 6
Text = tuple[tuple[str | int, ...], str]


def answers_on_the_door(case: Case) -> Iterator[Remark]:
    """A title, brief or task that names the answer spoils the station for good: nobody can unread it."""
    tasks = [(("student", "tasks", n), task) for n, task in enumerate(case.student.tasks)]
    door: list[Text] = [(("title",), case.title), (("student", "brief"), case.student.brief), *tasks]
    answer = _answer_stems(case, {stem for _, text in door for stem in telling_stems(text)})
    known = diagnoses_in(" . ".join(_known_at_once(case)))
    for steps, text in door:
        named = diagnoses_in(text) - known
        named |= {word for word in _words(text) if _stem(word) in answer}
        if named:
            words = ", ".join(sorted(named))
            yield steps, f"may give the answer away ({words}). Write only what the student would know before going in"


def diagnoses_in(text: str) -> set[str]:
    """Every diagnosis named in a text."""
    return {*DIAGNOSIS.findall(text.lower().replace("’", "'")), *SHORT_DIAGNOSIS.findall(text)}


def _known_at_once(case: Case) -> list[str]:
    """Nothing the student reads on paper or hears in the first sentence is a secret, nor is an old illness."""
    student, part = case.student, case.patient
    texts = [student.setting, part.plays, part.opening, *student.known]
    texts += [f"{given.label} {given.value}" for given in student.given]
    texts += [f"{material.title} {material.text}" for material in student.material]
    return texts + [line for background in part.background if background.label == "past" for line in background.lines]


def _answer_stems(case: Case, candidates: set[str]) -> set[str]:
    """Those that the debrief or a card uses too. What the patient says or the student knows is not a secret."""
    secret = " ".join([*case.debrief.points, *(finding.card for finding in case.findings)])
    candidates = {stem for stem in candidates if stem in secret.lower()}
    if not candidates:
        return candidates
    said = [*_known_at_once(case), *(fact.say for fact in case.patient.story)]
    return (candidates & telling_stems(secret)) - telling_stems(" ".join(said))


def telling_stems(text: str) -> set[str]:
    """The long words of a text that carry meaning, without their endings."""
    stems = {_stem(word) for word in _words(text) if len(word) >= SHORTEST_TELLING_WORD}
    return {stem for stem in stems if len(stem) >= SHORTEST_TELLING_WORD} - COMMON_STEMS


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _stem(word: str) -> str:
    """Enough to recognise breathes, breathing and breathed as one word."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if len(word) > len(ending) + 4 and word.endswith(ending):
            return word[: -len(ending)]
    return word


COMMON_STEMS = frozenset(_stem(word) for word in COMMON)


def stigmatising_words(texts: list[Text]) -> Iterator[Remark]:
    """A label teaches readers to see the label. Speech is left as it is: people do talk like that."""
    for steps, text in texts:
        for found in STIGMA.findall(QUOTED.sub("", text).lower()):
            better = next(better for pattern, better in BETTER_WORDS if re.fullmatch(pattern, found))
            yield steps, f'"{found}" labels the person. Better: {better}'


def stigma_in_case(case: Case) -> Iterator[Remark]:
    """The same for everything in a case except what the patient says or thinks."""
    texts = [*_on_the_door(case), *_in_the_part(case), *_for_the_observer(case)]
    yield from stigmatising_words([(steps, text) for steps, text in texts if text])


def _on_the_door(case: Case) -> Iterator[Text]:
    student = case.student
    yield from [(("title",), case.title), (("student", "setting"), student.setting)]
    yield ("student", "brief"), student.brief
    yield from _each(("student", "tasks"), student.tasks)
    yield from _each(("student", "given"), [given.value for given in student.given], "value")
    yield from _each(("student", "material"), [material.text for material in student.material], "text")
    yield from _each(("student", "leave_out"), student.leave_out)


def _in_the_part(case: Case) -> Iterator[Text]:
    part = case.patient
    yield from [(("patient", key), getattr(part, key)) for key in ("plays", "you_are", "effect")]
    yield from _each(("patient", "cues"), [cue.show for cue in part.cues], "show")
    yield from _each(("patient", "reacts"), [reaction.do for reaction in part.reacts], "do")
    for n, background in enumerate(part.background):
        yield from _each(("patient", "background", n, "lines"), background.lines)


def _for_the_observer(case: Case) -> Iterator[Text]:
    yield from _each(("events",), [event.do for event in case.events], "do")
    yield from _each(("others",), [other.you_are for other in case.others], "you_are")
    yield from _each(("findings",), [finding.card for finding in case.findings], "card")
    yield from _each(("checklist",), [item.text for item in case.checklist], "text")
    questions = case.viva.questions if case.viva else ()
    yield from _each(("viva", "questions"), [question.answer for question in questions], "answer")
    yield from _each(("debrief", "points"), case.debrief.points)


def _each(steps: tuple[str | int, ...], texts: Iterable[str], *key: str) -> Iterator[Text]:
    for n, text in enumerate(texts):
        yield (*steps, n, *key), text
