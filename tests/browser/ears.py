"""Listens to every byte that a browser gets: which marked texts have reached whom, and which may."""

from __future__ import annotations

import re

import markers as m
from markers import Markers
from phones import OBSERVER, PATIENT, STUDENT, Phone
from playwright.sync_api import Error, Response, WebSocket

FORBIDDEN = {
    STUDENT: (
        m.PART, m.FACT, m.PATIENT_EVENT, m.OBSERVER_EVENT, m.CHECKLIST, m.FINDING, m.OTHER, m.VIVA, m.DEBRIEF, m.PHASE,
        m.STATEMENT, m.SENTENCE, m.SAW, m.TO_TRY, m.PROP,
    ),
    PATIENT: (
        m.OBSERVER_EVENT, m.CHECKLIST, m.FINDING, m.RELEASED, m.VIVA, m.DEBRIEF, m.PHASE, m.LINE, m.SAW, m.TO_TRY,
        m.NOTES,
    ),
    OBSERVER: (m.PART, m.FACT, m.PATIENT_EVENT, m.DEBRIEF, m.PHASE, m.STATEMENT, m.LINE, m.SENTENCE),
}  # fmt: skip
"""Sorts of text that a role's device may not receive before the feedback is opened."""
RIGHTFUL = {
    STUDENT: (m.SIGN, m.NOTES, m.CONSENT, m.RELEASED),
    PATIENT: (m.PART, m.FACT, m.SIGN, m.CONSENT, m.PATIENT_EVENT, m.STATEMENT, m.PROP),
    OBSERVER: (m.CHECKLIST, m.CONSENT, m.FINDING, m.RELEASED, m.OBSERVER_EVENT, m.OTHER, m.VIVA, m.PROP),
}
"""Sorts of which every text must have come by then: if not, the ear is deaf and the rest of the test is worthless."""
OPENED = (m.CHECKLIST, m.FINDING, m.RELEASED, m.VIVA, m.LINE, m.SENTENCE, m.SAW, m.TO_TRY, m.STATEMENT, m.FACT)
"""Sorts of which every text must reach everybody with the feedback."""


class Ear:
    """Collects every text of this pattern in anything that a browser got from the server, showed or stored."""

    def __init__(self, phone: Phone, pattern: re.Pattern[str] = m.MARKER) -> None:
        self.phone, self.pattern = phone, pattern
        self.heard: set[str] = set()
        self.sockets: set[str] = set()
        self.unread: list[str] = []
        self._responses: list[Response] = []
        phone.page.on("websocket", self._socket)
        phone.page.on("response", lambda response: self._responses.append(response))

    def _socket(self, socket: WebSocket) -> None:
        self.sockets.add(socket.url.split("?")[0])
        socket.on("framereceived", self._hear)

    def _hear(self, payload: str | bytes) -> None:
        text = payload if isinstance(payload, str) else payload.decode("utf-8", errors="replace")
        self.heard.update(self.pattern.findall(text))

    def listen(self) -> set[str]:
        """Everything so far: frames, bodies and headers of answers, the page as it is, its storage and address."""
        for response in self._responses:
            if response.status in (101, 204, 304) or 300 <= response.status < 400:
                continue
            try:
                self._hear(response.body())
                self._hear(str(response.headers))
            except Error:
                self.unread.append(response.url)
        self._responses.clear()
        for now in (self.phone.source(), self.phone.storage(), self.phone.page.url):
            self._hear(now)
        return self.heard


class Listening:
    """The ears of three people in a round of a marked case. ``by_role`` is filled once the round has begun."""

    def __init__(self, marker: Markers, ears: dict[str, Ear]) -> None:
        self.marker, self.ears = marker, ears

    def nothing_forbidden(self, when: str) -> None:
        for role, ear in self.ears.items():
            # What the student asked for stands above the field for what to try.
            asked = {m.LINE} if role == when == OBSERVER else set()
            leaked = ear.listen() & set(self.marker.of(*set(FORBIDDEN[role]) - asked))
            assert not leaked, f"{self.marker.kind}, {role}, {when}: {sorted(leaked)}"

    def not_yet(self, role: str, sort: str, why: str) -> None:
        assert not self.ears[role].heard & set(self.marker.of(sort)), why

    def not_deaf(self) -> None:
        for role, sorts in RIGHTFUL.items():
            missing = set(self.marker.of(*sorts)) - self.ears[role].heard
            assert not missing, f"{self.marker.kind}: {role} should have had {sorted(missing)}; is the test deaf?"

    def opened(self) -> None:
        for role, ear in self.ears.items():
            missing = set(self.marker.of(*OPENED)) - ear.listen()
            assert not missing, f"{self.marker.kind}: {role}: opened sheets without {sorted(missing)}"
            assert ear.heard & set(self.marker.of(m.DEBRIEF)), f"{self.marker.kind}: {role}: without the case’s answer"
