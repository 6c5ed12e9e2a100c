"""The command line: ``python -m roleplay COMMAND``. Thin: each command reads its words and calls one function."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from roleplay.errors import Fault


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 is well, 1 found faults, 2 could not be done."""
    words = _parser().parse_args(argv)
    try:
        return int(words.run(words))
    except Fault as fault:
        print(f"{fault}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read our lines (head, less) has had enough; Python would complain again when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m roleplay", description="The clinical skills role-play kit.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check case and rubric files, or the store against its log")
    check.add_argument("path", nargs="*", help="files or folders; without one: the kit's and your own")
    check.add_argument(
        "--store", action="store_true", help="rebuild marks, exposures and next steps from the log and compare"
    )
    check.add_argument("--strict", action="store_true", help="warnings count too, but for “not clinically reviewed”")
    check.set_defaults(run=_check)
    schema = commands.add_parser("schema", help="print the JSON Schema of a case or rubric, for editors")
    schema.add_argument("kind", choices=("case", "rubric"))
    schema.set_defaults(run=_schema)
    score = commands.add_parser("score", help="score one marked sheet, given as JSON")
    score.add_argument("file", type=Path)
    score.set_defaults(run=_score)
    plan = commands.add_parser("plan", help="plan who plays what tonight, given as JSON (rooms where everybody is in)")
    plan.add_argument("file", type=Path)
    plan.set_defaults(run=_plan)
    cover = commands.add_parser("coverage", help="what the cases cover, your own too: kind, specialty, level, skill")
    for dimension in ("kind", "specialty", "level", "skill"):
        cover.add_argument(f"--{dimension}", default="", help=f"only the cases of this {dimension}")
    cover.set_defaults(run=_coverage)
    demo = commands.add_parser("demo", help="make a term of practice in a file of its own, and open the app on it")
    demo.add_argument("--no-open", action="store_true", help="only make the file")
    demo.add_argument("--port", type=int, default=8501)
    demo.set_defaults(run=_demo)
    paper = commands.add_parser("print", help="a round on paper: door sign, part, sheet with a code, cards, as a PDF")
    paper.add_argument("case", nargs="+", help="the ids of cases")
    paper.add_argument("-o", "--output", type=Path, required=True)
    paper.add_argument("--large", action="store_true", help="large type")
    paper.add_argument("--unfinished", action="store_true", help="also a case of which parts are still to be written")
    paper.set_defaults(run=_print)
    bring = commands.add_parser("import", help="make cases from marksheets (XLSX, CSV), stations (DOCX) or JSON lines")
    bring.add_argument("file", nargs="+", type=Path)
    bring.add_argument("--to", type=Path, required=True, help="the folder that holds cases and rubrics")
    bring.set_defaults(run=_import)
    cases = commands.add_parser("cases", help="own cases, out of the store into a folder to edit by hand, and back")
    cases.add_argument("way", choices=("export", "import"))
    cases.add_argument("folder", type=Path, help="with cases, their pictures, rubrics and versions")
    cases.set_defaults(run=_cases)
    backup = commands.add_parser("backup", help="copy the store while people go on; copies older than 30 days go")
    backup.add_argument("--to", type=Path, help="a folder; without it: backups beside the store")
    backup.set_defaults(run=_backup)
    return parser


def _check(words: argparse.Namespace) -> int:
    if words.store:
        return _check_store()
    from roleplay.content.checks import run_check
    from roleplay.usecases.clock import wall
    from roleplay.web.kit import added_folders, content_root, written_here

    with written_here(wall()) as own:
        paths = list(words.path)
        return run_check(paths, sys.stdout, content_root(), own, added_folders(), strict=words.strict)


def _cases(words: argparse.Namespace) -> int:
    from roleplay.content.own import OWN
    from roleplay.storage import open_store
    from roleplay.usecases.clock import wall
    from roleplay.usecases.own_folder import bring_in_once, export_own, import_own
    from roleplay.web.kit import added_folders, content_root, database_url

    store = open_store(database_url(), wall())
    try:
        bring_in_once(store, store.file.parent / OWN, wall())
        if words.way == "export":
            print(f"{words.folder}: {export_own(store, words.folder)} cases. Edit them, then import the folder.")
        else:
            came = import_own(store, words.folder, wall(), content_root(), added_folders())
            print(f"{came.new} new cases, {came.changed} changed, {came.same} as they were.")
    finally:
        store.close()
    return 0


