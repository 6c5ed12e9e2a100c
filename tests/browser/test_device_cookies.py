"""A browser's cookie: files are for the person they were made for, and a key or signing out brings another cookie."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

from phones import Phone, Trio
from played import lobby
from playwright.sync_api import expect
from servers import Server

KEY = re.compile(r"^[a-z-]+( [a-z-]+){4}$")


def cookie(phone: Phone) -> str:
    """The browser's cookie, as the kit set it: no script can read it."""
    [found] = [one for one in phone.context.cookies() if one.get("name") == "device"]
    assert found.get("httpOnly")
    return str(found.get("value"))


def loaded_again(phone: Phone) -> AbstractContextManager[object]:
    """The page asks for another cookie and then reloads: nothing should be opened before that."""
    return phone.page.expect_event("load")


def is_me(phone: Phone, name: str) -> Phone:
    expect(phone.page.get_by_text(f"You’re signed in as {name} on this device.")).to_be_visible()
    return phone


def test_a_key_and_a_sign_out_each_bring_another_cookie_and_a_file_is_for_its_own_browser(
    long: Server, stands: Callable[..., Trio], phone: Callable[..., Phone]
) -> None:
    [ana] = stands(long, lobby, "Ana", path="/me")
    other = phone(long).open("/me")
    is_me(ana, "Ana").button("Make my personal key").click()
    key = ana.page.get_by_text(KEY).inner_text()
    with ana.page.expect_download() as download:
        ana.button("Download my record").click()

    other.page.get_by_label("Your name").fill("Ana")
    first = cookie(other)
    statuses = [one.context.request.get(download.value.url).status for one in (ana, other)]
    other.page.get_by_label("Personal key").fill(key)
    with loaded_again(other):
        other.button("Sign in").click()
    second = cookie(is_me(other, "Ana"))
    other.page.get_by_text("Sign out", exact=True).click()
    with loaded_again(other):
        other.button("Sign out on this device").click()
    other.sees("You’re signed out.")
    other.still()

    assert statuses == [200, 404]
    assert len({first, second, cookie(other)}) == 3
    is_me(ana.open("/me"), "Ana")
