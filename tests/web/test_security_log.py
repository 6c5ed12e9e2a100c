"""The rules of the security log at the edge: a refusal there leaves a line, but nothing that was sent."""

from __future__ import annotations

import logging

import pytest
from asgi_phones import Phone
from evening import Evening, hear_security
from starlette.applications import Starlette
from tabs import token_of
from test_guard import PAGE, Browser

from roleplay.people.codes import device_hash
from roleplay.usecases.security import short
from roleplay.web.server.guard import BackMsgGuard, HostCheck
from roleplay.web.server.lifespan import write_security_log
from roleplay.web.server.media import Media
from roleplay.web.server.routes import routes

ANNA = short(device_hash(token_of("Anna")))


@pytest.fixture(autouse=True)
def every_line(caplog: pytest.LogCaptureFixture) -> None:
    hear_security(caplog)


def phone(**more: str) -> Phone:
    return Phone(Starlette(routes=routes()), token_of("Anna"), **more)


def written(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "roleplay.security"]


def test_a_strange_host_and_a_strange_page_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    Browser(HostCheck(PAGE, "", set)).ask(host="evil.example")
    Browser(BackMsgGuard(PAGE)).ask("/_stcore/stream", kind="websocket", origin="http://evil.example")

    assert written(caplog) == ["host_refused", "origin_refused"]
    assert "evil" not in " ".join(written(caplog))


@pytest.mark.anyio
async def test_a_message_of_another_website_and_one_for_a_foreign_seat_are_logged(
    lobby: Evening, caplog: pytest.LogCaptureFixture
) -> None:
    path = f"/rooms/{lobby.start().code}/taps"
    await phone(origin="http://evil.example").post(path, {})

    await phone().post(path, {"seat": lobby.seats["Ben"].id, "taps": [{}]})

    assert written(caplog) == ["origin_refused", f"seat_refused device={ANNA}"]


def test_a_file_of_another_browser_is_logged(lobby: Evening, caplog: pytest.LogCaptureFixture) -> None:
    Browser(Media(PAGE)).ask(f"/media/{'a' * 56}.html", cookie=f"device={lobby.kit.devices.signed(token_of('Anna'))}")

    assert written(caplog) == [f"file_refused device={ANNA}"]


@pytest.mark.anyio
async def test_a_wrong_code_is_logged_without_it(lobby: Evening, caplog: pytest.LogCaptureFixture) -> None:
    await phone().get("/join?code=ABC234")

    assert written(caplog) == ["code_refused"]


def test_the_servers_start_lets_every_line_through(monkeypatch: pytest.MonkeyPatch) -> None:
    security = logging.getLogger("roleplay.security")
    monkeypatch.setattr(security, "level", logging.NOTSET)
    monkeypatch.setattr(security, "handlers", [])

    write_security_log()

    assert security.level == logging.INFO
    assert security.hasHandlers()
