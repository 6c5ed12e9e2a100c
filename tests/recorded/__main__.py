"""See the package: list, accept or add recordings."""

import subprocess
import sys
from pathlib import Path

from tests.recorded import NAMES, accept, differences, record


def main(words: list[str]) -> int:
    if len(words) == 3:
        build = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
        record(Path(words[0]), int(words[1]), words[2], build.stdout.strip())
        accept(words[2])
        return 0
    found = [f"{name}: {of}" for name in NAMES for of in differences(name)]
    print("\n".join(found) or "Every recording folds to what was kept.")
    if words == ["--accept"]:
        for name in NAMES:
            accept(name)
        return 0
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
