"""Nothing reaches a device before its time: not on the screen, not in a frame, not in an answer, not in its storage."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import markers as m
import pytest
from markers import Markers, marked_content
from phones import EXAMINATION, INTERVIEW, NEXT_STEP, OBSERVER, PATIENT, PRESENTATION, STUDENT, Phone, Trio
from playwright.sync_api import Error, Response, WebSocket
from servers import Server

FORBIDDEN = {
    STUDENT: (
        m.PART, m.FACT, m.PATIENT_EVENT, m.OBSERVER_EVENT, m.CHECKLIST, m.FINDING, m.OTHER, m.VIVA, m.DEBRIEF, m.PHASE,
        m.STATEMENT, m.SENTENCE, m.TO_TRY, m.PROP,
    ),
    PATIENT: (m.OBSERVER_EVENT, m.CHECKLIST, m.FINDING, m.RELEASED, m.VIVA, m.DEBRIEF, m.PHASE, m.LINE, m.TO_TRY),
    OBSERVER: (m.PART, m.FACT, m.PATIENT_EVENT, m.DEBRIEF, m.PHASE, m.STATEMENT, m.LINE, m.SENTENCE),
}  # fmt: skip
"""Sorts of text that a role's device may not receive before the sheets are opened."""
RIGHTFUL = {
    STUDENT: (m.SIGN, m.CONSENT, m.RELEASED),
    PATIENT: (m.PART, m.FACT, m.SIGN, m.CONSENT, m.PATIENT_EVENT, m.STATEMENT, m.PROP),
    OBSERVER: (m.CHECKLIST, m.CONSENT, m.FINDING, m.RELEASED, m.OBSERVER_EVENT, m.OTHER, m.VIVA, m.PROP),
}
"""Sorts of which every text must have come by then: else the ear is deaf, and the rest of the test means nothing."""
OPENED = (m.CHECKLIST, m.FINDING, m.RELEASED, m.VIVA, m.LINE, m.SENTENCE, m.TO_TRY, m.STATEMENT)
"""Sorts of which every text must come to everybody with the sheets."""


