"""The rules of two further ways to look: the pictures that a view names now, and the table's clock."""

from __future__ import annotations

from typing import Any

import pytest
from asgi_phones import Phone, Reply
from evening import MINUTE, SECOND, UK, Evening, add_case, locked, theme
from starlette.applications import Starlette

from roleplay.people.codes import device_hash
from roleplay.people.visitor import Visitor
from roleplay.web.server.kit import kit
from roleplay.web.server.routes import routes

pytestmark = pytest.mark.anyio

APP = Starlette(routes=routes())
NAMES = ("Anna", "Ben", "Cleo")
NOT_HELD = "This phone or browser doesn’t have this seat. Join with the code to get in."
NOT_NOW = "That picture isn’t on this screen now."
LETTER = {"  tasks:": "  material:\n    - {title: Letter, image: letter.png}\n  tasks:"}


def token_of(name: str) -> str:
    return name.lower().ljust(43, "-")


class Room:
    """Anna, Ben and Cleo on their phones; a case whose finding and material are pictures."""

    def __init__(self, evening: Evening, *names: str) -> None:
        (evening.content / "cases/letter.png").write_bytes(b"the letter")
        add_case(evening.content, "case-p", LETTER, picture="film.png")
        add_case(evening.content, "case-q", picture="other.png")
        first, *others = names or NAMES
        evening.seats[first] = evening.kit.joining.open_practice(Visitor(device_hash(token_of(first))), first, UK)
        evening.code = evening.kit.joining.seat(
            Visitor(device_hash(token_of(first)), seat=evening.seats[first].id)
        ).practice.code
        for name in others:
            evening.join(name, device_hash(token_of(name)))
        self.evening = evening

    def path(self, picture: str, seat: str) -> str:
        return f"/rooms/{self.evening.code}/pictures/{picture}?seat={seat}"

    async def picture(self, name: str, picture: str = "film.png") -> Reply:
        return await Phone(APP, token_of(name)).get(self.path(picture, self.evening.seats[name].id))

    async def seen(self, picture: str = "film.png") -> list[int]:
        """The status that each person gets."""
        return [(await self.picture(name, picture)).status for name in NAMES]


@pytest.fixture
def room(lobby: Evening) -> Room:
    return Room(lobby)


# --- pictures: when


async def test_before_a_round_there_is_no_picture(room: Room) -> None:
    assert await room.seen() == [404, 404, 404]


async def test_the_student_gets_a_findings_picture_once_it_is_handed_over(room: Room) -> None:
    room.evening.begin("case-p").read().wall.forward(3 * MINUTE)
    before = await room.seen()

    room.evening.tap("Cleo", "released", finding="ecg")

    assert before == [404, 404, 200]
    assert await room.seen() == [200, 404, 200]
    assert (await room.picture("Anna")).text == "the picture of case-p"


async def test_the_student_gets_the_material_from_reading_on(room: Room) -> None:
    room.evening.begin("case-p")
    preparing = await room.seen("letter.png")

    room.evening.read()

    assert preparing == [404, 200, 404]
    assert await room.seen("letter.png") == [200, 200, 404]


async def test_with_a_content_note_nobody_gets_a_picture_before_the_yes(room: Room) -> None:
    note = LETTER | {"skills: [red-flags]": "skills: [red-flags]\nthemes: [cancer]"}
    add_case(room.evening.content, "case-n", note, picture="note.png")
    room.evening.begin("case-n")
    before = await room.seen("letter.png") + await room.seen("note.png")

    room.evening.accept()

    assert before == [404] * 6
    assert await room.seen("letter.png") == [404, 200, 404]
    assert await room.seen("note.png") == [404, 404, 200]


async def test_a_picture_of_a_case_that_is_not_played_is_not_to_be_had(room: Room) -> None:
    room.evening.begin("case-p")

    assert await room.seen("other.png") == [404, 404, 404]
    assert (await room.picture("Cleo", "other.png")).refusal == (404, NOT_NOW)


async def test_the_picture_of_the_case_before_goes_with_it(room: Room) -> None:
    room.evening.begin("case-p").moved("Ben", "another")

    assert await room.seen("letter.png") == [404, 404, 404]


