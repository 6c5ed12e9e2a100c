"""`python -m tests.evening_pictures FOLDER` plays a whole evening and takes a picture of every screen.

Each in four sizes, light and dark, and at 200 % type; beside the pictures, contact sheets and ``faults.md`` with what
a machine can see: what is too wide, cut, covered, wrapped or too small for a thumb, and axe's serious findings. Nothing
is asserted; the pictures are for people to look at. ``--only 390x844-light`` takes those variants alone.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.kit_process import ROOT


def main() -> None:
    """Play, look, write."""
    parser = argparse.ArgumentParser(prog="python -m tests.evening_pictures", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", default=[], metavar="VARIANT", help="360x640-dark, 1280x800-light-200, …")
    parser.add_argument("--parts", nargs="*", default=[], metavar="PART", help="three, passed_phone, pair")
    given = parser.parse_args()
    sys.path[:0] = [str(ROOT / "tests" / "browser"), str(ROOT / "tests")]  # the builders of the browser tests
    from tests.evening_pictures.walk import take_pictures

    print(take_pictures(given.folder, given.only, given.parts))


if __name__ == "__main__":
    main()
