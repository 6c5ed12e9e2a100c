"""Where people join a session: the code comes from the link or is typed."""

import streamlit as st

from roleplay.web.practice.join import code_form, join_form

if code := st.query_params.get("code", "").strip():
    join_form(code)
else:
    code_form()
