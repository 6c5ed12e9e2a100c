"""The rules of the two routes of a running practice: who may send what, and what comes back to whom."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from asgi_phones import HOST, Phone, Reply, Socket
from evening import MINUTE, SECOND, UK, Evening, locked
from starlette.applications import Starlette

from roleplay.people.codes import device_hash
from roleplay.people.visitor import Visitor
from roleplay.usecases.practice.rooms import SHUT_OUT, HandRow
from roleplay.web.server.kit import close_kit, kit
from roleplay.web.server.routes import routes

pytestmark = pytest.mark.anyio

NOT_HELD = "This phone or browser doesn’t have this seat. Join with the code to get in."
NO_COOKIE = "This browser sent no cookie, so the kit can’t tell whose this is. Allow cookies and reload."
FOREIGN = "This came from another website, so none of it was saved. Open the kit’s own page."
UNREADABLE = "That message can’t be read, so none of it was saved. Reload the page."
OTHER_FORM = "That message isn’t in the kit’s format. Reload the page; what’s waiting on this phone is kept."
TOO_LARGE = "That message is larger than 64 KB, so none of it was saved. Shorten what you wrote."
APP = Starlette(routes=routes())


def token_of(name: str) -> str:
    return name.lower().ljust(43, "-")


class Room:
    """Anna, Ben and Cleo, each with a phone that has their seat."""

    def __init__(self, evening: Evening) -> None:
        self.evening = evening
        for name in ("Anna", "Ben", "Cleo"):
            seat = evening.join(name, device_hash(token_of(name))) if evening.code else self._open(name)
            evening.seats[name] = seat

    def _open(self, name: str) -> Any:
        seat = self.evening.kit.joining.open_practice(Visitor(device_hash(token_of(name))), name, UK)
        with self.evening.kit.store.read() as reader:
            practice = reader.practices.practice(seat.practice)
        assert practice is not None
        self.evening.code = practice.code
        return seat

    def phone(self, name: str, **changed: Any) -> Phone:
        return Phone(APP, **{"token": token_of(name)} | changed)

    @property
    def path(self) -> str:
        return f"/rooms/{self.evening.code}/taps"

    def message(self, name: str, *taps: Any) -> dict[str, Any]:
        return {"seat": self.evening.seats[name].id, "taps": list(taps)}

    async def post(self, name: str, *taps: Any) -> Reply:
        return await self.phone(name).post(self.path, self.message(name, *taps))

    def socket(self, name: str, seat: str | None = None, **changed: Any) -> Socket:
        held = self.evening.seats[name].id if seat is None else seat
        return self.phone(name, **changed).socket(f"/rooms/{self.evening.code}/live?seat={held}")

    def pin(self) -> dict[str, Any]:
        return self.evening.raw("pinned", pin="try")


@pytest.fixture
def room(lobby: Evening) -> Room:
    return Room(lobby)


# --- taps: what comes back


async def test_a_tap_brings_its_answer_the_time_and_the_view(room: Room) -> None:
    tap = room.evening.station().raw("marked", item="family", mark="done")

    reply = await room.post("Cleo", tap)

    assert reply.status == 200
    assert set(reply.body) == {"boot", "order", "now", "screen", "around", "handout", "answers", "view"}
    assert reply.body["answers"] == [{"token": tap["token"], "result": "accepted", "say": ""}]
    assert (reply.body["boot"], reply.body["screen"]) == (kit().boot, "ObserverView")
    assert 0 <= reply.body["now"] - room.evening.wall.at < MINUTE
    assert {item["id"]: item["mark"] for item in reply.body["view"]["sheet"]["items"]}["family"] == "done"


async def test_taps_are_stored_and_answered_one_by_one(room: Room) -> None:
    good, bad = room.evening.station().raw("pinned", pin="try"), room.evening.raw("fact_came", fact="father", came=True)

    reply = await room.post("Cleo", good, bad, good)

    assert [(answer["result"], answer["say"]) for answer in reply.body["answers"]] == [
        ("accepted", ""),
        ("refused", "In this round only the patient says what they told the student, so that wasn’t saved."),
        ("known", ""),
    ]
    assert len(room.evening.round.pins) == 1


async def test_a_message_in_many_pieces_is_one_message(room: Room) -> None:
    message = room.message("Cleo", room.evening.station().raw("pinned", pin="try"))

    reply = await room.phone("Cleo").post(room.path, message, chunk=7)

    assert reply.body["answers"][0]["result"] == "accepted"


async def test_one_browser_may_hold_three_seats(lobby: Evening) -> None:
    room = Room(lobby)
    with lobby.kit.store.write() as writer:
        writer.practices.add_device(lobby.seats["Ben"].id, device_hash(token_of("Anna")))

    reply = await room.phone("Anna").post(room.path, room.message("Ben"))

    assert reply.status == 200


# --- taps: who


async def refusal(room: Room, phone: Phone, **message: Any) -> tuple[int, str]:
    """How a message is refused as a whole; none of it may be stored."""
    stored = room.evening.stored()
    path, headers = message.pop("path", room.path), message.pop("headers", {})
    reply = await phone.post(path, room.message("Cleo", room.pin()) | message, **headers)
    assert room.evening.stored() == stored
    return reply.refusal


@pytest.fixture
def station(room: Room) -> Room:
    room.evening.station()
    return room


@pytest.mark.parametrize("token", [None, "short", "x" * 44, "x" * 42 + "é"])
async def test_a_browser_without_our_cookie_is_nobody(station: Room, token: str | None) -> None:
    assert await refusal(station, station.phone("Cleo", token=token)) == (401, NO_COOKIE)


async def test_a_browser_taps_for_its_own_seat_only(station: Room) -> None:
    assert await refusal(station, station.phone("Anna")) == (403, NOT_HELD)
    assert await refusal(station, station.phone("Nobody")) == (403, NOT_HELD)
    assert await refusal(station, station.phone("Cleo"), seat="no such seat") == (403, NOT_HELD)
    assert await refusal(station, station.phone("Cleo"), seat="") == (403, NOT_HELD)


async def test_a_seat_is_good_in_its_own_practice_only(station: Room) -> None:
    other = Evening(kit(), station.evening.wall, station.evening.folder).start("Dora")

    elsewhere = await refusal(station, station.phone("Cleo"), path=f"/rooms/{other.code}/taps")
    nowhere = await refusal(station, station.phone("Cleo"), path="/rooms/ZZZZZZ/taps")

    assert elsewhere == nowhere == (403, NOT_HELD)


@pytest.mark.parametrize(
    "origin", [None, "null", "https://kit.local:8501", "http://kit.local", "http://evil.example", f"http://{HOST}.evil"]
)
async def test_taps_come_from_our_own_pages_only(station: Room, origin: str | None) -> None:
    assert await refusal(station, station.phone("Cleo", origin=origin)) == (403, FOREIGN)


# --- taps: what


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", ""]
)
async def test_taps_are_json_as_no_form_can_send_it(station: Room, kind: str) -> None:
    refused = await refusal(station, station.phone("Cleo"), headers={"content_type": kind})

    assert refused == (415, "A message has to be application/json, so none of it was saved.")


async def test_the_charset_of_json_may_be_named(station: Room) -> None:
    message = station.message("Cleo", station.pin())

    reply = await station.phone("Cleo").post(station.path, message, content_type="Application/JSON; charset=utf-8")

    assert reply.status == 200


@pytest.mark.parametrize("length", ["", "10", "99999999"])
async def test_a_message_has_at_most_64_kilobytes_whatever_it_says(station: Room, length: str) -> None:
    headers = {"content_length": length}

    refused = await refusal(station, station.phone("Cleo"), more="x" * 64 * 1024, headers=headers)

    assert refused == (413, TOO_LARGE)


async def test_what_is_too_large_is_not_read_to_its_end(station: Room) -> None:
    read: list[int] = []

    async def endless() -> dict[str, Any]:
        assert len(read) < 200, "it reads on and on"
        read.append(1024)
        return {"type": "http.request", "body": b"x" * 1024, "more_body": True}

    async def send(message: Any) -> None:
        pass

    scope = station.phone("Cleo")._scope("http", station.path, {"content_type": "application/json"})
    await APP(scope | {"method": "POST"}, endless, send)

    assert sum(read) == 65 * 1024


async def test_a_message_that_breaks_off_leaves_nothing_behind_and_is_no_fault_of_the_kit(station: Room) -> None:
    stored, message = station.evening.stored(), station.message("Cleo", station.pin())

    reply = await station.phone("Cleo").post(station.path, message, cut=True)

    assert reply.refusal == (400, "That message was cut off, so none of it was saved.")
    assert station.evening.stored() == stored


async def raw_refusal(station: Room, body: bytes) -> tuple[int, str]:
    stored = station.evening.stored()
    reply = await station.phone("Cleo").post(station.path, body)
    assert station.evening.stored() == stored
    return reply.refusal


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"hello", b"\xff\xfe\xff", b'{"seat": "\x80"}', b"[" * 60_000, b'{"a":' * 10_000, b"1" * 5_000],
    ids=["empty", "half", "a word", "bytes", "not UTF-8", "deep lists", "deep objects", "a huge number"],
)
async def test_what_is_no_json_is_refused(station: Room, body: bytes) -> None:
    assert await raw_refusal(station, body) == (400, UNREADABLE)


@pytest.mark.parametrize(
    "body",
    [
        *(b"[]", b"null", b"NaN", b"-Infinity", b"1e999", b'"x"', b"{}", b'{"seat": "a"}'),
        *(b'{"seat": 1, "taps": []}', b'{"seat": ["a"], "taps": []}', b'{"seat": "\\ud800", "taps": []}'),
        b'{"seat": "a", "taps": {}}',
    ],
)
async def test_json_of_another_form_is_refused(station: Room, body: bytes) -> None:
    assert await raw_refusal(station, body) == (400, OTHER_FORM)


async def test_a_message_has_at_most_200_taps(station: Room) -> None:
    pins = [station.pin() for _ in range(201)]

    assert await refusal(station, station.phone("Cleo"), taps=pins) == (
        400,
        "A message can hold up to 200 taps. Reload the page; they’ll be sent in parts.",
    )
    assert (await station.post("Cleo", *pins[:200])).status == 200


@pytest.mark.parametrize("tap", [None, 1, "pinned", [], [{}]])
async def test_a_tap_that_is_no_object_refuses_the_message(station: Room, tap: object) -> None:
    assert await refusal(station, station.phone("Cleo"), taps=[station.pin(), tap]) == (
        400,
        "A tap in that message isn’t an object, so none of it was saved.",
    )


NO_TOKEN = "A tap arrived without a proper token, so it wasn’t saved."
NO_KIND = "The kit doesn’t know that tap, so it wasn’t saved. Reload the page."
NO_STEP = "The kit doesn’t know that step, so nothing was changed. Reload the page."
NO_NUMBER = "A number in that tap isn’t a whole number, so it wasn’t saved."
WRONG_TYPE = "A value in that tap has the wrong type, so it wasn’t saved."
DEEP = json.loads("[" * 500 + "]" * 500)


@pytest.mark.parametrize("token", [None, "", "short", "x" * 65, "with space", "tök-en-89", 12345678, {}, "\ud800" * 8])
async def test_a_tap_has_a_proper_token(station: Room, token: object) -> None:
    reply = await station.post("Cleo", station.pin() | {"token": token}, station.pin())

    assert [answer["say"] for answer in reply.body["answers"]] == [NO_TOKEN, ""]


@pytest.mark.parametrize(
    ("changed", "say"),
    [
        ({"kind": "nonsense"}, NO_KIND),
        ({"kind": None}, NO_KIND),
        ({"kind": ["pinned"]}, NO_KIND),
        ({"kind": "stopped"}, NO_KIND),
        ({"kind": "round_began"}, NO_KIND),
        ({"kind": "sat"}, NO_KIND),
        ({"kind": "move", "move": "nonsense", "stage": 1}, NO_STEP),
        ({"kind": "move", "stage": 1}, NO_STEP),
        ({"kind": "move", "move": "pause", "stage": "1"}, NO_NUMBER),
        ({"kind": "move", "move": "pause", "stage": 1.0}, NO_NUMBER),
        ({"round": "1"}, NO_NUMBER),
        ({"round": True}, NO_NUMBER),
        ({"round": None}, NO_NUMBER),
        ({"round": 1.5}, NO_NUMBER),
        ({"round": 10**400}, NO_NUMBER),
        ({"made": float("nan")}, NO_NUMBER),
        ({"made": float("inf")}, NO_NUMBER),
        ({"made": 2**53 + 1}, NO_NUMBER),
        ({"made": -(10**18)}, NO_NUMBER),
        ({"made": DEEP}, NO_NUMBER),
        ({"pin": "nonsense"}, WRONG_TYPE),
        ({"pin": None}, WRONG_TYPE),
        ({"pin": {}}, WRONG_TYPE),
        ({"kind": "marked", "item": "family", "mark": "splendid"}, WRONG_TYPE),
        ({"kind": "marked", "item": 5, "mark": "done"}, WRONG_TYPE),
        ({"kind": "marked", "item": "x" * 81, "mark": "done"}, WRONG_TYPE),
        ({"kind": "marked", "mark": "done"}, WRONG_TYPE),
        ({"kind": "fact_came", "fact": "stairs", "came": 1}, WRONG_TYPE),
        ({"kind": "fact_came", "fact": "stairs"}, WRONG_TYPE),
        ({"kind": "wrote", "words": "line", "text": 5}, WRONG_TYPE),
        ({"kind": "wrote", "words": "nonsense", "text": "a"}, WRONG_TYPE),
        ({"kind": "rated_overall", "value": "2"}, NO_NUMBER),
        ({"kind": "rated_overall", "value": True}, NO_NUMBER),
        ({"kind": "rated_overall", "value": float("nan")}, NO_NUMBER),
        ({"round": 2}, "That belongs to a round this session doesn’t have, so it wasn’t saved."),
        ({"round": 0}, "That belongs to a round this session doesn’t have, so it wasn’t saved."),
        ({"round": -1}, "That belongs to a round this session doesn’t have, so it wasn’t saved."),
    ],
)
async def test_a_tap_of_wrong_values_is_refused_in_its_own_words(
    station: Room, changed: dict[str, Any], say: str
) -> None:
    wrong, good = station.pin() | changed, station.pin()

    reply = await station.post("Cleo", wrong, good)

    assert reply.body["answers"] == [
        {"token": wrong["token"], "result": "refused", "say": say},
        {"token": good["token"], "result": "accepted", "say": ""},
    ]


@pytest.mark.parametrize("place", ["token", "kind", "move", "anything"])
async def test_no_depth_of_a_value_breaks_the_server(station: Room, place: str) -> None:
    tap = {"token": "token-of-it", "kind": "move" if place == "move" else "pinned", place: "DEEP"}
    body = json.dumps(station.message("Cleo", tap)).encode()

    for depth in (100, 800, 850, 900, 950, 990, 5_000):
        deep = body.replace(b'"DEEP"', b"[" * depth + b"]" * depth)
        assert (await station.phone("Cleo").post(station.path, deep)).status in (200, 400)


async def test_half_a_character_is_kept_as_a_question_mark(room: Room) -> None:
    tap = room.evening.quiet().raw("wrote", words="line", text="Half \ud83d a smile")

    reply = await room.post("Anna", tap)

    assert reply.body["answers"][0]["result"] == "accepted"
    assert reply.body["view"]["form"]["sentences"][0]["text"] == "Half ? a smile"


async def test_too_long_a_sentence_is_refused_and_says_how_long(room: Room) -> None:
    tap = room.evening.quiet().raw("wrote", words="line", text="x" * 1_234)

    reply = await room.post("Anna", tap)

    assert reply.body["answers"][0]["say"] == (
        "That’s 1,234 characters; up to 500 can be saved. "
        "Your words are still on your screen: shorten them and they’ll be saved."
    )


# --- taps: when the file is not to be had


async def test_a_file_that_others_lock_costs_nothing_but_time(station: Room) -> None:
    message = station.message("Cleo", station.pin())

    with locked(station.evening.folder):
        refused = await station.phone("Cleo").post(station.path, message)
    again = await station.phone("Cleo").post(station.path, message)

    assert refused.status == 503
    assert refused.body["say"].startswith("Another program has been writing to ")
    assert refused.body["say"].endswith("a second copy of the kit).")
    assert again.body["answers"][0]["result"] == "accepted"


async def test_while_the_file_is_locked_the_socket_still_shows_the_room(station: Room) -> None:
    with locked(station.evening.folder):
        async with station.socket("Anna") as socket:
            shown = await socket.hear()

    assert shown["view"]["top"]["stage"] == "station"


async def test_a_file_that_cannot_be_used_is_told_to_whoever_taps(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    message, socket = room.message("Cleo"), room.socket("Cleo")
    monkeypatch.setenv("ROLEPLAY_DATABASE_URL", f"sqlite:///{tmp_path / 'damaged'}")
    (tmp_path / "damaged").write_bytes(b"this is no database" * 1000)
    close_kit()

    reply = await room.phone("Cleo").post(room.path, message)

    assert reply.status == 503
    assert reply.body["say"].startswith(f"The file {tmp_path / 'damaged'} is damaged or isn’t a database")
    async with socket:
        assert not socket.accepted


# --- the socket: who


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "https://kit.local:8501"])
async def test_a_socket_opens_to_our_own_pages_only(room: Room, origin: str | None) -> None:
    async with room.socket("Anna", origin=origin) as socket:
        assert socket.answer == {"type": "websocket.close", "code": 1008, "reason": ""}


@pytest.mark.parametrize("token", [None, "short"])
async def test_a_socket_needs_our_cookie(room: Room, token: str | None) -> None:
    async with room.socket("Anna", token=token) as socket:
        assert not socket.accepted


async def test_a_socket_opens_for_ones_own_seat_only(room: Room) -> None:
    for seat in (room.evening.seats["Ben"].id, "no such seat", ""):
        async with room.socket("Anna", seat=seat) as socket:
            assert not socket.accepted


async def test_a_socket_opens_under_the_code_of_its_practice_only(room: Room) -> None:
    other = Evening(kit(), room.evening.wall, room.evening.folder).start("Dora")
    path = f"/rooms/{other.code}/live?seat={room.evening.seats['Anna'].id}"

    async with room.phone("Anna").socket(path) as socket:
        assert not socket.accepted


async def test_a_socket_that_never_asks_ends_when_its_seat_is_signed_out_elsewhere(station: Room) -> None:
    anna = station.evening.seats["Anna"]
    async with station.socket("Anna") as socket, station.socket("Ben") as ben:
        await socket.hear(), await ben.hear()

        station.evening.kit.devices.sign_out(
            Visitor(device_hash(token_of("Anna")), person=anna.person), everywhere=True, without_key=True
        )

        assert await socket.closed() == 1011
        ben.say("now?")
        assert "now" in await ben.hear()


async def test_a_seat_that_another_process_took_away_is_noticed_within_half_a_minute(station: Room) -> None:
    anna = station.evening.seats["Anna"]
    async with station.socket("Anna") as socket:
        await socket.hear()
        with station.evening.kit.store.write() as writer:
            writer.devices.sign_out(anna.person, None)

        socket.say("now?")
        assert set(await socket.hear()) == {"boot", "now"}
        station.evening.wall.forward(30 * SECOND)
        socket.say("now?")

        assert await socket.closed() == 1011


async def test_a_socket_that_never_asks_is_shown_nothing_half_a_minute_after_its_seat_was_taken_away(
    station: Room,
) -> None:
    anna = station.evening.seats["Anna"]
    async with station.socket("Anna") as socket:
        await socket.hear()
        with station.evening.kit.store.write() as writer:
            writer.devices.sign_out(anna.person, None)
        station.evening.wall.forward(30 * SECOND)

        station.evening.join("Dora")

        assert [frame async for frame in socket.until_closed()] == []


async def test_a_socket_of_an_old_cookie_ends_when_the_browser_gets_a_new_one(station: Room) -> None:
    anna, devices = station.evening.seats["Anna"], station.evening.kit.devices
    old = Visitor(device_hash(token_of("Anna")), person=anna.person)
    async with station.socket("Anna") as socket:
        await socket.hear()

        devices.renew(devices.ticket(old), old.device)

        assert [frame async for frame in socket.until_closed()] == []


async def test_a_socket_ends_when_its_person_deletes_everything(room: Room) -> None:
    evening = room.evening.begin().read().play_from_here().finish()
    who = Visitor(device_hash(token_of("Anna")), person=evening.seats["Anna"].person)
    async with room.socket("Anna") as socket:
        await socket.hear()

        evening.kit.people.forget(who)

        assert [frame async for frame in socket.until_closed()] == []


# --- the socket: what


async def test_a_socket_brings_the_view_at_once(station: Room) -> None:
    async with station.socket("Anna") as socket:
        shown = await socket.hear()

    assert (shown["boot"], shown["screen"]) == (kit().boot, "StudentView")
    assert shown["view"] == json.loads(station.evening.views()["Anna"])


async def test_what_there_is_to_read_comes_once_and_is_then_only_named(station: Room) -> None:
    async with station.socket("Cleo") as cleo, station.socket("Cleo") as again:
        first, other = await cleo.hear(), await again.hear()

        tap = (await station.post("Cleo", station.pin())).body
        then = await cleo.hear()

    assert first["parts"] == other["parts"] != []
    assert first["handout"] == other["handout"] == tap["handout"] == then["handout"] != ""
    assert [found for found in (tap, then) if "parts" in found] == []


async def test_what_there_is_to_read_changes_with_the_stage(station: Room) -> None:
    async with station.socket("Ben") as ben:
        read = await ben.hear()

        station.evening.wall.forward(8 * MINUTE)
        kit().push.tell(station.evening.practice)
        quiet = await ben.hear()

    assert "What the student reads before going in" in str(read["parts"])
    assert (quiet["view"]["top"]["stage"], quiet["handout"], "parts" in quiet) == ("quiet", "", False)


async def test_the_student_has_nothing_to_read_while_the_others_prepare(room: Room) -> None:
    room.evening.begin()

    for name, reads in (("Anna", False), ("Ben", True), ("Cleo", True)):
        async with room.socket(name) as socket:
            first = await socket.hear()
        assert (bool(first["handout"]), "parts" in first) == (reads, reads), name


async def test_what_one_does_the_others_see(station: Room) -> None:
    async with station.socket("Anna") as anna, station.socket("Ben") as ben:
        await anna.hear(), await ben.hear()

        await station.post("Cleo", station.evening.raw_move("pause"))

        assert (await anna.hear())["view"]["top"]["held"]["kind"] == "pause"
        assert (await ben.hear())["view"]["top"]["held"]["kind"] == "pause"


async def test_what_is_newer_has_the_higher_number_whichever_way_it_comes(station: Room) -> None:
    async with station.socket("Cleo") as socket:
        first = await socket.hear()

        answered = (await station.post("Cleo", station.pin())).body
        pushed = await socket.hear()

    assert first["order"] < answered["order"] == pushed["order"]
    assert answered["view"] == pushed["view"]


async def test_the_two_tabs_of_one_seat_are_both_kept_up(station: Room) -> None:
    async with station.socket("Cleo") as one, station.socket("Cleo") as other:
        await one.hear(), await other.hear()

        await station.post("Cleo", station.evening.raw("marked", item="family", mark="done"))

        assert (await one.hear())["view"] == (await other.hear())["view"]


async def test_the_student_hears_nothing_of_fifty_taps(station: Room) -> None:
    async with station.socket("Anna") as anna, station.socket("Ben") as ben:
        await anna.hear(), await ben.hear()

        for number in range(25):
            await station.post("Cleo", station.evening.raw("marked", item="family", mark=("done", "not")[number % 2]))
            await station.post("Ben", station.evening.raw("fact_came", fact="stairs", came=not number % 2))
            assert "view" in await ben.hear()
            anna.say("now?")
            assert set(await anna.hear()) == {"boot", "now"}

        assert anna.came.empty()


async def test_whoever_asks_is_told_the_time(station: Room) -> None:
    async with station.socket("Anna") as socket:
        await socket.hear()
        station.evening.wall.forward(10 * SECOND)

        socket.say("now?")

        told = await socket.hear()
        assert told["boot"] == kit().boot
        assert 0 <= told["now"] - station.evening.wall.at < MINUTE


async def test_a_deadline_is_shown_without_anybody_tapping(room: Room) -> None:
    room.evening.begin().wall.forward(3 * MINUTE - SECOND)
    stored = room.evening.stored()
    async with room.socket("Anna") as socket:
        before = await socket.hear()

        room.evening.wall.forward(SECOND)
        after = await socket.hear()

    assert [shown["view"]["top"]["stage"] for shown in (before, after)] == ["prepare", "reading"]
    assert room.evening.stored() == stored


async def test_a_machine_that_slept_shows_where_the_clock_is_now(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roleplay.web.practice.live_routes.LONGEST_WAIT", 0.01)
    room.evening.begin()
    async with room.socket("Anna") as socket:
        await socket.hear()

        room.evening.wall.forward(4 * MINUTE)

        assert (await socket.hear())["view"]["top"]["stage"] == "reading"


# --- the socket: its end


def listeners(room: Room) -> int:
    return len(kit().push._listeners.get(room.evening.practice, ()))


async def test_a_closed_socket_leaves_no_listener(station: Room) -> None:
    async with station.socket("Anna") as anna, station.socket("Ben") as ben:
        await anna.hear(), await ben.hear()
        both = listeners(station)

    assert (both, listeners(station)) == (2, 0)
    assert station.evening.practice not in kit().push._listeners


async def test_a_socket_that_closes_in_the_moment_of_a_change_comes_to_its_end(station: Room) -> None:
    """However many steps of the loop are between the two."""
    for steps in range(12):
        async with station.socket("Anna") as socket:
            await socket.hear()
            [listener] = kit().push._listeners[station.evening.practice]
            socket.said.put_nowait({"type": "websocket.disconnect", "code": 1001})
            for _ in range(steps):
                await asyncio.sleep(0)
            listener.event.set()

    assert listeners(station) == 0


async def test_a_frame_that_is_no_text_is_answered_like_any_other(station: Room) -> None:
    async with station.socket("Anna") as socket:
        await socket.hear()

        socket.said.put_nowait({"type": "websocket.receive", "bytes": b"\x00"})

        assert set(await socket.hear()) == {"boot", "now"}


async def test_a_socket_that_can_no_longer_show_hangs_up(station: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket that answers the time and shows nothing new would look alive for ever; a closed one is opened again."""
    async with station.socket("Anna") as socket:
        await socket.hear()
        monkeypatch.setattr("roleplay.web.practice.screens.as_json", lambda shown: 1 / 0)

        station.evening.move("Cleo", "pause")

        assert await socket.closed() == 1011
    assert listeners(station) == 0


