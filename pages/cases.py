"""The case bank: browse without spoilers."""

import streamlit as st

from roleplay.errors import Fault
from roleplay.web.bank import bank
from roleplay.web.literal import say
from roleplay.web.person import footer, somebody

st.header("Cases")
try:
    person = somebody()
except Fault as fault:
    say(fault)
    person = None
bank(person)
footer(person)