async def test_a_swap_that_has_come_due_brings_the_new_cases_picture(room: Room) -> None:
    """Nothing was logged since: the five seconds for an undo just passed."""
    room.evening.without("good").begin("case-p").moved("Anna", "swap", swap=[0, 1])

    assert room.evening.round.snapshot.case.id == "case-q"
    assert (await room.picture("Cleo", "other.png")).status == 200


async def test_who_came_late_and_waits_gets_no_picture(room: Room) -> None:
    room.evening.begin("case-p").join("Dora", device_hash(token_of("Dora")))

    outside = await room.picture("Dora")
    room.evening.moved("Dora", "watch")
    asked = await room.picture("Dora")
    room.evening.moved("Ben", "let_in", claim=room.evening.round.watchers[-1].id)

    assert [outside.status, asked.status, (await room.picture("Dora")).status] == [404, 404, 200]


async def test_in_a_pair_the_second_person_has_the_findings_pictures_after_the_yes(lobby: Evening) -> None:
    room = Room(lobby, "Anna", "Ben")
    add_case(lobby.content, "case-n", theme("cancer"), picture="note.png")
    lobby.begin("case-n")
    before = (await room.picture("Ben", "note.png")).status

    lobby.accept()

    assert (before, (await room.picture("Ben", "note.png")).status) == (404, 200)
    assert (await room.picture("Anna", "note.png")).status == 404


# --- pictures: what


async def test_a_picture_says_its_kind_and_is_not_to_be_kept(room: Room) -> None:
    room.evening.begin("case-p")

    reply = await room.picture("Cleo")

    assert reply.headers["content-type"] == "image/png"
    assert reply.headers["cache-control"] == "no-store"


async def test_a_picture_is_as_it_was_when_the_round_began(room: Room) -> None:
    room.evening.begin("case-p")

    (room.evening.content / "cases/film.png").unlink()

    assert (await room.picture("Cleo")).text == "the picture of case-p"


@pytest.mark.parametrize(
    "name",
    [
        *("../good.yaml", "..%2Fgood.yaml", "%2e%2e/good.yaml", "/etc/passwd", "..\\good.yaml", "./film.png"),
        *("film.png%00", "FILM.PNG", "film", "", " ", "x" * 5000, "f\u00eflm.png"),
    ],
)
async def test_no_trick_with_a_name_brings_a_file(room: Room, name: str) -> None:
    room.evening.begin("case-p")

    reply = await Phone(APP, token_of("Cleo")).get(room.path(name, room.evening.seats["Cleo"].id))

    assert reply.status == 404
    assert "format:" not in reply.text
    assert "root:" not in reply.text


# --- pictures: who


async def test_a_picture_needs_the_device_of_the_seat(room: Room) -> None:
    room.evening.begin("case-p")
    cleo = room.path("film.png", room.evening.seats["Cleo"].id)

    foreign = await Phone(APP, token_of("Anna")).get(cleo)
    nobody = await Phone(APP, None).get(cleo)
    no_seat = await Phone(APP, token_of("Cleo")).get(room.path("film.png", ""))

    assert foreign.refusal == no_seat.refusal == (403, NOT_HELD)
    assert nobody.status == 401


async def test_a_seat_brings_pictures_of_its_own_practice_only(room: Room) -> None:
    other = Evening(kit(), room.evening.wall, room.evening.folder).start("Dora", "Emil").begin("case-p")
    room.evening.begin("case-q")
    cleo = room.evening.seats["Cleo"].id

    elsewhere = await Phone(APP, token_of("Cleo")).get(f"/rooms/{other.code}/pictures/film.png?seat={cleo}")

    assert elsewhere.refusal == (403, NOT_HELD)


async def test_a_picture_is_shown_while_the_file_is_locked(room: Room) -> None:
    room.evening.begin("case-p")

    with locked(room.evening.folder):
        reply = await room.picture("Cleo")

    assert reply.status == 200


# --- the table's clock


def table_phone(room: Room, name: str = "laptop") -> Phone:
    return Phone(APP, token_of(name))


@pytest.fixture
def table(room: Room) -> Room:
    """The laptop is the clock of this table."""
    with room.evening.kit.store.write() as writer:
        writer.practices.add_table_device(room.evening.practice, device_hash(token_of("laptop")))
    return room


def live(room: Room, code: str = "") -> str:
    return f"/rooms/{code or room.evening.code}/live?seat="


