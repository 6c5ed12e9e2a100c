"""The rules of the page where people join: plain HTML that needs no script, and says whose session it is."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from asgi_phones import Phone, Reply
from evening import UK, Evening
from starlette.applications import Starlette
from tabs import ME, NASTY, TOKEN, WRONG_CODE, evening_of

from roleplay.people.attempts import HELD
from roleplay.people.visitor import Visitor
from roleplay.web.practice.join import LARGEST
from roleplay.web.server.holding import hold, run_and_hold
from roleplay.web.server.kit import kit
from roleplay.web.server.routes import routes

pytestmark = pytest.mark.anyio
TAKEN = "Emil is already in this session. Choose another name, or take your place back."
ASKED = "We’ve asked. Somebody in the room has to confirm that it’s you"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def phone(lobby: Evening) -> Phone:
    """A browser that has its cookie and nothing else."""
    return Phone(Starlette(routes=routes()), TOKEN)


def text_of(page: Reply) -> str:
    """What a reader sees, a line for each paragraph, button and field."""
    body = re.sub(r"<(?:head|style)>.*?</(?:head|style)>", "", page.text, flags=re.DOTALL)
    return unescape(
        re.sub(r"\s*\n\s*", "\n", re.sub(r"<[^>]*>", "\n", body.replace("<bdi>", "").replace("</bdi>", "")))
    )


def address(lobby: Evening) -> str:
    return f"/join?code={lobby.code}"


def seat_of(name: str) -> str:
    """The address of the seat that this device holds."""
    return next(f"/practice?seat={seat.id}" for _, seat in kit().joining.seats(Visitor(ME)) if seat.name == name)


def where(reply: Reply) -> tuple[int, str]:
    return reply.status, reply.headers.get("location", "")


# --- what it says


async def test_the_page_says_whose_session_it_is_and_who_is_there(lobby: Evening, phone: Phone) -> None:
    lobby.start("Dora", "Emil")

    page = await phone.get(address(lobby))

    assert "\nJoin Dora’s session\n2 people are in the room.\n" in text_of(page)
    assert (page.status, page.headers["cache-control"]) == (200, "no-store")


async def test_of_a_running_round_the_page_says_its_kind_and_nothing_else(lobby: Evening, phone: Phone) -> None:
    lobby.start().begin().read()

    page = await phone.get(address(lobby))

    assert "Round 1 is running: an interview. 3 people are in the room." in text_of(page)
    assert not [secret for secret in ("Tight chest", "Daniel", "A GP surgery", "cardiology") if secret in page.text]


async def test_between_rounds_no_round_is_called_running(lobby: Evening, phone: Phone) -> None:
    lobby.start().play()

    assert "is running" not in text_of(await phone.get(address(lobby)))


async def test_a_table_that_nobody_has_joined_is_nobodys_session(lobby: Evening, phone: Phone) -> None:
    code = kit().joining.open_table(Visitor("a laptop"), UK).code

    assert "\nJoin this session\nNobody is in the room yet.\n" in text_of(await phone.get(f"/join?code={code}"))


async def test_a_name_is_text_wherever_the_page_shows_it(lobby: Evening, phone: Phone) -> None:
    evening_of(lobby, NASTY)

    page = await phone.get(address(lobby))

    assert f"Join {NASTY}’s session" in text_of(page)
    assert ("<b>" in page.text, f"Carry on as {NASTY}" in text_of(page)) == (False, True)


async def test_the_live_screens_code_is_fetched_while_a_name_is_typed(lobby: Evening, phone: Phone) -> None:
    page = (await phone.get(address(lobby.start("Dora")))).text

    [code] = re.findall(r'modulepreload" crossorigin href="(/live/[^"]+)"', page)
    assert (await phone.get(code)).status == 200


async def test_the_page_holds_no_script(lobby: Evening, phone: Phone) -> None:
    lobby.start("Dora")

    assert "<script" not in (await phone.get(address(lobby))).text


@pytest.mark.parametrize("typed", ["{}", "Join: http://192.168.0.7:8501/join?code={} tonight"])
async def test_a_typed_code_or_a_pasted_link_leads_to_the_session(lobby: Evening, phone: Phone, typed: str) -> None:
    lobby.start("Dora")

    page = await phone.get(f"/join?code={typed.format(lobby.code.lower()).replace(' ', '+')}")

    assert "Join Dora’s session" in text_of(page)


async def test_a_wrong_code_gets_its_sentence_and_another_try(lobby: Evening, phone: Phone) -> None:
    page = await phone.get("/join?code=ZZZZZZ")

    assert page.status == 404
    assert f"\n{WRONG_CODE}\nCode\nJoin a session\n" in text_of(page)


@pytest.mark.parametrize("sent", ["looked at", "joined", "claimed"])
async def test_a_wrong_code_is_counted_once_however_it_is_tried(lobby: Evening, phone: Phone, sent: str) -> None:
    if sent == "looked at":
        await phone.get("/join?code=ZZZZZZ")
    else:
        await phone.fill_in("/join?code=ZZZZZZ" if sent == "joined" else "/join/claim?code=ZZZZZZ", name="Emil")

    now = kit().clock.now()
    with lobby.kit.store.read() as reader:
        assert reader.attempts.attempts("code", "", 0, now) == (1, 1)


async def test_a_name_that_is_taken_is_text_too(lobby: Evening, phone: Phone) -> None:
    lobby.start(NASTY)

    page = await phone.fill_in(address(lobby), name=NASTY)

    assert f"I’m {NASTY}: ask the others to let me back in" in text_of(page)
    assert (f"{NASTY} is already in this session." in text_of(page), "<b>" in page.text) == (True, False)


async def test_a_full_session_asks_for_no_name(lobby: Evening, phone: Phone) -> None:
    lobby.start("Dora", *(f"Person {number}" for number in range(7)))

    page = text_of(await phone.get(address(lobby)))

    assert "This session is full. Start a second one and split into two groups." in page
    assert "Your name" not in page


# --- joining


async def test_whoever_joins_sits_down(lobby: Evening, phone: Phone) -> None:
    lobby.start("Dora")

    reply = await phone.fill_in(address(lobby), name="Emil", key="")

    assert where(reply) == (303, seat_of("Emil"))
    assert "set-cookie" not in reply.headers


async def test_a_button_tapped_twice_leads_to_one_seat(lobby: Evening, phone: Phone) -> None:
    lobby.start("Dora")

    first, second = [await phone.fill_in(address(lobby), name="Emil") for _ in range(2)]

    assert where(first) == where(second) == (303, seat_of("Emil"))


async def test_a_device_that_knows_its_person_asks_for_no_name(lobby: Evening, phone: Phone) -> None:
    evening_of(Evening(lobby.kit, lobby.wall, lobby.folder), "Emil")
    lobby.start("Dora")

    page = text_of(await phone.get(address(lobby)))

    assert "\nJoin as Emil\nJoin as somebody else\nYour name\n" in page


async def test_a_guest_of_a_device_is_not_offered_to_join_on_it(lobby: Evening, phone: Phone) -> None:
    evening_of(Evening(lobby.kit, lobby.wall, lobby.folder), "Emil", "Fay")
    lobby.start("Dora")

    assert "Join as Fay" not in text_of(await phone.get(address(lobby)))


async def test_who_is_in_the_room_carries_on_there(lobby: Evening, phone: Phone) -> None:
    evening_of(lobby, "Anna")

    page = await phone.get(address(lobby))

    assert "\nCarry on as Anna\nJoin as somebody else\n" in text_of(page)
    assert f'href="{seat_of("Anna")}"' in page.text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (" ", "Type the name the others know you by. A first name is enough."),
        ("x" * 31, "That name has 31 characters; up to 30 fit on a phone. A first name is enough."),
    ],
)
async def test_what_is_wrong_with_a_name_stands_beside_it(lobby: Evening, phone: Phone, name: str, said: str) -> None:
    lobby.start("Dora")

    page = await phone.fill_in(address(lobby), name=name)

    assert page.status == 422
    assert re.search(r'name="name" value="(.*?)".* aria-describedby="wrong-name"', page.text)[1] == name  # type: ignore[index]
    assert f"Your name\n{said}\n" in text_of(page)


async def test_a_wrong_key_stands_beside_the_key_and_is_not_sent_back(lobby: Evening, phone: Phone) -> None:
    lobby.start("Dora")

    page = await phone.fill_in(address(lobby), name="Emil", key="apple apple apple apple apple")

    assert page.status == 422
    assert "Personal key\nThat name and key don’t belong together here." in text_of(page)
    assert "apple" not in page.text


async def test_a_key_brings_the_person_and_another_cookie(lobby: Evening, phone: Phone) -> None:
    elsewhere = Evening(lobby.kit, lobby.wall, lobby.folder).start("Emil")
    key = kit().people.give_key(elsewhere.visitor("Emil"))
    lobby.start("Dora")

    reply = await phone.fill_in(address(lobby), name="Emil", key=key)

    cookie = reply.headers["set-cookie"].partition("device=")[2].partition(";")[0]
    [(_, seat)] = kit().joining.seats(Visitor(kit().devices.known(cookie) or ""))
    assert (seat.person, where(reply)) == (elsewhere.seats["Emil"].person, (303, f"/practice?seat={seat.id}"))
    assert kit().joining.seats(Visitor(ME)) == ()
    assert reply.headers["set-cookie"].endswith("; Path=/; HttpOnly; SameSite=Lax")


# --- a name that is taken


async def test_a_taken_name_offers_the_way_back(lobby: Evening, phone: Phone) -> None:
    lobby.start("Dora", "Emil")

    page = await phone.fill_in(address(lobby), name="emil")
    asked = await phone.fill_in(f"/join/claim?code={lobby.code}", name="emil")
    waits = await phone.get(where(asked)[1])

    assert (page.status, TAKEN in text_of(page), asked.status) == (409, True, 303)
    assert "I’m emil: ask the others to let me back in" in text_of(page)
    assert ASKED in text_of(waits)
    assert '<meta http-equiv="refresh"' in waits.text
    assert [claim.name for claim in lobby.view("Dora").top.claims] == ["Emil"]


async def asked_for(phone: Phone, lobby: Evening, name: str) -> str:
    """Where somebody waits who has asked for this name's place."""
    return where(await phone.fill_in(f"/join/claim?code={lobby.code}", name=name))[1]