async def test_many_sockets_come_and_go_while_others_tap(station: Room) -> None:
    async def visit(name: str) -> int:
        async with station.socket(name) as socket:
            return len((await socket.hear())["view"]["top"]["people"])

    visits = [visit(name) for name in ("Anna", "Ben", "Cleo") * 5]
    taps = [station.post("Cleo", station.pin()) for _ in range(10)]

    seen = await asyncio.gather(*visits, *taps)

    assert seen[:15] == [3] * 15
    assert listeners(station) == 0


# --- a place that others gave back


@pytest.fixture
def window(room: Room) -> Phone:
    """Anna's own window, which she let into Ben's seat before the round in which she is the student."""
    evening, phone = room.evening, room.phone("window")
    claim = evening.kit.joining.claim(Visitor(device_hash(token_of("window"))), evening.code, "Ben")
    evening.moved("Anna", "let_in", claim=claim)
    return phone


async def test_a_window_that_the_student_let_into_the_patients_place_gets_nothing_of_the_round(
    room: Room, window: Phone
) -> None:
    before = await window.post(room.path, room.message("Ben"))
    room.evening.begin()

    reply = await window.post(room.path, room.message("Ben"))

    assert (before.status, reply.refusal) == (200, (403, SHUT_OUT))
    assert (await room.post("Ben")).status == 200


