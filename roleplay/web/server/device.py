"""Which device a page runs for, and so who asks."""

from urllib.parse import urlsplit

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.visitor import Visitor
from roleplay.web.server.device_cookie import cookie_in
from roleplay.web.server.kit import kit


def device() -> str:
    """The hash of this browser's cookie. Raises `Fault` if the browser has no cookie of ours."""
    cookie = cookie_in(st.context.cookies, urlsplit(page_url()).scheme == "https")
    found = kit().devices.known(cookie)
    if found is None:
        raise Fault(NOT_OURS if cookie else NO_COOKIES)
    return found


def visitor(person: str = "", seat: str = "") -> Visitor:
    """Who this page runs for, as this person or from this seat. Raises as `device`."""
    return Visitor(device(), address(), person, seat)


NO_COOKIES = "This browser doesn’t keep our cookies, so it can’t have a seat. Allow cookies and reload the page."
NOT_OURS = "This browser’s cookie isn’t from this kit, so the kit doesn’t know you. Reload the page to get a new one."


def page_url() -> str:
    """The address in the browser's bar."""
    return st.context.url or "http://localhost:8501"


def address() -> str:
    """Where the browser is, to limit guessing; this machine's own pages count as one address."""
    return st.context.ip_address or "localhost"
