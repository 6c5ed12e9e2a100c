"""What the cases cover, and what they lack."""

import streamlit as st

from roleplay.errors import Fault
from roleplay.web.coverage import covered
from roleplay.web.literal import say
from roleplay.web.person import footer, somebody

st.header("What the cases cover")
try:
    person = somebody()
except Fault as fault:
    say(fault)
    person = None
covered()
footer(person)
