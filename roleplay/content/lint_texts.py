"""The linter's checks of wording: what the door sign gives away, and words that hurt."""

import re
from collections.abc import Iterator

from roleplay.content.case import Case
from roleplay.content.rules import Remark
from roleplay.content.wordlists import BETTER_WORDS, COMMON, DIAGNOSIS, STIGMA, WORD

SHORTEST_TELLING_WORD = 6
Text = tuple[tuple[str | int, ...], str]


def answers_on_the_door(case: Case) -> Iterator[Remark]:
    """A title, brief or task that names the answer spoils the station for good: it cannot be unread."""
    tasks = [(("student", "tasks", n), task) for n, task in enumerate(case.student.tasks)]
    door: list[Text] = [(("title",), case.title), (("student", "brief"), case.student.brief), *tasks]
    answer = _answer_stems(case, {stem for _, text in door for stem in _telling_stems(text)})
    for steps, text in door:
        named = set(DIAGNOSIS.findall(text.lower()))
        named |= {word for word in _words(text) if _stem(word) in answer}
        if named:
            words = ", ".join(sorted(named))
            yield steps, f"may give the answer away ({words}). Say what the student would know at the door"


def _answer_stems(case: Case, candidates: set[str]) -> set[str]:
    """Those that the debrief or a card has too. What the patient says anyway, or the door must say, is no secret."""
    secret = " ".join([*case.debrief.points, *(finding.card for finding in case.findings)])
    candidates = {stem for stem in candidates if stem in secret.lower()}
    if not candidates:
        return candidates
    part = case.patient
    said = [part.plays, part.opening, case.student.setting, *(fact.say for fact in part.story)]
    said += [f"{given.label} {given.value}" for given in case.student.given]
    return (candidates & _telling_stems(secret)) - _telling_stems(" ".join(said))


def _telling_stems(text: str) -> set[str]:
    stems = {_stem(word) for word in _words(text) if len(word) >= SHORTEST_TELLING_WORD}
    return {stem for stem in stems if len(stem) >= SHORTEST_TELLING_WORD} - COMMON_STEMS


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _stem(word: str) -> str:
    """Enough to see that breathes, breathing and breathed are one word."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if len(word) > len(ending) + 4 and word.endswith(ending):
            return word[: -len(ending)]
    return word


COMMON_STEMS = frozenset(_stem(word) for word in COMMON)


def stigmatising_words(texts: list[Text]) -> Iterator[Remark]:
    """A label teaches its reader to see the label. What a patient says aloud is left as it is: people do say it."""
    for steps, text in texts:
        for found in STIGMA.findall(text.lower()):
            better = next(better for pattern, better in BETTER_WORDS if re.fullmatch(pattern, found))
            yield steps, f'"{found}" labels the person. Better: {better}'


def stigma_in_case(case: Case) -> Iterator[Remark]:
    """The same for everything in a case that is not said by the patient."""
    yield from stigmatising_words(_narration(case))


def _narration(case: Case) -> list[Text]:
    student, part = case.student, case.patient
    texts: list[Text] = [
        (("title",), case.title),
        (("student", "brief"), student.brief),
        (("patient", "plays"), part.plays),
        (("patient", "you_are"), part.you_are),
        (("patient", "effect"), part.effect),
    ]
    texts += [(("student", "tasks", n), task) for n, task in enumerate(student.tasks)]
    texts += [(("student", "material", n, "text"), material.text) for n, material in enumerate(student.material)]
    texts += [(("patient", "cues", n, "show"), cue.show) for n, cue in enumerate(part.cues)]
    texts += [(("patient", "reacts", n, "do"), reaction.do) for n, reaction in enumerate(part.reacts)]
    texts += [
        (("patient", "background", n, "lines", k), line)
        for n, background in enumerate(part.background)
        for k, line in enumerate(background.lines)
    ]
    texts += [(("findings", n, "card"), finding.card) for n, finding in enumerate(case.findings)]
    texts += [(("checklist", n, "text"), item.text) for n, item in enumerate(case.checklist)]
    texts += [(("debrief", "points", n), point) for n, point in enumerate(case.debrief.points)]
    return texts
