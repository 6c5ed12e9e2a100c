"""``streamlit run app.py`` starts everything: the pages, the routes of a running session, and what guards them."""

import os

import streamlit as st

from roleplay.web.server.guard import middleware
from roleplay.web.server.lifespan import lifespan, on_script_error
from roleplay.web.server.root import ROOT
from roleplay.web.server.routes import routes

app = st.App(
    ROOT / "roleplay/web/server/frame.py",
    routes=routes(),
    middleware=middleware(os.environ.get("ROLEPLAY_HOSTS", ""), os.environ.get("ROLEPLAY_PROXIES", "")),
    lifespan=lifespan,
    on_script_error=on_script_error,
)
