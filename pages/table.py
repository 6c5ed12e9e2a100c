"""The table's clock: code, phase, whose turn; nothing of any role."""

import streamlit as st

from roleplay.web.practice.table import table_clock

table_clock(st.query_params.get("code", ""))
