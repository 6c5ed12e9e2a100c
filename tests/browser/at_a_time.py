"""`python at_a_time.py CLOCK run app.py …` is `streamlit run app.py …`, as many milliseconds ahead as the file says.

Only tests have it: the kit is opened with another clock before the app is served, so that no setting leads here.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(ahead: Path) -> None:
    """Opens the process's kit with this clock; then everything goes on as ever."""
    from streamlit.web.cli import main as streamlit

    from roleplay.usecases.clock import wall
    from roleplay.web.server.kit import open_kit

    open_kit(wall=lambda: wall() + int(ahead.read_text(encoding="ascii")))
    streamlit(prog_name="streamlit")


if __name__ == "__main__":
    clock = Path(sys.argv.pop(1))
    sys.path.insert(0, str(Path.cwd()))
    main(clock)
