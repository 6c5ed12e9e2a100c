"""The two routes of a running practice: taps come in, views go out. Every message is checked for who sent it."""

import asyncio
import json
import logging
import mimetypes
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket, WebSocketState

from roleplay.errors import Fault, Refused
from roleplay.people.attempts import TooMuch
from roleplay.people.persons import Seat
from roleplay.people.visitor import Visitor
from roleplay.usecases.practice.messages import Answer, Sent, read_message, read_tap
from roleplay.usecases.practice.rooms import NotHeld
from roleplay.usecases.security import notes, short
from roleplay.web.practice.company import Company
from roleplay.web.practice.screens import TABLE
from roleplay.web.server.kit import Kit, kit
from roleplay.web.server.origin import same_origin
from roleplay.web.server.posted import SAVED, Wrong, as_answer, posted, sender_of

log = logging.getLogger(__name__)

LARGEST = 64 * 1024
"""Bytes in one message."""
TOO_LARGE = f"That message is larger than 64 KB, so {SAVED}. Shorten what you wrote."
TOO_MANY = "That’s more taps at once than anybody makes. Try again in a moment."
POLICY, BROKEN, LATER = 1008, 1011, 1013
MOST_SOCKETS = 24
"""Per device: three seats in several tabs need far fewer, and each socket costs the server a listener."""
LOOKED_AGAIN = 30_000
"""Milliseconds after which the store is asked again whether a socket's device holds its seat: another process may have
taken it away. What this process takes away closes the socket at once."""
_OPEN: Counter[str] = Counter()
LONGEST_WAIT = 10.0
"""Seconds. Timers stop while a laptop sleeps but the clock doesn't: look again soon after it wakes. A socket that stays
silent is asked no later whether its seat is still held."""


async def taps(request: Request) -> Response:
    """A message of taps: one answer per tap, and the seat's view afterwards."""
    try:
        body = await posted(request, LARGEST, TOO_LARGE)
        sender = await sender_of(request)
        seat_id, raw = read_message(body)
        who = Visitor(sender, seat=seat_id)
        return await run_in_threadpool(_take, request.path_params["code"], who, raw)
    except Wrong as wrong:
        return as_answer({"say": str(wrong)}, wrong.status)
    except TooMuch as much:
        return as_answer({"say": str(much), "wait": much.wait}, 429)
    except Refused as refused:
        return as_answer({"say": str(refused)}, 400)
    except Fault as fault:
        return as_answer({"say": str(fault)}, 503)


async def me_too(request: Request) -> Response:
    """Somebody struggles with the same: for the student's screen alone, once."""
    return await _done_by_seat(request, lambda _, seat, __: kit().me_too.say(seat.practice, seat.id))


async def words_stay(request: Request) -> Response:
    """Somebody says whether what they write may be shared: a private setting of theirs."""
    return await _done_by_seat(request, _keep_words)


def _keep_words(who: Visitor, _: Seat, told: dict[str, Any]) -> None:
    stays = told.get("stays")
    if not isinstance(stays, bool):
        raise Wrong(400, f"That isn’t a yes or a no, so {SAVED}.")
    kit().settings.keep_words(who, stays)


Tap = Callable[[Visitor, Seat, dict[str, Any]], None]


async def _done_by_seat(request: Request, do: Tap) -> Response:
    """One tap that isn't in the session's log, by whoever holds the seat that the message names."""
    try:
        body = await posted(request, LARGEST, TOO_LARGE)
        told = body if isinstance(body, dict) else {}
        seat = told.get("seat")
        # Half a character can be sent as JSON, and no store can look it up.
        who = Visitor(await sender_of(request), seat=seat if isinstance(seat, str) and seat.isascii() else "")
        await run_in_threadpool(_do_by_seat, request.path_params["code"], who, told, do)
    except Wrong as wrong:
        return as_answer({"say": str(wrong)}, wrong.status)
    except Fault as fault:
        return as_answer({"say": str(fault)}, 409)
    return as_answer({}, 200)


