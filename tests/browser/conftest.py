"""A browser, the tests' own servers, and phones. Skipped if there is no browser, unless REQUIRE_BROWSER=1."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

BROWSERS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
"""The shell is the same engine without windows: a context costs a tenth, as no toolbar is drawn that nobody sees."""
CHROMIUM = os.environ.get("BROWSER_PATH") or next((path for path in BROWSERS if Path(path).exists()), BROWSERS[-1])
HERE = Path(__file__).parent
REQUIRED = os.environ.get("REQUIRE_BROWSER") == "1"

try:
    from month import Month, MovedServer
    from phones import LAPTOP, OBSERVER, PATIENT, QUIET, STATION, STUDENT, Phone, Trio, new_phone
    from played import Room, Stand, a_room, in_room, in_station, quiet, reading
    from playwright.sync_api import Browser, sync_playwright
    from servers import AFAR, CASE, EXAMINATION_CASE, PRESENTATION_CASE, ROOT, Server, content
except ImportError as error:
    MISSING = f"Playwright is not installed ({error})"
    collect_ignore_glob = [] if REQUIRED else ["test_*.py"]
else:
    MISSING = "" if Path(CHROMIUM).exists() else f"there is no browser at {CHROMIUM}"

CURE = "The browser tests need Debian's chromium-headless-shell or chromium; BROWSER_PATH names another."

_servers: list[Server] = []
_phones: list[Phone] = []
_rooms: list[Room] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks these tests and puts them last: the browser's event loop mustn't meet those of other tests."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if MISSING and not REQUIRED:
                item.add_marker(pytest.mark.skip(reason=f"{MISSING}. {CURE}"))
    items.sort(key=lambda item: HERE in item.path.parents)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    if report.failed and HERE in item.path.parents:
        for server in _servers:
            if log := server.tail():
                report.sections.append((f"log of the server on port {server.port}", log))
        report.sections.append(("screens", "\n".join(_screens(item))))
    return report


def _screens(item: pytest.Item) -> Iterator[str]:
    """Takes a picture of every open phone, beside the first server's database."""
    for number, phone in enumerate([*_phones, *(phone for room in _rooms for phone in room.opened)]):
        path = _servers[0].folder.parent / f"{item.name[:60]}-{number}.png" if _servers else Path(f"{number}.png")
        try:
            phone.page.screenshot(path=path, timeout=3000)
            yield f"{phone.name or number}: {path} {phone.page.url} {phone.errors or ''}"
        except Exception as error:
            yield f"{phone.name or number}: no picture ({type(error).__name__})"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all phones."""
    if MISSING:
        pytest.fail(f"No browser tests: {MISSING}.")
    with sync_playwright() as playwright:
        args = ["--no-sandbox", f"--host-resolver-rules=MAP {AFAR} 127.0.0.1"]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=args)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def run_server(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Callable[..., Server]]:
    """Starts a server with this content; all of them end with the tests. ``before`` fills its database first."""
    started: list[Server] = []

    def run(
        content: Path, before: Callable[[Server], object] = lambda server: None, kind: type[Server] = Server
    ) -> Server:
        server = kind(tmp_path_factory.mktemp("server"), content)
        before(server)
        started.append(server)
        _servers.append(server)
        return server.start()

    yield run
    for server in started:
        server.stop()
        _servers.remove(server)


@pytest.fixture(scope="session")
def long(run_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Two seconds of reading, eight minutes of station: most tests end it themselves."""
    return run_server(content(tmp_path_factory.mktemp("long") / "content", reading=0.035, station=8))