async def test_the_clock_shows_the_time_and_nothing_of_any_role(table: Room) -> None:
    table.evening.begin("case-p").read().wall.forward(3 * MINUTE)

    async with table_phone(table).socket(live(table)) as socket:
        shown = await socket.hear()

    assert shown["screen"] == "TableView"
    assert set(shown["view"]) == {"top", "speaker"}
    assert (shown["view"]["top"]["stage"], shown["view"]["top"]["plays"]) == ("station", "")
    assert not [text for text in ("bus", "Daniel", "GP surgery", "ECG", "family") if text in str(shown)]


async def test_the_clock_offers_no_move(table: Room) -> None:
    for stage in ("begin", "read"):
        getattr(table.evening, stage)()
        async with table_phone(table).socket(live(table)) as socket:
            shown = await socket.hear()
        assert (shown["view"]["top"]["moves"], shown["view"]["top"]["roles"]) == ([], [])


async def test_the_clock_follows_what_others_do(table: Room) -> None:
    table.evening.begin("case-p")
    async with table_phone(table).socket(live(table)) as socket:
        await socket.hear()

        table.evening.move("Ben", "pause")

        assert (await socket.hear())["view"]["top"]["held"]["kind"] == "pause"


async def test_the_clock_does_not_say_who_pressed_stop(table: Room) -> None:
    table.evening.begin("case-p").read()
    shown = []
    for name in ("Anna", "Ben"):
        table.evening.move(name, "stop")
        async with table_phone(table).socket(live(table)) as socket:
            shown.append((await socket.hear())["view"]["top"]["held"])

    assert shown[0] == shown[1] == {"kind": "stop", "agreed": 0, "of": 3, "you_agreed": False}


async def test_a_clock_that_asks_is_told_the_time(table: Room) -> None:
    async with table_phone(table).socket(live(table)) as socket:
        await socket.hear()

        socket.say("now?")

        assert set(await socket.hear()) == {"boot", "now"}


async def test_another_device_is_not_the_tables_clock(table: Room) -> None:
    for name in ("Anna", "stranger"):
        async with Phone(APP, token_of(name)).socket(live(table)) as socket:
            assert not socket.accepted
    async with Phone(APP, None).socket(live(table)) as socket:
        assert not socket.accepted


async def test_the_clock_of_one_table_shows_no_other(table: Room) -> None:
    other = Evening(kit(), table.evening.wall, table.evening.folder).start("Dora")

    for code in (other.code, "ZZZZZZ"):
        async with table_phone(table).socket(live(table, code)) as socket:
            assert not socket.accepted


async def test_a_clock_opens_to_our_own_pages_only(table: Room) -> None:
    foreign = Phone(APP, token_of("laptop"), origin="http://evil.example")

    async with foreign.socket(live(table)) as socket:
        assert not socket.accepted


async def test_a_clock_does_nothing(table: Room) -> None:
    table.evening.begin("case-p")
    stored, moves = table.evening.stored(), ("pause", "stop", "leave", "go_on", "ready")
    acts: list[dict[str, Any]] = [table.evening.raw_move(move) for move in moves]

    for act in [*acts, table.evening.raw("pinned", pin="try")]:
        reply = await table_phone(table).post(f"/rooms/{table.evening.code}/taps", {"seat": "", "taps": [act]})
        assert reply.refusal == (403, NOT_HELD)

    assert table.evening.stored() == stored


async def test_a_clock_gets_no_picture(table: Room) -> None:
    table.evening.begin("case-p").read()
    table.evening.tap("Cleo", "released", finding="ecg")

    reply = await table_phone(table).get(table.path("film.png", ""))

    assert reply.refusal == (404, NOT_NOW)


async def test_a_device_with_a_seat_and_the_clock_has_both(table: Room) -> None:
    table.evening.kit.joining.table(Visitor(device_hash(token_of("Anna"))), table.evening.code)
    table.evening.begin("case-p").wall.forward(SECOND)

    async with Phone(APP, token_of("Anna")).socket(live(table)) as clock:
        shown = await clock.hear()
    async with Phone(APP, token_of("Anna")).socket(live(table) + table.evening.seats["Anna"].id) as seat:
        mine = await seat.hear()

    assert (shown["screen"], mine["screen"]) == ("TableView", "StudentView")
