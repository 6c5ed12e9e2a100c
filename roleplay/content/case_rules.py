"""Rules within one case beyond its shape: its kind has the right parts, its times add up, it names its images."""

from collections.abc import Iterator

from roleplay.content.case import Case, Kind

Remark = tuple[tuple[str | int, ...], str]
MOST_ENTRIES = 100
"""Of a list. A station has a fifth of that; a longer one was not written to be played, and is slow to check."""


def broken_rules(case: Case) -> Iterator[Remark]:
    """Every rule that this case breaks, with the steps to where it breaks it."""
    yield from lists_too_long(case)
    yield from parts_of_its_kind(case)
    yield from times_within_the_station(case)


def lists_too_long(case: Case) -> Iterator[Remark]:
    """Nobody can play, observe or mark that much in one station."""
    lists: dict[tuple[str | int, ...], int] = {
        ("patient", "story"): len(case.patient.story),
        ("patient", "cues"): len(case.patient.cues),
        ("patient", "ask"): len(case.patient.ask),
        ("events",): len(case.events),
        ("others",): len(case.others),
        ("findings",): len(case.findings),
        ("checklist",): len(case.checklist),
        ("phases",): len(case.phases),
    }
    for steps, entries in lists.items():
        if entries > MOST_ENTRIES:
            yield steps, f"expected at most {MOST_ENTRIES} entries; found {entries:,}. Take some out"


def parts_of_its_kind(case: Case) -> Iterator[Remark]:
    """A case that lacks its kind's part can't be played, and another kind's part would never be shown."""
    if case.kind is Kind.EXAMINATION and case.examine is None:
        yield ("examine",), 'expected what is examined; found none. Write "examine: {regions: [hands], …}"'
    if case.kind is not Kind.EXAMINATION and case.examine is not None:
        yield ("examine",), f"expected this key in an examination only; found it in the kind {case.kind}"
    if case.kind is Kind.PRESENTATION and case.patient.story:
        sentence = "expected no story, since the senior only listens; found one. Put it into student.material"
        yield ("patient", "story"), sentence
    if case.kind is Kind.PRESENTATION and not case.student.material:
        yield ("student", "material"), "expected what the student presents from; found nothing"
    if case.kind is Kind.INTERVIEW and not case.patient.you_are:
        yield ("patient", "you_are"), "expected who the patient is, in the second person; found nothing"
    if case.kind is Kind.INTERVIEW and not case.patient.story:
        yield ("patient", "story"), "expected at least one fact that the patient can tell; found nothing"


def times_within_the_station(case: Case) -> Iterator[Remark]:
    """Something planned for a minute that the station never reaches wouldn't happen, and nobody would see why."""
    end = case.timing.station
    times: list[tuple[tuple[str | int, ...], float | None]] = [
        *((("patient", "ask", n, "by_minute"), ask.by_minute) for n, ask in enumerate(case.patient.ask)),
        *((("events", n, "minute"), event.minute) for n, event in enumerate(case.events)),
        (("viva", "at_minute"), case.viva.at_minute if case.viva else None),
    ]
    for steps, minute in times:
        if minute is not None and minute > end:
            yield steps, f"expected a minute within the station's {end:g}; found {minute:g}"


def images(case: Case) -> list[tuple[tuple[str | int, ...], str]]:
    """The images that a case names, and where."""
    named: list[tuple[tuple[str | int, ...], str | None]] = [
        *((("student", "material", n, "image"), material.image) for n, material in enumerate(case.student.material)),
        *((("findings", n, "image"), finding.image) for n, finding in enumerate(case.findings)),
    ]
    return [(steps, name) for steps, name in named if name is not None]
