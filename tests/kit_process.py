"""A kit in a process of its own, for who plays with it from outside: browsers, bots, benchmarks."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class KitProcess:
    """Launched, killed, launched again on the same port and database."""

    streamlit: tuple[str, ...] = ("-m", "streamlit")
    """What Python runs."""

    def __init__(self, folder: Path) -> None:
        self.database, self.log = folder / "kit.sqlite3", folder / "server.log"
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def launch(self, *options: str, **settings: str) -> subprocess.Popen[bytes]:
        """Begun, and not yet up. ``options`` are of ``streamlit run``, ``settings`` of the environment."""
        environment = os.environ | {"ROLEPLAY_DATABASE_URL": f"sqlite:///{self.database}"} | settings
        command = [sys.executable, *self.streamlit, "run", "app.py", "--server.port", str(self.port)]
        command += ["--server.headless", "true", *options]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        return self.process

    def kill(self) -> None:
        """As a power cut does it: SIGKILL, nothing is said or saved."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def tail(self, characters: int = 6000) -> str:
        """The end of what it printed."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-characters:] if self.log.exists() else ""


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
