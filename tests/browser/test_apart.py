"""Three people in three places: the kit runs behind a real proxy with a certificate, under a name of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from phones import EXAMINATION, PHONE, Phone, Trio, new_phone
from playwright.sync_api import Browser, expect
from servers import AFAR, EXAMINATION_CASE, Server, content, read_case
from walking import STATION, agree, begin, play_round

from tests.web.caddy import caddy_before

CALL = "https://meet.example.org/three"


@pytest.fixture(scope="module")
def afar(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The kit's address for people elsewhere."""
    folder = tmp_path_factory.mktemp("afar")
    server = Server(folder, content(folder / "content", 0.1, STATION, EXAMINATION_CASE))
    try:
        with caddy_before(server.port, folder, AFAR) as proxy:
            server.start(ROLEPLAY_HOSTS=AFAR)
            yield f"https://{AFAR}:{proxy.port}"
    finally:
        server.stop()


@pytest.fixture
def apart(browser: Browser, afar: str) -> Iterator[Trio]:
    """One starts a session online; the others open the address that her page tells her to send."""
    phones = [new_phone(browser, afar, **PHONE, ignore_https_errors=True) for _ in range(3)]
    first = phones[0].home()
    first.unfold("We’re online")
    first.page.get_by_role("textbox", name="Link to the call").fill(CALL)
    first.page.keyboard.press("Tab")
    first.still()
    first.start("Ana")
    for number, (phone, name) in enumerate(zip(phones[1:], ("Ben", "Cem"), strict=True), 2):
        phone.page.goto(address_to_send(first))
        phone.join(name).in_lobby(number)
    three = Trio(*phones)
    three.code = first.code
    yield three
    three.leave()


def address_to_send(phone: Phone) -> str:
    return phone.text(re.compile(r"^https://\S+/join\?code=\S+$")).inner_text()


def test_three_people_apart_talk_an_examination_through_over_https_beside_their_call(apart: Trio, afar: str) -> None:
    assert address_to_send(apart.phones[0]) == f"{afar}/join?code={apart.code}"
    for phone in apart:
        expect(phone.page.get_by_role("link", name=CALL)).to_have_attribute("href", CALL)
        phone.sees("Examinations are talked through: nobody is examined.")

    kind = begin(agree(apart)).student.kind()
    play_round(apart, lambda stage: talked_through(apart) if stage == "reading" else None, apart=True)

    assert kind == EXAMINATION
    for phone in apart:
        assert phone.page.url.startswith(afar)
        assert phone.errors == []


def talked_through(three: Trio) -> None:
    for phone in three:
        phone.sees(read_case(EXAMINATION_CASE)["examine"]["alternative"])
