"""Three people who play one session: they start, join, play round after round, lose their network and come back."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.bots.book import Book, Probe, settled
from tests.bots.device import Device, View, stage_now
from tests.bots.player import Deed, Scene, next_deed
from tests.bots.reconcile import differences

NAMES = ("Anna", "Ben", "Cleo")
SHARE_THAT_VANISHES = 0.3
PATIENCE = 60.0
"""How many seconds a stage may overrun what its clock and its people take."""


@dataclass(frozen=True)
class Pace:
    """``thoughts``: 1 is as long as people think. The minutes of the stages go into the timing fields."""

    thoughts: float
    prepare: float
    reading: float
    station: float

    @property
    def fields(self) -> dict[str, float]:
        return {
            "Prepare, minutes": self.prepare,
            "Reading, minutes": self.reading,
            "Station, minutes": self.station,
        }


class Trio:
    """No further round begins after ``until`` (`time.perf_counter`), which the runner sets."""

    def __init__(self, base: str, number: int, book: Book, pace: Pace, streamlit: bool, seed: int) -> None:
        self.book, self.pace, self.number = book, pace, number
        self.chance = random.Random(f"{seed}/{number}")
        self.devices = [Device(base, name, book, random.Random(f"{seed}/{number}/{name}"), streamlit) for name in NAMES]
        self.until = float("inf")
        self.lines: dict[int, Sequence[str]] = {}
        self.stuck = False

    async def opens(self) -> None:
        first, *others = self.devices
        await first.opens(self.pace.fields)
        for other in others:
            await other.joins(first.code)

    async def plays(self) -> None:
        """Play until the session is over, or somebody cancels it."""
        async with asyncio.TaskGroup() as evening:
            watch = evening.create_task(self._watch())
            vanish = [evening.create_task(self._vanishes(device)) for device in self.devices]
            await asyncio.gather(*(self._person(device) for device in self.devices))
            for task in (watch, *vanish):
                task.cancel()

    async def ends(self) -> None:
        """Everybody comes back, what is waiting is sent, and the feedback is checked; then the phones are put away."""
        for device in self.devices:
            if device.away:
                await device.comes_back()
            device.nudge()
        for device in self.devices:
            if not await settled(device.is_done, 15):
                self.book.wrong(f"{len(device.waiting)} taps of {device.name} were never taken")
            self._reconciles(device)
            await device.leaves()

    # One person

    async def _person(self, device: Device) -> None:
        while (scene := self._scene(device)) is None or scene.stage != "over":
            device.changed.clear()
            deed = next_deed(scene) if scene else None
            if scene is None or deed is None:
                await self._waits(device)
                continue
            await asyncio.sleep(self.chance.uniform(*deed.think) * self.pace.thoughts)
            still = self._scene(device)
            if still is not None and (still.stage, still.top["held"]) == (scene.stage, scene.top["held"]):
                await self._does(device, deed, still)

    async def _waits(self, device: Device) -> None:
        """Wait for something to happen, or a little while."""
        try:
            async with asyncio.timeout(max(0.05, min(1.0, 3 * self.pace.thoughts))):
                await device.changed.wait()
        except TimeoutError:
            return

    def _scene(self, device: Device) -> Scene | None:
        if device.shown is None:
            return None
        view = device.shown["view"]
        now, deadline = device.now(), view["top"]["clock"]["deadline"]
        if device.shown["screen"] == "ObserverView" and view["sheet"]:
            self.lines[view["top"]["round"]] = [item["id"] for item in view["sheet"]["items"]]
        return Scene(
            screen=device.shown["screen"],
            stage=stage_now(view["top"], now),
            view=view,
            said=device.said,
            first=device is self._first(),
            goes_on=time.perf_counter() < self.until,
            station_ms=round(self.pace.station * 60_000),
            left_ms=None if deadline is None else deadline - now,
            chance=self.chance,
        )

    def _first(self) -> Device:
        """Those with a network, in order of arrival."""
        return next((device for device in self.devices if not device.away), self.devices[0])

    async def _does(self, device: Device, deed: Deed, scene: Scene) -> None:
        if deed.kind:
            self._probe(device, deed, scene)
            device.tap(deed.kind, scene.round, **deed.values)
        elif not device.away and not await self._presses(device, deed, scene):
            await asyncio.sleep(0.5)  # as long as it takes to read the sentence that says why not

    async def _presses(self, device: Device, deed: Deed, scene: Scene) -> bool:
        others = [other for other in self.devices if other is not device and other.shown and not other.away]
        if deed.together and others:
            pressed = await asyncio.gather(device.move(deed.move), others[0].move(deed.move))
            self.book.counted["pressed at once"] += 1
            return any(pressed)
        self._probe(device, deed, scene)
        return await device.move(deed.move, **deed.values)

    def _probe(self, device: Device, deed: Deed, scene: Scene) -> None:
        """Watch for it on every other device that will show it."""
        shows = shown_by(deed, device.name, scene.top["number"])
        if shows is None or device.away:
            return
        for other in self.devices:
            if other is device or other.away or not other.connected.is_set() or other.shown is None:
                continue
            students = other.shown["view"]["top"]["roles"][:1] == ["student"]
            if (deed.kind != "released" or students) and not shows(other.shown["view"]):
                other.probes.append(Probe(self.book, deed.move or deed.kind, shows))

    # What goes wrong

    async def _vanishes(self, device: Device) -> None:
        """Some people's networks come and go."""
        if self.chance.random() > SHARE_THAT_VANISHES:
            return
        while True:
            await asyncio.sleep(self.chance.uniform(40, 160) * self.pace.thoughts)
            await device.vanishes()
            self.book.counted["vanished"] += 1
            await asyncio.sleep(self.chance.uniform(5, 30) * min(1.0, max(0.05, self.pace.thoughts)))
            await device.comes_back()

    async def _watch(self) -> None:
        """Count the rounds, and report when nothing has moved for longer than it should."""
        number, since, counted = -1, time.perf_counter(), 0
        while True:
            await asyncio.sleep(0.2)
            tops = [device.shown["view"]["top"] for device in self.devices if device.shown]
            top = max(tops, key=lambda top: top["number"], default=None)
            if top is None:
                continue
            if (top["number"], bool(top["held"])) != number:
                number, since = (top["number"], bool(top["held"])), time.perf_counter()
            if top["stage"] == "next" and top["round"] > counted:
                counted = top["round"]
                self.book.rounds += 1
            self._looks_at_the_sheets()
            self._looks_for_what_never_came()
            length = (top["clock"]["length"] or 0) / 1000
            if not self.stuck and time.perf_counter() - since > PATIENCE + length + 200 * self.pace.thoughts:
                self.stuck = True
                self.book.stuck += 1
                self.book.wrong(f"trio {self.number} is stuck: {top}")

    def _looks_at_the_sheets(self) -> None:
        for device in self.devices:
            if device.shown and device.shown["view"]["top"]["stage"] == "next" and not device.waiting:
                self._reconciles(device)

    def _reconciles(self, device: Device) -> None:
        """Once a round."""
        view = device.shown["view"] if device.shown else {}
        if "opened" not in view or device.waiting or ("looked", view["top"]["round"], "") in device.said:
            return
        device.said["looked", view["top"]["round"], ""] = True
        lines = self.lines.get(view["top"]["round"], ()) if "observer" in view["top"]["roles"] else ()
        for difference in differences(view, device.name, device.said, lines):
            self.book.missing += 1
            self.book.wrong(f"trio {self.number}: {difference}")

    def _looks_for_what_never_came(self) -> None:
        for device in self.devices:
            for probe in [probe for probe in device.probes if probe.overdue()]:
                device.probes.remove(probe)
                self.book.wrong(f"{probe.what} never came to {device.name} of trio {self.number}")


def shown_by(deed: Deed, name: str, number: int) -> Callable[[View], bool] | None:
    """What shows this deed in another device's view; None if nobody else sees it."""

    def later(view: View) -> bool:
        return bool(view["top"]["number"] > number)

    def done(view: View) -> bool:
        return later(view) or any(p["name"] == name and p["done"] for p in view["top"]["people"])

    def handed(view: View) -> bool:
        return later(view) or any(f["id"] == deed.values["finding"] for f in view.get("findings", ()))

    def asked(view: View) -> bool:
        return later(view) or view["top"]["asked"] is not None

    def consent(view: View) -> bool:
        return later(view) or bool(view.get("consent") and view["consent"]["asked"])

    effects: dict[str, Any] = {"ready": done, "handed_in": done, "released": handed, "ask_consent": consent}
    effects |= {"begin": later, "consent": later}
    effects |= dict.fromkeys(("go_on", "again", "end_early", "finish", "go_on_without"), asked)
    found: Callable[[View], bool] | None = effects.get(deed.move or deed.kind)
    return found
