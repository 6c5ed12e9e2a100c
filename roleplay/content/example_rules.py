"""Rules of an example station beyond its shape: what it refers to, its times, what it quotes."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from roleplay.content.case import Case
from roleplay.content.case_rules import Remark
from roleplay.content.checklist import Critical, Item
from roleplay.content.diagnostics import found, one_of
from roleplay.content.example_station import (
    Answer,
    ExampleStation,
    Voice,
    clock,
    digest_of_sheet,
    lines_of,
    places_of,
)
from roleplay.content.places import Place, locate
from roleplay.content.reading import Fault
from roleplay.content.references import Shared, texts
from roleplay.content.rubric import Rubric

SHORTEST, LONGEST = 60, 240
"""Seconds. Longer ones are put off; shorter ones show too little."""
WORDS_A_SECOND = 4.5
"""More than that nobody says."""
CaseOf = Callable[[str], Case | None]


def example_references(data: Any, place: Place, shared: Shared, case_of: CaseOf) -> list[Fault]:
    """A case that isn't there, and lines and areas that aren't on its mark sheet or are marked twice."""
    named = [(steps, text.strip()) for steps, text in texts(data, "case")]
    if not named:
        return []
    steps, name = named[0]
    case = case_of(name)
    if case is None or case.rubric not in shared.rubrics:
        sentence = f"expected the id of a case without faults in the kit’s own folder; {found(name)}"
        return [Fault(locate(place, steps)[1], steps, sentence)]
    rubric = shared.rubrics[case.rubric]
    return [
        *_known_once(data, place, "marks.*.item", list(lines_of(rubric, case))),
        *_known_once(data, place, "domains.*.domain", [domain.id for domain in rubric.domains]),
    ]


def _known_once(data: Any, place: Place, pattern: str, known: list[str]) -> Iterator[Fault]:
    before: dict[str, int] = {}
    for steps, written in texts(data, pattern):
        name, mark = written.strip(), locate(place, steps)[1]
        if name not in known:
            yield Fault(mark, steps, one_of(known, name))
        elif name in before:
            yield Fault(mark, steps, f"expected each once; {found(name)}, already marked on line {before[name]}")
        before.setdefault(name, mark.line + 1)


def broken_example_rules(example: ExampleStation, rubric: Rubric, case: Case) -> Iterator[Remark]:
    """Every rule that this example breaks, with the steps to where it breaks it."""
    yield from _times(example)
    if not example.observer and any(line.who is Voice.OBSERVER for line in example.lines):
        yield ("observer",), "expected who the observer is here, such as The GP; found nothing"
    yield from _quotations(example)
    known = lines_of(rubric, case)
    if all(mark.item in known for mark in example.marks):
        yield from _marks(example, known)
    for n, area in enumerate(example.domains):
        if area.accept[0] > area.accept[1]:
            yield ("domains", n, "accept"), f"expected the lower rating first; found {area.accept[0]}, {area.accept[1]}"
    now = digest_of_sheet(example, rubric, case)
    if example.sheet != now:
        sentence = (
            f'expected {now}; found "{example.sheet}", so a line or an area has changed since these marks were made. '
            "Read each mark again, then write the new one"
        )
        yield ("sheet",), sentence


def _times(example: ExampleStation) -> Iterator[Remark]:
    for n, (line, following) in enumerate(pairwise(example.lines), start=1):
        if following.at <= line.at:
            sentence = (
                f"expected a time after {clock(line.at)}, when the line before begins; found {clock(following.at)}"
            )
            yield ("lines", n, "at"), sentence
    last = example.lines[-1].at
    if example.ends <= last:
        sentence = f"expected a time after {clock(last)}, when the last line begins; found {clock(example.ends)}"
        yield ("ends",), sentence
    elif not SHORTEST <= example.ends <= LONGEST:
        yield ("ends",), f"expected {clock(SHORTEST)} to {clock(LONGEST)}; found {clock(example.ends)}"


def too_fast(example: ExampleStation) -> Iterator[Remark]:
    """What nobody could say in its time would be gone before it is read."""
    ends = [*(line.at for line in example.lines[1:]), example.ends]
    for n, (line, end) in enumerate(zip(example.lines, ends, strict=True)):
        words, seconds = len(line.say.split()), end - line.at
        if seconds > 0 and words > WORDS_A_SECOND * seconds:
            sentence = f"{words} words in {seconds} s are more than anybody says. Give them more time"
            yield ("lines", n, "say"), sentence


def _marks(example: ExampleStation, known: Mapping[str, Item]) -> Iterator[Remark]:
    for n, mark in enumerate(example.marks):
        yield from _offered(n, mark.mark, known[mark.item])
    if all(_is_best(mark.mark, known[mark.item]) for mark in example.marks):
        yield ("marks",), "expected a line that could have been done better; found none. Nobody learns to mark from it"


def _offered(n: int, mark: Answer, item: Item) -> Iterator[Remark]:
    where = ("marks", n, "mark")
    if mark is Answer.PARTLY and item.partly is None:
        yield where, f"expected an answer that {item.id} offers; found partly, which its line doesn’t allow"
    if mark is Answer.NA and not item.may_not_arise:
        yield where, f"expected an answer that {item.id} offers; found na, but its line always comes up"


def _is_best(mark: Answer, item: Item) -> bool:
    return mark in ((Answer.NOT, Answer.NA) if item.critical is Critical.NEVER else (Answer.DONE, Answer.NA))


def _quotations(example: ExampleStation) -> Iterator[Remark]:
    for n, mark in enumerate(example.marks):
        if mark.at is None:
            continue
        said_at = [line.at for line in places_of(example, mark.quote)]
        if not said_at:
            sentence = f"expected words of the transcript; {found(mark.quote)}, which nobody says or shows"
            yield ("marks", n, "quote"), sentence
        elif mark.at not in said_at:
            sentence = f"expected {clock(said_at[0])}, when this is said or shown; found {clock(mark.at)}"
            yield ("marks", n, "at"), sentence
