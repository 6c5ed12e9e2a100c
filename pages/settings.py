"""Private settings of one person."""

import streamlit as st

from roleplay.web.private import settings_form
from roleplay.web.room import my_seat

st.header("My private settings")
settings_form(my_seat())
