"""One phone: a cookie, a Streamlit tab, the live socket, and taps that wait until the server acknowledges them.

It does what `roleplay/web/live/*.js` does and, like it, never draws an older view over a newer one. It can lose its
network.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage, InvalidStatus
from websockets.typing import Origin

from tests.bots.book import Book, Probe
from tests.bots.tab import NotThere, Tab
from tests.bots.wire import Wire

View = dict[str, Any]
MOST, WALKS = 100, ("prepare", "reading", "station")
RELOAD = (0.5, 6.5)
"""Seconds after hearing from a restarted server; not all pages are loaded at once."""
LOST = (OSError, EOFError, TimeoutError, ConnectionClosed, InvalidHandshake, InvalidMessage, InvalidStatus)
"""What a network may raise."""
STALE = ("The session had already moved on", "That is already about", "There was nothing left to undo")
STALE += ("You’ve already agreed", "The clock is held", "That isn’t possible at this step", "The plan no longer")
"""Sentences that rightly refuse a move that somebody else made at the same moment."""


class Device:
    """``away`` while it has no network. ``shown`` is the last message with a view; each one sets ``changed``."""

    def __init__(self, base: str, name: str, book: Book, chance: random.Random, streamlit: bool) -> None:
        self.base, self.name, self.book, self.chance, self.streamlit = base, name, book, chance, streamlit
        self.wire = Wire(base)
        self.tab: Tab | None = None
        self.code = self.seat = self.boot = self.asked = self.reads = ""
        self.shown: dict[str, Any] | None = None
        self.offset = 0
        self.changed = asyncio.Event()
        self.probes: list[Probe] = []
        self.waiting: list[dict[str, Any]] = []
        self.said: dict[tuple[Any, ...], Any] = {}
        self.away = self.closed = self.busy = self.stale = False
        self.connected = asyncio.Event()
        self.fails, self.until = 0, 0.0
        self.tasks: list[asyncio.Task[None]] = []

    # Coming in

    async def opens(self, minutes: dict[str, float]) -> None:
        """Start a session, with these minutes in its timing fields."""
        await self._arrive("/", Tab(self.base, "", "", ""))
        assert self.tab is not None
        await self.tab.switch_on("Other minutes")
        self.tab.fill("Your name", self.name)
        for label, value in minutes.items():
            self.tab.fill(label, value)
        await self.tab.press("Start a session")
        await self._sits()

    async def joins(self, code: str) -> None:
        """By the page's own form, which needs no script."""
        path = f"/join?code={code}"
        if await self.wire.get(path) != 200 or not self.wire.cookie:
            raise NotThere(f"{path} gives no cookie")
        status, location = await self.wire.fill_in(path, name=self.name)
        if status != 303:
            raise NotThere(f"{path} lets nobody in: {status}")
        await self._arrive(location, Tab(self.base, "", "practice", location.partition("?")[2]))
        await self._sits()

    async def _arrive(self, path: str, tab: Tab) -> None:
        if await self.wire.get(path) != 200 or not self.wire.cookie:
            raise NotThere(f"{path} gives no cookie")
        tab.cookie = self.wire.cookie
        self.tab = await tab.open()

    async def _sits(self) -> None:
        assert self.tab is not None
        given = self.tab.component()
        self.code, self.seat = given["code"], given["seat"]
        self.tab.page = "practice"
        if self.tab.has("I’m in"):
            await self.tab.press("I’m in")
        if not self.streamlit:
            await self._close_tab()
        self.tasks = [asyncio.create_task(self._keep_connected()), asyncio.create_task(self._keep_sending())]

    # The socket

    async def _keep_connected(self) -> None:
        tries = 0
        while not self.closed:
            if self.away:
                await asyncio.sleep(0.05)
                continue
            try:
                if self.stale:
                    await self._loads_again()
                async with await self._connect() as socket:
                    tries, self.fails, self.socket = 0, 0, socket
                    await self._listen(socket)
            except LOST as error:
                if not (self.away or self.closed):
                    self.book.wrong(f"{self.name}’s socket: {error!r}")
            finally:
                self.connected.clear()
                self.probes.clear()
            await asyncio.sleep(min(0.3 * 2 ** min(tries, 4), 3.0))
            tries += 1

    async def _connect(self) -> ClientConnection:
        return await connect(
            f"{self.base.replace('http', 'ws', 1)}/rooms/{self.code}/live?seat={self.seat}",
            origin=Origin(self.base),
            additional_headers={"Cookie": f"device={self.wire.cookie}"},
            compression=None,
            proxy=None,
            open_timeout=20,
        )

    async def _listen(self, socket: ClientConnection) -> None:
        """Listen until it ends. A restarted server is noticed at once; the page is reloaded a little later."""
        asks = asyncio.create_task(self._ask_the_time(socket))
        try:
            async for text in socket:
                message = json.loads(text)
                self._reads(message)
                await self.heard(message)
                for probe in [probe for probe in self.probes if self.shown and probe.seen(self.shown["view"])]:
                    self.probes.remove(probe)
                self.connected.set()
        finally:
            asks.cancel()

    async def _ask_the_time(self, socket: ClientConnection) -> None:
        while True:
            await asyncio.sleep(10)
            await socket.send("now?")

    async def heard(self, message: dict[str, Any]) -> None:
        if self.boot and message["boot"] != self.boot:
            self.boot, self.shown = "", None
            self.tasks.append(asyncio.create_task(self._reloads_later()))
        seen = message["now"] - _wall()
        self.offset = max(self.offset, seen) if self.boot and abs(seen - self.offset) <= 2000 else seen
        self.boot = self.boot or message["boot"]
        if "view" not in message or (self.shown and message["order"] < self.shown["order"]):
            return
        self.shown = message
        self.changed.set()
        await self._ask_streamlit(message)

    async def _reloads_later(self) -> None:
        await asyncio.sleep(self.chance.uniform(*RELOAD))
        self.stale = True
        await self.socket.close()

    async def _loads_again(self) -> None:
        """Reload, as `location.reload()` does."""
        self.stale = False
        await self._close_tab()
        await self.wire.get(f"/practice?seat={self.seat}")
        await self._open_tab()

    async def _ask_streamlit(self, message: dict[str, Any]) -> None:
        """Ask for a rerun as the component does, if Streamlit has something else to draw around it."""
        if self.tab is None or not self.tab.alive:
            return
        part, moment = message["around"]
        given = self.tab.component()
        shows = f"{part} {moment}" if given["follows"] else part
        if shows == given["drawn"]:
            self.asked = ""
        elif shows != self.asked:
            self.asked = shows
            try:
                await self.tab.around_changed(shows)
            except LOST:
                return

    def _reads(self, message: dict[str, Any]) -> None:
        """What there is to read comes over the socket once, before it is only named."""
        if "parts" in message:
            self.reads = message["handout"]
        if message.get("handout", "") not in ("", self.reads):
            self.book.wrong(f"{self.name} has nothing to read: {message['handout']} never came")

    async def _open_tab(self) -> None:
        if not self.streamlit:
            return
        tab = Tab(self.base, self.wire.cookie, "practice", f"seat={self.seat}")
        try:
            self.tab = await tab.open()
        except LOST as error:
            await tab.close()
            if not self.away:
                self.book.wrong(f"{self.name}’s page: {error!r}")

    async def _close_tab(self) -> None:
        if self.tab is not None:
            for problem in self.tab.problems:
                self.book.wrong(f"{self.name}’s page says {problem}")
            self.book.counted["page runs"] += self.tab.runs
            await self.tab.close()
            self.tab = None

    # Without network

    async def vanishes(self) -> None:
        """Close both sockets; nothing gets through."""
        self.away = True
        self.wire.hang_up()
        await self._close_tab()
        if hasattr(self, "socket"):
            await self.socket.close()

    async def comes_back(self) -> None:
        self.away = False
        await self._open_tab()
        self.nudge()

    async def leaves(self) -> None:
        """Put the phone away."""
        self.closed = True
        for task in self.tasks:
            task.cancel()
        await self._close_tab()
        if hasattr(self, "socket"):
            await self.socket.close()
        self.wire.hang_up()

    # Taps wait until they are acknowledged; moves are sent at once or not at all

    def now(self) -> int:
        """The server's time, as far as this device knows."""
        return _wall() + self.offset

    def tap(self, kind: str, round_: int, **values: Any) -> None:
        tap = {"token": self._token(), "kind": kind, "round": round_, "made": self.now(), **values}
        said = ("mark", "value", "text", "came", "happened")
        self.said[about(tap)] = next((values[name] for name in said if name in values), None)
        self.waiting.append({**tap, "late": self.away})
        self.book.sent += 1
        self.nudge()

    def is_done(self) -> bool:
        """Whether the server has acknowledged everything."""
        return not self.waiting

    def nudge(self) -> None:
        if not self.busy and not self.away and not self.closed:
            self.busy = True
            self.tasks = [task for task in self.tasks if not task.done()]
            self.tasks.append(asyncio.create_task(self._send()))

    async def _keep_sending(self) -> None:
        while True:
            await asyncio.sleep(3)
            self.nudge()

    async def _send(self) -> None:
        try:
            while self.waiting and not self.away and not self.closed:
                if (wait := max(self.until - time.perf_counter(), 0)) > 0 or self.fails:
                    await asyncio.sleep(max(wait, min(0.5 * 2 ** min(self.fails, 4), 5.0)))
                await self._send_once(self.waiting[:MOST])
        finally:
            self.busy = False

    async def _send_once(self, batch: list[dict[str, Any]]) -> None:
        taps = [{key: value for key, value in tap.items() if key != "late"} for tap in batch]
        answer = await self._post(taps)
        twice = self.chance.random() < 0.05 and answer is not None
        if answer is None:
            self.fails += 1
            return
        self.fails = 0
        await self._answered(batch, answer["answers"])
        await self.heard(answer)
        if twice and (again := await self._post(taps)) is not None:
            self.book.counted["sent twice"] += len(taps)
            first = {one["token"]: one["result"] for one in answer["answers"]}
            for one in again["answers"]:
                if first[one["token"]] != "refused" and one["result"] != "known":
                    self.book.wrong(f"sent twice, and the second time {one}")

    async def _answered(self, batch: list[dict[str, Any]], answers: list[dict[str, Any]]) -> None:
        by_token = {answer["token"]: answer for answer in answers}
        for tap in batch:
            answer = by_token[tap["token"]]
            self.waiting.remove(tap)
            if answer["result"] != "refused":
                self.book.accepted(self.code, self.seat, tap)
            elif tap["late"]:
                self.book.counted["refused, made without network"] += 1
            else:
                self.book.wrong(f"a tap of {self.name} was refused: {tap} {answer['say']}")

    async def move(self, move: str, **more: Any) -> bool:
        """Make a move; returns whether it was accepted."""
        if self.shown is None or self.away:
            return False
        top = self.shown["view"]["top"]
        step = {"token": self._token(), "kind": "move", "move": move, "stage": top["number"], **more}
        if move == "carry_on" and top["held"]:
            step["held"] = top["held"]["kind"]
        self.book.sent += 1
        answer = await self._post([step])
        if answer is None:
            self.book.counted["moves without an answer"] += 1
            return False
        first = answer["answers"][0]
        taken: bool = first["result"] != "refused"
        if taken:
            self.book.accepted(self.code, self.seat, step)
        elif first["say"].startswith(STALE):
            self.book.counted["moves refused, as somebody was quicker"] += 1
        else:
            self.book.wrong(f"{move} of {self.name} was refused: {first['say']}")
        await self.heard(answer)
        return taken

    async def _post(self, taps: list[dict[str, Any]]) -> dict[str, Any] | None:
        """The answer, or None if there was none: then what is waiting is sent again."""
        try:
            status, body = await self.wire.post(f"/rooms/{self.code}/taps", {"seat": self.seat, "taps": taps})
        except LOST as error:
            if not (self.away or self.closed):
                self.book.wrong(f"{self.name}’s taps: {error!r}")
            return None
        if status == 200 and body is not None:
            answer: dict[str, Any] = body
            return answer
        self.book.wrong(f"{self.name}’s taps: {status} {body}")
        if status == 429 and body:
            self.until = time.perf_counter() + body.get("wait", 5)
        return None

    def _token(self) -> str:
        return f"{self.chance.getrandbits(128):032x}"


def about(tap: dict[str, Any]) -> tuple[Any, ...]:
    """The kind, the round and the thing: of two taps about the same thing only the later one counts."""
    names = ("item", "fact", "domain", "statement", "words", "finding")
    return (tap["kind"], tap["round"], next((tap[name] for name in names if name in tap), ""))


def stage_now(top: View, now: int) -> str:
    """The present stage, worked out from the last view if its deadline has passed, as a phone does offline."""
    clock, stage, deadline = top["clock"], top["stage"], top["clock"]["deadline"]
    ahead = list(clock["ahead"])
    while not top["held"] and deadline is not None and deadline <= now and stage in WALKS and ahead:
        stage, length = ahead.pop(0)
        deadline += length
    return str(stage)


def _wall() -> int:
    return time.time_ns() // 1_000_000
