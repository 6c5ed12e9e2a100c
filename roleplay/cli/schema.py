"""``schema``: a JSON Schema of the content format, for editors."""

from __future__ import annotations

import argparse
import json

from roleplay.cli.command import Commands


def add(commands: Commands) -> None:
    """Add the command and its arguments."""
    schema = commands.add_parser("schema", help="print the JSON Schema of a case, rubric or example, for editors")
    schema.add_argument("kind", choices=("case", "rubric", "example"))
    schema.set_defaults(run=run)


def run(words: argparse.Namespace) -> int:
    """Always 0."""
    from roleplay.content.schema import schema

    print(json.dumps(schema(words.kind), indent=2))
    return 0