def _do_by_seat(code: str, who: Visitor, told: dict[str, Any], do: Tap) -> None:
    seat = _persons_seat(kit(), code, who)
    if kit().allowance.take(who.device, 1, kit().clock.now()):
        raise Wrong(429, TOO_MANY)
    do(who, seat, told)


async def picture(request: Request) -> Response:
    """A picture of a case, if this seat's view names it now."""
    try:
        who = Visitor(await sender_of(request), seat=request.query_params.get("seat", ""))
        name = request.path_params["name"]
        found = await run_in_threadpool(_picture, request.path_params["code"], who, name)
    except Wrong as wrong:
        return as_answer({"say": str(wrong)}, wrong.status)
    except Fault as fault:
        return as_answer({"say": str(fault)}, 503)
    if found is None:
        return as_answer({"say": "That picture isn’t on this screen now."}, 404)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(found, media_type=kind, headers={"Cache-Control": "no-store"})


def _picture(code: str, who: Visitor, name: str) -> bytes | None:
    now_kit = kit()
    seat = _held_seat(now_kit, code, who)
    found = now_kit.rooms.picture(seat.practice, seat.id, name)
    _still_open(now_kit, seat, who)
    return found


def _held_seat(kit: Kit, code: str, who: Visitor) -> Seat:
    """The seat, if this device holds it in the practice with this code; for a table clock, the table's own seat."""
    with kit.store.read() as reader:
        seat = reader.practices.held_seat(code, who.seat, who.device)
        if seat is None and who.seat == TABLE:
            practice = reader.practices.practice_by_code(code)
            if practice is not None and reader.practices.is_table(practice.id, who.device):
                return Seat(TABLE, practice.id, "", "")
    if seat is None:
        raise _not_held(who, NotHeld())
    kit.seen_seats.add(code, who, seat)
    _still_open(kit, seat, who)
    return seat


def _persons_seat(kit: Kit, code: str, who: Visitor) -> Seat:
    """The same for whoever does something: a table clock only looks."""
    seat = _held_seat(kit, code, who)
    if seat.id == TABLE:
        raise _not_held(who, NotHeld())
    return seat


def _not_held(who: Visitor, fault: NotHeld) -> Wrong:
    notes.refusal("seat_refused", device=short(who.device))
    return Wrong(403, str(fault))


def _still_open(kit: Kit, seat: Seat, who: Visitor) -> None:
    """Checked again after a screen is made and before it is sent: a round may have begun in between."""
    try:
        kit.rooms.check_not_shut_out(seat.practice, who)
    except Fault as fault:
        raise Wrong(403, str(fault)) from None


def _take(code: str, who: Visitor, raw: list[dict[str, Any]]) -> Response:
    now_kit = kit()
    seat = now_kit.seen_seats.get(code, who) or _persons_seat(now_kit, code, who)
    _still_open(now_kit, seat, who)
    if wait := now_kit.allowance.take(who.device, max(1, len(raw)), now_kit.clock.now()):
        seconds = f"{wait} second{'s' * (wait != 1)}"
        raise TooMuch(
            f"That’s more taps at once than anybody makes. They’re kept here and sent again in {seconds}.", wait
        )
    try:
        answers = now_kit.rooms.take(seat.practice, seat.id, [_read(tap) for tap in raw], who.device)
    except NotHeld as fault:
        now_kit.seen_seats.discard(code, who)
        raise _not_held(who, fault) from None
    told = {"answers": [vars(answer) for answer in answers]}
    message = now_kit.screens.answer(seat, now_kit.boot, told)
    _still_open(now_kit, seat, who)
    return Response(message, media_type="application/json")


def _read(tap: dict[str, Any]) -> Sent | Answer:
    try:
        return read_tap(tap)
    except Refused as refused:
        return Answer(str(tap.get("token", ""))[:64], "refused", str(refused))


