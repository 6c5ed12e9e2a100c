"""A real proxy with a certificate in front of a real server, over IPv4, as README says."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from caddy import caddy_before
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from roleplay.web.server.proxies import Proxies, TrustedProxies
from tests.browser.servers import Server
from tests.kit_process import ROOT


async def tells(scope: Scope, receive: Receive, send: Send) -> None:
    """What the inner layers are told about a request."""
    told = {"client": scope["client"][0], "scheme": scope["scheme"], "host": Headers(scope=scope)["host"]}
    await JSONResponse(told)(scope, receive, send)


@contextmanager
def telling() -> Iterator[int]:
    """A server that binds every address as Streamlit does; its port."""
    both = socket.has_dualstack_ipv6()
    family = socket.AF_INET6 if both else socket.AF_INET
    with socket.create_server(("", 0), family=family, dualstack_ipv6=both) as listening:
        app = TrustedProxies(tells, Proxies())
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off", loop="asyncio"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


def test_everybody_behind_the_proxy_has_an_address_of_their_own(tmp_path: Path) -> None:
    with telling() as port, caddy_before(port, tmp_path) as caddy:
        told = [json.loads(caddy.get("/", source)[2]) for source in ("127.0.0.2", "127.0.0.3")]
        forged = json.loads(caddy.get("/", "127.0.0.2", X_Forwarded_For="6.6.6.6", X_Forwarded_Host="evil.example")[2])

    here = {"scheme": "https", "host": f"localhost:{caddy.port}"}
    assert told == [{"client": "127.0.0.2"} | here, {"client": "127.0.0.3"} | here]
    assert forged == told[0]


def test_behind_the_proxy_a_page_is_secure_and_its_sockets_open(tmp_path: Path) -> None:
    kit = Server(tmp_path, ROOT)
    try:
        with caddy_before(kit.port, tmp_path) as caddy:
            kit.start()
            status, headers, _ = caddy.get("/")
            with connect(
                caddy.url.replace("https", "wss") + "/_stcore/stream",
                origin=Origin(caddy.url),
                subprotocols=[Subprotocol("streamlit")],
                ssl=caddy.trust,
                proxy=None,
            ) as page:
                page.send(BackMsg(rerun_script={"query_string": ""}).SerializeToString())
                drawn = page.recv(timeout=30)
    finally:
        kit.stop()

    assert status == 200
    assert headers["set-cookie"].startswith("__Host-device=")
    assert drawn