def _check_store() -> int:
    from roleplay.usecases.clock import wall
    from roleplay.usecases.upkeep import compare_with_log
    from roleplay.web.kit import database_url

    differing = compare_with_log(database_url(), wall())
    for practice, round_ in differing:
        print(f"practice {practice}, round {round_}: what is stored differs from the log")
    print("What is stored agrees with the log." if not differing else f"{len(differing)} rounds differ.")
    return 1 if differing else 0


def _schema(words: argparse.Namespace) -> int:
    from roleplay.content.schema import schema

    print(json.dumps(schema(words.kind), indent=2))
    return 0


def _score(words: argparse.Namespace) -> int:
    from roleplay.usecases.scorefile import score_file

    print(json.dumps(score_file(words.file), indent=2))
    return 0


def _plan(words: argparse.Namespace) -> int:
    from roleplay.usecases.planfile import plan_file

    print(json.dumps(plan_file(words.file), indent=2, ensure_ascii=False))
    return 0


def _backup(words: argparse.Namespace) -> int:
    from roleplay.storage import open_store
    from roleplay.storage.store import file_of
    from roleplay.usecases.clock import wall
    from roleplay.usecases.upkeep import back_up
    from roleplay.web.kit import database_url

    file = file_of(database_url())
    if not file.is_file():
        raise Fault(
            f"There is no {file}, so there is nothing to copy. Start the kit once, or set ROLEPLAY_DATABASE_URL to the "
            "database that it uses."
        )
    store = open_store(database_url(), wall())
    try:
        made = back_up(store, wall(), words.to)
    finally:
        store.close()
    went = "" if not made.removed else f" {made.removed} older than 30 days went."
    print(f"Copied to {made.file}.{went}")
    return 0


def _print(words: argparse.Namespace) -> int:
    from roleplay.printing.pack import Station, packs
    from roleplay.web.kit import close_kit, kit

    try:
        printed = [kit().papers.printed(case, words.unfinished) for case in words.case]
        stations = [Station(one.case, one.sheet, one.code, one.themes) for one in printed]
        pack = packs(stations, now=kit().clock.now(), picture=kit().library().picture, large=words.large)
    finally:
        close_kit()
    try:
        words.output.write_bytes(pack)
    except OSError as error:
        raise Fault(f"{words.output} cannot be written ({error.strerror}). Name another file with -o.") from error
    print(f"{words.output}: " + ", ".join(f"{one.case.id} ({one.code})" for one in printed))
    return 0


def _import(words: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from roleplay.importing.command import run_import
    from roleplay.web.kit import added_folders, content_root

    today = datetime.now(UTC).date()
    return run_import(words.file, words.to, sys.stdout, sys.stderr, today, content_root(), added_folders())


def _coverage(words: argparse.Namespace) -> int:
    from roleplay.content.coverage import DIMENSIONS, as_text, coverage
    from roleplay.content.loading import load_library
    from roleplay.usecases.clock import wall
    from roleplay.web.kit import added_folders, content_root, written_here

    with written_here(wall()) as own:
        library = load_library(content_root(), own=own, added=added_folders())
    only = {name: value for name in DIMENSIONS if (value := getattr(words, name))}
    known = coverage(library).values
    for name, value in only.items():
        if value not in known[name]:
            raise Fault(f"There is no {name} “{value}”. Write one of: {', '.join(known[name])}.")
    print(as_text(coverage(library, **only), **only))
    return 0


def _demo(words: argparse.Namespace) -> int:
    from roleplay.demo.command import run_demo
    from roleplay.usecases.clock import wall
    from roleplay.web.places import ROOT

    return run_demo(sys.stdout, ROOT / "data", wall(), open_app=not words.no_open, port=words.port)


if __name__ == "__main__":
    raise SystemExit(main())