async def test_the_answer_to_the_very_move_that_begins_the_round_is_withheld(room: Room, window: Phone) -> None:
    begin = room.evening.plan_by_hand(HandRow(0, 1, "good")).raw_move("begin")

    reply = await window.post(room.path, room.message("Ben", begin))

    assert reply.refusal == (403, SHUT_OUT)
    assert room.evening.stage == "prepare"


async def test_a_socket_that_was_open_before_shows_nothing_of_the_round(room: Room, window: Phone) -> None:
    ben = room.evening.seats["Ben"].id

    async with window.socket(f"/rooms/{room.evening.code}/live?seat={ben}") as socket:
        await socket.hear()
        room.evening.begin()
        screens = [frame["screen"] async for frame in socket.until_closed()]

    assert set(screens) <= {"Lobby"}


# --- who is here


async def test_a_frame_says_by_name_who_has_been_away_and_since_when(station: Room) -> None:
    async with station.socket("Anna") as socket:
        opened, now = await socket.hear(), kit().clock.now()
        station.evening.wall.forward(3 * MINUTE)
        await station.post("Cleo", station.evening.raw_move("pause"))

        held = await socket.hear()

    assert opened["here"] == {"away": {}, "table": False}
    assert held["here"] == {"away": {"Ben": now, "Cleo": now}, "table": False}


