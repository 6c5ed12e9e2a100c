"""Our own servers, for one measurement each: the kit, and the bare page it is compared with. Loopback only."""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.kit_process import ROOT, free_port

BARE = 'import streamlit as st\n\nst.title("A bare page")\nst.button("One")\n'
PATIENCE = 60.0


@dataclass(frozen=True)
class Server:
    """A running server. ``started`` is the instant (`time.perf_counter`) just before its process was created."""

    host: str
    pid: int
    started: float

    @property
    def url(self) -> str:
        return f"http://{self.host}"


@contextmanager
def kit_server(database: Path, content: Path = ROOT) -> Iterator[Server]:
    """``streamlit run app.py`` on this database, with these cases and rubrics."""
    settings = {"ROLEPLAY_DATABASE_URL": f"sqlite:///{database}", "ROLEPLAY_SHIPPED": str(content)}
    with _running(ROOT, "app.py", settings) as server:
        yield server


@contextmanager
def bare_server(folder: Path) -> Iterator[Server]:
    """One button on one page, with the kit's own settings."""
    (folder / ".streamlit").mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / ".streamlit" / "config.toml", folder / ".streamlit")
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    with _running(folder, "bare.py", {}) as server:
        yield server


@contextmanager
def _running(folder: Path, script: str, settings: dict[str, str]) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    command += ["--server.headless", "true", "--server.address", "127.0.0.1"]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, **settings}, stdout=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield Server(f"127.0.0.1:{port}", process.pid, started)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Waits until the server says that it is well, asking every 10 ms."""
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until and process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.01)
        finally:
            connection.close()
    raise RuntimeError("the server did not start")
