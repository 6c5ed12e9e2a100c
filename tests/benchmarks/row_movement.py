"""How far buttons move under people's fingers through a whole round."""

from __future__ import annotations

from pathlib import Path

from phones import OBSERVER, PATIENT, Trio, new_phone
from servers import CASE, EXAMINATION_CASE, PRESENTATION_CASE, Server, content
from walking import READING, STATION, TIMED, agree, begin, play_round, with_timed_lines

from tests.benchmarks.movement import RECORDER, Move, read_moves, worst
from tests.benchmarks.phones import chromium
from tests.benchmarks.table import Row

NAMES = ("Ana", "Ben", "Cem")
TELLS_AT = 0.05
"""The minute of the station at which lines appear."""


def measure(folder: Path) -> list[Row]:
    """Three phones play a round of each kind with lines that appear at their minute; each frame is compared with the
    one before. Changes from one stage to the next, which draw another screen, are a line of their own."""
    cases = content(folder / "content", READING, STATION, CASE, EXAMINATION_CASE, PRESENTATION_CASE)
    server = Server(folder, with_timed_lines(cases, TELLS_AT)).start()
    try:
        with chromium() as browser:
            three = agree(Trio(*(new_phone(browser, server.base, script=RECORDER) for _ in NAMES)).gather(*NAMES))
            moves = [move for number in range(len(NAMES)) for move in _play(begin(three, number))]
    finally:
        server.stop()
    within = [move for move in moves if not move.between_stages]
    return [
        _row("movement under a finger, in a stage", [move for move in within if move.under]),
        _row("the same, of anything in sight", within),
        _row("the same, from one stage to the next", [move for move in moves if move.between_stages], None),
    ]


def _play(three: Trio) -> list[Move]:
    for phone in three:
        phone.page.evaluate("moves.found.splice(0)")
    moves: list[Move] = []

    def collect(stage: str) -> None:
        if stage == "station":
            for role in (PATIENT, OBSERVER):
                three.by_role[role].sees(TIMED[role])
        for role, phone in three.by_role.items():
            moves.extend(read_moves(phone.page, role))

    play_round(three, collect)
    return moves


def _row(what: str, moves: list[Move], budget: int | None = 0) -> Row:
    furthest = worst(moves)
    others = {move.key for move in moves}
    reached = f"{furthest}; {len(others)} controls moved" if furthest else "0 px"
    within = None if budget is None else furthest is None
    return Row(what, "" if budget is None else f"≤ {budget} px", reached, within)