async def live(socket: WebSocket) -> None:
    """Send this seat's view now, and again whenever it changes."""
    if not same_origin(socket.scope):
        notes.refusal("origin_refused")
        await socket.close(POLICY)
        return
    try:
        code = socket.path_params["code"]
        who = Visitor(await sender_of(socket), seat=socket.query_params.get("seat", ""))
        # Off the event loop: the first socket after a start may have to wait until the store is open.
        now_kit = await run_in_threadpool(kit)
        seat = await run_in_threadpool(_held_seat, now_kit, code, who)
    except Fault:
        await socket.close(POLICY)
        return
    if _OPEN[who.device] >= MOST_SOCKETS:
        await socket.close(LATER)
        return
    _OPEN[who.device] += 1
    try:
        await _serve(socket, seat, code, who)
    finally:
        _OPEN[who.device] -= 1
        if not _OPEN[who.device]:
            del _OPEN[who.device]


async def _serve(socket: WebSocket, seat: Seat, code: str, who: Visitor) -> None:
    await socket.accept()
    both = (_look(socket, seat, code, who), _hear(socket, code, who))
    halves = [asyncio.create_task(half) for half in both]
    try:
        await asyncio.wait(halves, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for half in halves:
            half.cancel()
        ends = await asyncio.gather(*halves, return_exceptions=True)
    await _hang_up(socket, ends)


async def _hang_up(socket: WebSocket, ends: list[BaseException | None]) -> None:
    """One half has ended, so close the socket: if it kept answering but showed nothing, it would look alive."""
    if WebSocketState.DISCONNECTED in (socket.client_state, socket.application_state):
        return
    for fault in ends:
        if isinstance(fault, Exception) and not isinstance(fault, Fault):
            log.error("A live socket broke off", exc_info=fault)
    await socket.close(BROKEN)


async def _hear(socket: WebSocket, code: str, who: Visitor) -> None:
    """Answer every message with the time while the seat is held; a device that floods is told to come back later."""
    looked = kit().clock.now()  # as the socket was opened
    while (await socket.receive())["type"] != "websocket.disconnect":
        if kit().questions.take(who.device, 1, kit().clock.now()):
            await socket.close(LATER)
            return
        now = kit().clock.now()
        if now - looked >= LOOKED_AGAIN:
            await run_in_threadpool(_held_seat, kit(), code, who)
            looked = now
        await socket.send_text(json.dumps({"boot": kit().boot, "now": now}))


async def _look(socket: WebSocket, seat: Seat, code: str, who: Visitor) -> None:
    """Show what this seat may see for as long as it is held: somebody who signed out elsewhere, got a new cookie or
    deleted everything sees no more, even if their browser sends nothing."""
    now_kit, sent, has = kit(), -1, ""
    company = Company(now_kit, seat.practice)
    looked, held_at = now_kit.clock.now(), None  # as the socket was opened
    with now_kit.push.listening(seat.practice, seat.id) as changed, company.joined_by(seat, who):
        while True:
            changed.clear()
            if not now_kit.rooms.at_hand(seat.practice):
                await run_in_threadpool(now_kit.rooms.live, seat.practice)  # reads the store; a view alone does not
            shown, now = now_kit.screens.of(seat), now_kit.clock.now()
            # Deleting everything changes the log, so the session is read again and has another root.
            holds = now_kit.devices.taken_away, shown.root
            if holds != held_at or now - looked >= LOOKED_AGAIN:
                await run_in_threadpool(_held_seat, now_kit, code, who)
                looked, held_at = now, holds
            news = company.news()
            if shown.number != sent or news:
                message = now_kit.screens.pushed(shown, now_kit.boot, has, news)
                _still_open(now_kit, seat, who)
                await socket.send_text(message)
                sent, has = shown.number, shown.reads.name
            if names := now_kit.me_too.take(seat.practice, seat.id):
                await socket.send_text(json.dumps({"boot": now_kit.boot, "now": now_kit.clock.now(), "me_too": names}))
            ahead = (company.earlier(shown.until) - now_kit.clock.now()) / 1000
            wait = min(max(0.001, ahead), LONGEST_WAIT)
            # Not wait_for: in Python 3.11 it loses a cancellation that comes with the change; the socket never ends.
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await changed.wait()
