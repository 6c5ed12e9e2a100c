"""Home: go on, start or join."""

import streamlit as st

from roleplay.web.door import code_form, open_practices, settings_link, start_form, start_table
from roleplay.web.notes import authors_note

st.header("Practise a consultation")
st.markdown("Three people, three phones: one sees the patient, one plays, one watches. Then you swap.")
open_practices()
start_form()
start_table()
st.divider()
code_form()
settings_link()
authors_note()
