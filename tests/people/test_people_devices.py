"""The rules of signed cookies, and of the tickets with which a browser gets a new one."""

from __future__ import annotations

import pytest

from roleplay.people.devices import is_unsigned, redeemed, signed, ticket, token_of

SECRET, OTHER = "s" * 43, "o" * 43
TOKEN = "Abc-_" + "t" * 38
COOKIE = signed(TOKEN, SECRET)
TICKET = ticket("n" * 43, "anna", "device", SECRET)


def test_a_signed_cookie_gives_its_token_back() -> None:
    assert token_of(COOKIE, SECRET) == TOKEN


@pytest.mark.parametrize(
    "cookie",
    [
        *("", ".", TOKEN, f"{TOKEN}.", f"{TOKEN}.{TOKEN}", f"{COOKIE}\n", f"{COOKIE}a", COOKIE[:-1], f" {COOKIE}"),
        *(signed(TOKEN, OTHER), "B" + COOKIE[1:], COOKIE.replace(".", ""), COOKIE.swapcase(), f"{COOKIE}é", "é" * 87),
    ],
)
def test_a_cookie_that_was_not_signed_by_this_kit_is_none(cookie: str) -> None:
    assert token_of(cookie, SECRET) is None


def test_only_a_bare_token_looks_like_one_from_before_signing() -> None:
    assert is_unsigned(TOKEN)
    assert not any(is_unsigned(cookie) for cookie in ("", COOKIE, TOKEN[1:], f"{TOKEN}\n", TOKEN[1:] + "."))


def test_a_ticket_gives_its_device_the_same_new_token_however_often_it_is_asked() -> None:
    first, again = redeemed(TICKET, "device", SECRET), redeemed(TICKET, "device", SECRET)

    assert first == again
    assert first is not None
    assert is_unsigned(first[0])
    assert first[1] == "anna"


def test_no_script_that_holds_a_ticket_holds_the_cookie() -> None:
    found = redeemed(TICKET, "device", SECRET)

    assert found is not None
    assert found[0] not in TICKET
    assert token_of(TICKET.replace(".anna.", "."), SECRET) is None


@pytest.mark.parametrize(
    "paper",
    ["", "..", COOKIE, TICKET.replace("anna", "mia"), "m" + TICKET[1:], f"{TICKET}\n", TICKET.replace("anna", "")],
)
def test_a_ticket_that_the_kit_did_not_make_is_none(paper: str) -> None:
    assert redeemed(paper, "device", SECRET) is None


def test_a_ticket_is_good_for_its_own_device_and_kit_only() -> None:
    assert redeemed(TICKET, "other", SECRET) is None
    assert redeemed(TICKET, "device", OTHER) is None
