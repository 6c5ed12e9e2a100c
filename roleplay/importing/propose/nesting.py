"""A line with asterisks in front belongs to the line above that has fewer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from roleplay.importing.build.imported import ReportLine
from roleplay.importing.build.plain_text import cut
from roleplay.importing.propose.marks import Marks


@dataclass(frozen=True)
class Entry:
    """A row to be marked. ``level`` counts the asterisks in front of it."""

    place: str
    text: str
    level: int
    section: str
    marks: Marks
    critical: str


def nested(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Entry, ...], tuple[ReportLine, ...]]:
    """The lines to mark, the lines not to mark, and the report of rows that became part of another.

    One with marks is a line of its own that begins with the words of those it belongs to; one without is a detail of
    the line above; and one without marks that has lines below it is only the beginning of those.
    """
    chains = ancestors([entry.level for entry in entries])
    beginnings = {parent for child, chain in enumerate(chains) if entries[child].marks.scored for parent in chain}
    beginnings = {index for index in beginnings if not entries[index].marks.scored}
    details = {
        index: chain[-1]
        for index, chain in enumerate(chains)
        if chain and index not in beginnings and not entries[index].marks.scored and entries[chain[-1]].marks.scored
    }
    scored: list[Entry] = []
    unscored: list[Entry] = []
    report: list[ReportLine] = []
    for index, entry in enumerate(entries):
        if index in beginnings:
            report.append(ReportLine(entry.place, _quoted(entry), True, "the beginning of the lines below it"))
        elif index in details:
            report.append(ReportLine(entry.place, _quoted(entry), True, f"a detail of {entries[details[index]].place}"))
        else:
            below = [entries[child].text for child, parent in details.items() if parent == index]
            whole = _whole(entry, [entries[parent] for parent in chains[index]], below)
            (scored if entry.marks.scored else unscored).append(whole)
    return tuple(scored), tuple(unscored), tuple(report)


def ancestors(levels: Sequence[int]) -> list[tuple[int, ...]]:
    """For each entry, the indexes of those it belongs to, topmost first."""
    chains: list[tuple[int, ...]] = []
    above: list[int] = []
    for index, level in enumerate(levels):
        above = [each for each in above if levels[each] < level]
        chains.append(tuple(above))
        above.append(index)
    return chains


def _whole(entry: Entry, above: list[Entry], below: list[str]) -> Entry:
    text = ": ".join([*(each.text.rstrip(" :") for each in above), entry.text])
    return replace(entry, text=f"{text} ({'; '.join(below)})" if below else text)


def _quoted(entry: Entry) -> str:
    return f'"{cut(entry.text, 70)}"'
