"""Which device a page runs for."""

from urllib.parse import urlsplit

import streamlit as st

from roleplay.errors import Fault
from roleplay.people.codes import device_hash
from roleplay.web.guard import device_of


def device() -> str:
    """The hash of this browser's cookie. Raises `Fault` where the browser keeps none."""
    token = device_of(st.context.cookies, secure=urlsplit(page_url()).scheme == "https")
    if token is None:
        raise Fault(
            "This browser keeps no cookies for this page, so it cannot hold a seat. Allow them and reload the page."
        )
    return device_hash(token)


def page_url() -> str:
    """The address in the browser's bar."""
    return st.context.url or "http://localhost:8501"


def address() -> str:
    """Where the browser is, to limit guessing; this machine's own pages are one address."""
    return st.context.ip_address or "localhost"
