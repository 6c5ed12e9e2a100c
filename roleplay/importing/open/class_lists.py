"""Refuses tables of people: results, class lists and gradebooks aren't mark sheets, and none of it may be shown."""

import re
from collections.abc import Sequence

from roleplay.errors import Fault
from roleplay.importing.build.plain_text import plain
from roleplay.importing.open.opening_files import NOTHING
from roleplay.importing.open.spreadsheets import Row, Table, is_blank
from roleplay.importing.propose.columns import heads

WHO = r"(?:students?|candidates?|learners?|trainees?|participants?|examinees?|pupils?|users?)"
OF_PEOPLE = re.compile(
    rf"{WHO} (?:full )?(?:names?|ids?|no|nr|numbers?|logins?|e ?mails?)"
    r"|(?:full|first|last|given|family|middle) names?|(?:sur|fore|user)names?"
    r"|e ?mails?(?: addresse?s?)?|(?:sis )?(?:logins?|users?)(?: ids?)?|sis ids?"
    r"|(?:unposted )?(?:final|current|overall) (?:score|grade)s?"
    r"|matri[ck](?:ulation|elnummer|ulationsnummer)?(?: no| number)?"
    r"|dob|date of birth|vorname|nachname|pr[eé]nom|apellidos?|cognome"
)
"""Headings of columns that hold people's names, logins, addresses or results."""
MAY_BE_PEOPLE = re.compile(rf"(?:the )?{WHO}|(?P<names>names?)")
"""These head a column of people if what is below looks like names, or of lines to mark if it doesn't."""
NUMBER = re.compile(r"\d+(?:[.,]\d+)?%?")
LONGEST_ADDRESS, LONGEST_NAME = 254, 80
MOST_NAMES = 4
FIRST = 3
"""How many rows are searched for column headings if none look like those of a mark sheet."""


def refuse_people(name: str, tables: Sequence[Table]) -> None:
    """Raise `Fault` if one of them is a table of people; the sentence repeats nothing from it."""
    if any(holds_people(table) for table in tables):
        raise Fault(
            f'"{name}" holds names, e-mail addresses, logins or scores of people, so it must stay out of the kit. '
            f"{NOTHING} Take the people out, or export the empty mark sheet, then import that."
        )


def holds_people(table: Table) -> bool:
    """Whether a column has a heading for people and is filled in, or is full of e-mail addresses."""
    width = max(map(len, table.rows), default=0)
    if any(_are_addresses(_filled(table.rows, column)) for column in range(width)):
        return True
    found = heads(table)
    if found is not None and found.row >= 0:
        # Above the column headings is the head of a form: who was examined, and when.
        return _names_people(table.rows[found.row], table.rows[found.row + 1 :], scored=True)
    first = [index for index, row in enumerate(table.rows) if not is_blank(row)][:FIRST]
    return any(
        _names_people(table.rows[index], below, scored=_has_numbers(below))
        for index in first
        if sum(map(bool, table.rows[index])) > 1 and (below := table.rows[index + 1 :])
    )


def _names_people(named: Row, below: Sequence[Row], scored: bool) -> bool:
    """Whether this row heads a column of people. "Student" may also head what a student has to do or read: it is a
    list only if there are marks beside it and names below it."""
    for column, cell in enumerate(named):
        filled, words = _filled(below, column), plain(cell[:LONGEST_NAME])
        if not filled:
            continue
        if OF_PEOPLE.fullmatch(words):
            return True
        if scored and (found := MAY_BE_PEOPLE.fullmatch(words)) and _are_names(filled, 2 if found["names"] else 1):
            return True
    return False


def _filled(rows: Sequence[Row], column: int) -> list[str]:
    return [row[column] for row in rows if column < len(row) and row[column]]


def _has_numbers(rows: Sequence[Row]) -> bool:
    width = max(map(len, rows), default=0)
    columns = [_filled(rows, column) for column in range(width)]
    return any(2 * sum(map(_is_number, cells)) > len(cells) for cells in columns if cells)


def _is_number(cell: str) -> bool:
    return NUMBER.fullmatch(cell[:LONGEST_NAME]) is not None


def _are_names(cells: Sequence[str], fewest: int) -> bool:
    """Whether most look like people's names: a few words, none of which begins with a lower-case letter."""
    return 3 * sum(_is_name(cell, fewest) for cell in cells) >= 2 * len(cells)


def _is_name(cell: str, fewest: int) -> bool:
    words = re.findall(r"[^\W\d_]+", cell[:LONGEST_NAME])
    return fewest <= len(words) <= MOST_NAMES and not any(word[0].islower() for word in words)


def _are_addresses(cells: Sequence[str]) -> bool:
    return sum(map(_is_address, cells)) > 1


def _is_address(cell: str) -> bool:
    local, _, host = cell[:LONGEST_ADDRESS].partition("@")
    return bool(local) and "." in host.strip(".") and "@" not in host and len(cell.split()) == 1
