"""Where people join a session or a group: pages and forms that work before, and without, any script.

What may be done here, and how often, is the use case's to say; every form is checked for where it comes from and how
large it is before it is read.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from roleplay.errors import Fault
from roleplay.people.directions import from_the_left
from roleplay.people.keys import WrongKey
from roleplay.people.persons import Seat
from roleplay.people.visitor import Visitor
from roleplay.usecases.groups.membership import GroupEntrance
from roleplay.usecases.practice.joining import NameTaken
from roleplay.web.practice.join_page import (
    asked_page,
    code_page,
    entrance_page,
    invited_page,
    refusal_page,
    uninvited_page,
)
from roleplay.web.server.device import NO_COOKIES, NOT_OURS
from roleplay.web.server.device_cookie import cookie_in, set_cookie
from roleplay.web.server.holding import run_and_hold
from roleplay.web.server.kit import kit
from roleplay.web.server.origin import secure
from roleplay.web.server.posted import Wrong, filled_in

LARGEST = 4096
"""Bytes of a form: a name and a key."""
SO = "nobody has joined"
TOO_LARGE = f"That is longer than a name and a key, so {SO}."
_looking = ThreadPoolExecutor(4, "join")
_proving = ThreadPoolExecutor(4, "join-key")
"""Threads of their own: taps use the server's, and a key's slow hash makes nobody wait who joins without one."""
LOCAL = ("127.0.0.1", "::1")


async def join(request: Request) -> Response:
    """The page (GET), and its form (POST)."""
    if request.method == "POST":
        return await _sent(request, _join)
    return await _answer(request, lambda: _entrance(request))


async def claim(request: Request) -> Response:
    """Asks the room for a seat whose name is taken; somebody answers on their own screen."""
    return await _sent(request, _claim)


async def asked(request: Request) -> Response:
    """Until somebody has answered, the browser asks again."""
    return await _answer(request, lambda: _asked(request))


async def invitation(request: Request) -> Response:
    """To what an invitation leads (GET), and coming in by it (POST). One that lets nobody in isn't found."""
    try:
        if request.method == "GET":
            return await run_and_hold(_looking, lambda: _page(invited_page(_invited(request), _secret(request))))
        form = await filled_in(request, LARGEST, TOO_LARGE, SO)
        return await run_and_hold(_proving if form.get("key", "").strip() else _looking, lambda: _accept(request, form))
    except Wrong as wrong:
        return _page(uninvited_page(str(wrong)), wrong.status)
    except Fault as fault:
        return _page(uninvited_page(_plain(fault)), 404)


def _invited(request: Request) -> GroupEntrance:
    return kit().groups.membership.entrance(_who(request), _secret(request))


def _accept(request: Request, form: dict[str, str]) -> Response:
    who, secret, name, key = _known(request), _secret(request), form.get("name", ""), form.get("key", "")
    entrance = _invited(request)
    try:
        if entrance.session:
            person = kit().groups.guests.accept(who, secret, name, key)
            return _came_in(request, who, person, _to(f"/?{urlencode({'person': person})}"), key)
        group = kit().groups.membership.accept(who, secret, name, key)
    except WrongKey as fault:
        return _page(invited_page(entrance, secret, name=name, wrong_key=_plain(fault)), 422)
    except Fault as fault:
        return _page(invited_page(entrance, secret, name=name, wrong=_plain(fault)), 422)
    person = kit().groups.membership.member_here(who, group, name)
    answer = _to(f"/group?{urlencode({'person': person, 'group': group, 'welcome': 'yes'})}")
    return _came_in(request, who, person, answer, key)


def _entrance(request: Request) -> Response:
    code, who = _code(request), _who(request)
    if not code:
        return _page(code_page())
    return _page(entrance_page(kit().joining.entrance(who, code)))


def _join(request: Request, form: dict[str, str]) -> Response:
    code, who, name, key = _code(request), _known(request), form.get("name", ""), form.get("key", "")
    entrance = kit().joining.entrance(who, code)
    try:
        seat = kit().joining.join(who, code, name, key)
    except NameTaken as taken:
        return _page(entrance_page(entrance, name=name, taken=_plain(taken)), 409)
    except WrongKey as fault:
        return _page(entrance_page(entrance, name=name, wrong_key=_plain(fault)), 422)
    except Fault as fault:
        return _page(entrance_page(entrance, name=name, wrong=_plain(fault)), 422)
    return _came_in(request, who, seat.person, _to_the_seat(seat), key)


def _came_in(request: Request, who: Visitor, person: str, answer: Response, key: str) -> Response:
    return _renewed(request, who, person, answer) if key.strip() else answer


def _renewed(request: Request, who: Visitor, person: str, answer: Response) -> Response:
    """As after any use of a key: knowing the old cookie is no use to anybody from now on."""
    ticket = kit().devices.ticket(who.named(person))
    answer.headers["set-cookie"] = set_cookie(kit().devices.renew(ticket, who.device), secure(request.scope))
    return answer


def _claim(request: Request, form: dict[str, str]) -> Response:
    code, who, name = _code(request), _known(request), form.get("name", "")
    entrance = kit().joining.entrance(who, code)
    try:
        claimed = kit().joining.claim(who, code, name)
    except Fault as fault:
        return _page(entrance_page(entrance, name=name, wrong=_plain(fault)), 422)
    return _to(f"/join/asked?{urlencode({'code': code, 'claim': claimed})}")


def _asked(request: Request) -> Response:
    code, who = _code(request), _known(request)
    answer = kit().joining.claimed(who, request.query_params.get("claim", ""))
    if isinstance(answer, Seat):
        return _to_the_seat(answer)
    entrance = kit().joining.entrance(who, code)
    return _page(asked_page(entrance) if answer is None else entrance_page(entrance, not_you=True))


async def _sent(request: Request, use: Callable[[Request, dict[str, str]], Response]) -> Response:
    try:
        form = await filled_in(request, LARGEST, TOO_LARGE, SO)
    except Wrong as wrong:
        return _page(refusal_page(str(wrong), _code(request)), wrong.status)
    return await _answer(request, lambda: use(request, form), proves=bool(form.get("key", "").strip()))


async def _answer(request: Request, make: Callable[[], Response], proves: bool = False) -> Response:
    try:
        return await run_and_hold(_proving if proves else _looking, make)
    except Wrong as wrong:
        return _page(refusal_page(str(wrong), _code(request)), wrong.status)
    except Fault as fault:
        return _page(code_page(_plain(fault)), 404)


def _code(request: Request) -> str:
    return request.query_params.get("code", "").strip()


def _secret(request: Request) -> str:
    return request.query_params.get("secret", "")


def _who(request: Request) -> Visitor:
    """Who looks; a browser that comes for the first time gets its cookie with the answer."""
    cookie = cookie_in(request.cookies, secure(request.scope))
    device = kit().devices.known(cookie) if cookie else None
    address = request.client.host if request.client else ""
    return Visitor(device or "", "localhost" if address in LOCAL else address)


def _known(request: Request) -> Visitor:
    """Who sends a form. Raises `Wrong` for a browser without a cookie of ours."""
    who = _who(request)
    if not who.device:
        raise Wrong(401, NOT_OURS if cookie_in(request.cookies, secure(request.scope)) else NO_COOKIES)
    return who


def _plain(fault: Fault) -> str:
    return from_the_left(str(fault))


def _page(html: Markup, status: int = 200) -> HTMLResponse:
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})


def _to_the_seat(seat: Seat) -> RedirectResponse:
    return _to(f"/practice?{urlencode({'seat': seat.id})}")


def _to(address: str) -> RedirectResponse:
    return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})