@pytest.fixture(scope="session")
def short(run_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Two seconds of reading, ten of station."""
    return run_server(content(tmp_path_factory.mktemp("short") / "content", reading=0.035, station=0.17))


@pytest.fixture(scope="session")
def varied(run_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """One interview, examination and presentation of the kit's own, so that three people play each of them once."""
    folder = tmp_path_factory.mktemp("varied") / "content"
    return run_server(content(folder, 0.035, 8, CASE, EXAMINATION_CASE, PRESENTATION_CASE))


@pytest.fixture(scope="session")
def examining(run_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """One examination with a content note, and no other case."""
    folder = tmp_path_factory.mktemp("examining") / "content"
    return run_server(content(folder, 0.035, 8, EXAMINATION_CASE, themes=["discrimination"]))


@pytest.fixture
def phone(browser: Browser) -> Iterator[Callable[..., Phone]]:
    """Phones for this test, each a browser of its own unless it is given another's context."""
    opened: list[Phone] = []

    def make(server: Server, dark: bool = False, **more: Any) -> Phone:
        opened.append(new_phone(browser, server.base, dark, **more))
        _phones.append(opened[-1])
        return opened[-1]

    yield make
    for one in opened:
        one.context.close()
        _phones.remove(one)


@pytest.fixture
def month(run_server: Callable[..., Server], browser: Browser, tmp_path: Path) -> Iterator[Month]:
    """A server with the kit's own cases on the first evening of October, and nobody there yet."""
    one = Month.on(run_server(ROOT, kind=MovedServer), browser, tmp_path)
    yield one
    one.close()


@pytest.fixture
def trio(phone: Callable[..., Phone]) -> Callable[..., Trio]:
    """Two phones and a laptop, one of them in dark mode, gathered in one room."""

    def make(server: Server, *names: str) -> Trio:
        return Trio(phone(server), phone(server, dark=True), phone(server, **LAPTOP)).gather(*names)

    return make


@pytest.fixture
def station(browser: Browser) -> Iterator[Callable[..., Trio]]:
    """A room in its station, with browsers only for the roles that are named."""
    opened: list[Phone] = []

    def make(server: Server, *roles: str) -> Trio:
        trio = in_station(browser, server, *roles)
        opened.extend(trio)
        _phones.extend(trio)
        return trio

    yield make
    for one in opened:
        one.context.close()
        _phones.remove(one)


@pytest.fixture
def stands(browser: Browser) -> Iterator[Callable[..., Trio]]:
    """A room at the stage a test wants, with browsers only for those who are named."""
    opened: list[Phone] = []

    def make(server: Server, stand: Stand, *who: str, **more: Any) -> Trio:
        trio = in_room(browser, server, stand, *who, **more)
        opened.extend(trio)
        _phones.extend(trio)
        return trio

    yield make
    for one in opened:
        one.context.close()
        _phones.remove(one)


@pytest.fixture(scope="session")
def fill(browser: Browser) -> Callable[..., Room]:
    """Rooms on running servers, filled by the use cases; `Room.phone` gives a browser to those who need one."""

    def make(server: Server, *names: str, **more: Any) -> Room:
        _rooms.append(a_room(browser, server, *names, **more))
        return _rooms[-1]

    return make


@pytest.fixture
def room(fill: Callable[..., Room]) -> Iterator[Callable[..., Room]]:
    """Such rooms, for this test."""
    before = len(_rooms)
    yield fill
    leave(before)


@pytest.fixture(scope="module")
def shared_room(fill: Callable[..., Room]) -> Iterator[Callable[..., Room]]:
    """Such rooms, for this module: each test leaves them as they were."""
    before = len(_rooms)
    yield fill
    leave(before)


def leave(before: int) -> None:
    """Closes whatever rooms were opened since."""
    for one in _rooms[before:]:
        one.leave()
    del _rooms[before:]


@pytest.fixture(scope="session")
def kept(browser: Browser) -> Iterator[dict[str, Trio]]:
    """Rooms that several tests share because they leave them as they were."""
    rooms: dict[str, Trio] = {}
    yield rooms
    for trio in rooms.values():
        trio.leave()


def _room(kept: dict[str, Trio], stage: str, browser: Browser, server: Server) -> Trio:
    if stage in kept and not kept[stage].stands_in(stage):
        kept.pop(stage).leave()  # an earlier test failed halfway
    if stage not in kept:
        roles = {STUDENT: {}, PATIENT: {"dark": True}, OBSERVER: LAPTOP}
        kept[stage] = in_room(browser, server, reading if stage == STATION else quiet, *roles, devices=roles)
        for phone in kept[stage]:
            phone.in_stage(stage)
    return kept[stage]


@pytest.fixture
def standing(kept: dict[str, Trio], browser: Browser, long: Server) -> Iterator[Trio]:
    """A trio in its station, for tests that leave it there."""
    yield from _shown(_room(kept, STATION, browser, long))


@pytest.fixture
def writing(kept: dict[str, Trio], browser: Browser, long: Server) -> Iterator[Trio]:
    """A trio in its quiet minute; each test uses another role, and nobody submits everything."""
    yield from _shown(_room(kept, QUIET, browser, long))


def _shown(trio: Trio) -> Iterator[Trio]:
    _phones.extend(trio)
    yield trio
    for phone in trio:
        _phones.remove(phone)
