"""A browser tab as Streamlit's server sees it: finds widgets by their labels, fills them in and presses them.

It draws nothing and fetches none of the frontend's files. What a page could not draw is in ``problems``.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
PATIENCE = 30.0
Held = tuple[Any, str]
"""A widget and the fragment that it is in."""


class NotThere(Exception):
    """The page has no such widget, or led nowhere; the text says what it had instead."""


class Tab:
    """One page of one device. ``query`` is what follows the question mark in the address."""

    def __init__(self, base: str, cookie: str, page: str = "", query: str = "") -> None:
        self.base, self.cookie, self.page, self.query = base, cookie, page, query
        self.script = ""
        self.widgets: dict[str, Held] = {}
        self.values: dict[str, WidgetState] = {}
        self.problems: list[str] = []
        self.runs = 0
        self._ended = asyncio.Event()

    async def open(self) -> Tab:
        """Connect, and draw the page once."""
        self.socket: ClientConnection = await connect(
            f"{self.base.replace('http', 'ws', 1)}/_stcore/stream",
            origin=Origin(self.base),
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={"Cookie": f"device={self.cookie}"},
            compression=None,
            max_size=None,
            proxy=None,
            open_timeout=PATIENCE,
        )
        self.listening = asyncio.create_task(self._listen())
        await self._run(BackMsg())
        return self

    async def close(self) -> None:
        if hasattr(self, "socket"):
            self.listening.cancel()
            await self.socket.close()

    @property
    def alive(self) -> bool:
        return hasattr(self, "socket") and not self.listening.done()

    # What a person does

    def find(self, label: str, kind: str = "") -> Held:
        """The widget with this label, the last one drawn. Raises `NotThere`."""
        for held in reversed(self.widgets.values()):
            proto = held[0]
            if getattr(proto, "label", None) == label and (not kind or type(proto).__name__ == kind):
                return held
        labels = [getattr(held[0], "label", "") for held in self.widgets.values()]
        raise NotThere(f"no “{label}” on /{self.page}, but {labels}; {self.problems}")

    def has(self, label: str) -> bool:
        return any(getattr(held[0], "label", None) == label for held in self.widgets.values())

    def fill(self, label: str, value: str | float) -> None:
        """Type into a form's field, which is sent when the form's button is pressed."""
        proto, _ = self.find(label)
        state = WidgetState(id=proto.id)
        if isinstance(value, str):
            state.string_value = value
        else:
            state.double_value = value
        self.values[proto.id] = state

    async def switch_on(self, label: str) -> None:
        """Turn on what is not in a form, and wait until the page has been drawn again."""
        proto, fragment = self.find(label)
        self.values[proto.id] = WidgetState(id=proto.id, bool_value=True)
        await self._run(BackMsg(), fragment=fragment)

    async def press(self, label: str) -> None:
        """Press the button with this label, and wait until the page has been drawn again."""
        proto, fragment = self.find(label, "Button")
        pressed = WidgetState(id=proto.id, trigger_value=True)
        await self._run(BackMsg(), pressed, fragment)

    def component(self) -> dict[str, Any]:
        """What the live component was given: code, seat and what is drawn around it. Raises `NotThere`."""
        return self._live()[0]

    async def around_changed(self, shows: str) -> None:
        """Fire as the live component does, if the page still has one: its fragment is drawn again. Nobody waits."""
        try:
            _, proto, fragment = self._live()
        except NotThere:
            return
        fired = WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{proto.id}__events")
        fired.json_trigger_value = json.dumps([{"event": "around", "value": shows}])
        await self._send(BackMsg(), fired, fragment)

    def _live(self) -> tuple[dict[str, Any], Any, str]:
        """What the live component was given, itself and its fragment. A page may hold others, such as a copy button."""
        for proto, fragment in reversed(self.widgets.values()):
            if type(proto).__name__ == "BidiComponent" and (text := proto.json or proto.mixed.json):
                given = json.loads(text)
                if isinstance(given, dict) and "seat" in given:
                    return given, proto, fragment
        raise NotThere(f"no live component on /{self.page}; {self.problems}")

    # The protocol

    async def _run(self, asked: BackMsg, trigger: WidgetState | None = None, fragment: str = "") -> None:
        self._ended.clear()
        await self._send(asked, trigger, fragment)
        async with asyncio.timeout(PATIENCE):
            await self._ended.wait()

    async def _send(self, asked: BackMsg, trigger: WidgetState | None = None, fragment: str = "") -> None:
        state = asked.rerun_script
        state.query_string, state.page_script_hash, state.fragment_id = self.query, self.script, fragment
        state.page_name = "" if self.script else self.page
        state.context_info.url = f"{self.base}/{self.page}"
        state.widget_states.widgets.extend(self.values.values())
        if trigger is not None:
            state.widget_states.widgets.append(trigger)
        await self.socket.send(asked.SerializeToString())

    async def _listen(self) -> None:
        try:
            async for raw in self.socket:
                assert isinstance(raw, bytes)
                message = ForwardMsg()
                message.ParseFromString(raw)
                self._heard(message)
        except ConnectionClosed:
            return

    def _heard(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            if message.new_session.page_script_hash != self.script:
                self.widgets.clear()
            self.script = message.new_session.page_script_hash
        elif kind == "navigation":
            self.script = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta":
            self._drew(message)
        elif kind == "script_finished" and message.script_finished in DONE:
            self.runs += 1
            self._ended.set()

    def _drew(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind is None:
            return
        proto = getattr(element, kind)
        if kind in ("exception", "alert"):
            self.problems.append(str(element)[:300])
        if identifier := getattr(proto, "id", ""):
            self.widgets.pop(identifier, None)
            self.widgets[identifier] = (proto, message.delta.fragment_id)