class Ear:
    """Every byte that a browser gets from the server, as text."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.frames: list[str] = []
        self.sockets: set[str] = set()
        self.answers: list[str] = []
        self.unread: list[str] = []
        self._responses: list[Response] = []
        phone.page.on("websocket", self._socket)
        phone.page.on("response", lambda response: self._responses.append(response))

    def _socket(self, socket: WebSocket) -> None:
        self.sockets.add(socket.url.split("?")[0])
        socket.on("framereceived", lambda payload: self.frames.append(_text(payload)))

    def listen(self) -> str:
        """All of it so far: frames, bodies and headers of answers, the page as it stands, its storage and address."""
        for response in self._responses:
            if response.status in (101, 204, 304) or 300 <= response.status < 400:
                continue
            try:
                self.answers.append(_text(response.body()))
                self.answers.append(str(response.headers))
            except Error:
                self.unread.append(response.url)
        self._responses.clear()
        page = self.phone.page
        now = [page.content(), self.phone.source(), self.phone.storage(), page.url, page.title()]
        return "\n".join([*self.frames, *self.answers, *now])


def _text(payload: str | bytes) -> str:
    return payload if isinstance(payload, str) else payload.decode("utf-8", errors="replace")


def held(text: str, markers: list[str]) -> set[str]:
    return {marker for marker in markers if marker in text}


@pytest.fixture(scope="module")
def markers() -> dict[str, Markers]:
    return {kind: Markers(kind) for kind in (INTERVIEW, EXAMINATION, PRESENTATION)}


@pytest.fixture(scope="module")
def marked(
    run_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory, markers: dict[str, Markers]
) -> Server:
    return run_server(marked_content(tmp_path_factory.mktemp("marked") / "content", markers))


def test_no_device_receives_a_byte_of_what_its_role_may_not_see_before_the_sheets_are_opened(
    marked: Server, phone: Callable[..., Phone], markers: dict[str, Markers]
) -> None:
    """A whole evening, with one round of each kind: each device is listened to from joining to the last sheets."""
    phones = [phone(marked), phone(marked), phone(marked)]
    ears = {id(one): Ear(one) for one in phones}
    three = Trio(*phones).gather()
    for ear in ears.values():
        assert not held(ear.listen(), everything(markers.values()))
    played = set()
    for _ in markers:
        three.begin()
        kind = three.student.kind()
        played.add(kind)
        others = [markers[other] for other in markers if other not in played]
        one_round(three, ears, markers[kind])
        for ear in ears.values():
            assert not held(ear.listen(), everything(others)), "Nothing of a case that is still to come."
        three.student.tap(NEXT_STEP)
        for one in three:
            one.in_stage(NEXT_STEP)
    assert played == set(markers)
    for ear in ears.values():
        assert len(ear.sockets) >= 2, "Streamlit's socket and ours are both listened to."
        assert [url for url in ear.unread if "/rooms/" in url or "/_stcore/" in url] == []


def everything(markers: Iterable[Markers]) -> list[str]:
    return [text for marker in markers for texts in marker.given.values() for text in texts]


def one_round(three: Trio, ears: dict[int, Ear], marker: Markers) -> None:
    words = {STUDENT: marker(m.LINE), PATIENT: marker(m.SENTENCE), OBSERVER: marker(m.TO_TRY)}
    seen: dict[str, str] = {}

    def nothing_forbidden(when: str) -> None:
        for role, one in three.by_role.items():
            seen[role] = ears[id(one)].listen()
            leaked = held(seen[role], marker.of(*FORBIDDEN[role]))
            assert not leaked, f"{marker.kind}, {role}, {when}: {sorted(leaked)}"

    nothing_forbidden("prepare")
    assert not held(seen[STUDENT], marker.of(m.SIGN, m.CONSENT)), "The door sign comes with the reading time."
    for one in (three.patient, three.observer):
        one.sees(marker.of(m.PROP)[0])
    if marker.kind == INTERVIEW:
        for one in three:
            one.sees("On the telephone: sit back to back.")
    three.ready()
    if marker.kind == EXAMINATION:
        for one in three:
            one.sees(marker.of(m.CONSENT)[0])
            one.sees(marker.of(m.CONSENT)[-1])
        nothing_forbidden("consent")
        assert not held(seen[STUDENT], marker.of(m.SIGN)), "Consent is asked before the door sign."
        three.consent()
    three.station()
    nothing_forbidden("station")
    assert not held(seen[STUDENT], marker.of(m.RELEASED)), "No finding before it is handed over."
    if finding := marker.of(m.RELEASED):
        three.observer.hand_over(finding[0])
        three.student.sees(finding[1])
        three.patient.tap(three.patient.line(marker.given[m.FACT][0]))
    three.observer.tap(three.observer.line(marker.given[m.CHECKLIST][0]))
    three.observer.pin()
    three.end()
    three.fill_forms(words.__getitem__)
    three.observer.hand_in()
    three.patient.hand_in()
    for role in (PATIENT, OBSERVER):
        three.by_role[role].sees("Handed in.")
    nothing_forbidden("quiet minute, two of three handed in")
    for role, sorts in RIGHTFUL.items():
        missing = set(marker.of(*sorts)) - held(seen[role], marker.of(*sorts))
        assert not missing, f"{marker.kind}: {role} should have had {sorted(missing)} by now; is the test deaf?"

    three.student.hand_in()
    three.debrief(nothing_forbidden)
    three.sheets()
    for role, one in three.by_role.items():
        one.sees(marker.of(m.VIVA)[1])
        after = ears[id(one)].listen()
        missing = set(marker.of(*OPENED)) - held(after, marker.of(*OPENED))
        assert not missing, f"{marker.kind}: {role}: opened sheets without {sorted(missing)}"
        told = marker.of(m.FACT)
        assert held(after, told) == set(told), f"{marker.kind}: {role}: the story did not come with the sheets"
        assert held(after, marker.of(m.DEBRIEF)), f"{marker.kind}: {role}: the case's answer did not come"
