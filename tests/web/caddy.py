"""Debian's Caddy with a self-made certificate, in front of a server on this machine's IPv4 address."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path

import pytest

from tests.kit_process import free_port

REQUIRED = os.environ.get("REQUIRE_PROXY") == "1"
PATIENCE = 20.0
SETTINGS = """{{
	admin off
	auto_https disable_redirects
	local_certs
	skip_install_trust
	storage file_system "{folder}"
}}
{names} {{
	reverse_proxy 127.0.0.1:{behind}
}}
"""


@dataclass(frozen=True)
class Caddy:
    """Where it answers, and what trusts its certificate."""

    port: int
    trust: ssl.SSLContext

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    def get(self, path: str, source: str = "127.0.0.1", **headers: str) -> tuple[int, dict[str, str], str]:
        """Asked from this address of the machine; the status, the headers and the text."""
        asking = HTTPSConnection("localhost", self.port, context=self.trust, source_address=(source, 0), timeout=20)
        try:
            asking.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = asking.getresponse()
            return answer.status, {n.lower(): v for n, v in answer.getheaders()}, answer.read().decode()
        finally:
            asking.close()


@contextmanager
def caddy_before(behind: int, folder: Path, *names: str) -> Iterator[Caddy]:
    """Answers to localhost and to these names. Skips the test if there is no Caddy, unless REQUIRE_PROXY=1."""
    program = shutil.which("caddy")
    if program is None:
        assert not REQUIRED, "REQUIRE_PROXY=1, and there is no caddy"
        pytest.skip("there is no caddy here (Debian: apt install caddy)")
    port = free_port()
    settings, log = folder / "Caddyfile", folder / "caddy.log"
    sites = ", ".join(f"https://{name}:{port}" for name in ("localhost", *names))
    text = SETTINGS.format(folder=folder / "caddy", names=sites, behind=behind)
    settings.write_text(text, encoding="utf-8")
    command = [program, "run", "--adapter", "caddyfile", "--config", str(settings)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, env=os.environ | {"HOME": str(folder)}, stdout=out, stderr=out)
    try:
        yield _up(process, port, folder / "caddy" / "pki" / "authorities" / "local" / "root.crt", log)
    finally:
        process.terminate()
        process.wait(20)


def _up(process: subprocess.Popen[bytes], port: int, root: Path, log: Path) -> Caddy:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up and process.poll() is None:
        try:
            caddy = Caddy(port, ssl.create_default_context(cafile=root))
            caddy.get("/")
            return caddy
        except OSError:  # no certificate yet, or nobody listens
            time.sleep(0.05)
    raise AssertionError(f"Caddy did not come up.\n{log.read_text(encoding='utf-8')[-3000:]}")
