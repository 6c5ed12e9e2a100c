"""``streamlit run app.py`` starts everything: the pages, the routes of a running practice, and what guards them."""

import os

import streamlit as st

from roleplay.web.guard import middleware
from roleplay.web.places import ROOT
from roleplay.web.routes import routes
from roleplay.web.server import lifespan, on_script_error

app = st.App(
    ROOT / "roleplay/web/frame.py",
    routes=routes(),
    middleware=middleware(os.environ.get("ROLEPLAY_HOSTS", ""), os.environ.get("ROLEPLAY_PROXIES", "")),
    lifespan=lifespan,
    on_script_error=on_script_error,
)
