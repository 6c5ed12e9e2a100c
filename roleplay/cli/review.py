"""``review``: signs a case in a reviewer's name, or says who has signed it."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.cli.command import Commands
from roleplay.errors import Fault

if TYPE_CHECKING:
    from roleplay.content.case import Case


def add(commands: Commands) -> None:
    """The command and its words."""
    review = commands.add_parser("review", help="sign a case that you read as a clinician, or see who has signed it")
    review.add_argument("case", help="its file, or its id if it is one of the kit's")
    review.add_argument("--name", "--by", dest="name", default="", help="who signs; without it: who has signed")
    review.add_argument("--role", default="", help="as screens name you: GP, acute physician")
    review.add_argument("--specialty", default="", help="what you practise, where the role does not say it")
    review.add_argument("--registered", default="", metavar="BODY", help="with whom you are registered, such as GMC")
    review.add_argument("--next", type=date.fromisoformat, metavar="DATE", help="read it again by then (2028-03-04)")
    scopes = ("clinical", "osce", "lay")
    review.add_argument("--scope", choices=scopes, default="clinical", help="what you read it for (clinical)")
    review.set_defaults(run=run)


def run(words: argparse.Namespace) -> int:
    """0 where it is signed, or somebody stands for it today. Raises `Fault` for a case with faults."""
    from roleplay.content.signatures import expires, standing
    from roleplay.content.signing import Signer, sign
    from roleplay.usecases.clock import wall
    from roleplay.web.server.kit import content_root

    today = datetime.fromtimestamp(wall() / 1000, UTC).date()
    root = content_root()
    file = _file(words.case, root / "cases")
    case = _read(file, root)
    if not words.name:
        print(f"{case.id}: {standing(case, today).sentence}")
        return 0 if standing(case, today).reviewed else 1
    if not words.role.strip():
        raise Fault("Say what you are, since screens name that: --role GP.")
    signer = Signer(words.name, words.role, words.specialty, words.registered, words.scope, words.next)
    signed = sign(file, case, signer, today)
    print(f"{case.id}: signed by {signed.by}, {signed.role}. It counts until {expires(case, signed):%d %B %Y},")
    print("or until a fact, figure, finding, line, viva or debrief of it is changed.")
    return 0


def _file(named: str, folder: Path) -> Path:
    """A path, or an id of the kit's."""
    for file in (Path(named), folder / f"{named}.yaml"):
        if file.is_file():
            return file
    raise Fault(f"There is no case {named}. Write its file's name, or export your own cases first (cases export).")


def _read(file: Path, root: Path) -> Case:
    from roleplay.content.loading import ContentStore
    from roleplay.content.shelves import Shelf

    shelf = Shelf(root, ContentStore())
    for folder in {file.absolute().parent.parent} - {root.absolute()}:
        shelf.open_folder(folder)
    judged = shelf.case(file.absolute())
    if judged.model is None:
        raise Fault("\n".join(["The case has faults, so nobody can sign it:", *map(str, judged.diagnostics)]))
    return judged.model
