"""``print``: a round on paper as a PDF."""

from __future__ import annotations

import argparse
from pathlib import Path

from roleplay.cli.command import Commands
from roleplay.errors import Fault


def add(commands: Commands) -> None:
    """Add the command and its arguments."""
    paper = commands.add_parser("print", help="make a PDF of a round on paper, for each role its own pages")
    paper.add_argument("case", nargs="+", help="the ids of cases")
    paper.add_argument("-o", "--output", type=Path, required=True)
    paper.add_argument("--large", action="store_true", help="large type")
    paper.add_argument("--station", type=float, metavar="MINUTES", help="how long the stations last: 12, for example")
    paper.add_argument("--unfinished", action="store_true", help="also print a case that isn't finished")
    paper.set_defaults(run=run)


def run(words: argparse.Namespace) -> int:
    """0 once it is written. Raises `Fault`."""
    from roleplay.printing.pack import Station, packs
    from roleplay.web.server.kit import close_kit, kit

    try:
        printed = [kit().papers.printed(case, words.unfinished, words.station) for case in words.case]
        stations = [Station(one.case, one.sheet, one.code, one.themes) for one in printed]
        pack = packs(stations, now=kit().clock.now(), picture=kit().library().picture, large=words.large)
    finally:
        close_kit()
    try:
        words.output.write_bytes(pack)
    except OSError as error:
        raise Fault(f"{words.output} can't be written ({error.strerror}). Name another file with -o.") from error
    print(f"{words.output}: " + ", ".join(f"{one.case.id} ({one.code})" for one in printed))
    return 0
