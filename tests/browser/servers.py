"""The real server as people start it, in its own process, with its own database and content."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import yaml

from roleplay.people.visitor import Visitor
from roleplay.storage import open_store
from roleplay.web.server.kit import build_kit
from tests.kit_process import ROOT, KitProcess

PATIENCE = 40.0
AFAR = "practice.example.org"
"""A name that the tests' browser finds on this machine, as that of a server elsewhere."""


class Server(KitProcess):
    """Starts it, kills it, and starts it again on the same port and database."""

    def __init__(self, folder: Path, content: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(folder)
        self.folder, self.content = folder, content

    @property
    def base(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def url(self) -> str:
        return f"sqlite:///{self.database}"

    def start(self, **settings: str) -> Server:
        """``settings`` are of the environment."""
        self._wait(self.launch(ROLEPLAY_SHIPPED=str(self.content), **settings))
        return self

    def own(self) -> dict[str, str]:
        """The text of each case written here, by its id."""
        with closing(open_store(self.url, 0)) as store, store.read() as reader:
            return reader.own.texts()

    def forget_own(self) -> None:
        """Makes it as if nobody had written anything here; a running server notices by the revision."""
        open_store(self.url, 0).close()  # makes the tables, which otherwise come with the first page
        with closing(sqlite3.connect(self.database)) as file, file:
            for table in ("own_versions", "own_cases", "own_pictures", "own_rubrics"):
                file.execute(f"DELETE FROM {table}")
            file.execute("UPDATE own_content SET revision = revision + 1")

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up and process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.base}/_stcore/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"The server did not come up.\n{self.tail()}")

    def seat(self, code: str, *names: str) -> None:
        """Adds people to a room without a browser: the use case on the same database."""
        kit = build_kit(self.url, self.content)
        try:
            for name in names:
                kit.joining.join(Visitor(f"device of {name}"), code, name)
        finally:
            kit.close()


CASE = "a-head-that-never-clears"
EXAMINATION_CASE = "first-hour-of-the-day"
PRESENTATION_CASE = "bed-twelve"
SHORT = 5
"""How many minutes a station needs for everything that a case times."""


def content(folder: Path, reading: float, station: float, *cases: str, themes: Sequence[str] = ()) -> Path:
    """A copy of the kit's content with one case, so that any planner has to choose it, or a few; with these minutes."""
    shutil.copytree(ROOT / "rubrics", folder / "rubrics")
    (folder / "cases").mkdir()
    minutes = {"reading": reading, "station": station, "fixed": True}
    for case in cases or (CASE,):
        written = read_case(case)
        for ask in written["patient"].get("ask", []):
            ask.pop("by_minute", None)
        written["events"] = []
        if station < SHORT:
            written.pop("viva", None)
        for picture in (ROOT / "cases").glob(f"{case}-*.png"):
            shutil.copy(picture, folder / "cases")
        write_case(folder, written | {"timing": minutes, "themes": list(themes), "phases": []})
    return folder


def read_case(case: str = CASE, folder: Path = ROOT) -> dict[str, Any]:
    text = (folder / "cases" / f"{case}.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # only text, as the kit reads it
    return read


def write_case(folder: Path, case: dict[str, Any]) -> None:
    text = yaml.safe_dump(case, allow_unicode=True, sort_keys=False)
    (folder / "cases" / f"{case['id']}.yaml").write_text(text, encoding="utf-8")
