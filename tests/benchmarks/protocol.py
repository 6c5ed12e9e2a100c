"""A browser tab as Streamlit's server sees it: just enough of its protocol to ask for reruns and time them."""

from __future__ import annotations

import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.benchmarks.servers import Server

DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
PATIENCE = 20.0


class Tab:
    """``fragments`` are the page's, ``problems`` what it could not draw, ``said`` its texts in the last run."""

    def __init__(self, server: Server, page: str = "", query: str = "", cookie: str = "") -> None:
        self.page, self.query, self.script = page, query, ""
        self.fragments: dict[str, None] = {}
        self.problems: list[str] = []
        self.widgets: dict[str, str] = {}
        self.said: list[str] = []
        self.values: list[WidgetState] = []
        self.url = f"{server.url}/{page}?{query}"
        self.socket: ClientConnection = connect(
            f"ws://{server.host}/_stcore/stream",
            origin=Origin(server.url),
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={"Cookie": f"device={cookie}"} if cookie else None,
            compression=None,
            max_size=None,
            proxy=None,
        )
        self.rerun()

    def chooses(self, label: str, option: str) -> float:
        """Milliseconds of the rerun after choosing this option of a selectbox."""
        self.values = [WidgetState(id=self.widgets[label], string_value=option)]
        return self.rerun()

    def rerun(self, fragment: str = "") -> float:
        """Milliseconds from asking until the server says that the run has ended."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.page_script_hash, state.fragment_id = self.query, self.script, fragment
        state.page_name = "" if self.script else self.page
        state.context_info.url = self.url
        state.widget_states.widgets.extend(self.values)
        raw = asked.SerializeToString()
        self.said.clear()
        start = time.perf_counter()
        self.socket.send(raw)
        while not self._heard(self.socket.recv(PATIENCE)):
            pass
        return 1000 * (time.perf_counter() - start)

    def _heard(self, raw: str | bytes) -> bool:
        assert isinstance(raw, bytes)
        message = ForwardMsg()
        message.ParseFromString(raw)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.script = message.new_session.page_script_hash
        elif kind == "navigation":
            self.script = message.navigation.page_script_hash
        elif kind == "delta":
            self._drew(message)
        return kind == "script_finished" and message.script_finished in DONE

    def _drew(self, message: ForwardMsg) -> None:
        delta = message.delta
        if delta.fragment_id:
            self.fragments[delta.fragment_id] = None
        kind = delta.new_element.WhichOneof("type")
        if kind in ("exception", "alert"):
            self.problems.append(str(delta.new_element)[:300])
        if kind == "selectbox":
            self.widgets[delta.new_element.selectbox.label] = delta.new_element.selectbox.id
        if kind == "markdown":
            self.said.append(delta.new_element.markdown.body)

    def close(self) -> None:
        """Leave."""
        self.socket.close()
