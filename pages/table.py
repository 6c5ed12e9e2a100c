"""The table clock: the code, the stage, whose turn it is; nothing that belongs to a role."""

import streamlit as st

from roleplay.web.practice.table import table_clock

table_clock(st.query_params.get("code", ""))