async def test_whoever_opens_a_screen_is_here_for_the_others(station: Room) -> None:
    async with station.socket("Anna") as socket:
        await socket.hear()
        station.evening.wall.forward(3 * MINUTE)
        async with station.socket("Ben"), station.socket("Cleo"):
            heard = await socket.hear()
            while heard.get("here", {}).get("away") != {}:
                heard = await socket.hear()

    assert heard["here"]["away"] == {}


async def test_coming_and_going_stands_in_no_log_and_in_no_answer_to_a_tap(station: Room) -> None:
    before = station.evening.stored()

    async with station.socket("Anna") as socket, station.socket("Ben"):
        await socket.hear()
    reply = await station.post("Cleo")

    assert station.evening.stored() == before
    assert "here" not in reply.body


async def test_who_is_away_is_not_named_any_more_once_they_deleted_everything(room: Room) -> None:
    evening = room.evening.begin().read().play_from_here().finish()
    who = Visitor(device_hash(token_of("Ben")), person=evening.seats["Ben"].person)
    async with room.socket("Anna") as socket:
        await socket.hear()
        evening.wall.forward(3 * MINUTE)
        async with room.socket("Cleo"):
            assert "Ben" in (await socket.hear())["here"]["away"]

        evening.kit.people.forget(who)

        heard = await socket.hear()
        while "here" not in heard:
            heard = await socket.hear()
    assert "Ben" not in heard["here"]["away"]
