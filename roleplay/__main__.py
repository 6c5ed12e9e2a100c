"""The command line: ``python -m roleplay COMMAND``; each command is a module of `roleplay.cli`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from roleplay.errors import Fault

COMMANDS = {
    "check": "check",
    "schema": "schema",
    "score": "score",
    "plan": "plan",
    "coverage": "coverage",
    "review": "review",
    "faults": "faults",
    "demo": "demo",
    "print": "print",
    "import": "import_cases",
    "cases": "cases",
    "backup": "backup",
}
"""The modules of `roleplay.cli`, by the words that people type."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command: 0 for success, 1 if it found faults, 2 if it could not be done."""
    argv = sys.argv[1:] if argv is None else argv
    words = _parser(argv[0] if argv else "").parse_args(argv)
    try:
        return int(words.run(words))
    except Fault as fault:
        print(f"{fault}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; Python would complain again when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser(asked: str) -> argparse.ArgumentParser:
    """Knows only the command asked for, since each imports what it needs; or all of them if it is an unknown one."""
    parser = argparse.ArgumentParser(prog="python -m roleplay", description="The clinical skills role-play kit.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for word in [asked] if asked in COMMANDS else COMMANDS:
        import_module(f"roleplay.cli.{COMMANDS[word]}").add(commands)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
