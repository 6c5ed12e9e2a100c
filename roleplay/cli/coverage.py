"""``coverage``: what the cases cover and what they lack."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from roleplay.cli.command import Commands
from roleplay.errors import Fault

if TYPE_CHECKING:
    from roleplay.content.loading import Library


def add(commands: Commands) -> None:
    """Add the command and its arguments."""
    cover = commands.add_parser("coverage", help="show what the cases cover by kind, specialty, level and skill")
    for dimension in ("kind", "specialty", "level", "skill"):
        cover.add_argument(f"--{dimension}", default="", help=f"only the cases of this {dimension}")
    cover.add_argument("--blueprint", default="", help="what an exam draws on and how far it is covered: finals")
    cover.set_defaults(run=run)


def _by_blueprint(id: str, library: Library) -> str:
    from roleplay.content import blueprint

    if id not in library.blueprints:
        raise Fault(f"There is no blueprint “{id}”. Write one of: {', '.join(sorted(library.blueprints))}.")
    return blueprint.as_text(library.blueprints[id], list(library.cases.values()))


def run(words: argparse.Namespace) -> int:
    """Always 0. Raises `Fault` for a kind, specialty, level or skill that no case has, or an unknown blueprint."""
    from roleplay.content.gaps import DIMENSIONS, as_text, coverage
    from roleplay.content.loading import load_library
    from roleplay.usecases.clock import wall
    from roleplay.web.server.kit import added_folders, content_root, written_here

    with written_here(wall()) as own:
        library = load_library(content_root(), own=own, added=added_folders())
    if words.blueprint:
        print(_by_blueprint(words.blueprint, library))
        return 0
    only = {name: value for name in DIMENSIONS if (value := getattr(words, name))}
    known = coverage(library).values
    for name, value in only.items():
        if value not in known[name]:
            raise Fault(f'There\'s no {name} "{value}". Choose one of: {", ".join(known[name])}.')
    print(as_text(coverage(library, **only), **only))
    return 0
