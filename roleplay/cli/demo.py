"""``python -m roleplay demo``: makes a new demo file, says how to get in, and opens the app with it."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from roleplay.cli.command import Commands
from roleplay.demo.marker import NAME, VARIABLE, is_marked, refuse_other
from roleplay.demo.term import Demo, make_demo
from roleplay.errors import Fault
from roleplay.storage.databases.sqlite import url_of
from roleplay.usecases.clock import wall
from roleplay.usecases.upkeep import BACKUPS
from roleplay.web.server.root import ROOT

PORT = 8501
STOPPED = 130
"""The exit code of a command ended by Ctrl-C."""
GRACE = 10
"""How many seconds the app has to end after Ctrl-C."""


def run_demo(out: TextIO, folder: Path, now: int, open_app: bool = True, port: int = PORT) -> int:
    """Run the whole command. It replaces an older demo, but never touches a file that isn't one (`Fault`)."""
    file = folder / NAME
    refuse_other(file)
    try:
        demo = _make(out, file, now)
    except KeyboardInterrupt:
        print("\nStopped. No new demo was made, and any older one is unchanged.", file=out, flush=True)
        return STOPPED
    _say(out, demo, file, port, open_app)
    return _open(file, port) if open_app else 0


def _make(out: TextIO, file: Path, now: int) -> Demo:
    """Make the new file beside the old one, which goes only once the new one is complete."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="demo-", dir=file.parent) as making:
            made = Path(making) / NAME
            demo = make_demo(url_of(made), now, Line(out))
            os.replace(made, file)
        _drop_old_copies(file)
    except OSError as error:
        raise Fault(f"The demo could not be written to {file}: {error.strerror or error}.") from error
    return demo


def _drop_old_copies(file: Path) -> None:
    """Delete the backups that the app made of older demos, but only files marked as a demo."""
    for copy in (file.parent / BACKUPS).glob(f"{file.stem}-*{file.suffix}"):
        if is_marked(copy):
            copy.unlink(missing_ok=True)


class Line:
    """Progress on one line; in a log, which is read later, only the beginning and the end."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._width = out, 0

    def __call__(self, done: int, of: int, words: str) -> None:
        text = f"Making a term of practice: {done} of {of} weeks, {words}"
        if self._out.isatty():
            print(f"\r{text:<{self._width}}", end="\n" if done == of else "", file=self._out, flush=True)
            self._width = len(text)
        elif done in (0, of):
            print(text, file=self._out, flush=True)


def _say(out: TextIO, demo: Demo, file: Path, port: int, opens: bool) -> None:
    names = ", ".join(one.name for one in demo.people)
    lines = [
        f"{demo.evenings} sessions, {demo.rounds} rounds, five people: {names}. All of it is invented.",
        f"It's in {file}; your own sessions are in another file and haven't been touched.",
        "Personal keys, if you want to look from a second device:",
        *(f"  {one.name}: {one.key}" for one in demo.people),
    ]
    if opens:
        lines.append(f"Open http://localhost:{port} in a browser. Press Ctrl-C to stop.")
    print("\n".join(lines), file=out, flush=True)


def _open(file: Path, port: int) -> int:
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]
    settings = {**os.environ, "ROLEPLAY_DATABASE_URL": url_of(file), VARIABLE: "1"}
    with subprocess.Popen(command, cwd=ROOT, env=settings) as app:
        try:
            return app.wait()
        except KeyboardInterrupt:
            _end(app)
            return 0


def _end(app: subprocess.Popen[bytes]) -> None:
    """Ctrl-C has reached the app as well; give it time to close its file."""
    with suppress(KeyboardInterrupt, subprocess.TimeoutExpired):
        app.wait(GRACE)
        return
    app.terminate()
    with suppress(subprocess.TimeoutExpired):
        app.wait(GRACE)


def add(commands: Commands) -> None:
    """Add the command and its arguments."""
    demo = commands.add_parser("demo", help="make a term of practice in a file of its own, and open the app with it")
    demo.add_argument("--no-open", action="store_true", help="only make the file")
    demo.add_argument("--port", type=int, default=PORT)
    demo.set_defaults(run=run)


def run(words: argparse.Namespace) -> int:
    """The app's exit code."""
    return run_demo(sys.stdout, ROOT / "data", wall(), open_app=not words.no_open, port=words.port)