async def test_whoever_was_let_in_is_led_to_the_seat(lobby: Evening, phone: Phone) -> None:
    waits = await asked_for(phone, lobby.start("Dora", "Emil"), "Emil")
    [claim] = lobby.view("Dora").top.claims

    lobby.move("Dora", "let_in", claim=claim.id)

    assert where(await phone.get(waits)) == (303, f"/practice?seat={lobby.seats['Emil'].id}")


async def test_whoever_was_kept_out_may_join_with_another_name(lobby: Evening, phone: Phone) -> None:
    waits = await asked_for(phone, lobby.start("Dora", "Emil"), "Emil")
    [claim] = lobby.view("Dora").top.claims

    lobby.move("Dora", "keep_out", claim=claim.id)
    page = await phone.get(waits)

    assert "\nThe others said it isn’t you. Join with another name.\nYour name\n" in text_of(page)
    assert "refresh" not in page.text


async def test_nobody_waits_for_the_place_that_another_device_asked_for(lobby: Evening, phone: Phone) -> None:
    waits = await asked_for(phone, lobby.start("Dora", "Emil"), "Emil")
    [claim] = lobby.view("Dora").top.claims
    lobby.move("Dora", "let_in", claim=claim.id)

    other = await Phone(phone.app, "u" * 43).get(waits)

    assert (other.status, lobby.seats["Emil"].id in other.text) == (200, False)


# --- where a form comes from, and how much it is


async def test_a_form_of_another_website_sits_nobody_down(lobby: Evening, phone: Phone) -> None:
    lobby.start("Dora")
    strange = [Phone(phone.app, TOKEN, origin) for origin in ("http://evil.example", "null", None)]

    replies = [await each.fill_in(address(lobby), name="Emil") for each in strange]

    assert [reply.status for reply in replies] == [403, 403, 403]
    assert "This came from another website, so nobody has joined." in text_of(replies[0])
    assert len(lobby.state.seats) == 1


@pytest.mark.parametrize("path", ["/join", "/join/claim"])
async def test_a_form_is_small_and_of_one_kind(lobby: Evening, phone: Phone, path: str) -> None:
    lobby.start("Dora", "Emil")
    there = f"{path}?code={lobby.code}"

    large = await phone.fill_in(there, name="x" * LARGEST)
    many = await phone.fill_in(there, **{f"field{number}": "x" for number in range(40)})
    other = await phone.post(there, {"name": "Fay"})

    assert [large.status, many.status, other.status] == [413, 400, 415]
    assert (len(lobby.state.seats), lobby.state.claims) == (2, ())


@pytest.mark.parametrize(("token", "said"), [(None, "doesn’t keep our cookies"), ("invented", "isn’t from this kit")])
async def test_without_a_cookie_of_ours_nobody_sits_down(
    lobby: Evening, phone: Phone, token: str | None, said: str
) -> None:
    lobby.start("Dora")

    page = await Phone(phone.app, token).fill_in(address(lobby), name="Emil")

    assert (page.status, said in text_of(page)) == (401, True)
    assert len(lobby.state.seats) == 1


async def test_a_first_visit_needs_no_cookie_to_see_the_form(lobby: Evening, phone: Phone) -> None:
    lobby.start("Dora")

    page = await Phone(phone.app, None).get(address(lobby))

    assert (page.status, "Your name" in text_of(page)) == (200, True)


async def test_a_delayed_answer_holds_up_no_thread() -> None:
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    with ThreadPoolExecutor(1) as threads, pytest.raises(ValueError, match="wrong"):
        await run_and_hold(threads, wrong_try, wait)

    assert waited == [HELD]


def wrong_try() -> None:
    """Would sleep if it were a page's own thread."""
    hold(HELD)
    raise ValueError("wrong")
